"""A change of status, or of the date that the reporter knows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.core import clock
from onthaal.issues import rules
from onthaal.issues.actions.lifecycle import Change
from onthaal.issues.forms.staff.issue_form import IssueForm, note_field, text_field
from onthaal.issues.models import Issue, Reason, Status
from onthaal.issues.states import CLOSED
from onthaal.ui.forms import DayInput


def choices_for(issue: Issue) -> list[Status]:
    """The next states that are chosen here. A double and a question to a reporter with an
    e-mail address have their own pages."""
    elsewhere = {Status.DUPLICATE}
    if issue.reporter and issue.reporter.email:
        elsewhere.add(Status.WAITING_REPORTER)
    allowed = rules.NEXT[issue.state] - elsewhere
    return [status for status in Status if status in allowed]


def day_from_today(day: dt.date | None) -> dt.date | None:
    """Raises ValidationError for a day that has passed."""
    if day and day < clock.today():
        raise forms.ValidationError("Kies een datum vanaf vandaag.")
    return day


class StatusForm(IssueForm):
    to = forms.ChoiceField(
        label="Nieuwe status",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de nieuwe status."},
    )
    reason = forms.ChoiceField(
        label="Reden", choices=[("", "Kies een reden"), *Reason.choices], required=False
    )
    forwarded_to = forms.CharField(
        label="Bij wie kan de melder wel terecht?",
        max_length=160,
        required=False,
        help_text="Naam met telefoonnummer of webadres. Dit komt in de mail.",
    )
    text = text_field(
        "Antwoord aan de melder", rows=8, required=False, help_text="Nodig als u afsluit."
    )
    with_parts = forms.BooleanField(
        label="Sluit ook de open delen af met dit antwoord",
        required=False,
        help_text="De melder krijgt één mail.",
    )
    expected_on = forms.DateField(
        label="Verwachte datum", required=False, widget=DayInput, help_text="De melder ziet deze."
    )
    note = note_field()
    standard_text = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells mypy
        field.choices = [(status.value, status.label) for status in choices_for(self.issue)]
        if not self.issue.is_open or not self.issue.parts.open().exists():
            del self.fields["with_parts"]

    def start_values(self) -> dict[str, Any]:
        choices = choices_for(self.issue)
        return {
            "expected_on": self.issue.expected_on,
            "to": choices[0].value if len(choices) == 1 else None,
        }

    def clean_expected_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["expected_on"]
        return day if day == self.issue.expected_on else day_from_today(day)

    def change(self) -> Change:
        """What was decided, after ``is_valid``."""
        data = self.cleaned_data
        to = Status(data["to"])
        day = data["expected_on"]
        return Change(
            to=to,
            text=data["text"],
            note=data["note"],
            reason=data["reason"] if to == Status.NOT_FEASIBLE else "",
            forwarded_to=data["forwarded_to"] if to == Status.NOT_OURS else "",
            expected_on=day if day != self.issue.expected_on and to not in CLOSED else None,
            with_parts=data.get("with_parts", False),
        )


class ExpectedDateForm(IssueForm):
    expected_on = forms.DateField(
        label="Nieuwe verwachte datum",
        widget=DayInput,
        error_messages={"required": "Kies een datum."},
    )
    why = text_field(
        "Waarom verandert de datum?",
        help_text="De melder krijgt deze uitleg.",
        error_messages={"required": "Leg de melder uit waarom de datum verandert."},
    )

    def clean_expected_on(self) -> dt.date | None:
        return day_from_today(self.cleaned_data["expected_on"])

    def start_values(self) -> dict[str, Any]:
        return {"expected_on": self.issue.expected_on}
