"""One process, as its owner keeps it."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.catalogue.models import Process
from onthaal.organisation.models import Team


class ProcessForm(forms.ModelForm[Process]):
    class Meta:
        model = Process
        fields = ["name", "summary", "owner", "norm_working_days", "acts_per_year", "is_active"]
        help_texts = {
            "summary": "Eén zin die een nieuwe collega begrijpt.",
            "norm_working_days": "Zo lang mag het duren van aanvraag tot antwoord.",
            "acts_per_year": "Hoe vaak dit per jaar gebeurt, ongeveer. Laat leeg wat Onthaal zelf "
            "telt, zoals meldingen.",
            "is_active": "Een proces dat niet actief is, kan niemand nog kiezen. Wat eraan hangt, "
            "blijft.",
        }
        error_messages = {
            "name": {
                "required": "Geef het proces een naam.",
                "max_length": "Maak de naam korter: hoogstens %(limit_value)d tekens.",
                "unique": "Er is al een proces met deze naam.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        teams = Team.objects.active()
        if self.instance.owner_id:
            teams = teams | Team.objects.filter(pk=self.instance.owner_id)
        owner.queryset = teams  # type: ignore[attr-defined]  # a ModelChoiceField
        owner.empty_label = "Nog niemand"  # type: ignore[attr-defined]  # a ModelChoiceField
