"""Other words: for one product, or a group that means the same everywhere."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue.models import Product, WordGroup

MOST_WORDS, LONGEST = 30, 60
# pages of ours that stand where a product could stand
RESERVED = {"a-z", "thema", "levensgebeurtenis", "suggesties"}


class SynonymForm(forms.Form):
    word = forms.CharField(
        label="Woord van de inwoner",
        max_length=80,
        help_text="Zo zoeken inwoners het.",
        error_messages={"required": "Vul het woord in."},
    )
    product = forms.ModelChoiceField(
        Product.objects.none(),
        label="Product dat ze bedoelen",
        empty_label="Kies een product",
        error_messages={
            "required": "Kies het product dat inwoners ermee bedoelen.",
            "invalid_choice": "Dit product is er niet meer. Kies een ander.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["product"]
        choice.queryset = Product.objects.published()  # type: ignore[attr-defined]  # a ModelChoiceField


class WordGroupForm(forms.Form):
    """One word or phrase a line."""

    words = forms.CharField(
        label="Woorden die hetzelfde betekenen",
        help_text="Eén woord of uitdrukking per regel. Wie er een typt, vindt ook de andere.",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    is_active = forms.BooleanField(label="Deze groep gebruiken", required=False, initial=True)

    def clean_words(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST_WORDS:
            raise forms.ValidationError(f"Schrijf hoogstens {MOST_WORDS} woorden.")
        if too_long := next((line for line in found if len(line) > LONGEST), None):
            raise forms.ValidationError(
                f"“{too_long[:30]}…” is te lang: hoogstens {LONGEST} tekens."
            )
        return found

    def group(self, instance: WordGroup) -> WordGroup:
        """The group as typed; not stored yet."""
        instance.words = self.cleaned_data["words"]
        instance.is_active = self.cleaned_data["is_active"]
        return instance


class AddressForm(forms.Form):
    slug = forms.SlugField(
        label="Webadres",
        max_length=110,
        help_text="Kleine letters, cijfers en koppeltekens, zoals reispas-aanvragen.",
        error_messages={
            "required": "Vul een webadres in.",
            "invalid": "Gebruik alleen kleine letters, cijfers en koppeltekens.",
        },
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in RESERVED:
            raise forms.ValidationError("Dit adres is van een vaste pagina. Kies een ander.")
        return slug
