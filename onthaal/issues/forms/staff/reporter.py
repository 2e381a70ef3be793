"""The contact details of who reported an issue."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.actions.submission import Contact
from onthaal.issues.forms.staff.issue_form import IssueForm
from onthaal.ui.forms import EmailField

_KEEP, _RENEW = "behouden", "vernieuwen"


class ReporterForm(IssueForm):
    name = forms.CharField(label="Naam", max_length=120, required=False)
    email = EmailField(
        label="E-mailadres",
        required=False,
    )
    phone = forms.CharField(label="Telefoonnummer", max_length=40, required=False)
    link = forms.ChoiceField(
        label="De persoonlijke link van de melder",
        choices=[
            ("", "Vernieuwen als het e-mailadres verandert"),
            (_RENEW, "Altijd vernieuwen: de oude link werkt niet meer"),
            (_KEEP, "De oude link laten werken"),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text="Wie de link heeft, leest de melding. Laat de oude link alleen werken als het "
        "oude adres van de melder zelf was.",
    )
    why = forms.CharField(
        label="Waarom verandert u dit?",
        max_length=400,
        help_text="Bijvoorbeeld: tikfout in het adres, de melder belde ons.",
        error_messages={"required": "Schrijf waarom u de gegevens verandert."},
    )

    def start_values(self) -> dict[str, Any]:
        if not self.issue.reporter:
            return {}
        return {each: getattr(self.issue.reporter, each) for each in ("name", "email", "phone")}

    @property
    def contact(self) -> Contact:
        data = self.cleaned_data
        return Contact(name=data["name"], email=data["email"], phone=data["phone"])

    @property
    def renew_link(self) -> bool:
        """An address that was not the reporter's keeps no access, unless staff decide so."""
        choice = self.cleaned_data["link"]
        if choice:
            return bool(choice == _RENEW)
        old = self.issue.reporter.email if self.issue.reporter else ""
        return bool(old) and old.lower() != self.contact.email.lower()
