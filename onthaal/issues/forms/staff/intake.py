"""A melding that a member of staff types for somebody on the phone or at the desk."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from onthaal.core.numbers import whole
from onthaal.issues import places
from onthaal.issues.actions.submission import Contact, Submission
from onthaal.issues.forms.citizen.photos import WithPhotos
from onthaal.issues.forms.questions import as_answer, field_for, field_name
from onthaal.issues.forms.staff.issue_form import TEXT_LIMIT, CategoryField, text_field
from onthaal.issues.models import Category, Channel, Question
from onthaal.ui.forms import EmailField

_CHANNELS = [
    (channel.value, channel.label)
    for channel in (
        Channel.PHONE,
        Channel.DESK,
        Channel.MAIL,
        Channel.LETTER,
        Channel.FIELD,
    )
]


class SameReportForm(forms.Form):
    """What the clerk has typed so far, when it turns out to be known already."""

    key = forms.UUIDField()
    channel = forms.ChoiceField(choices=_CHANNELS)
    description = forms.CharField(max_length=TEXT_LIMIT, required=False)
    name = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=40, required=False)
    email = EmailField(required=False)

    @property
    def who(self) -> str:
        """Name and telephone number in one line."""
        data = self.cleaned_data
        return ", ".join(part for part in (data["name"], data["phone"]) if part)


class IntakeForm(WithPhotos):
    """One quick page. What the caller does not know may stay empty."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="Hoe kwam het binnen?", choices=_CHANNELS, initial=Channel.PHONE
    )
    description = text_field("Wat is er aan de hand?", rows=4)
    category = CategoryField(label="Onderwerp")
    address = forms.CharField(
        label="Straat en huisnummer",
        max_length=200,
        help_text="Een deel van de straatnaam volstaat.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "adressen"}),
        error_messages={"required": "Vul de straat in, of waar het is."},
    )
    place_note = forms.CharField(label="Waar precies?", max_length=200, required=False)
    as_typed = forms.BooleanField(
        label="De plaats staat niet in de lijst; zet ze later op de kaart", required=False
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    name = forms.CharField(label="Naam", max_length=120, required=False)
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)
    email = EmailField(
        label="E-mailadres",
        required=False,
        help_text="Dan krijgt de melder een bevestiging en nieuws.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.questions = self._questions()
        for question in self.questions:
            field = field_for(question)
            # the caller may not know; a resident who fills in the form must answer
            field.required = False
            self.fields[field_name(question)] = field

    def _questions(self) -> list[Question]:
        chosen = str(self.data.get("category", "")) if self.is_bound else ""
        if (category := whole(chosen)) is None:
            return []
        return list(Question.objects.filter(category_id=category))

    def question_fields(self) -> list[forms.BoundField]:
        return [self[field_name(question)] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._locate(cleaned)
        return cleaned

    def _locate(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("address"):
            return
        self.located = places.locate(
            cleaned["address"],
            lat=cleaned.get("lat"),
            lon=cleaned.get("lon"),
            note=cleaned.get("place_note", ""),
        )
        verdict = self.located.verdict
        if verdict == places.Verdict.OUTSIDE:
            self.add_error("address", "Deze plaats ligt buiten de gemeente.")
        elif verdict == places.Verdict.UNSURE and not cleaned.get("as_typed"):
            self.add_error("address", f"Bedoelt u een van deze? {'; '.join(self.located.choices)}.")
        elif verdict == places.Verdict.UNKNOWN and not cleaned.get("as_typed"):
            self.add_error(
                "address",
                "Dit adres staat niet in de lijst. Kijk het na, of vink aan dat u het later "
                "op de kaart zet.",
            )

    def submission(self) -> Submission:
        """The valid form as what the action takes."""
        data = self.cleaned_data
        category: Category = data["category"]
        answers = {
            question.key: as_answer(data.get(field_name(question))) for question in self.questions
        }
        return Submission(
            key=data["key"],
            description=data["description"],
            category=category,
            place=self.located.place,
            answers={key: answer for key, answer in answers.items() if answer is not None},
            contact=Contact(name=data["name"], email=data["email"], phone=data["phone"]),
            photos=[photo for _, photo in self.accepted],
            channel=data["channel"],
        )
