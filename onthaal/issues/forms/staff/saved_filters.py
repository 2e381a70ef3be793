"""Keeping a selection of the work list under a name."""

from __future__ import annotations

from django import forms


class SavedFilterForm(forms.Form):
    name = forms.CharField(
        label="Naam van de filter",
        max_length=60,
        error_messages={
            "required": "Geef de filter een naam.",
            "max_length": "Maak de naam korter: hoogstens 60 tekens.",
        },
    )
    is_default = forms.BooleanField(
        label="Begin hiermee",
        help_text="Dan opent de lijst voortaan met deze filter.",
        required=False,
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
