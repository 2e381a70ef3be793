"""Forms for the people who keep the organisation's own data."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from onthaal.organisation.models import (
    AdministrativeUnit,
    ClosingDay,
    Department,
    HouseStyle,
    Location,
    OpeningException,
    OpeningHours,
    Team,
    Weekday,
)
from onthaal.organisation.rules import is_enterprise_number, public_holidays
from onthaal.people.models import User
from onthaal.ui import colour

PERIODS_A_DAY = 2
_TIME = {"type": "time"}


class UnitForm(forms.ModelForm[AdministrativeUnit]):
    uri = forms.URLField(
        label="URI",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Het adres van dit bestuur in dat register. Het gaat mee als u producten "
        "uitwisselt.",
    )

    class Meta:
        model = AdministrativeUnit
        fields = ["kind", "name", "kbo_number", "ovo_code", "uri"]
        help_texts = {
            "kbo_number": "Tien cijfers, zoals 0123.456.749.",
            "ovo_code": "Zoals OVO001835; ze staat in het organisatieregister van Vlaanderen.",
        }
        error_messages = {"name": {"unique": "Er is al een bestuur met deze naam."}}

    def clean_kbo_number(self) -> str:
        digits = re.sub(r"[\s.]", "", self.cleaned_data["kbo_number"])
        if digits and not is_enterprise_number(digits):
            raise forms.ValidationError(
                "Dat is geen ondernemingsnummer. Kijk de tien cijfers na, zoals 0123.456.749."
            )
        return digits

    def clean_ovo_code(self) -> str:
        code: str = self.cleaned_data["ovo_code"].upper()
        if code and not re.fullmatch(r"OVO\d{6}", code):
            raise forms.ValidationError("Geef een OVO-code van zes cijfers, zoals OVO001835.")
        return code


class _OfAUnit:
    """A form about something of a *bestuur*: with only one there is nothing to choose."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = AdministrativeUnit.objects.order_by("kind", "name")[:2]
        if len(units) == 1:
            self.fields["unit"].initial = units[0]


class DepartmentForm(_OfAUnit, forms.ModelForm[Department]):
    class Meta:
        model = Department
        fields = ["name", "unit", "email"]
        error_messages = {"name": {"unique": "Er is al een dienst met deze naam."}}


class TeamForm(forms.ModelForm[Team]):
    class Meta:
        model = Team
        fields = ["name", "department", "email", "is_active"]
        help_texts = {
            "is_active": "Een team dat niet meer actief is, krijgt geen nieuw werk.",
            "email": "Voor post aan het hele team.",
        }
        error_messages = {"name": {"unique": "Er is al een team met deze naam."}}


