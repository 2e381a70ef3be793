"""The forms about klachten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from onthaal.catalogue.models import Process
from onthaal.complaints.actions.submission import Contact, Submission
from onthaal.complaints.models import Complaint, Outcome, Regulation
from onthaal.complaints.states import FOUNDED, Channel, Degree, Ground, Norm, Ruling
from onthaal.core import clock
from onthaal.issues import places
from onthaal.issues.actions.submission import Place
from onthaal.issues.models import Category
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.forms import ChangeForm
from onthaal.ui.forms import DayInput, EmailField

LIMIT = 10_000


def text_field(label: str, rows: int = 6, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LIMIT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **kwargs)


def team_field(**kwargs: Any) -> forms.ModelChoiceField[Team]:
    return forms.ModelChoiceField(
        Team.objects.active(),
        label="Team waarover men klaagt",
        required=False,
        empty_label="Nog niet bepaald",
        **kwargs,
    )


def process_field() -> forms.ModelChoiceField[Process]:
    return forms.ModelChoiceField(
        Process.objects.active(), label="Proces", required=False, empty_label="Nog niet bepaald"
    )


class IntakeForm(forms.Form):
    """A complaint by phone, at the desk or on paper."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="Hoe kwam de klacht binnen?",
        choices=[(each.value, each.label) for each in Channel if each not in ("web", "issue")],
        initial=Channel.PHONE,
    )
    received_on = day_field("Op welke dag?")
    description = text_field(
        "Waarover gaat de klacht?",
        rows=7,
        help_text="Schrijf op wat de persoon vertelt, in de eigen woorden.",
        error_messages={"required": "Schrijf op waarover de klacht gaat."},
    )
    wish = text_field("Wat vraagt de persoon?", rows=2, required=False)
    facts_on = day_field("Wanneer gebeurde het?", required=False)
    team = team_field()
    process = process_field()
    name = forms.CharField(label="Naam", max_length=120, required=False)
    email = EmailField(
        label="E-mailadres", required=False, help_text="Dan krijgt de persoon ook mails."
    )
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)
    address = forms.CharField(label="Adres", max_length=200, required=False)

    def __init__(self, data: Any = None, *, carried: Mapping[str, Any] | None = None) -> None:
        """``carried`` is what was typed on another page."""
        start = {"key": uuid.uuid4(), "received_on": clock.today().isoformat()}
        super().__init__(data, initial={**(carried or {}), **start})

    def submission(self) -> Submission:
        """The valid form as what the action takes."""
        data = self.cleaned_data
        return Submission(
            description=data["description"],
            wish=data["wish"],
            channel=data["channel"],
            team=data["team"],
            process=data["process"],
            facts_on=data["facts_on"],
            received_on=data["received_on"],
            key=data["key"],
            contact=Contact(data["name"], data["email"], data["phone"], data["address"]),
        )


