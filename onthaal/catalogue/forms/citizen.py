"""What a resident thinks of a page."""

from __future__ import annotations

from django import forms

from onthaal.catalogue.models import Language


class OpinionForm(forms.Form):
    is_clear = forms.TypedChoiceField(
        label="Was deze pagina duidelijk?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda answer: answer == "ja",
        error_messages={"required": "Kies ja of nee."},
    )
    why = forms.CharField(
        label="Wat was er niet duidelijk?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Schrijf hoogstens %(limit_value)d tekens."},
    )
    language = forms.ChoiceField(
        choices=Language.choices, widget=forms.HiddenInput, initial=Language.DUTCH
    )
