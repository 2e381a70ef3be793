"""Answering a question of the municipality, as the reporter or as an outsider."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.forms.citizen.contact import MAX_TEXT
from onthaal.issues.forms.citizen.photos import PhotosField, take_photos
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.photos import MAX_PHOTOS, EncodedPhoto

OUTCOMES = (
    ("Dit is opgelost.", "Dit is opgelost"),
    ("Wij nemen dit op ons.", "Wij nemen dit op ons"),
    ("Dit is niet voor ons.", "Dit is niet voor ons"),
)


class ReporterAnswerForm(forms.Form):
    """The text and photos; usable photos are in ``accepted`` after ``is_valid``."""

    text = LongTextField(
        label="Uw antwoord",
        max_length=MAX_TEXT,
        rows=6,
        error_messages={"required": "Schrijf uw antwoord."},
    )
    photos = PhotosField()

    def __init__(self, *args: Any, left_out: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out = left_out or []
        self.accepted: list[tuple[str, EncodedPhoto]] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        files = self.files.getlist("photos") if self.files else []
        self.accepted, problems = take_photos(
            [file for file in files if file], left_out=self.left_out, room=MAX_PHOTOS
        )
        for problem in problems:
            self.add_error("photos", problem)
        return cleaned


class OutsiderAnswerForm(ReporterAnswerForm):
    outcome = forms.ChoiceField(
        label="Wat is uw antwoord?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een antwoord."},
    )
    text = LongTextField(label="Toelichting", max_length=MAX_TEXT, rows=6, required=False)

    field_order = ["outcome", "text", "photos"]
