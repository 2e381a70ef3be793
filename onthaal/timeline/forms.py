"""What every form that changes one thing has in common."""

from __future__ import annotations

from typing import Any, Generic

from django import forms
from django.http import QueryDict

from onthaal.core import clock
from onthaal.core.changes import V
from onthaal.people.models import User


class ChangeForm(forms.Form, Generic[V]):
    """Keeps which version of ``row`` the person saw, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, row: V, user: User, **kwargs: Any
    ) -> None:
        self.row, self.user = row, user
        kwargs["initial"] = {
            **self.start_values(),
            **(kwargs.get("initial") or {}),
            "version": row.version,
            "seen_at": clock.now().isoformat(),
        }
        super().__init__(data, files, **kwargs)

    def start_values(self) -> dict[str, Any]:
        """What stands in the form when it opens."""
        return {}

    def look_again(self, row: V) -> None:
        """Keep everything typed, but as an answer to the row as it is now."""
        self.row = row
        self.retype("version", str(row.version))
        self.retype("seen_at", clock.now().isoformat())

    def retype(self, name: str, value: str) -> None:
        """Put ``value`` in a field as if the person had typed it."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[name] = value
        self.data = data
