"""The form for a key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from onthaal.api.models import ApiKey, Scope
from onthaal.core import clock
from onthaal.people.models import Role, User
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
        fields = ["name", "scopes", "acts_for", "per_minute", "expires_on"]
        widgets = {"expires_on": DayInput()}
        help_texts = {
            "name": "Zo heet de partner ook in de tijdlijn van een melding.",
            "acts_for": "Alleen voor werkopdrachten. De partner plant voor de teams van deze "
            "medewerker, en het staat op die naam.",
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
        planners = Q(roles__contains=[Role.HANDLER]) | Q(roles__contains=[Role.MANAGER])
        people = User.objects.staff().filter(planners, is_active=True).order_by("name")
        self.fields["acts_for"] = forms.ModelChoiceField(
            people,
            label="Plant op naam van",
            required=False,
            empty_label="Niemand",
            help_text=self.fields["acts_for"].help_text,
        )

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and "expires_on" in self.changed_data and day < clock.today():
            raise forms.ValidationError("Deze dag is al voorbij. Kies een latere dag.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        plans = {Scope.ORDERS, Scope.PLAN} & set(data.get("scopes", ()))
        if plans and not data.get("acts_for") and "acts_for" not in self.errors:
            self.add_error(
                "acts_for", "Kies op wiens naam de partner werkopdrachten leest en plant."
            )
        return data
