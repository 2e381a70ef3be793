"""One step of a draft, and what goes with publishing and importing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from onthaal.catalogue import flow
from onthaal.catalogue.bpmn.names import MAX_BYTES
from onthaal.catalogue.flow import Answer, Kind, Line
from onthaal.organisation.models import Team
from onthaal.ui.forms import ChoiceCards, out_of_range

_LENGTHS = flow.LENGTHS


def _text(name: str, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    if name in flow.SEVERAL_LINES and "widget" not in kwargs:
        kwargs["widget"] = forms.Textarea(attrs={"rows": kwargs.pop("rows", 3)})
    return forms.CharField(
        label=kwargs.pop("label", flow.LABELS[name]),
        max_length=_LENGTHS[name],
        required=required,
        **kwargs,
    )


class StepForm(forms.Form):
    """``line`` gives the step after ``is_valid``; ``edition`` is the draft that was seen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    name = _text(
        "name",
        required=True,
        label="Wat gebeurt er?",
        help_text="Begin met een werkwoord: kijkt na, vraagt advies, geeft af.",
        error_messages={"required": "Zeg kort wat er in deze stap gebeurt."},
    )
    kind = forms.ChoiceField(
        label="Soort stap",
        choices=Kind.choices,
        initial=Kind.STAFF,
        widget=ChoiceCards(
            describe={
                Kind.RESIDENT.value: ("user", "Bijvoorbeeld een formulier invullen."),
                Kind.STAFF.value: ("users", "Het gewone werk."),
                Kind.SYSTEM.value: ("settings", "Bijvoorbeeld een bericht dat vanzelf vertrekt."),
                Kind.DECISION.value: ("split", "Een vraag met antwoorden."),
                Kind.WAIT.value: ("clock", "Op een termijn of op iemand anders."),
            }
        ),
    )
    role = _text(
        "role",
        required=True,
        label="Wie doet dit?",
        help_text="Een rol, geen naam. In het schema krijgt elke rol een eigen baan.",
        error_messages={"required": "Vul in wie dit doet."},
        widget=forms.TextInput(attrs={"list": "rollen", "autocomplete": "off"}),
    )
    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Geen ander team",
        help_text="Een aanvraag gaat bij deze stap naar dit team.",
    )
    question = _text("question", label="Welke vraag beantwoordt men?")
    norm_days = forms.IntegerField(
        label="Norm in werkdagen",
        required=False,
        min_value=0,
        max_value=flow.MAX_DAYS,
        error_messages=out_of_range(f"Een norm is 0 tot {flow.MAX_DAYS} werkdagen."),
    )
    minutes = forms.IntegerField(
        label="Werktijd in minuten",
        required=False,
        min_value=0,
        max_value=flow.MAX_MINUTES,
        error_messages=out_of_range(f"De werktijd is 0 tot {flow.MAX_MINUTES} minuten."),
    )
    channel = forms.ChoiceField(
        label="Kanaal", choices=[("", "Geen"), *flow.CHANNELS.items()], required=False
    )
    system = _text("system", help_text="Het programma waarin men werkt.")
    document_in = _text("document_in")
    document_out = _text("document_out")
    condition = _text("condition", rows=2, help_text="Wanneer deze stap nodig is, in woorden.")
    handover = _text("handover", help_text="Wie het daarna in handen krijgt.")
    public_text = _text(
        "public_text",
        help_text="Wat de inwoner leest als de aanvraag hier staat. Leeg = de inwoner ziet deze "
        "stap niet.",
    )
    instruction = _text("instruction", rows=4, help_text="Alleen voor collega’s.")
    next = forms.ChoiceField(label="Daarna", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Sequence[Line],
        line: Line | None,
        edition: int,
        **kwargs: Any,
    ) -> None:
        self.lines, self.before = lines, line
        # another editor may have drawn more ways out than we offer
        most = max(flow.MAX_ANSWERS, len(line.answers) if line else 0)
        self.numbers = range(1, most + 1)
        kwargs["initial"] = {**self._start(line), "edition": edition}
        super().__init__(data, **kwargs)
        teams: Any = self.fields["team"]
        teams.queryset = Team.objects.active()
        targets = self._targets()
        following: Any = self.fields["next"]
        following.choices = targets
        for number in self.numbers:
            self.fields[f"answer_{number}"] = forms.CharField(
                label=f"Antwoord {number}", max_length=flow.ANSWER_LENGTH, required=False
            )
            self.fields[f"to_{number}"] = forms.ChoiceField(
                label=f"Na antwoord {number}", choices=targets, required=False
            )

    def _start(self, line: Line | None) -> dict[str, Any]:
        if line is None:
            return {}
        values = {name: getattr(line, name) for name in self.base_fields if hasattr(line, name)}
        values["team"] = Team.objects.filter(name=line.team).first()
        for number, answer in enumerate(line.answers, 1):
            values[f"answer_{number}"], values[f"to_{number}"] = answer.text, answer.next
        return values

    def _targets(self) -> list[tuple[str, str]]:
        own = self.before.key if self.before else None
        return [
            ("", "De volgende stap in de lijst"),
            *(
                (line.key, f"Stap {number}: {line.name}")
                for number, line in enumerate(self.lines, 1)
                if line.key != own
            ),
            *((end, f"Einde: {words.lower()}") for end, words in flow.ENDS.items()),
        ]

    @property
    def roles(self) -> list[str]:
        """The roles that are used already, to choose from while typing."""
        return sorted({line.role for line in self.lines if line.role})

    @property
    def answer_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"answer_{number}"], self[f"to_{number}"]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != Kind.DECISION:
            return cleaned
        if not cleaned.get("question"):
            self.add_error("question", "Schrijf de vraag waarop men antwoordt.")
        texts = [cleaned.get(f"answer_{n}", "") for n in self.numbers]
        given = [text.casefold() for text in texts if text]
        if len(given) < 2:
            self.add_error("answer_2" if given else "answer_1", "Geef minstens twee antwoorden.")
        elif len(set(given)) < len(given):
            self.add_error("answer_1", "Twee antwoorden heten hetzelfde.")
        return cleaned

    def line(self) -> Line:
        """The step as it was filled in, with the key that it had or a new one."""
        data = self.cleaned_data
        key = self.before.key if self.before else ""
        plain = {
            name: data[name]
            for name in self.base_fields
            if name not in ("edition", "team") and name in data
        }
        return Line(
            key=key or flow.new_key(data["name"], (line.key for line in self.lines)),
            team=data["team"].name if data["team"] else "",
            answers=tuple(
                Answer(data[f"answer_{number}"], data[f"to_{number}"])
                for number in self.numbers
                if data[f"answer_{number}"]
            ),
            **plain,
        )


class PublishForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Wat is er veranderd?",
        max_length=250,
        required=False,
        help_text="Eén zin. Collega’s lezen ze bij de versies.",
    )


class EditionForm(forms.Form):
    """Which draft somebody saw who presses a button."""

    edition = forms.IntegerField()


_TOO_LARGE = f"Dit bestand is groter dan {MAX_BYTES // 1024 // 1024} MB. Splits het diagram."


class ImportForm(forms.Form):
    file = forms.FileField(
        label="BPMN-bestand",
        help_text="Een .bpmn- of .xml-bestand van Onthaal, Camunda Modeler, bpmn.io, Signavio of "
        f"een ander programma, tot {MAX_BYTES // 1024 // 1024} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".bpmn,.xml"}),
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
        },
    )

    def __init__(self, *args: Any, left_out: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if left_out:
            # it was so large that it did not even arrive
            self.fields["file"].error_messages["required"] = _TOO_LARGE

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_TOO_LARGE)
        return file


class KeepForm(forms.Form):
    """The list that somebody looked at before it becomes the draft, signed by us."""

    kept = forms.CharField(widget=forms.HiddenInput)
