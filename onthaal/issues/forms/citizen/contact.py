"""The small forms of residents."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.forms.citizen.photos import WithPhotos
from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.models import Satisfaction
from onthaal.ui.forms import EmailField

MAX_TEXT = 4000


class FollowForm(forms.Form):
    email = EmailField(
        label="E-mailadres",
        help_text="Wij sturen u alleen nieuws over deze melding.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul uw e-mailadres in."},
    )


class AdditionForm(WithPhotos):
    """A remark or photos afterwards."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LongTextField(label="Uw opmerking", max_length=MAX_TEXT, required=False)

    field_order = ["key", "text", "photos"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text", "").strip() and not self.accepted:
            self.add_error("text", "Schrijf een opmerking of kies een foto.")
        return cleaned


class WithdrawalForm(forms.Form):
    why = LongTextField(
        label="Waarom trekt u de melding in?", max_length=400, rows=3, required=False
    )


class SurveyForm(forms.Form):
    satisfaction = forms.TypedChoiceField(
        label="Hoe tevreden bent u?",
        choices=[
            (Satisfaction.HAPPY, "Tevreden"),
            (Satisfaction.NEUTRAL, "Gaat wel"),
            (Satisfaction.UNHAPPY, "Niet tevreden"),
        ],
        coerce=lambda value: Satisfaction(int(value)),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een gezichtje.",
            "invalid_choice": "Kies een gezichtje.",
        },
    )
    solved = forms.TypedChoiceField(
        label="Is het probleem opgelost?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )
    text = LongTextField(
        label="Wilt u dat uitleggen?",
        help_text="Zet hier geen namen of nummerplaten in.",
        max_length=2000,
        required=False,
    )


class FindForm(forms.Form):
    nummer = forms.CharField(
        label="Nummer van de melding",
        max_length=40,
        help_text="Het staat in uw mail en ziet eruit als LV-7K3M-92XQ. Streepjes, spaties en "
        "kleine letters maken niet uit.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Vul het nummer van de melding in."},
    )
