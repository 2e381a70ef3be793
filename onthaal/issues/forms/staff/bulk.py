"""What happens to many issues at once: one form for each thing that can be done."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.actions import bulk
from onthaal.issues.actions.lifecycle import Change
from onthaal.issues.forms.staff.issue_form import TEXT_LIMIT, CategoryField, text_field
from onthaal.issues.models import Reason, Status
from onthaal.organisation.models import Team
from onthaal.people.models import User

# What takes an issue of its own to decide on (a double, a question to the reporter) is not here.
STATUSES = (
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.RESOLVED,
    Status.NOT_FEASIBLE,
    Status.NOT_OURS,
)


class BulkForm(forms.Form):
    """``deed(by)`` of a valid form is what ``actions.bulk`` does to each issue."""

    title: str
    in_words: str

    def deed(self, by: User) -> bulk.Deed:
        raise NotImplementedError


class AssignmentForm(BulkForm):
    title, in_words = "Samen toewijzen", "toewijzen"

    team = forms.ModelChoiceField(
        label="Team",
        queryset=Team.objects.none(),
        empty_label="Kies een team",
        error_messages={"required": "Kies een team."},
    )
    handler = forms.ModelChoiceField(
        label="Behandelaar",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nog niemand",
        help_text="Iemand van dat team.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.active()  # type: ignore[attr-defined]
        self.fields["handler"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(is_staff=True, is_active=True, memberships__isnull=False)
            .distinct()
            .order_by("name")
        )

    def deed(self, by: User) -> bulk.Deed:
        data = self.cleaned_data
        return bulk.assigning(team=data["team"], handler=data["handler"], by=by)


class CategoryForm(BulkForm):
    title, in_words = "Samen een ander onderwerp geven", "een ander onderwerp geven"

    category = CategoryField(
        label="Onderwerp", help_text="Het team en de streefdatum volgen het onderwerp."
    )

    def deed(self, by: User) -> bulk.Deed:
        return bulk.recategorising(category=self.cleaned_data["category"], by=by)


class StatusForm(BulkForm):
    title, in_words = "Samen een status en een antwoord geven", "van status veranderen"

    to = forms.ChoiceField(
        label="Nieuwe status",
        choices=[("", "Kies een status"), *((status.value, status.label) for status in STATUSES)],
        error_messages={"required": "Kies een status."},
    )
    reason = forms.ChoiceField(
        label="Reden",
        choices=[("", "Kies een reden"), *Reason.choices],
        required=False,
        help_text="Alleen bij “Niet uit te voeren”.",
    )
    forwarded_to = forms.CharField(
        label="Wie is wel bevoegd?",
        max_length=160,
        required=False,
        help_text="Alleen bij “Niet bevoegd”, bijvoorbeeld: Agentschap Wegen en Verkeer.",
    )
    text = text_field(
        "Antwoord aan alle melders",
        rows=5,
        required=False,
        help_text=f"Hoogstens {TEXT_LIMIT} tekens. Elke melder met een e-mailadres krijgt dit.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("to")
        if to in (Status.RESOLVED, Status.NOT_FEASIBLE, Status.NOT_OURS) and not cleaned["text"]:
            self.add_error("text", "Schrijf een antwoord voor de melders.")
        if to == Status.NOT_FEASIBLE and not cleaned.get("reason"):
            self.add_error("reason", "Kies een reden.")
        if to == Status.NOT_OURS and not cleaned.get("forwarded_to"):
            self.add_error("forwarded_to", "Vul in wie wel bevoegd is.")
        return cleaned

    def deed(self, by: User) -> bulk.Deed:
        data = self.cleaned_data
        change = Change(
            to=Status(data["to"]),
            text=data["text"],
            reason=data["reason"],
            forwarded_to=data["forwarded_to"],
        )
        return bulk.changing(change=change, by=by)


FORMS: dict[str, type[BulkForm]] = {
    "toewijzen": AssignmentForm,
    "status": StatusForm,
    "onderwerp": CategoryForm,
}