class ComplaintForm(ChangeForm[Complaint]):
    @property
    def complaint(self) -> Complaint:
        return self.row

    def colleagues(self) -> Any:
        """Staff outside the team complained about."""
        people = User.objects.staff().filter(is_active=True).order_by("name")
        team = self.complaint.team_id
        return people.exclude(memberships__team=team) if team else people

    def offer(self, name: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = self.colleagues()


class AdmissibilityForm(ComplaintForm):
    admissible = forms.ChoiceField(
        label="Kunnen wij de klacht behandelen?",
        choices=[("ja", "Ja, de klacht is ontvankelijk"), ("nee", "Nee, niet ontvankelijk")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of wij de klacht behandelen."},
    )
    ground = forms.ChoiceField(
        label="Grond, als wij ze niet behandelen",
        choices=[("", "Kies een grond"), *Ground.choices],
        required=False,
    )
    text = text_field(
        "Wat schrijven wij aan de klager?",
        required=False,
        help_text="Dit komt in de brief en de mail. Verplicht als wij de klacht niet behandelen.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("admissible") == "nee":
            if not cleaned.get("ground"):
                self.add_error("ground", "Kies waarom wij de klacht niet behandelen.")
            if not cleaned.get("text"):
                self.add_error("text", "Schrijf waarom wij de klacht niet behandelen.")
        return cleaned


class AssignmentForm(ComplaintForm):
    handler = forms.ModelChoiceField(
        User.objects.none(),
        label="Behandelaar",
        empty_label="Kies een medewerker",
        error_messages={"required": "Kies wie de klacht behandelt."},
    )
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Vervanger",
        required=False,
        empty_label="Niemand",
        help_text="Ziet de klacht ook, en krijgt de herinneringen als de behandelaar afwezig is.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("handler")
        self.offer("deputy")

    def start_values(self) -> dict[str, Any]:
        return {"handler": self.complaint.handler_id, "deputy": self.complaint.deputy_id}


class SubjectForm(ComplaintForm):
    team = team_field(
        help_text="Wie bij dit team hoort, ziet de klacht vanaf dan niet meer: ook uzelf niet."
    )
    process = process_field()

    def start_values(self) -> dict[str, Any]:
        return {"team": self.complaint.team_id, "process": self.complaint.process_id}


class NoteForm(ComplaintForm):
    text = text_field("Notitie", error_messages={"required": "Schrijf een notitie."})


class HearingForm(ComplaintForm):
    held_on = day_field("Wanneer?")
    present = forms.CharField(label="Wie was erbij?", max_length=250, required=False)
    text = text_field("Verslag", error_messages={"required": "Schrijf wat er gezegd is."})

    def start_values(self) -> dict[str, Any]:
        return {"held_on": clock.today().isoformat()}


class MediationForm(HearingForm):
    outcome = forms.ChoiceField(
        label="Hoe liep de bemiddeling af?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe de bemiddeling afliep."},
    )


class AdviceForm(ComplaintForm):
    adviser = forms.ModelChoiceField(
        User.objects.none(),
        label="Aan wie?",
        empty_label="Kies een medewerker",
        help_text="Deze persoon ziet alleen deze klacht, tot en met de dag hieronder.",
        error_messages={"required": "Kies aan wie u advies vraagt."},
    )
    question = text_field("Uw vraag", rows=4, error_messages={"required": "Schrijf uw vraag."})
    expires_on = day_field("Toegang tot en met")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("adviser")

    def start_values(self) -> dict[str, Any]:
        return {"expires_on": (clock.today() + dt.timedelta(days=14)).isoformat()}


class AnswerForm(ComplaintForm):
    answer = text_field("Uw advies", error_messages={"required": "Schrijf uw advies."})


class ExtensionForm(ComplaintForm):
    reason = text_field(
        "Waarom hebben wij meer tijd nodig?",
        rows=4,
        help_text="De klager leest dit.",
        error_messages={"required": "Schrijf waarom wij meer tijd nodig hebben."},
    )


class RulingForm(ComplaintForm):
    ruling = forms.ChoiceField(
        label="Uitspraak",
        choices=Ruling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een uitspraak."},
    )
    norms = forms.MultipleChoiceField(
        label="Welke ombudsnormen volgden wij niet?",
        choices=Norm.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Minstens één bij een (gedeeltelijk) gegronde klacht.",
    )
    degree = forms.ChoiceField(
        label="Is de klacht opgelost?",
        choices=[("", "Niet van toepassing"), *Degree.choices],
        required=False,
    )
    text = text_field(
        "Motivering",
        rows=9,
        help_text="Dit komt in de brief en de mail: wat gebeurde er, wat vinden wij daarvan, wat "
        "doen wij eraan? Waar men daarna terechtkan, staat er vanzelf onder.",
        error_messages={"required": "Schrijf waarom u zo beslist."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("ruling") in FOUNDED:
            if not cleaned.get("norms"):
                self.add_error("norms", "Kies minstens één ombudsnorm die wij niet volgden.")
            if not cleaned.get("degree"):
                self.add_error("degree", "Kies of de klacht opgelost is.")
        return cleaned


class MeasureForm(ComplaintForm):
    what = forms.CharField(
        label="Wat gaan wij beter doen?",
        max_length=250,
        error_messages={"required": "Schrijf wat wij beter gaan doen."},
    )
    owner = forms.CharField(
        label="Wie zorgt ervoor?",
        max_length=120,
        error_messages={"required": "Schrijf wie ervoor zorgt."},
    )
    by_on = day_field("Tegen wanneer?", error_messages={"required": "Kies een dag."})


class WithdrawalForm(ComplaintForm):
    why = text_field("Waarom trekt de klager de klacht in?", rows=3, required=False)


class ToIssueForm(ComplaintForm):
    category = forms.ModelChoiceField(
        Category.objects.filter(is_active=True).select_related("group"),
        label="Onderwerp",
        empty_label="Kies een onderwerp",
        error_messages={"required": "Kies een onderwerp."},
    )
    address = forms.CharField(
        label="Straat en huisnummer",
        max_length=200,
        error_messages={"required": "Vul in waar het is."},
    )
    text = text_field(
        "Wat schrijven wij aan de klager?",
        rows=4,
        help_text="Leg uit waarom wij dit als melding behandelen.",
        error_messages={"required": "Leg uit waarom wij dit als melding behandelen."},
    )
    checked = forms.BooleanField(
        label="Ik las de tekst na: het team van de melding mag hem lezen",
        error_messages={"required": "Lees de tekst na: het team van de melding ziet hem."},
    )

    def place(self) -> Place:
        """Where the melding is; unknown addresses are kept as typed, for later on the map."""
        return places.locate(self.cleaned_data["address"], lat=None, lon=None, note="").place


class FromIssueForm(forms.Form):
    team = team_field()
    process = process_field()


class AbsenceForm(forms.Form):
    first_on = day_field("Eerste dag", error_messages={"required": "Kies de eerste dag."})
    last_on = day_field("Laatste dag", error_messages={"required": "Kies de laatste dag."})


class RegulationForm(forms.ModelForm[Regulation]):
    class Meta:
        model = Regulation
        fields = [
            "valid_from",
            "admissibility_days",
            "ruling_days",
            "extension_days",
            "counts_from",
            "moves_to_working_day",
            "anonymous_allowed",
            "oldest_facts_days",
            "second_line",
        ]
        widgets = {"valid_from": DayInput}
        error_messages = {
            "valid_from": {"unique": "Vanaf deze dag geldt al een reglement. Kies een andere dag."}
        }


class RemarkForm(forms.Form):
    text = text_field(
        "Wilt u nog iets toevoegen?", rows=4, error_messages={"required": "Schrijf eerst iets."}
    )


class CitizenWithdrawalForm(forms.Form):
    why = text_field("Waarom trekt u uw klacht in?", rows=3, required=False)
