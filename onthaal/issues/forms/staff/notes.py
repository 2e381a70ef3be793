"""What staff keep beside an issue, and what they show to everybody."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.forms.staff.issue_form import IssueForm, text_field


class NoteForm(IssueForm):
    text = text_field(
        "Notitie voor collega’s", rows=5, error_messages={"required": "Schrijf een notitie."}
    )


class CallForm(IssueForm):
    reached = forms.ChoiceField(
        label="Hebt u iemand gesproken?",
        choices=[("ja", "Ja, gesproken"), ("nee", "Nee, niet bereikt")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u iemand gesproken hebt."},
    )
    text = text_field("Wat is er gezegd of afgesproken?", required=False)


class TitleForm(IssueForm):
    title = forms.CharField(
        label="Titel",
        max_length=120,
        help_text="Kort, zonder namen.",
        error_messages={"required": "Schrijf een titel."},
    )

    def start_values(self) -> dict[str, Any]:
        return {"title": self.issue.title}


class ReleaseForm(IssueForm):
    title = forms.CharField(
        label="Openbare titel",
        max_length=120,
        error_messages={"required": "Schrijf een openbare titel."},
    )
    text = text_field(
        "Openbare tekst",
        rows=6,
        required=False,
        help_text="Haal namen, telefoonnummers, nummerplaten en huisnummers van buren eruit.",
    )
    photos = forms.TypedMultipleChoiceField(
        label="Foto’s die iedereen mag zien",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    checked = forms.BooleanField(
        label="Ik keek de tekst en de foto’s na: niemand is herkenbaar",
        error_messages={"required": "Kijk de tekst en de foto’s na en vink dit aan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photos = list(self.issue.photos.all())
        if photos:
            field = self.fields["photos"]
            assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- tells mypy
            field.choices = [(p.pk, f"Foto {n}") for n, p in enumerate(photos, start=1)]
            self.initial.setdefault("photos", [p.pk for p in photos if p.is_public])
        else:
            del self.fields["photos"]

    def start_values(self) -> dict[str, Any]:
        return {
            "title": self.issue.public_title or self.issue.title,
            "text": self.issue.public_text or self.issue.description,
        }
