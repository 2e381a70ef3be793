"""Standing on the waiting list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.appointments.models import PartOfDay
from onthaal.core import clock
from onthaal.ui.forms import DayInput, EmailField


class EarlierForm(forms.Form):
    """Until when, and when on the day."""

    until = forms.DateField(
        label="Ten laatste op",
        widget=DayInput,
        help_text="Na deze dag zoeken wij niet meer voor u.",
        error_messages={
            "required": "Vul de laatste dag in die nog past.",
            "invalid": "Vul een dag in, zoals 18/12/2026.",
        },
    )
    part_of_day = forms.ChoiceField(
        label="Wanneer op de dag?",
        choices=PartOfDay.choices,
        initial=PartOfDay.ANY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, latest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if until < clock.today():
            raise forms.ValidationError("Deze dag is voorbij. Kies een dag die nog komt.")
        return min(until, self.latest)


class WaitingForm(EarlierForm):
    """For who has no appointment yet."""

    name = forms.CharField(
        label="Naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw naam in."},
    )
    email = EmailField(
        label="E-mailadres",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Hierop verwittigen wij u.",
        error_messages={"required": "Vul uw e-mailadres in. Zonder kunnen wij u niet verwittigen."},
    )
    field_order = ["name", "email", "until", "part_of_day"]
