"""What residents fill in."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.cases.actions.opening import Asked
from onthaal.cases.forms.files import WithFiles, WordsOrFiles
from onthaal.catalogue.models import Product
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.ui.forms import EmailField


class RequestForm(WithFiles):
    """A request for one product; ``asked`` after ``is_valid``."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    request = LongTextField(
        label="Wat vraagt u precies?",
        max_length=4000,
        rows=6,
        required=False,
        help_text="Zet erbij wat wij moeten weten: voor wie, waar en wanneer.",
    )
    name = forms.CharField(
        label="Voornaam en naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw voornaam en naam in."},
    )
    email = EmailField(
        label="E-mailadres",
        help_text="U krijgt hier een link waarmee u uw aanvraag volgt.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul uw e-mailadres in."},
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label="Adres",
        max_length=200,
        required=False,
        help_text="Straat, nummer, postcode en gemeente.",
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )

    def asked(self, product: Product) -> Asked:
        data = self.cleaned_data
        return Asked(
            key=data["key"],
            product=product,
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            address=data["address"],
            request=data["request"],
        )


class AnswerForm(WordsOrFiles):
    text = LongTextField(
        label="Uw antwoord",
        max_length=4000,
        rows=5,
        error_messages={"required": "Schrijf uw antwoord, of kies een bestand."},
    )


class WithdrawalForm(forms.Form):
    why = LongTextField(
        label="Waarom trekt u de aanvraag in?", max_length=400, rows=3, required=False
    )


def start_values(user: Any) -> dict[str, Any]:
    """What we know of a resident who is logged in."""
    if not user.is_authenticated or user.is_staff:
        return {}
    return {"name": user.name, "email": user.email, "phone": user.phone}
