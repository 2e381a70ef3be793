"""What happens to many issues at once."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.actions.lifecycle import Change
from onthaal.issues.forms.staff.issue_form import TEXT_LIMIT, CategoryField
from onthaal.issues.models import Reason, SavedFilter, Status
from onthaal.organisation.models import Team
from onthaal.people.models import User

WHAT = (
    ("toewijzen", "Toewijzen aan een team of collega"),
    ("status", "Dezelfde status en hetzelfde antwoord geven"),
    ("onderwerp", "Een ander onderwerp geven"),
)
_STATUSES = [
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.RESOLVED,
    Status.NOT_FEASIBLE,
]


class BulkForm(forms.Form):
    what = forms.ChoiceField(label="Wat wilt u doen?", choices=WHAT, widget=forms.RadioSelect)
    team = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.none(), required=False, empty_label="Kies een team"
    )
    handler = forms.ModelChoiceField(
        label="Behandelaar", queryset=User.objects.none(), required=False, empty_label="Nog niemand"
    )
    to = forms.ChoiceField(
        label="Nieuwe status",
        choices=[("", "Kies een status"), *((s.value, s.label) for s in _STATUSES)],
        required=False,
    )
    reason = forms.ChoiceField(
        label="Reden bij “niet uit te voeren”",
        choices=[("", "Kies een reden"), *Reason.choices],
        required=False,
    )
    text = forms.CharField(
        label="Antwoord aan alle melders",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    category = CategoryField(label="Onderwerp", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.active()  # type: ignore[attr-defined]
        self.fields["handler"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(is_staff=True, is_active=True, memberships__isnull=False)
            .distinct()
            .order_by("name")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        what = cleaned.get("what")
        if what == "toewijzen" and not cleaned.get("team"):
            self.add_error("team", "Kies een team.")
        if what == "onderwerp" and not cleaned.get("category"):
            self.add_error("category", "Kies een onderwerp.")
        if what == "status":
            if not cleaned.get("to"):
                self.add_error("to", "Kies een status.")
            elif cleaned["to"] in (Status.RESOLVED, Status.NOT_FEASIBLE) and not cleaned["text"]:
                self.add_error("text", "Schrijf een antwoord voor de melders.")
            if cleaned.get("to") == Status.NOT_FEASIBLE and not cleaned.get("reason"):
                self.add_error("reason", "Kies een reden.")
        return cleaned

    def change(self) -> Change:
        """The valid form as a change of status."""
        data = self.cleaned_data
        return Change(to=Status(data["to"]), text=data["text"], reason=data["reason"])


class SavedFilterForm(forms.ModelForm[SavedFilter]):
    class Meta:
        model = SavedFilter
        fields = ["name", "query"]
        widgets = {"query": forms.HiddenInput}

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
