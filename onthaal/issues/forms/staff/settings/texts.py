"""Ready wording."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues import standard_texts
from onthaal.issues.forms.staff.issue_form import category_choices
from onthaal.issues.models import StandardText, Status


class StandardTextForm(forms.ModelForm[StandardText]):
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Bij elke status"), *Status.choices]
    )

    class Meta:
        model = StandardText
        fields = ["title", "category", "status", "text", "is_active"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "title": "Zo vindt een collega de tekst terug. De melder ziet ze niet.",
            "is_active": "Een tekst die niet actief is, wordt niet meer aangeboden.",
        }
        error_messages = {
            "title": {"required": "Geef de tekst een titel."},
            "text": {"required": "Schrijf de tekst."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        _, *groups = category_choices()
        category.choices = [("", "Bij elk onderwerp"), *groups]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if wrong := standard_texts.unknown(text):
            names = ", ".join(f"{{{name}}}" for name in wrong)
            raise forms.ValidationError(
                f"Dit kennen wij niet: {names}. Kies uit de lijst hiernaast."
            )
        return text
