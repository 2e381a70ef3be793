"""Subjects whose mails are not for every editor, such as klachten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from onthaal.people.models import User

_seen: dict[str, Callable[[User], QuerySet[Any]]] = {}


def register(subject_type: str, visible_to: Callable[[User], QuerySet[Any]]) -> None:
    """Show mails about ``subject_type`` (``app.model``) only to who may see the subject itself;
    ``visible_to`` gives the subjects that a member of staff may see. Called once at start."""
    _seen[subject_type] = visible_to


def may_see(subject_type: str, subject_id: int | None, user: User) -> bool:
    """Whether this person may see mail about this subject."""
    rows = _seen.get(subject_type)
    return rows is None or rows(user).filter(pk=subject_id).exists()


def hidden_from(user: User) -> Q:
    """Mails about what this person may not see."""
    hidden = Q(pk__in=[])
    for subject_type, rows in _seen.items():
        hidden |= Q(about_type=subject_type) & ~Q(about_id__in=rows(user).values("pk"))
    return hidden
