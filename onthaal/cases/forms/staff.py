"""What members of staff fill in about one request."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.cases import rules
from onthaal.cases.actions import moving
from onthaal.cases.actions.opening import Asked
from onthaal.cases.forms.files import WithFiles, WordsOrFiles
from onthaal.cases.models import Case
from onthaal.cases.states import CaseChannel
from onthaal.catalogue import flow
from onthaal.catalogue.models import Product, StepsState
from onthaal.issues.forms.staff.issue_form import note_field, text_field
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.forms import ChangeForm
from onthaal.ui.forms import EmailField


class CaseForm(ChangeForm[Case]):
    @property
    def case(self) -> Case:
        return self.row


class AdvanceForm(CaseForm):
    """Going on; a decision asks for its answer. ``endings`` are answers that end it."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een antwoord. Daarmee weten wij wat volgt.",
            "invalid_choice": "Kies een antwoord. Daarmee weten wij wat volgt.",
        },
    )
    text = text_field(
        "Bericht aan de inwoner",
        required=False,
        help_text="Komt in de mail en op de pagina van de aanvraag. Nodig als u weigert.",
    )
    note = note_field()

    field_order = ["version", "seen_at", "answer", "text", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = self.case.process_version.lines()
        self.ways = rules.ways_out(lines, self.case.step.key)
        if self.case.step.kind != flow.Kind.DECISION:
            del self.fields["answer"]
            return
        answer: Any = self.fields["answer"]
        answer.label = self.case.step.question
        answer.choices = [
            (way.text, f"{way.text} → {flow.target_in_words(way.next, lines)}") for way in self.ways
        ]

    @property
    def next_words(self) -> str:
        """What follows, when there is one way."""
        lines = self.case.process_version.lines()
        return flow.target_in_words(self.ways[0].next, lines) if len(self.ways) == 1 else ""


class SendBackForm(CaseForm):
    to = forms.ChoiceField(
        label="Naar welke stap gaat de aanvraag terug?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een stap."},
    )
    why = text_field(
        "Waarom?",
        help_text="Alleen voor collega’s.",
        error_messages={"required": "Schrijf voor uw collega’s waarom de aanvraag teruggaat."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {line.key: line.name for line in self.case.process_version.lines()}
        to: Any = self.fields["to"]
        to.choices = [(key, names[key]) for key in moving.earlier(self.case)]


class QuestionForm(CaseForm):
    text = text_field(
        "Uw vraag aan de inwoner",
        rows=6,
        help_text="De inwoner antwoordt op de pagina van de aanvraag. Zolang staat de termijn "
        "stil.",
        error_messages={"required": "Schrijf uw vraag."},
    )


class GivenAnswerForm(WordsOrFiles, CaseForm):
    """An answer that came by telephone, on paper or at the desk."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = text_field(
        "Wat antwoordde de inwoner?",
        error_messages={"required": "Noteer het antwoord, of kies een bestand."},
    )


class CloseForm(CaseForm):
    result = forms.ChoiceField(
        label="Hoe eindigt de aanvraag?",
        choices=[("ja", "Afgehandeld: de inwoner krijgt wat gevraagd is"), ("nee", "Geweigerd")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe de aanvraag eindigt."},
    )
    text = text_field(
        "Bericht aan de inwoner",
        rows=6,
        help_text="De beslissing en waarom.",
        error_messages={"required": "Schrijf de inwoner wat de beslissing is en waarom."},
    )
    note = note_field()


class AssignForm(CaseForm):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), empty_label=None)
    handler = forms.ModelChoiceField(
        label="Behandelaar", queryset=User.objects.none(), required=False, empty_label="Nog niemand"
    )
    note = note_field("Notitie voor het team")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams: Any = self.fields["team"]
        teams.queryset = Team.objects.active()
        handlers: Any = self.fields["handler"]
        handlers.queryset = (
            User.objects.staff()
            .filter(is_active=True, memberships__isnull=False)
            .distinct()
            .order_by("name")
            .prefetch_related("memberships__team")
        )
        handlers.label_from_instance = lambda user: (
            f"{user} ({', '.join(each.team.name for each in user.memberships.all())})"
        )

    def start_values(self) -> dict[str, Any]:
        return {"team": self.case.team_id, "handler": self.case.handler_id}


class NoteForm(CaseForm):
    text = text_field(
        "Notitie",
        help_text="Alleen voor collega’s.",
        error_messages={"required": "Schrijf uw notitie."},
    )


class FileForm(WithFiles):
    """Files that we put with a request."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    visible = forms.TypedChoiceField(
        label="Wie mag dit zien?",
        choices=[
            ("nee", "Alleen medewerkers"),
            ("ja", "Zichtbaar voor de inwoner"),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        help_text="Ziet de inwoner het, dan sturen wij een mail: er staat een document klaar.",
        error_messages={"required": "Kies wie het bestand mag zien."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.enclosed and "uploads" not in self.errors:
            self.add_error("uploads", "Kies een bestand.")
        return cleaned


class ReopenForm(CaseForm):
    why = text_field(
        "Waarom gaat de aanvraag weer open?",
        help_text="De inwoner krijgt deze uitleg.",
        error_messages={"required": "Schrijf waarom de aanvraag weer opengaat."},
    )


class _Person(forms.Form):
    name = forms.CharField(
        label="Naam",
        max_length=120,
        error_messages={"required": "Vul de naam van de inwoner in."},
    )
    email = EmailField(label="E-mailadres", required=False)
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)
    address = forms.CharField(label="Adres", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = {"email", "phone"} & self.errors.keys()
        if not said and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error(
                "email", "Vul een e-mailadres of een telefoonnummer in, anders bereikt u niemand."
            )
        return cleaned


class ContactForm(_Person, CaseForm):
    def start_values(self) -> dict[str, Any]:
        case = self.case
        return {
            "name": case.name,
            "email": case.email,
            "phone": case.phone,
            "address": case.address,
        }


class IntakeForm(_Person, WithFiles):
    """A request at the desk, on the telephone or on paper, with what the resident gave."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    product = forms.ModelChoiceField(
        label="Product",
        queryset=Product.objects.none(),
        empty_label="Kies een product",
        error_messages={"required": "Kies een product."},
    )
    channel = forms.ChoiceField(
        label="Hoe komt de vraag binnen?",
        choices=[each for each in CaseChannel.choices if each[0] != CaseChannel.ONLINE],
        initial=CaseChannel.DESK,
        widget=forms.RadioSelect,
    )
    request = text_field("Wat vraagt de inwoner?", rows=5, required=False)

    field_order = [
        *("key", "product", "channel", "request", "uploads"),
        *("name", "email", "phone", "address"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products: Any = self.fields["product"]
        products.queryset = requestable()
        if not products.queryset.exists():
            products.help_text = (
                "Nog geen enkel product heeft een uitgeschreven proces. Een redacteur kan dat doen."
            )

    def asked(self) -> Asked:
        return Asked(**{key: value for key, value in self.cleaned_data.items() if key != "uploads"})


def requestable() -> Any:
    """The products for which a request can be entered: those with published steps."""
    return (
        Product.objects.filter(archived_at=None, process__versions__state=StepsState.PUBLISHED)
        .distinct()
        .order_by("name")
    )
