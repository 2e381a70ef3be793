"""Which place a page of the hall is about."""

from __future__ import annotations

from onthaal.core.numbers import whole
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.actions import duty as duties


def with_counters() -> list[Location]:
    """The places that have a counter, the main one first."""
    return list(Location.objects.filter(counters__is_active=True).distinct())


def chosen(user: User, asked: str | None) -> Location | None:
    """The place asked for, else where this person sits, else the first one; None without any."""
    places = with_counters()
    number = whole(asked or "")
    for place in places:
        if place.pk == number:
            return place
    now = duties.of(user)
    if now is not None:
        return now.counter.location
    return places[0] if places else None
