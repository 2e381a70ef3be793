"""Forms about other parties."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.api.models import ExternalParty
from onthaal.api.outward import parties_for
from onthaal.integrations.open311 import outbound
from onthaal.issues.forms.staff.issue_form import IssueForm, text_field
from onthaal.issues.models import Category


class PartyForm(forms.ModelForm[ExternalParty]):
    key = forms.CharField(
        label="Sleutel (api_key)",
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Die u van de instantie kreeg. Leeg laten verandert niets.",
    )

    class Meta:
        model = ExternalParty
        fields = ["name", "url", "form", "jurisdiction_id", "shows_our_words", "is_active"]
        labels = {"shows_our_words": "Toont onze tekst in haar lijst"}
        help_texts = {
            "url": "Zonder bestandsnaam, zoals https://voorbeeld.be/open311/v2",
            "jurisdiction_id": "Alleen als de instantie erom vraagt.",
            "shows_our_words": "Na een storing kijken wij dan zelf of de melding al aangekomen is. "
            "Anders vragen wij het u.",
        }
        error_messages = {
            "name": {
                "required": "Vul de naam van de instantie in.",
                "unique": "Er is al een instantie met deze naam.",
            },
            "url": {"required": "Vul het adres van de dienst in."},
        }

    field_order = ["name", "url", "key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[int, str] = {}
        if self.instance.pk:
            known = dict(self.instance.mappings.values_list("category_id", "service_code"))
        self.categories = list(Category.objects.filter(is_active=True).select_related("group"))
        for category in self.categories:
            self.fields[f"code_{category.pk}"] = forms.CharField(
                label=category.name,
                required=False,
                max_length=120,
                initial=known.get(category.pk, ""),
            )

    def own_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("code_")]

    def code_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("code_")]

    def codes(self) -> dict[int, str]:
        """Code per category."""
        return {
            category.pk: self.cleaned_data[f"code_{category.pk}"] for category in self.categories
        }

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).rstrip("/")
        try:
            parts = outbound.check(url)
        except outbound.NotAllowed:
            parts = None
        if parts is None or parts.query or parts.fragment:
            raise forms.ValidationError(
                "Vul een webadres in, zoals https://voorbeeld.be/open311/v2"
            )
        return url


class NumberForm(forms.Form):
    number = forms.CharField(
        label="Hun nummer",
        max_length=200,
        error_messages={"required": "Vul het nummer in dat de instantie eraan gaf."},
    )


class PassOnForm(IssueForm):
    party = forms.ModelChoiceField(
        ExternalParty.objects.none(),
        label="Naar",
        empty_label="Kies een instantie",
        error_messages={"required": "Kies een instantie."},
    )
    text = text_field(
        "Wat moet de instantie weten?",
        rows=6,
        help_text="De plaats en ons nummer gaan mee, de gegevens van de melder niet. "
        "Haal ook uit de tekst wat over personen gaat.",
        error_messages={"required": "Schrijf wat de instantie moet weten."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = parties_for(self.issue)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["text"].initial = self.issue.description[:3900]
        if not parties.exists():
            self.fields["party"].help_text = (
                "Geen enkele instantie krijgt meldingen over dit onderwerp. "
                "Een beheerder stelt dat in onder Koppelingen."
            )
