"""Forms of who looks after crews, rounds and material."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from onthaal.core.dutch import WEEKDAYS
from onthaal.people.models import User
from onthaal.territory import lookup
from onthaal.ui.forms import DayInput
from onthaal.workplan.forms.planning import teams_of
from onthaal.workplan.models import Crew, Material, Round, Skill


def _short(number: Decimal) -> Decimal:
    """7.50 → 7.5 and 15.00 → 15, as people type it."""
    rounded = round(number, 2)
    return rounded.to_integral() if rounded == rounded.to_integral() else rounded.normalize()


class CrewForm(forms.ModelForm[Crew]):
    """A crew with its week in hours and its skills as words."""

    can = forms.CharField(
        label="Vaardigheden",
        required=False,
        max_length=400,
        help_text="Met een komma ertussen, bijvoorbeeld: Hoogwerker, Vrachtwagen.",
    )
    depot = forms.CharField(
        label="Adres van het depot",
        required=False,
        max_length=200,
        help_text="Hier begint en eindigt de route. Leeg = het gemeentehuis.",
    )
    hourly = forms.DecimalField(
        label="Uurkost per persoon in euro",
        min_value=0,
        max_value=1000,
        decimal_places=2,
        localize=True,
    )

    class Meta:
        model = Crew
        fields = ["name", "team", "members", "is_active"]
        error_messages = {"name": {"unique": "Er is al een ploeg met deze naam."}}
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crew = self.instance
        self.fields["team"].queryset = teams_of(user)  # type: ignore[attr-defined]
        self.fields["team"].empty_label = "Kies een team"  # type: ignore[attr-defined]
        people = User.objects.staff().filter(is_active=True).order_by("name")
        self.fields["members"].queryset = people  # type: ignore[attr-defined]
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"hours_{number}"] = forms.DecimalField(
                label=f"Uren op {name}",
                min_value=0,
                max_value=200,
                decimal_places=2,
                localize=True,
                initial=_short(Decimal(crew.minutes[number]) / 60),
                help_text="Van de hele ploeg samen." if number == 0 else "",
            )
        self.fields["hourly"].initial = Decimal(crew.hourly_cents) / 100
        if crew.pk:
            self.fields["can"].initial = ", ".join(map(str, crew.skills.all()))

    def clean_depot(self) -> tuple[float, float] | None:
        typed = self.cleaned_data["depot"]
        if not typed:
            return None
        found = lookup.search_addresses(typed, limit=1)
        if not found:
            raise forms.ValidationError("Wij vinden dit adres niet. Kijk straat en nummer na.")
        return found[0].lat, found[0].lon

    def filled(self) -> Crew:
        """The crew as typed, not stored."""
        crew = self.instance
        crew.minutes = [round(self.cleaned_data[f"hours_{day}"] * 60) for day in range(7)]
        crew.hourly_cents = round(self.cleaned_data["hourly"] * 100)
        if self.cleaned_data["depot"]:
            crew.depot_lat, crew.depot_lon = self.cleaned_data["depot"]
        return crew

    def skill_names(self) -> list[str]:
        typed = [each.strip()[:60] for each in self.cleaned_data["can"].split(",")]
        return list(dict.fromkeys(each for each in typed if each))


class CalendarForm(forms.Form):
    """Where the work of a crew is pushed to; the password is never shown again."""

    url = forms.URLField(
        label="Adres van de agenda",
        max_length=300,
        assume_scheme="https",
        help_text="Het CalDAV-adres van de agenda, dat met http begint.",
    )
    username = forms.CharField(label="Gebruikersnaam", max_length=120)
    password = forms.CharField(
        label="Wachtwoord",
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = not has_password
        if has_password:
            self.fields["password"].help_text = "Leeg = het wachtwoord blijft."


class ImportForm(forms.Form):
    file = forms.FileField(
        label="CSV-bestand",
        help_text="Met de kolommen nummer, ploeg, dag en stand, zoals in onze uitvoer.",
    )


class MaterialForm(forms.ModelForm[Material]):
    price = forms.DecimalField(
        label="Prijs per eenheid in euro",
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        localize=True,
    )

    class Meta:
        model = Material
        fields = ["name", "unit", "is_active"]
        error_messages = {"name": {"unique": "Er is al materiaal met deze naam."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["price"].initial = Decimal(self.instance.price_cents) / 100

    def filled(self) -> Material:
        self.instance.price_cents = round(self.cleaned_data["price"] * 100)
        return self.instance


class RoundForm(forms.ModelForm[Round]):
    class Meta:
        model = Round
        fields = [
            "title",
            "description",
            "crew",
            "skill",
            "estimated_minutes",
            "place",
            "every",
            "period",
            "starts_on",
            "is_active",
        ]
        widgets = {"starts_on": DayInput, "description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        crews = Crew.objects.plannable_by(user).active()
        self.fields["crew"].queryset = crews  # type: ignore[attr-defined]
        self.fields["crew"].empty_label = "Kies een ploeg"  # type: ignore[attr-defined]
        self.fields["skill"].empty_label = "Geen"  # type: ignore[attr-defined]
        self.fields["every"].min_value = 1  # type: ignore[attr-defined]
        self.fields["skill"].queryset = Skill.objects.all()  # type: ignore[attr-defined]

    def clean_every(self) -> int:
        every: int = self.cleaned_data["every"]
        if every < 1:
            raise forms.ValidationError("Kies 1 of meer.")
        return every

    def filled(self) -> Round:
        round = self.instance
        if "place" in self.changed_data:
            found = lookup.search_addresses(round.place, limit=1) if round.place else []
            round.lat, round.lon = (found[0].lat, found[0].lon) if found else (None, None)
        return round
