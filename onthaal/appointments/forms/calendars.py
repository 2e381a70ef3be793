"""Which calendar tells when a colleague is not free."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from onthaal.appointments.models import CalendarSource
from onthaal.integrations.open311 import outbound
from onthaal.ui.forms import ChoiceCards

_ICS = (
    "Outlook, Google of een ander programma geeft een adres dat eindigt op .ics. U vindt het bij "
    "‘agenda delen’ of ‘publiceren’."
)
_CALDAV = "Nextcloud, Zimbra, Kopano en andere: een adres met uw naam en wachtwoord."


class PersonalCalendarForm(forms.Form):
    """The address and the password are never shown again: they open the calendar."""

    source = forms.ChoiceField(
        label="Hoe kunnen wij uw agenda lezen?",
        choices=CalendarSource.choices,
        widget=ChoiceCards(
            describe={
                "ics": ("calendar", _ICS),
                "caldav": ("external-link", _CALDAV),
            }
        ),
        error_messages={"required": "Kies hoe wij uw agenda kunnen lezen."},
    )
    address = forms.CharField(
        label="Adres van de agenda",
        max_length=1000,
        help_text="Begint met https://.",
        error_messages={"required": "Plak hier het adres van uw agenda."},
    )
    username = forms.CharField(label="Gebruikersnaam", max_length=120, required=False)
    password = forms.CharField(
        label="Wachtwoord",
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_address(self) -> str:
        # programs copy it with their own name for the protocol
        given = self.cleaned_data["address"].strip()
        address = given.replace("webcal://", "https://", 1)
        try:
            parts = outbound.check(address)
        except outbound.NotAllowed:
            raise forms.ValidationError(
                "Dit is geen webadres. Kopieer het hele adres, met https:// en zonder wachtwoord "
                "erin."
            ) from None
        if parts.scheme != "https" and not outbound.is_near(
            str(parts.hostname), settings.PARTNER_NETWORKS
        ):
            raise forms.ValidationError(
                "Gebruik een adres dat met https:// begint. Anders kan iedereen onderweg meelezen."
            )
        return str(address)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source") == CalendarSource.CALDAV:
            if not cleaned.get("username"):
                self.add_error("username", "Vul de naam in waarmee u zich bij de agenda aanmeldt.")
            if not cleaned.get("password"):
                self.add_error("password", "Vul het wachtwoord van de agenda in.")
        return cleaned
