"""What every form about one issue has in common."""

from __future__ import annotations

from typing import Any

from django import forms

from onthaal.issues.forms.citizen.text import LongTextField
from onthaal.issues.models import Category, Issue
from onthaal.timeline.forms import ChangeForm

TEXT_LIMIT = 5000


def text_field(label: str, *, rows: int = 4, **kwargs: Any) -> LongTextField:
    """A long text of a member of staff, without a counter: the limit is far away."""
    field = LongTextField(label=label, max_length=TEXT_LIMIT, rows=rows, **kwargs)
    del field.widget.attrs["data-max"]
    return field


def note_field(label: str = "Interne notitie") -> LongTextField:
    """Something that only colleagues read."""
    return text_field(label, rows=3, required=False, help_text="Alleen voor collega’s.")


def category_choices() -> list[Any]:
    """Every active category under its group, for a select."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for category in Category.objects.filter(is_active=True).select_related("group"):
        groups.setdefault(category.group.name, []).append((category.pk, category.name))
    return [("", "Kies een onderwerp"), *groups.items()]


class CategoryField(forms.TypedChoiceField):
    """A category chosen from the grouped list; gives the Category."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=kwargs.pop("choices", category_choices),
            coerce=lambda pk: Category.objects.get(pk=pk),
            empty_value=None,
            error_messages={"required": "Kies een onderwerp."},
            **kwargs,
        )


class IssueForm(ChangeForm[Issue]):
    @property
    def issue(self) -> Issue:
        return self.row
