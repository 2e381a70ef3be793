"""A long text, with a limit that is told instead of a browser that silently cuts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

TOO_LONG = (
    "Uw tekst is te lang: %(show_value)d tekens. Maak er ten hoogste %(limit_value)d tekens van."
)


class LongTextField(forms.CharField):
    """No ``maxlength`` on the input: who pastes too much keeps it all and reads what to do."""

    def __init__(self, *, max_length: int, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto", "data-max": max_length})
        super().__init__(**{"widget": widget, **kwargs})
        self.validators.append(MaxLengthValidator(max_length, message=TOO_LONG))

    def to_python(self, value: Any) -> Any:
        # browsers send a line end as two characters; the counter on the page counts one
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
