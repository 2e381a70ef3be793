"""The form for a key."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.api.models import ApiKey, Scope
from onthaal.core import clock
from onthaal.ui.forms import DayInput


class KeyForm(forms.ModelForm[ApiKey]):
    scopes = forms.MultipleChoiceField(
        label="Wat mag deze sleutel?",
        choices=Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Met niets aangekruist leest de partner wat iedereen mag lezen.",
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scopes", "per_minute", "expires_on"]
        widgets = {"expires_on": DayInput()}
        help_texts = {
            "name": "Zo heet de partner ook in de tijdlijn van een melding.",
            "per_minute": "Daarboven krijgt de partner de vraag om te wachten.",
        }
        error_messages = {
            "name": {"required": "Vul de naam van de partner in."},
            "per_minute": {
                "required": "Vul een aantal in, bijvoorbeeld 120.",
                "invalid": "Vul een aantal in, bijvoorbeeld 120.",
                "min_value": "Vul minstens 1 in.",
                "max_value": "Vul hoogstens 10000 in.",
            },
            "expires_on": {"invalid": "Vul een datum in, bijvoorbeeld 23/11/2027."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].label = "Geldig tot en met"

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and "expires_on" in self.changed_data and day < clock.today():
            raise forms.ValidationError("Deze dag is al voorbij. Kies een latere dag.")
        return day
