"""How forms look: labels, "(niet verplicht)", hints, errors beside the field, wired for readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class ChoiceCards(forms.RadioSelect):
    """Radio buttons as large cards; ``describe`` gives icon and hint per choice value.

    ``describe`` maps ``str(value)`` to ``(icon, hint)``.
    """

    template_name = "ui/widgets/choice_cards.html"
    option_template_name = "ui/widgets/choice_card.html"

    def __init__(self, *args: Any, describe: dict[str, tuple[str, str]] | None = None, **kw: Any):
        super().__init__(*args, **kw)
        self.describe = describe or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"], option["hint"] = self.describe.get(str(value), ("", ""))
        return option


class PhotoPicker(forms.ClearableFileInput):
    """Several photos at once; the page module shows previews and shrinks them."""

    allow_multiple_selected = True
    template_name = "ui/widgets/photo_picker.html"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"multiple": True, "accept": "image/*,.heic,.heif", **(attrs or {})})


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar; also takes 31/12/2026 where there is none."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")
