"""Which days and which place the figures are about, and how the score weighs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from onthaal.core import clock
from onthaal.frontoffice.models import ScoreWeights
from onthaal.organisation.models import Location
from onthaal.ui.forms import DayInput

LONGEST = dt.timedelta(days=2 * 366)
EARLIEST = dt.date(2000, 1, 1)


class PeriodForm(forms.Form):
    plaats = forms.ModelChoiceField(
        label="Plaats",
        queryset=Location.objects.all(),
        empty_label=None,
        error_messages={"invalid_choice": "Kies een plaats uit de lijst."},
    )
    van = forms.DateField(label="Van", widget=DayInput)
    tot = forms.DateField(label="Tot en met", widget=DayInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("van"), cleaned.get("tot")
        for name, day in (("van", start), ("tot", end)):
            if day and not EARLIEST <= day <= clock.today() + LONGEST:
                self.add_error(
                    name, "Kijk het jaar na: kies een dag vanaf 2000 tot binnen twee jaar."
                )
        if self.errors:
            return cleaned
        if start and end and end < start:
            self.add_error("tot", "‘Tot en met’ ligt voor ‘van’. Draai de twee dagen om.")
        elif start and end and end - start > LONGEST:
            self.add_error("tot", "Kies een periode van hoogstens twee jaar.")
        return cleaned


class WeightsForm(forms.ModelForm[ScoreWeights]):
    class Meta:
        model = ScoreWeights
        fields = ["volume", "short", "steady", "complete", "simple", "open"]
        help_texts = {
            "volume": "Wat vaak gevraagd wordt, bespaart het meest.",
            "short": "5 minuten of minder telt volledig, 30 minuten of meer niet.",
            "steady": "Wat altijd even lang duurt, past in een vlotte rij.",
            "complete": "Het deel dat bij het eerste bezoek geregeld was.",
            "simple": "Elk systeem na het eerste en elke machtiging kost een kwart.",
            "open": "Wat vertrouwelijk is, hoort niet aan een open balie.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error("volume", "Geef minstens één vraag een gewicht boven 0.")
        return cleaned
