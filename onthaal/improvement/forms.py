"""Keeping and stopping a measure, and choosing what to look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.catalogue.models import Process
from onthaal.core import clock
from onthaal.improvement.models import Indicator, Measure
from onthaal.people.models import User
from onthaal.ui.forms import DayInput


class MeasureForm(forms.ModelForm[Measure]):
    class Meta:
        model = Measure
        fields = [
            "process",
            "title",
            "reason",
            "owner",
            "starts_on",
            "settling_weeks",
            "indicator",
            "expected",
        ]
        widgets = {"starts_on": DayInput, "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": "Eén ding tegelijk, zodat u kunt zien of het helpt.",
            "reason": "Wat zag u in de klachten of de cijfers?",
            "starts_on": "De dag waarop iedereen anders begint te werken.",
            "settling_weeks": "Deze weken tellen wij niet mee: iedereen moet nog wennen.",
            "expected": "Bijvoorbeeld: van 12 naar 8 werkdagen.",
        }
        error_messages = {
            "title": {"required": "Schrijf op wat u anders gaat doen."},
            "process": {"required": "Kies het proces dat u wilt verbeteren."},
            "owner": {"required": "Kies wie ervoor zorgt."},
            "starts_on": {
                "required": "Kies de dag waarop het begint.",
                "invalid": "Schrijf de dag zoals 31/01/2026.",
            },
            "indicator": {"required": "Kies wat er beter moet worden."},
            "expected": {"required": "Schrijf op welk effect u verwacht."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process, owner = self.fields["process"], self.fields["owner"]
        now = self.initial.get("process") or self.instance.process_id
        process.queryset = Process.objects.active_or(now)  # type: ignore[attr-defined]
        process.empty_label = "Kies een proces"  # type: ignore[attr-defined]
        owner.queryset = User.objects.filter(  # type: ignore[attr-defined]
            is_staff=True, is_active=True
        ).order_by("name")
        owner.empty_label = "Kies een medewerker"  # type: ignore[attr-defined]
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]
            ("", "Kies"),
            *Indicator.choices,
        ]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        process, indicator = self.cleaned_data.get("process"), self.cleaned_data.get("indicator")
        if process and indicator == Indicator.WITHIN and process.norm_working_days is None:
            self.add_error(
                "indicator",
                f"Het proces “{process}” heeft nog geen norm. Vul die eerst in bij het proces.",
            )
        return data


class StopForm(forms.Form):
    on = forms.DateField(
        label="Laatste dag",
        widget=DayInput,
        error_messages={
            "required": "Kies de laatste dag.",
            "invalid": "Schrijf de dag zoals 31/01/2026.",
        },
    )
    why = forms.CharField(
        label="Waarom stopt u?",
        max_length=250,
        help_text="Bijvoorbeeld: het hielp niet, of het is nu de gewone werkwijze.",
        error_messages={"required": "Schrijf op waarom u stopt."},
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if not self.measure.starts_on <= on <= clock.today():
            raise forms.ValidationError("Kies een dag tussen het begin en vandaag.")
        return on


class ViewForm(forms.Form):
    """What to look at on the page of a process; wrong values fall back to the usual ones."""

    weken = forms.TypedChoiceField(
        label="Periode",
        choices=[("13", "13 weken"), ("26", "26 weken"), ("52", "Een jaar"), ("104", "Twee jaar")],
        coerce=int,
    )
    cijfer = forms.ChoiceField(
        label="Grafiek van",
        choices=[each for each in Indicator.choices if each[0] != Indicator.COMPLAINTS],
    )

    @property
    def weeks(self) -> int:
        self.full_clean()
        return int(self.cleaned_data.get("weken", 52))

    @property
    def indicator(self) -> Indicator:
        self.full_clean()
        return Indicator(self.cleaned_data.get("cijfer", Indicator.LEAD))
