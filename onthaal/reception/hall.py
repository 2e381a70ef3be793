"""What everybody in the hall may see: numbers and counters, never names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from onthaal.core import clock
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.organisation.opening import Day, Period
from onthaal.reception.models import Arrival, EventKind, Screen, Visit, VisitEvent, VisitState
from onthaal.reception.retention import ERASED

# how long a call stays among the last ones, and how many there are
RECENT = dt.timedelta(minutes=45)
# so long the link on a ticket opens
OPENS_FOR = dt.timedelta(days=2)
MOST_CURRENT, MOST_RECENT = 8, 5
# a longer word does not fit beside a number that is read from ten metres
LONGEST_WORD = 7
_GONE = (VisitState.WAITING, VisitState.VOID, VisitState.PARKED)


@dataclass(frozen=True)
class Call:
    """The last time that a number was called. ``key`` differs for each time that it was."""

    key: str
    number: str
    counter: str
    at: dt.datetime
    # nobody has come to the counter yet
    is_open: bool

    @property
    def is_long(self) -> bool:
        return max(map(len, self.counter.split()), default=0) > LONGEST_WORD


@dataclass(frozen=True)
class Calls:
    current: tuple[Call, ...]
    recent: tuple[Call, ...]


def calls(screen: Screen) -> Calls:
    """The calls that ``screen`` shows, the newest first, in three statements."""
    events = VisitEvent.objects.filter(
        kind__in=(EventKind.CALLED, EventKind.RECALLED),
        visit__location=screen.location_id,
        visit__day=clock.today(),
        at__gte=clock.now() - RECENT,
    ).exclude(visit__state__in=_GONE)
    # who is counted by hand or read in from a list has no number that anybody knows
    events = events.exclude(visit__arrival__in=(Arrival.TALLY, Arrival.IMPORT))
    counters = [counter.pk for counter in screen.counters.all()]
    if counters:
        events = events.filter(counter__in=counters)
    seen: dict[int, Call] = {}
    for event in events.select_related("visit", "visit__counter", "counter").order_by("-pk")[:60]:
        visit = event.visit
        if visit.pk in seen:
            continue
        counter = visit.counter or event.counter
        seen[visit.pk] = Call(
            key=f"{visit.pk}-{event.pk}",
            number=visit.number,
            counter=counter.name if counter else "",
            at=event.at,
            is_open=visit.state == VisitState.CALLED,
        )
    current = [call for call in seen.values() if call.is_open][:MOST_CURRENT]
    recent = [call for call in seen.values() if call not in current][:MOST_RECENT]
    return Calls(tuple(current), tuple(recent))


@dataclass(frozen=True)
class Hours:
    """Whether the hall is open now, and what to say about it."""

    today: Day
    now: Period | None
    # today or later; None = not in the next two weeks
    next_opening: dt.datetime | None

    @property
    def is_open(self) -> bool:
        return self.now is not None

    @property
    def only_appointments(self) -> bool:
        return self.now is not None and self.now.by_appointment


def hours(location: Location) -> Hours:
    """Opening hours of ``location`` around this moment."""
    local = timezone.localtime(clock.now())
    days = opening.days(location, local.date(), 15)
    following = None
    for day in days:
        for period in day.periods:
            begins = timezone.make_aware(dt.datetime.combine(day.day, period.opens_at))
            if begins > clock.now() and following is None:
                following = begins
    return Hours(days[0], opening.open_now(days[0], local.time()), following)


def visit_of(secret: str) -> Visit | None:
    """The visit behind the link on a ticket of today or the days before."""
    visits = Visit.objects.select_related("location", "counter", "appointment")
    recent = visits.filter(day__gte=clock.today() - OPENS_FOR)
    # of who was erased the link is no secret any more
    return recent.exclude(secret__startswith=ERASED).filter(secret=secret).first()
