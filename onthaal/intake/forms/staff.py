"""What staff fill in about post: messages of residents and incoming mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from onthaal.intake.forms.citizen import MAX_TEXT, ComplaintForm
from onthaal.intake.models import Channel, Kind
from onthaal.issues.actions.submission import Submission
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.forms.staff.intake import IntakeForm
from onthaal.issues.forms.staff.issue_form import note_field, text_field
from onthaal.issues.photos import MAX_PHOTOS, EncodedPhoto
from onthaal.organisation.models import Team
from onthaal.ui.forms import EmailField

_CHANNELS = [
    (channel.value, channel.label)
    for channel in (Channel.PHONE, Channel.DESK, Channel.PAPER, Channel.MAIL)
]
_KINDS = [(kind.value, kind.label) for kind in Kind]


class AnswerForm(forms.Form):
    text = text_field("Uw antwoord", rows=7, error_messages={"required": "Schrijf een antwoord."})


class CloseForm(forms.Form):
    note = note_field()


class AssignForm(forms.Form):
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Nog niemand: het onthaal zoekt het uit",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = Team.objects.active()


class EntryForm(forms.Form):
    """What somebody says at the desk or on the telephone; first the text, then the door."""

    channel = forms.ChoiceField(label="Hoe kwam het binnen?", choices=_CHANNELS)
    text = LongTextField(
        label="Wat laat de inwoner weten?",
        max_length=MAX_TEXT,
        rows=6,
        error_messages={"required": "Schrijf wat de inwoner laat weten."},
    )


class NewMessageForm(forms.Form):
    """A suggestie, vraag or compliment that staff type for a resident."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Soort", choices=_KINDS)
    channel = forms.ChoiceField(label="Hoe kwam het binnen?", choices=_CHANNELS)
    text = LongTextField(
        label="Bericht",
        max_length=MAX_TEXT,
        rows=6,
        error_messages={"required": "Schrijf het bericht."},
    )
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Nog niemand: het onthaal zoekt het uit",
    )
    name = forms.CharField(label="Naam", max_length=120, required=False)
    email = EmailField(
        label="E-mailadres",
        required=False,
        help_text="Dan krijgt de inwoner een bevestiging en het antwoord.",
    )
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = Team.objects.active()


class TurnIntoIssueForm(IntakeForm):
    """The melding that a message or a mail becomes: as when typing one in, but the way it came is
    known (``came_by``), the text may be long, and the writer is told."""

    tell = text_field(
        "Wat zegt u erbij?",
        rows=3,
        required=False,
        help_text="Komt in de mail aan de inwoner.",
    )

    def __init__(self, *args: Any, came_by: str, tells: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came_by = came_by
        del self.fields["channel"]
        if not tells:
            del self.fields["tell"]
        self.fields["description"] = LongTextField(
            label="Wat is er aan de hand?",
            max_length=MAX_TEXT,
            rows=7,
            help_text="Haal eruit wat er niet toe doet.",
        )
        self.order_fields(["key", "description", "category"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["channel"] = self.came_by
        return cleaned

    def submission(self, *, also: Sequence[EncodedPhoto] = ()) -> Submission:
        """The valid form; ``also`` are photos that came with the mail."""
        made = super().submission()
        return replace(made, photos=[*also, *made.photos][:MAX_PHOTOS])


class TurnIntoComplaintForm(ComplaintForm):
    """The klacht that a message or a mail becomes. What is not known may stay empty: the
    coordinator decides with the regulation in hand."""

    tell = text_field(
        "Wat zegt u erbij?",
        rows=3,
        required=False,
        help_text="Komt in de mail aan de inwoner.",
    )

    def __init__(self, *args: Any, tells: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, may_be_anonymous=True, **kwargs)
        if not tells:
            del self.fields["tell"]


class SignpostForm(forms.Form):
    text = text_field(
        "Uitleg", rows=10, error_messages={"required": "Schrijf wat de inwoner moet doen."}
    )
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)
    email = EmailField(label="E-mailadres", required=False)
    link = forms.URLField(
        label="Website",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Vul een volledig webadres in, zoals https://voorbeeld.be."},
    )


class MailAnswerForm(forms.Form):
    text = text_field(
        "Uw antwoord",
        rows=8,
        help_text="De mail wordt bewaard als vraag, met dit antwoord.",
        error_messages={"required": "Schrijf een antwoord."},
    )


class AddMailForm(forms.Form):
    reference = forms.CharField(
        label="Nummer van de melding of het bericht",
        max_length=40,
        help_text="Zoals LV-7K3M-92XQ.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Vul het nummer in."},
    )


class SetAsideForm(forms.Form):
    note = forms.CharField(
        label="Waarom?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: reclame, of voor de politiezone.",
    )
