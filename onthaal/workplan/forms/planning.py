"""Forms of planners: an order, its place in the week, and its end."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet

from onthaal.core.references import tidy_reference
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.models import Issue
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User
from onthaal.territory import lookup
from onthaal.timeline.forms import ChangeForm
from onthaal.ui.forms import DayInput
from onthaal.workplan.actions.orders import Wanted
from onthaal.workplan.models import Crew, Skill, WorkOrder


def teams_of(user: User) -> QuerySet[Team]:
    return Team.objects.active() if user.has_role(Role.MANAGER) else Team.objects.of(user)


class _WorkForm(forms.Form):
    title = forms.CharField(label="Wat moet er gebeuren?", max_length=120)
    description = LongTextField(
        label="Uitleg voor de ploeg",
        max_length=4000,
        required=False,
        help_text="Zet hier geen namen of telefoonnummers van inwoners.",
    )
    place = forms.CharField(
        label="Plaats",
        required=False,
        max_length=200,
        help_text="Een adres komt ook op de kaart. Leeg = de plaats van de melding.",
    )
    skill = forms.ModelChoiceField(
        Skill.objects.all(), label="Nodige vaardigheid", required=False, empty_label="Geen"
    )
    estimated_minutes = forms.IntegerField(
        label="Geschatte werktijd in minuten", min_value=5, max_value=10080, initial=60
    )
    due_on = forms.DateField(label="Uiterlijk op", required=False, widget=DayInput)

    def wanted_of(self, team: Team) -> Wanted:
        """The valid form as what the actions take."""
        data = self.cleaned_data
        found = lookup.search_addresses(data["place"], limit=1) if data["place"] else []
        return Wanted(
            title=data["title"],
            description=data["description"],
            team=team,
            skill=data["skill"],
            estimated_minutes=data["estimated_minutes"],
            place=data["place"],
            lat=found[0].lat if found else None,
            lon=found[0].lon if found else None,
            due_on=data["due_on"],
        )


class OrderForm(_WorkForm):
    """A new order."""

    issues = forms.CharField(
        label="Meldingen",
        required=False,
        max_length=400,
        help_text="Nummers met een komma ertussen. De melders horen de dag en het resultaat.",
    )
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", empty_label=None)

    field_order = ["title", "description", "issues", "place", "team"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["team"].queryset = teams_of(user)  # type: ignore[attr-defined]

    def clean_issues(self) -> list[Issue]:
        typed = [
            tidy_reference(each)
            for each in re.split(r"[,;\s]+", self.cleaned_data["issues"])
            if each
        ]
        found = {
            issue.reference: issue
            for issue in Issue.objects.visible_to(self.user).filter(reference__in=typed)
        }
        missing = [each for each in typed if each not in found]
        if missing:
            raise forms.ValidationError(
                f"Wij vinden deze melding niet: {', '.join(missing)}. Kijk het nummer na."
            )
        return [found[each] for each in dict.fromkeys(typed)]

    def wanted(self) -> Wanted:
        return self.wanted_of(self.cleaned_data["team"])


class DescribeForm(ChangeForm[WorkOrder], _WorkForm):
    """Other words, time or place of an order."""

    def start_values(self) -> dict[str, Any]:
        names = ("title", "description", "place", "skill", "estimated_minutes", "due_on")
        return {name: getattr(self.row, name) for name in names}

    def wanted(self) -> Wanted:
        return self.wanted_of(self.row.team)


class MoveForm(forms.Form):
    crew = forms.ModelChoiceField(Crew.objects.none(), label="Ploeg", empty_label="Kies een ploeg")
    on = forms.DateField(label="Dag", widget=DayInput, error_messages={"required": "Kies een dag."})
    position = forms.IntegerField(
        label="Plaats in de dag",
        required=False,
        min_value=1,
        max_value=200,
        help_text="1 is eerst. Leeg = achteraan.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crews = Crew.objects.plannable_by(user).active()
        self.fields["crew"].queryset = crews  # type: ignore[attr-defined]


class CancelForm(ChangeForm[WorkOrder]):
    why = LongTextField(
        label="Waarom?",
        max_length=500,
        error_messages={"required": "Schrijf waarom de opdracht geschrapt wordt."},
        help_text="De behandelaar van de melding leest dit.",
    )


class AnswerForm(forms.Form):
    text = LongTextField(
        label="Antwoord aan de melder",
        max_length=5000,
        rows=8,
        error_messages={"required": "Schrijf een antwoord voor de melder."},
    )
    photos = forms.MultipleChoiceField(
        label="Foto’s van de ploeg die meegaan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, photos: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if photos:
            self.fields["photos"].choices = photos  # type: ignore[attr-defined]
        else:
            del self.fields["photos"]
