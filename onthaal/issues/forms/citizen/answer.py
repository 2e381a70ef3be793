"""Answering a question of the municipality, as the reporter or as an outsider."""

from __future__ import annotations

from django import forms

from onthaal.issues.forms.citizen.contact import MAX_TEXT
from onthaal.issues.forms.citizen.photos import WithPhotos
from onthaal.issues.forms.citizen.text import LongTextField

OUTCOMES = (
    ("Dit is opgelost.", "Dit is opgelost"),
    ("Wij nemen dit op ons.", "Wij nemen dit op ons"),
    ("Dit is niet voor ons.", "Dit is niet voor ons"),
)


class ReporterAnswerForm(WithPhotos):
    text = LongTextField(
        label="Uw antwoord",
        max_length=MAX_TEXT,
        rows=6,
        error_messages={"required": "Schrijf uw antwoord."},
    )

    field_order = ["text", "photos"]


class OutsiderAnswerForm(ReporterAnswerForm):
    outcome = forms.ChoiceField(
        label="Wat is uw antwoord?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een antwoord."},
    )
    text = LongTextField(label="Toelichting", max_length=MAX_TEXT, rows=6, required=False)

    field_order = ["outcome", "text", "photos"]
