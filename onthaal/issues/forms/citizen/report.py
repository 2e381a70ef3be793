"""The one form of a melding: where, what, contact. Works in one go and in three steps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from onthaal.issues import subjects
from onthaal.issues.actions.submission import Contact, Submission
from onthaal.issues.forms.citizen.photos import PhotosField, take_photos
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.forms.questions import as_answer, field_for, field_name, stopping
from onthaal.issues.models import Category, DraftPhoto, Question, Stopper
from onthaal.issues.photos import MAX_PHOTOS, EncodedPhoto
from onthaal.issues.places import AS_TYPED, Located, Verdict, locate
from onthaal.issues.suggestions import sounds_dangerous
from onthaal.people.models import User
from onthaal.territory import lookup
from onthaal.ui.forms import EmailField

MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 10_000


@dataclass(frozen=True)
class Stop:
    """Why this is no melding, and what to do instead."""

    kind: str
    text: str

    @property
    def is_emergency(self) -> bool:
        return self.kind == Stopper.EMERGENCY


class ReportForm(forms.Form):
    """Everything that a resident gives. After ``is_valid``, ``submission`` makes what the action
    takes; whatever is wrong, ``accepted`` holds the usable photos."""

    # what looking up the place came to, for the page
    place_problem = ""
    offers_places = False

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    # where
    address = forms.CharField(
        label="Straat en huisnummer",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
        error_messages={"max_length": "Houd de plaats korter dan 200 tekens."},
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    point_of = forms.CharField(required=False, widget=forms.HiddenInput)
    zoom = forms.IntegerField(required=False, min_value=11, max_value=20, widget=forms.HiddenInput)
    place_choice = forms.CharField(
        label="Welke plaats bedoelt u?", required=False, widget=forms.RadioSelect
    )
    place_note = forms.CharField(
        label="Waar precies?",
        help_text="Bijvoorbeeld: tegenover de bushalte, op het rechtse voetpad.",
        max_length=200,
        required=False,
        error_messages={"max_length": "Houd de aanduiding korter dan 200 tekens."},
    )
    ok_road = forms.BooleanField(
        label="Ik ben niet zeker of het over deze weg gaat. Ik wil toch melden aan de gemeente.",
        required=False,
    )

    # what
    description = LongTextField(
        label="Beschrijf het probleem",
        help_text="Zet hier geen namen of nummerplaten in.",
        min_length=MIN_DESCRIPTION,
        max_length=MAX_DESCRIPTION,
        rows=5,
        error_messages={
            "required": f"Beschrijf het probleem in minstens {MIN_DESCRIPTION} tekens.",
            "min_length": f"Beschrijf het probleem in minstens {MIN_DESCRIPTION} tekens.",
        },
    )
    ok_danger = forms.BooleanField(
        label="Er is geen direct gevaar. Ik wil dit als gewone melding versturen.", required=False
    )
    category = forms.CharField(
        label="Waarover gaat het?",
        max_length=80,
        error_messages={"required": "Kies waarover uw melding gaat."},
    )
    asked_for = forms.CharField(required=False, widget=forms.HiddenInput)
    photos = PhotosField()
    photos_in_browser = forms.BooleanField(required=False, widget=forms.HiddenInput)

    # contact
    name = forms.CharField(
        label="Naam",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(
        label="E-mailadres",
        help_text="Zo krijgt u uw nummer, de verwachte datum en ons antwoord.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        help_text="Alleen als wij u nog iets moeten vragen.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        drafts: list[DraftPhoto] | None = None,
        left_out: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.drafts = drafts or []
        self.accepted: list[tuple[str, EncodedPhoto]] = []
        self.photo_problems: list[str] = []
        self.chosen: Category | None = None
        self.questions: list[Question] = []
        self.stop: Stop | None = None
        self.dangerous = False
        self.located: Located | None = None
        try:
            self.uuid = uuid.UUID(str((data or self.initial).get("key")))
        except ValueError:
            self.uuid = uuid.uuid4()
            self.initial["key"] = self.uuid
        self._choose_category(str((data or self.initial).get("category") or ""))
        if data is not None:
            self._take_photos(left_out or [])

    def again(self, *, drafts: list[DraftPhoto], **changes: Any) -> ReportForm:
        """The same form with everything that was typed and without judging it, for a step in
        between (search, map, questions). ``changes`` replace what was typed."""
        typed: dict[str, Any] = {"key": self.uuid}
        for name, field in self.fields.items():
            if name not in ("key", "photos"):
                typed[name] = field.widget.value_from_datadict(self.data, self.files, name)
        typed["lat"], typed["lon"] = self.typed_point() or (None, None)
        form = ReportForm(initial={**typed, **changes}, drafts=drafts)
        form.photo_problems = self.photo_problems
        return form

    @property
    def regional_road(self) -> str:
        """The name of the regional road that the place lies at, if any."""
        return self.located.regional_road if self.located else ""

    @property
    def chosen_id(self) -> int | None:
        return self.chosen.pk if self.chosen else None

    @property
    def chosen_group(self) -> int | None:
        return self.chosen.group_id if self.chosen else None

    def typed_point(self) -> tuple[float, float] | None:
        """The pin as it came in, when both numbers make sense; needs no validation."""
        try:
            lat = float(str(self.data.get("lat") or self.initial.get("lat")))
            lon = float(str(self.data.get("lon") or self.initial.get("lon")))
        except ValueError:
            return None
        return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None

    def find_place(self) -> None:
        """Look up the place of a form in between, and offer choices where it is not sure."""
        text = str(self.initial.get("address") or "")
        lat, lon = self.initial.get("lat"), self.initial.get("lon")
        if not text and lat is None:
            return
        self.located = locate(text, lat=lat, lon=lon)
        if self.located.verdict in (Verdict.UNSURE, Verdict.UNKNOWN):
            self.place_problem = self._offer(self.located)
        elif self.located.verdict == Verdict.OUTSIDE:
            self.place_problem = outside_message()
        else:
            place = self.located.place
            self.initial.update(
                address=place.description,
                point_of=place.description,
                lat=place.lat,
                lon=place.lon,
                place_choice="",
            )

    def question_fields(self) -> list[forms.BoundField]:
        """The fields of the chosen category's questions."""
        return [self[field_name(question)] for question in self.questions]

    def answers(self) -> dict[str, object]:
        """The given answers by key of the question, ready to store."""
        given = {
            question.key: as_answer(self.cleaned_data.get(field_name(question)))
            for question in self.questions
        }
        return {key: value for key, value in given.items() if value is not None}

    def point(self) -> tuple[float, float] | None:
        """The pin, as far as it belongs to the address that stands in the field now."""
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        if lat is None or lon is None:
            return None
        text = " ".join(self.cleaned_data.get("address", "").split())
        belongs_to = " ".join(self.cleaned_data.get("point_of", "").split())
        return (lat, lon) if not text or text == belongs_to else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_place()
        self._clean_what()
        return cleaned

    def submission(self, *, user: User | None, kept: list[EncodedPhoto]) -> Submission:
        """What goes to the action; ``kept`` are photos that came in earlier. Only when valid."""
        cleaned = self.cleaned_data
        assert self.chosen is not None  # noqa: S101 -- a valid form has one
        assert self.located is not None  # noqa: S101
        return Submission(
            key=self.uuid,
            description=cleaned["description"],
            category=self.chosen,
            place=self.located.place,
            answers=self.answers(),
            contact=Contact(
                name=cleaned["name"], email=cleaned["email"], phone=cleaned["phone"], user=user
            ),
            photos=[*kept, *(photo for _, photo in self.accepted)][:MAX_PHOTOS],
        )

    def _choose_category(self, slug: str) -> None:
        self.chosen = subjects.find(slug)
        if self.chosen:
            self.questions = list(self.chosen.questions.all())
            for question in self.questions:
                self.fields[field_name(question)] = field_for(question)

    def _take_photos(self, left_out: list[str]) -> None:
        sent = self.files.getlist("photos") if isinstance(self.files, MultiValueDict) else []
        self.accepted, self.photo_problems = take_photos(
            [file for file in sent if file],
            left_out=left_out,
            room=MAX_PHOTOS - len(self.drafts),
        )

    def _clean_place(self) -> None:
        cleaned = self.cleaned_data
        if self.errors.keys() & {"address", "place_note"}:
            return
        text, point = cleaned.get("address", ""), self.point()
        choice = str(self.data.get("place_choice", ""))
        if choice and choice != AS_TYPED:
            text, point = choice, None
        if not text and point is None:
            self.add_error("address", "Vul in waar het is, of zet de speld op de kaart.")
            return
        lat, lon = point or (None, None)
        located = locate(text, lat=lat, lon=lon, note=cleaned.get("place_note", ""))
        self.located = located
        if located.verdict == Verdict.OUTSIDE:
            self.add_error("address", outside_message())
        elif located.verdict in (Verdict.UNSURE, Verdict.UNKNOWN) and choice != AS_TYPED:
            self.add_error("place_choice", self._offer(located))
        elif located.regional_road and not cleaned.get("ok_road"):
            self.add_error(
                "ok_road",
                f"{located.regional_road} is een weg van het Vlaams Gewest. Meld het daar, "
                "of vink aan dat u het toch aan ons wilt melden.",
            )

    def _offer(self, located: Located) -> str:
        """Let the reporter choose; returns what to say about it."""
        widget = self.fields["place_choice"].widget
        assert isinstance(widget, forms.RadioSelect)  # noqa: S101 -- tells mypy
        widget.choices = [
            *((label, label) for label in located.choices),
            (
                AS_TYPED,
                "Mijn plaats staat er niet bij. Verstuur wat ik schreef; u zoekt de plaats."
                if located.choices
                else "Verstuur toch wat ik schreef; een medewerker zoekt de plaats.",
            ),
        ]
        self.offers_places = True
        if located.choices:
            return "Dit adres kennen wij niet precies. Kies de juiste plaats."
        return "Dit adres vinden wij niet. Kijk het na, of kies om het zo te versturen."

    def _clean_what(self) -> None:
        cleaned = self.cleaned_data
        for problem in self.photo_problems:
            self.add_error("photos", problem)
        self.dangerous = sounds_dangerous(cleaned.get("description", ""))
        if self.dangerous and not cleaned.get("ok_danger"):
            self.add_error(
                "ok_danger", "Is er direct gevaar? Bel 112. Zo niet, vink dit aan en verstuur."
            )
        if self.chosen is None:
            if "category" not in self.errors:
                self.add_error("category", "Kies waarover uw melding gaat.")
            return
        self._clean_stoppers(self.chosen)
        if self.questions and cleaned.get("asked_for") != self.chosen.slug and not self.stop:
            self._ask()

    def _clean_stoppers(self, category: Category) -> None:
        if category.stopper:
            self.stop = Stop(category.stopper, category.stopper_text)
        for question in self.questions:
            if stopping(question, as_answer(self.cleaned_data.get(field_name(question)))):
                self.stop = Stop(question.stopper, question.stopper_text)
        if self.stop:
            # nothing else needs an answer for what cannot be sent
            for question in self.questions:
                self.errors.pop(field_name(question), None)
            self.add_error(
                "category", "Dit kunt u niet als melding versturen. Lees wat u wel kunt doen."
            )

    def _ask(self) -> None:
        """The questions were not on the page yet: show them once, without blaming anybody."""
        for question in self.questions:
            self.errors.pop(field_name(question), None)
        first = self.questions[0]
        self.add_error(field_name(first), "Beantwoord nog de vragen over dit onderwerp.")


def outside_message() -> str:
    """What to tell somebody who points outside the municipality."""
    here = lookup.territory()
    town = here.name if here else "onze gemeente"
    return (
        f"Deze plaats ligt buiten {town}. Daar kunnen wij niets herstellen. "
        "Doe uw melding bij de gemeente waar de plaats ligt."
    )
