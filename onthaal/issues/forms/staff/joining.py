"""Two issues that are one, and one issue that is several."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.core.references import tidy_reference
from onthaal.issues import places
from onthaal.issues.actions.splitting import MOST_PARTS, Part
from onthaal.issues.actions.submission import Place
from onthaal.issues.forms.staff.issue_form import (
    CategoryField,
    IssueForm,
    category_choices,
    note_field,
    text_field,
)
from onthaal.issues.models import Issue


class MergeForm(IssueForm):
    original = forms.CharField(
        label="Nummer van de eerste melding",
        max_length=20,
        help_text="Bijvoorbeeld LV-7K3M-92XQ.",
        error_messages={"required": "Kies met welke melding u samenvoegt."},
    )
    text = text_field("Bericht aan de melder", required=False)
    note = note_field()

    def clean_original(self) -> Issue:
        reference = tidy_reference(self.cleaned_data["original"])
        found = Issue.objects.visible_to(self.user).filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError("Wij vinden geen melding met dit nummer. Kijk het na.")
        if found.pk == self.issue.pk:
            raise forms.ValidationError("Dit is het nummer van deze melding zelf.")
        return found


class SplitForm(IssueForm):
    """Up to ten parts; an empty row does not count. ``parts`` is in ``cleaned_data``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = category_choices()
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"category_{number}"] = CategoryField(
                label=f"Onderwerp van deel {number}", required=False, choices=choices
            )
            self.fields[f"description_{number}"] = text_field(
                f"Wat is er aan de hand in deel {number}?", rows=3, required=False
            )
            self.fields[f"place_{number}"] = forms.CharField(
                label=f"Andere plaats voor deel {number}",
                max_length=200,
                required=False,
                help_text="Laat leeg als het dezelfde plaats is.",
            )

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Number and fields of every part."""
        return [
            (number, [self[f"{name}_{number}"] for name in ("category", "description", "place")])
            for number in range(1, MOST_PARTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parts = []
        for number in range(1, MOST_PARTS + 1):
            category = cleaned.get(f"category_{number}")
            description = (cleaned.get(f"description_{number}") or "").strip()
            typed = (cleaned.get(f"place_{number}") or "").strip()
            if category and description:
                place = self._place(number, typed) if typed else None
                parts.append(Part(category=category, description=description, place=place))
            elif description or (typed and not category):
                self.add_error(f"category_{number}", f"Kies een onderwerp voor deel {number}.")
            elif category:
                self.add_error(f"description_{number}", f"Beschrijf deel {number}.")
        if not parts and not self.errors:
            self.add_error("category_1", "Vul minstens één deel in.")
        cleaned["parts"] = parts
        return cleaned

    def _place(self, number: int, typed: str) -> Place:
        located = places.locate(typed, lat=None, lon=None)
        if located.verdict == places.Verdict.OUTSIDE:
            self.add_error(f"place_{number}", "Deze plaats ligt buiten de gemeente.")
        return located.place
