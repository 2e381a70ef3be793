"""The municipality's own calendar, read once per process and minute."""

from __future__ import annotations

import datetime as dt

from django.core.cache import cache

from onthaal.organisation.models import ClosingDay

_KEY = "organisation.closing_days"


def closing_days() -> frozenset[dt.date]:
    """The local closing days; at most a minute old, except right after a change here."""
    days = cache.get(_KEY)
    if days is None:
        days = frozenset(ClosingDay.objects.values_list("day", flat=True))
        cache.set(_KEY, days, 60)
    return days  # type: ignore[no-any-return]


def forget() -> None:
    """Read the closing days anew at the next question; to be called after a change."""
    cache.delete(_KEY)