class MemberForm(forms.Form):
    user = forms.ModelChoiceField(
        label="Medewerker", queryset=User.objects.none(), empty_label="Kies een medewerker"
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells mypy
        field.queryset = (
            User.objects.filter(is_staff=True, is_active=True)
            .exclude(memberships__team=team)
            .order_by("name")
        )


class LocationForm(_OfAUnit, forms.ModelForm[Location]):
    class Meta:
        model = Location
        fields = ["name", "unit", "street_line", "postcode", "town", "phone", "email", "is_main"]

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        if not re.fullmatch(r"[0-9]{4}", postcode):
            raise forms.ValidationError("Geef een postcode van vier cijfers, zoals 2450.")
        return postcode


class WeekForm(forms.Form):
    """The weekly hours of a location: two periods a day, both may be empty."""

    def __init__(self, *args: Any, location: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now: dict[int, list[OpeningHours]] = {}
        for row in location.opening_hours.all():
            now.setdefault(row.weekday, []).append(row)
        for weekday, label in Weekday.choices:
            rows = now.get(weekday, [])
            for number in range(PERIODS_A_DAY):
                present = rows[number] if number < len(rows) else None
                place = f"{weekday}_{number}"
                words = f"{label}, {'eerste' if number == 0 else 'tweede'} periode"
                self.fields[f"opens_{place}"] = forms.TimeField(
                    label=f"{words}: van",
                    required=False,
                    initial=present and present.opens_at,
                    widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
                )
                self.fields[f"closes_{place}"] = forms.TimeField(
                    label=f"{words}: tot",
                    required=False,
                    initial=present and present.closes_at,
                    widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
                )
                self.fields[f"appointment_{place}"] = forms.BooleanField(
                    label=f"{words}: alleen op afspraak",
                    required=False,
                    initial=bool(present and present.by_appointment),
                )

    def week(self) -> list[tuple[str, list[list[forms.BoundField]]]]:
        """Per weekday its periods, each as the bound fields from, till and by appointment."""
        return [
            (
                str(label),
                [
                    [
                        self[f"{part}_{weekday}_{number}"]
                        for part in ("opens", "closes", "appointment")
                    ]
                    for number in range(PERIODS_A_DAY)
                ],
            )
            for weekday, label in Weekday.choices
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for weekday, label in Weekday.choices:
            last: dt.time | None = None
            for number in range(PERIODS_A_DAY):
                opens = cleaned.get(f"opens_{weekday}_{number}")
                closes = cleaned.get(f"closes_{weekday}_{number}")
                if bool(opens) != bool(closes):
                    self.add_error(
                        f"closes_{weekday}_{number}" if opens else f"opens_{weekday}_{number}",
                        f"Vul op {label} zowel ‘van’ als ‘tot’ in, of geen van beide.",
                    )
                elif opens and closes and closes <= opens:
                    self.add_error(
                        f"closes_{weekday}_{number}", f"Op {label} ligt ‘tot’ niet na ‘van’."
                    )
                elif opens and last and opens < last:
                    self.add_error(
                        f"opens_{weekday}_{number}",
                        f"Op {label} begint de tweede periode voor het einde van de eerste.",
                    )
                last = closes or last
        return cleaned

    def periods(self) -> list[OpeningHours]:
        """The valid week as unsaved rows."""
        return [
            OpeningHours(
                weekday=weekday,
                opens_at=self.cleaned_data[f"opens_{weekday}_{number}"],
                closes_at=self.cleaned_data[f"closes_{weekday}_{number}"],
                by_appointment=self.cleaned_data[f"appointment_{weekday}_{number}"],
            )
            for weekday in Weekday.values
            for number in range(PERIODS_A_DAY)
            if self.cleaned_data[f"opens_{weekday}_{number}"]
        ]


class ExceptionForm(forms.ModelForm[OpeningException]):
    class Meta:
        model = OpeningException
        fields = ["day", "opens_at", "closes_at", "note"]
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}),
            "opens_at": forms.TimeInput(attrs=_TIME),
            "closes_at": forms.TimeInput(attrs=_TIME),
        }
        help_texts = {"opens_at": "Laat ‘van’ en ‘tot’ leeg als u die dag gesloten bent."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if bool(opens) != bool(closes):
            self.add_error("closes_at", "Vul zowel ‘van’ als ‘tot’ in, of laat beide leeg.")
        elif opens and closes and closes <= opens:
            self.add_error("closes_at", "‘Tot’ moet na ‘van’ liggen.")
        return cleaned


class ClosingDayForm(forms.ModelForm[ClosingDay]):
    class Meta:
        model = ClosingDay
        fields = ["day", "name"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}
        help_texts = {"name": "Bijvoorbeeld: brugdag, plaatselijke feestdag."}
        error_messages = {
            "day": {"unique": "Deze dag is al een sluitingsdag. Kies een andere dag."}
        }

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day in public_holidays(day.year):
            raise forms.ValidationError("Dit is al een wettelijke feestdag. Kies een andere dag.")
        return day


class ColourInput(forms.ColorInput):
    """HTML does not know a longest or a missing colour: one is always chosen."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        return context


class HouseStyleForm(forms.ModelForm[HouseStyle]):
    class Meta:
        model = HouseStyle
        fields = [
            "municipality_name",
            "kind_label",
            "reference_prefix",
            "logo",
            "header_colour",
            "action_colour",
            "accent_colour",
            "font",
            "town_hall",
            "address_line",
            "phone",
            "email",
            "emergency_text",
            "looked_at_within",
            "privacy_text",
        ]
        widgets = {
            "header_colour": ColourInput(),
            "action_colour": ColourInput(),
            "accent_colour": ColourInput(),
            "font": forms.Select(
                choices=[
                    ("atkinson", "Atkinson Hyperlegible (duidelijk leesbaar)"),
                    ("systeem", "Lettertype van het toestel"),
                    ("schreef", "Met schreef"),
                ]
            ),
        }
        help_texts = {
            "reference_prefix": "Staat voor elk nummer, zoals LV in LV-7K3M-92XQ.",
            "looked_at_within": "Dit beloven wij op de bedankpagina na een melding.",
            "header_colour": "De achtergrond van de kop en de voet; donker, met witte letters.",
            "action_colour": "Knoppen en links.",
            "accent_colour": "Spelden op de kaart en het woord ‘nieuw’.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:  # what stands there until the municipality has a name
            self.initial["municipality_name"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [cleaned.get(f"{part}_colour") for part in ("header", "action", "accent")]
        if all(chosen):
            for field, problem in colour.problems(*map(str, chosen)).items():
                self.add_error(field, problem)
        return cleaned

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        if logo and not logo.name.lower().endswith((".svg", ".png")):
            raise forms.ValidationError("Kies een logo als SVG of PNG.")
        if logo and logo.size > 300_000:
            raise forms.ValidationError("Het logo is te groot. Kies een bestand tot 300 kB.")
        return logo
