"""What a press of a button at a counter may contain."""

from __future__ import annotations

from django import forms

from onthaal.catalogue.models import Product
from onthaal.reception.actions.calling import ParkReason
from onthaal.reception.actions.deeds import Deed
from onthaal.reception.models import Counter


class DeedForm(forms.Form):
    """A button of the workplace. The buttons are written in the template; this only reads them."""

    deed = forms.CharField(max_length=20)
    visit = forms.IntegerField(required=False)
    item = forms.IntegerField(required=False)
    act = forms.UUIDField(required=False)
    reason = forms.ChoiceField(choices=ParkReason.choices, required=False)
    to = forms.CharField(max_length=30, required=False)
    product = forms.CharField(max_length=200, required=False)
    persons = forms.IntegerField(
        min_value=1,
        max_value=20,
        required=False,
        error_messages={"min_value": "Geef minstens 1 persoon.", "invalid": "Geef een getal."},
    )

    def clean_product(self) -> Product | None:
        typed: str = self.cleaned_data["product"].strip()
        return find_product(typed) if typed else None

    def wanted(self) -> Deed:
        data = self.cleaned_data
        return Deed(
            kind=data["deed"],
            visit=data["visit"],
            item=data["item"],
            act=data["act"],
            reason=data["reason"] or ParkReason.OTHER,
            to=data["to"],
            product=data["product"],
            persons=data["persons"] or 1,
        )


def find_product(typed: str) -> Product:
    """The published product that was typed or chosen from the list: by its whole name, or the only
    one that begins with or contains it. Raises ValidationError that says what to do."""
    published = Product.objects.published()
    for found in (
        published.filter(name__iexact=typed),
        published.filter(name__istartswith=typed),
        published.filter(name__icontains=typed),
        published.filter(synonyms__icontains=typed),
    ):
        hits = list(found[:2])
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise forms.ValidationError(
                f"Er zijn meer producten met “{typed}”. Kies er een uit de lijst."
            )
    raise forms.ValidationError(f"We kennen geen product “{typed}”. Kies er een uit de lijst.")


class SitDownForm(forms.Form):
    counter = forms.ModelChoiceField(
        Counter.objects.filter(is_active=True),
        error_messages={"required": "Kies een loket.", "invalid_choice": "Kies een open loket."},
    )
