"""What a resident fills in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.appointments import home_visits, rules
from onthaal.appointments.actions.booking import Contact
from onthaal.appointments.models import Appointment, Kind
from onthaal.appointments.selection import read_moment
from onthaal.ui.forms import EmailField


class MomentForm(forms.Form):
    """One of the moments on the page."""

    start = forms.CharField(
        required=True, error_messages={"required": "Kies eerst een uur."}, max_length=40
    )

    def clean_start(self) -> dt.datetime:
        moment = read_moment(self.cleaned_data["start"])
        if moment is None:
            raise forms.ValidationError("Kies een uur uit de lijst.")
        return moment


class DetailsForm(forms.Form):
    """Who comes. One of the two addresses is enough."""

    # another moment, when the first turned out to be taken
    start = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw naam in."},
    )
    email = EmailField(
        label="E-mailadres",
        required=False,
        help_text="Hierop krijgt u de bevestiging en een herinnering.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        required=False,
        max_length=40,
        help_text="Alleen om u te bellen over deze afspraak.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    address_line = forms.CharField(
        label="Waar komen wij langs?",
        help_text="Straat, nummer en gemeente.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": "Vul het adres in waar wij langskomen."},
    )
    note = forms.CharField(
        label="Moeten wij nog iets weten?",
        required=False,
        max_length=500,
        help_text="Bijvoorbeeld: u komt met een rolstoel of u brengt een tolk mee.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if appointment.kind != Kind.HOME:
            del self.fields["address_line"]

    def clean_address_line(self) -> str:
        typed: str = self.cleaned_data["address_line"]
        if problem := home_visits.problem_with(typed):
            raise forms.ValidationError(problem)
        return typed

    def clean_start(self) -> dt.datetime | None:
        return read_moment(self.cleaned_data["start"])

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if typed and not rules.is_phone(typed):
            raise forms.ValidationError("Vul een telefoonnummer in, zoals 0470 12 34 56.")
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = any(cleaned.get(name) or name in self.errors for name in ("email", "phone"))
        if not given:
            self.add_error(
                "email", "Vul een e-mailadres of een telefoonnummer in. Eén van de twee is genoeg."
            )
        return cleaned

    @property
    def contact(self) -> Contact:
        cleaned = self.cleaned_data
        return Contact(
            name=cleaned["name"],
            email=cleaned["email"],
            phone=cleaned["phone"],
            address_line=cleaned.get("address_line", ""),
            note=cleaned["note"],
        )
