"""Administrators give, change and stop keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from onthaal.api.models import ApiKey, IdempotentAnswer
from onthaal.api.models.keys import hashed
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.actions import record

# Exact to the minute is enough, and saves a write at nearly every question.
_USE_NOTED_EVERY = dt.timedelta(minutes=1)
ANSWERS_KEPT = dt.timedelta(hours=24)


@transaction.atomic
def make(
    *,
    name: str,
    scopes: Sequence[str],
    per_minute: int,
    expires_on: dt.date | None,
    acts_for: User | None = None,
    by: User,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which exists nowhere else from now on."""
    key = ApiKey(
        name=name,
        scopes=list(scopes),
        per_minute=per_minute,
        expires_on=expires_on,
        acts_for=acts_for,
        made_by=by,
    )
    secret = key.give_secret()
    key.save(force_insert=True)
    record("api_key.made", key, by=by, data={"scopes": list(scopes)})
    return key, secret


@transaction.atomic
def change(
    key: ApiKey,
    *,
    name: str,
    scopes: Sequence[str],
    per_minute: int,
    expires_on: dt.date | None,
    acts_for: User | None = None,
    by: User,
) -> ApiKey:
    """Give the key other rights, another limit or another last day."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    before = list(key.scopes)
    key.name, key.scopes = name, list(scopes)
    key.per_minute, key.expires_on, key.acts_for = per_minute, expires_on, acts_for
    key.save(update_fields=["name", "scopes", "per_minute", "expires_on", "acts_for"])
    record("api_key.changed", key, by=by, data={"from": before, "to": list(scopes)})
    return key


@transaction.atomic
def rotate(key: ApiKey, *, by: User) -> str:
    """A new secret for the same key; the old one stops at once."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    secret = key.give_secret()
    key.save(update_fields=["secret_hash", "hint"])
    record("api_key.rotated", key, by=by)
    return secret


@transaction.atomic
def stop(key: ApiKey, *, by: User) -> None:
    """The key opens nothing any more. What came in with it stays."""
    if ApiKey.objects.filter(pk=key.pk, is_active=True).update(is_active=False):
        record("api_key.stopped", key, by=by)


@transaction.atomic
def start_again(key: ApiKey, *, by: User) -> None:
    """The stopped key works again, with the same secret."""
    if ApiKey.objects.filter(pk=key.pk, is_active=False).update(is_active=True):
        record("api_key.started", key, by=by)


def recognise(secret: str) -> ApiKey | None:
    """The usable key with this secret; notes that it is used."""
    usable = ApiKey.objects.usable(clock.today()).select_related("acts_for")
    key = usable.filter(secret_hash=hashed(secret)).first()
    if key is None:
        return None
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at >= _USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).filter(
            Q(last_used_at__isnull=True) | Q(last_used_at__lt=now)
        ).update(last_used_at=now)
    return key


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def forget_answers() -> int:
    """Throw away answers of more than a day ago; returns how many. Run by the timetable."""
    return IdempotentAnswer.objects.filter(made_at__lt=clock.now() - ANSWERS_KEPT).delete()[0]
