"""Forms for residents: logging in and their own details."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.people import rules
from onthaal.people.models import User
from onthaal.people.models.account import tidy_email
from onthaal.ui.forms import EmailField

_EMAIL = {"autocomplete": "email", "inputmode": "email"}
_EMAIL_ERRORS = {"required": "Vul uw e-mailadres in."}


class EmailForm(forms.Form):
    email = EmailField(
        label="E-mailadres",
        widget=forms.EmailInput(attrs=_EMAIL),
        error_messages=_EMAIL_ERRORS,
    )

    def clean_email(self) -> str:
        return tidy_email(self.cleaned_data["email"])


class NewEmailForm(EmailForm):
    """The new address of somebody who is logged in."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].label = "Nieuw e-mailadres"

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self.user.email:
            raise forms.ValidationError("Dit is al uw e-mailadres.")
        return email


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Zes letters en cijfers, zoals 7K3-M92.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
        error_messages={"required": "Vul de code uit de mail in."},
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not rules.looks_like_code(typed):
            raise forms.ValidationError(
                "De code bestaat uit zes letters en cijfers. Kijk ze na in de mail."
            )
        return rules.tidy_code(typed)


class DetailsForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "phone"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }
        help_texts = {
            "name": "Zo spreken we u aan in onze berichten.",
            "phone": "Alleen om u te bellen over een melding, als dat nodig is.",
        }

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not (6 <= sum(c.isdigit() for c in phone) <= 15):
            raise forms.ValidationError("Vul een telefoonnummer in, zoals 0470 12 34 56.")
        return phone


class EraseMyAccountForm(forms.Form):
    """Typing the own address prevents that one wrong click erases everything."""

    email = forms.CharField(
        label="Typ uw e-mailadres om te bevestigen",
        widget=forms.EmailInput(attrs={**_EMAIL, "autocomplete": "off"}),
        error_messages=_EMAIL_ERRORS,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = tidy_email(self.cleaned_data["email"])
        if email != self.user.email:
            raise forms.ValidationError("Dit is niet het e-mailadres van uw account.")
        return email
