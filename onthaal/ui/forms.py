"""How forms look: labels, "(niet verplicht)", hints, errors beside the field, wired for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
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


class EmailField(forms.EmailField):
    """An e-mail address, no longer than every column that keeps one."""

    default_error_messages = {
        "invalid": "Vul een volledig e-mailadres in, zoals naam@voorbeeld.be.",
        "max_length": "Vul een e-mailadres van hoogstens %(limit_value)d tekens in.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar; also takes 31/12/2026 where there is none."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateParts(forms.Widget):
    """A day in three boxes: day, month, year. For days that people know by heart, like a birthday.

    Use it on a plain ``DateField``. What does not make a day comes back as it was typed.
    """

    template_name = "ui/widgets/date_parts.html"
    use_fieldset = True
    PARTS = (("day", "Dag", 2), ("month", "Maand", 2), ("year", "Jaar", 4))

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False):
        super().__init__(attrs)
        self.birthday = birthday

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        own = widget["attrs"]
        values = self._split(value)
        widget["parts"] = [
            {
                "label": label,
                "name": f"{name}_{part}",
                "id": f"{own['id']}_{part}" if "id" in own else "",
                "length": length,
                "value": values[part],
                "autocomplete": f"bday-{part}" if self.birthday else "",
                "is_year": part == "year",
                "invalid": own.get("aria-invalid", ""),
            }
            for part, label, length in self.PARTS
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        typed = [str(data.get(f"{name}_{part}", "")).strip() for part, _, _ in self.PARTS]
        return "/".join(typed) if any(typed) else ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part, _, _ in self.PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def _split(self, value: Any) -> dict[str, str]:
        names = [part for part, _, _ in self.PARTS]
        if hasattr(value, "year"):
            return dict(zip(names, map(str, (value.day, value.month, value.year)), strict=True))
        typed = [*str(value or "").split("/"), "", "", ""][:3]
        return dict(zip(names, typed, strict=True))


def out_of_range(words: str) -> dict[str, str]:
    """Error messages of a number field: one sentence for too small and for too large."""
    return dict.fromkeys(("min_value", "max_value"), words)


def first_control(bound: BoundField) -> str:
    """The id of the first thing to fill in, so that a link in the error summary lands on it."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        choices = bound.subwidgets
        return str(choices[0].id_for_label) if choices else str(bound.auto_id)
    return str(bound.id_for_label or bound.auto_id)
