"""What residents fill in at the front door."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.complaints.actions.submission import Contact, Submission
from onthaal.core import clock
from onthaal.intake.doors import Door
from onthaal.intake.models import Kind
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.organisation.models import Team
from onthaal.ui.forms import ChoiceCards, DayInput, EmailField

MAX_TEXT = 10_000
NOT_SURE = "unsure"

_WISHES: list[tuple[str, str, str, str]] = [
    (
        Door.ISSUE,
        "Dat u iets herstelt of opruimt",
        "wrench",
        "Op straat of in een park",
    ),
    (Door.COMPLAINT, "Dat u luistert: er liep iets mis", "message-square", "In hoe wij u hielpen"),
    (Door.SUGGESTION, "Dat u mijn idee bekijkt", "lightbulb", "Wat er beter of mooier kan"),
    (Door.QUESTION, "Dat u mijn vraag beantwoordt", "circle-help", "Over een dienst of document"),
    (Door.COMPLIMENT, "Dat u weet dat het goed was", "smile", "Een woord van dank"),
    (NOT_SURE, "Dat weet ik niet", "ellipsis", "Wij denken met u mee"),
]


class DescribeForm(forms.Form):
    """What it is about. ``door`` and ``contests_decision`` are what the person told beside it."""

    text = LongTextField(
        label="Wat wilt u ons laten weten?",
        help_text="Schrijf het in uw eigen woorden. U hoeft niet te weten hoe het heet.",
        max_length=MAX_TEXT,
        rows=7,
        error_messages={"required": "Schrijf wat u ons wilt laten weten."},
    )
    wish = forms.ChoiceField(
        label="Wat hoopt u?",
        required=False,
        choices=[(value, label) for value, label, _, _ in _WISHES],
        widget=ChoiceCards(describe={value: (icon, hint) for value, _, icon, hint in _WISHES}),
    )
    decision = forms.BooleanField(
        label="Het gaat over een beslissing van de gemeente waarmee ik niet akkoord ben, zoals een "
        "geweigerde vergunning.",
        required=False,
    )

    @property
    def door(self) -> Door | None:
        wish = self.cleaned_data.get("wish", "")
        return Door(wish) if wish in Door.values else None


class MessageForm(forms.Form):
    """A suggestie, vraag or compliment. A question needs an address to send the answer to."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LongTextField(label="Uw bericht", max_length=MAX_TEXT, rows=7)
    email = EmailField(
        label="E-mailadres",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label="Naam",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        label, missing = {
            Kind.SUGGESTION: ("Wat is uw idee?", "Schrijf uw idee."),
            Kind.QUESTION: ("Wat wilt u weten?", "Schrijf uw vraag."),
            Kind.COMPLIMENT: ("Wat vond u goed?", "Schrijf wat u goed vond."),
        }[kind]
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = missing
        self.fields["email"].help_text = {
            Kind.SUGGESTION: "Dan laten wij u weten wat wij met uw idee doen.",
            Kind.QUESTION: "Naar dit adres sturen wij ons antwoord.",
            Kind.COMPLIMENT: "Alleen als u van ons wilt horen.",
        }[kind]
        if kind == Kind.QUESTION:
            self.fields["phone"].help_text = "Geen e-mail? Dan bellen wij u."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asks = self.kind == Kind.QUESTION and "email" not in self.errors
        if asks and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error(
                "email",
                "Vul een e-mailadres of een telefoonnummer in. Dan kunnen wij antwoorden.",
            )
        return cleaned


class RemarkForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LongTextField(
        label="Uw aanvulling",
        max_length=MAX_TEXT,
        error_messages={"required": "Schrijf wat u wilt toevoegen."},
    )


class ComplaintForm(forms.Form):
    """A klacht. Who writes it must be known, unless the regulation takes anonymous ones."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LongTextField(
        label="Wat is er gebeurd?",
        help_text="Wie deed of zei wat? Wat hadden wij anders moeten doen?",
        max_length=MAX_TEXT,
        rows=8,
        error_messages={"required": "Schrijf wat er gebeurd is."},
    )
    facts_on = forms.DateField(
        label="Wanneer was het?",
        help_text="Weet u de dag niet zeker, kies dan een dag die er dicht bij ligt.",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "Vul een dag in, zoals 23/11/2026."},
    )
    team = forms.ModelChoiceField(
        label="Over welke dienst gaat het?",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Dat weet ik niet",
    )
    wish = LongTextField(
        label="Wat zou helpen?",
        help_text="Bijvoorbeeld een excuus, een antwoord, of dat wij het voortaan anders doen.",
        max_length=2000,
        rows=3,
        required=False,
    )
    name = forms.CharField(
        label="Voornaam en naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw naam in. Zo kunnen wij uw klacht behandelen."},
    )
    email = EmailField(
        label="E-mailadres",
        help_text="Zo krijgt u ons antwoord het snelst.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    street = forms.CharField(
        label="Straat en huisnummer",
        max_length=110,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    town = forms.CharField(
        label="Postcode en gemeente",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, may_be_anonymous: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_be_anonymous = may_be_anonymous
        self.fields["name"].required = not may_be_anonymous
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = Team.objects.active()

    def clean_facts_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["facts_on"]
        if day and day > clock.today():
            raise forms.ValidationError("Deze dag moet nog komen. Kijk de datum na.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        reachable = cleaned.get("email") or (cleaned.get("street") and cleaned.get("town"))
        if not (reachable or self.may_be_anonymous or "email" in self.errors):
            self.add_error(
                "email",
                "Vul een e-mailadres in, of uw straat en gemeente. Zo kunnen wij antwoorden.",
            )
        return cleaned

    def submission(self, *, channel: str) -> Submission:
        """The valid form as what the action takes."""
        data = self.cleaned_data
        return Submission(
            key=data["key"],
            description=data["text"],
            wish=data["wish"],
            facts_on=data["facts_on"],
            team=data["team"],
            channel=channel,
            contact=Contact(
                name=data["name"],
                email=data["email"],
                phone=data["phone"],
                address=", ".join(part for part in (data["street"], data["town"]) if part),
            ),
        )
