"""What a visitor sends from a kiosk or a telephone."""

from __future__ import annotations

from django import forms


class NumberForm(forms.Form):
    """``act`` is made with the page: the same page sent twice gives one number."""

    act = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code of nummer van uw afspraak",
        max_length=40,
        error_messages={
            "required": "Vul de code in die in uw mail staat, of scan de QR-code.",
            "max_length": "Dit is geen code van een afspraak. Kijk ze na in uw mail.",
        },
    )
