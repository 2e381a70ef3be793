"""Forms for administrators: staff, retention and personal data."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.people.forms.residents import DetailsForm, EmailForm
from onthaal.people.models import RetentionRule, Role
from onthaal.people.models.account import tidy_email
from onthaal.people.personal_data import RetentionKind

ROLE_HINTS = {
    Role.HANDLER: "behandelt meldingen van de eigen teams",
    Role.DESK: "ontvangt bezoekers, maakt afspraken en voert in voor inwoners; ziet alle meldingen",
    Role.MANAGER: "ziet de cijfers en alle meldingen, regelt loketten, afspraken en planning",
    Role.EDITOR: "schrijft producten, processen, teksten en mails",
    Role.COMPLAINTS: "behandelt de klachten en maakt het jaarverslag",
    Role.ADMINISTRATOR: "mag alles, ook medewerkers en instellingen beheren",
}


class StaffForm(DetailsForm):
    roles = forms.MultipleChoiceField(
        label="Rollen",
        choices=[(role.value, f"{role.label}: {hint}") for role, hint in ROLE_HINTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zonder rol ziet een medewerker alleen het werk van de eigen teams.",
    )

    class Meta(DetailsForm.Meta):
        fields = ["name", "phone", "roles"]
        help_texts: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Vul de naam in."


class InviteForm(StaffForm):
    email = EmailForm.base_fields["email"]

    field_order = ["email", "name", "phone", "roles"]

    def clean_email(self) -> str:
        return tidy_email(self.cleaned_data["email"])


class StaffFilterForm(forms.Form):
    """All optional; wrong values are ignored by the page."""

    q = forms.CharField(label="Zoek op naam of e-mailadres", required=False, max_length=100)
    rol = forms.ChoiceField(
        label="Rol",
        required=False,
        choices=[("", "Alle rollen"), ("geen", "Zonder rol"), *Role.choices],
    )
    toegang = forms.ChoiceField(
        label="Toegang",
        required=False,
        choices=[
            ("", "Met toegang"),
            ("uitgenodigd", "Uitgenodigd, nog niet aangemeld"),
            ("zonder-tweede-stap", "Zonder tweede stap"),
            ("geen", "Zonder toegang"),
            ("alle", "Iedereen"),
        ],
    )


class RetentionForm(forms.ModelForm[RetentionRule]):
    reason = forms.CharField(
        label="Waarom wijzigt u dit?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Geef een reden. Ze blijft bewaard in de geschiedenis."},
    )

    class Meta:
        model = RetentionRule
        fields = ["days", "active", "selection_rule"]
        help_texts = {
            "days": "Een jaar is 365 dagen, vijf jaar 1825.",
            "active": "Elke nacht, zonder dat iemand iets doet.",
            "selection_rule": "De naam van de regel in het Serieregister, als die er is.",
        }
        error_messages = {
            "days": {
                "required": "Vul een aantal dagen in.",
                "invalid": "Vul een aantal dagen in, zonder komma.",
                "min_value": "Vul minstens 1 dag in.",
                "max_value": "Vul hoogstens 36500 dagen in (honderd jaar).",
            }
        }

    def __init__(self, *args: Any, kind: RetentionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_rule = not self.kind.active_by_default
        if cleaned.get("active") and needs_rule and not cleaned.get("selection_rule"):
            self.add_error(
                "selection_rule",
                "Deze gegevens zijn archief van het bestuur. Wissen mag alleen volgens een "
                "selectieregel: vul de naam ervan in.",
            )
        return cleaned


class PersonForm(EmailForm):
    """Whose data to look up."""


class ErasePersonForm(forms.Form):
    reason = forms.CharField(
        label="Waarom wist u deze gegevens?",
        max_length=180,
        help_text="Bijvoorbeeld: verzoek van de inwoner van 3 november. Zonder namen.",
        error_messages={"required": "Geef een reden. Ze komt in het logboek."},
    )
    email = forms.CharField(
        label="Typ het e-mailadres om te bevestigen",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Typ het e-mailadres."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = email

    def clean_email(self) -> str:
        email = tidy_email(self.cleaned_data["email"])
        if email != self.expected:
            raise forms.ValidationError("Dit is niet het e-mailadres van deze persoon.")
        return email
