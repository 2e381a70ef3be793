"""Two people never overwrite each other unnoticed.

Whoever changes a thing says which version of it they saw. The change locks the row, compares, and
stores the next version; who built on an older one gets ``ChangedMeanwhile`` and decides again.
``timeline.views.change_page`` is the page that goes with it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.forms import BaseForm

from onthaal.core import clock

M = TypeVar("M", bound=models.Model)


class Versioned(models.Model):
    """A thing that several people change; ``version`` counts the changes."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Dated(Versioned):
    """One that also tells when it was last changed."""

    changed_at = models.DateTimeField("laatst gewijzigd", default=clock.now)

    class Meta:
        abstract = True


V = TypeVar("V", bound=Versioned)


class CannotChange(Exception):
    """The change is not possible; the message says why, in Dutch, for on the page.

    ``about`` names the part of the change, a field of the form, that is wrong, if it is one part.
    """

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about

    def add_to(self, form: BaseForm) -> None:
        """Let a valid form say it, beside the field that it is about if the form has it."""
        form.add_error(self.about if self.about in form.fields else None, str(self))


class ChangedMeanwhile(Exception):
    """Somebody else changed it since this person saw it; ``row`` is how it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{row} is at version {row.version}")
        self.row = row


def locked(rows: QuerySet[M], pk: int) -> M:
    """The row as it is now, locked until the transaction ends.

    ``rows`` may only add what is read along (``select_related``). Raises DoesNotExist.
    """
    # First the row alone. After waiting for a lock PostgreSQL puts the new row beside the old rows
    # that it had joined: when a foreign key changed meanwhile they no longer match, and the row is
    # lost, or what it points at looks empty.
    rows.model._default_manager.select_for_update().values_list("pk").get(pk=pk)
    return rows.get(pk=pk)


def check_version(row: Versioned, expected: int | None) -> None:
    """Raises ChangedMeanwhile when a locked row is at another version than was seen.

    None skips the comparison, for a change that does not build on what was seen (a resident's
    remark, an automatic change).
    """
    if expected is not None and row.version != expected:
        raise ChangedMeanwhile(row)


def save_next(row: Versioned, *fields: str) -> None:
    """Store ``fields`` of a locked row as its next version."""
    row.version += 1
    changed = {*fields, "version"}
    if isinstance(row, Dated):
        row.changed_at = clock.now()
        changed.add("changed_at")
    row.save(update_fields=changed)
