"""One tap on the tablet."""

from __future__ import annotations

from django import forms

from onthaal.catalogue.models import Product

TAPS = ("komt", "begint", "klaar", "weg", "terug")


class TapForm(forms.Form):
    """``visit`` is the tap with which the visit began, ``act`` this tap; ``age`` is how many
    milliseconds ago it was."""

    kind = forms.ChoiceField(choices=[(tap, tap) for tap in TAPS])
    visit = forms.UUIDField()
    act = forms.UUIDField()
    age = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        error_messages={"max_value": "Deze tik is te oud en telt niet meer mee."},
    )
    product = forms.ModelChoiceField(
        Product.objects.all(),
        required=False,
        error_messages={"invalid_choice": "Dit product bestaat niet meer. Laad de pagina opnieuw."},
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("kind") == "komt" and not data.get("product") and "product" not in self.errors:
            self.add_error("product", "Kies waarvoor de bezoeker komt.")
        return data
