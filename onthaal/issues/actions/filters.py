"""The selections that a member of staff keeps."""

from __future__ import annotations

from django.db import transaction

from onthaal.issues.models import SavedFilter
from onthaal.people.models import User


@transaction.atomic
def save_filter(*, user: User, name: str, query: str) -> SavedFilter:
    """Keep a selection under a name; the same name again replaces it."""
    saved, _ = SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query})
    return saved


@transaction.atomic
def forget_filter(*, saved: SavedFilter) -> None:
    """Throw a kept selection away."""
    saved.delete()
