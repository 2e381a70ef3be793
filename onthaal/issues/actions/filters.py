"""The selections that a member of staff keeps."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from onthaal.issues.models import SavedFilter
from onthaal.people.models import User


class NameTaken(Exception):
    """This person has another filter with that name."""


@transaction.atomic
def save_filter(*, user: User, name: str, query: str, is_default: bool = False) -> SavedFilter:
    """Keep a selection under a name; the same name again replaces it."""
    if is_default:
        _no_default(user)
    saved, _ = SavedFilter.objects.update_or_create(
        user=user, name=name, defaults={"query": query, "is_default": is_default}
    )
    return saved


@transaction.atomic
def change_filter(*, saved: SavedFilter, name: str, is_default: bool) -> None:
    """Give a kept selection another name, or make it the one to begin with. Raises NameTaken."""
    if is_default:
        _no_default(saved.user)
    saved.name, saved.is_default = name, is_default
    try:
        with transaction.atomic():
            saved.save(update_fields=["name", "is_default"])
    except IntegrityError:
        raise NameTaken from None


@transaction.atomic
def forget_filter(*, saved: SavedFilter) -> None:
    """Throw a kept selection away."""
    saved.delete()


def _no_default(user: User) -> None:
    # the person's row is the lock: two windows cannot both set a default
    User.objects.select_for_update().get(pk=user.pk)
    SavedFilter.objects.filter(user=user, is_default=True).update(is_default=False)
