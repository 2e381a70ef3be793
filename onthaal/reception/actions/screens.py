"""Screens: make, change, give another key, take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from onthaal.core import clock, live
from onthaal.core.references import new_secret
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.models import Counter, Screen
from onthaal.timeline.actions import record

# writing it down at each question would be a row change every few seconds
SEEN_EVERY = dt.timedelta(seconds=50)
# after so long without a sign, somebody should look
SILENT_AFTER = dt.timedelta(minutes=5)


@transaction.atomic
def keep(*, screen: Screen, counters: Iterable[Counter], by: User) -> Screen:
    """Keep a new or changed screen; its open page follows at once."""
    is_new = screen.pk is None
    screen.save()
    screen.counters.set(counters)
    record("screen.made" if is_new else "screen.changed", screen, by=by)
    live.announce(events.topic(screen.location_id))
    return screen


@transaction.atomic
def new_key(*, screen: Screen, by: User) -> Screen:
    """Give ``screen`` another address; whoever has the old one, sees nothing any more."""
    screen.key = new_secret()
    screen.last_seen_at = None
    screen.save(update_fields=["key", "last_seen_at"])
    record("screen.new_key", screen, by=by)
    live.announce(events.topic(screen.location_id))
    return screen


@transaction.atomic
def remove(*, screen: Screen, by: User) -> None:
    record("screen.removed", screen, by=by, data={"name": screen.name})
    live.announce(events.topic(screen.location_id))
    screen.delete()


def seen(screen: Screen) -> None:
    """The device of ``screen`` asked for something: it lives."""
    now = clock.now()
    if screen.last_seen_at is None or now - screen.last_seen_at > SEEN_EVERY:
        long_ago = Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=now - SEEN_EVERY)
        Screen.objects.filter(long_ago, pk=screen.pk).update(last_seen_at=now)


def is_silent(screen: Screen) -> bool:
    """Whether ``screen`` was in use and gave no sign for some minutes."""
    at = screen.last_seen_at
    return at is not None and clock.now() - at > SILENT_AFTER
