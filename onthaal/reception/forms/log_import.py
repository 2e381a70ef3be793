"""Uploading an old ticket log, and saying which column is what."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location
from onthaal.reception.models import LogImport
from onthaal.reception.rules.ticket_log import FIELDS

MOST_BYTES = 15 * 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Bestand",
        help_text="Een CSV-bestand, ook uit Excel (Opslaan als → CSV UTF-8) of een ander systeem.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
    )
    location = forms.ModelChoiceField(Location.objects.all(), label="Locatie", empty_label=None)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Dit bestand is te groot. Splits het per jaar.")
        return file


class ColumnsForm(forms.Form):
    """A choice of column per thing that we can use."""

    def __init__(self, *args: Any, log: LogImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [(str(at), name) for at, name in enumerate(log.headings)]
        choices = [("", "Staat er niet in"), *headings]
        for name, (label, _) in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=name == "arrived",
                initial=str(log.columns[name]) if name in log.columns else "",
                error_messages={"required": "Kies de kolom waarin staat wanneer men aankwam."},
            )
        self.fields["day"].help_text = "Alleen als de dag en het uur in aparte kolommen staan."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        used: dict[str, str] = {}
        for name, value in list(data.items()):
            if value and value in used:
                self.add_error(name, f"Deze kolom is al gekozen voor “{FIELDS[used[value]][0]}”.")
            elif value:
                used[value] = name
        return data

    def columns(self) -> dict[str, int]:
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


class ProductsForm(forms.Form):
    """Which of our products the words of the log mean."""

    def __init__(self, *args: Any, words: list[str], guessed: dict[str, int], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.words = words
        choices = [("", "Geen van deze"), *Product.objects.published().values_list("pk", "name")]
        for at, word in enumerate(words):
            self.fields[f"word_{at}"] = forms.TypedChoiceField(
                label=word,
                choices=choices,
                required=False,
                coerce=int,
                empty_value=None,
                initial=guessed.get(word, ""),
            )

    def products(self) -> dict[str, int]:
        chosen = ((word, self.cleaned_data[f"word_{at}"]) for at, word in enumerate(self.words))
        return {word: pk for word, pk in chosen if pk}
