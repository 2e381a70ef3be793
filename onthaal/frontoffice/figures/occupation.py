"""How many counters were staffed, and which part of that time somebody sat there.

About counters and half hours, never about one colleague: how busy a person is, is no figure of
this program.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from onthaal.core import clock
from onthaal.frontoffice.figures import ledger
from onthaal.frontoffice.figures.arrivals import half_hour_label
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import Estimate
from onthaal.reception.models import Counter, Duty, VisitEvent

Minutes = dict[tuple[int, dt.date, int], float]
Span = tuple[int, dt.datetime, dt.datetime]
HALF_HOUR = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Slot:
    """One half hour of the day over the days on which somebody was on duty then: counters staffed
    at once, and the part of that time in which somebody was on the way to it or sat there."""

    half_hour: int
    staffed: Estimate | None
    occupied: Estimate | None

    @property
    def label(self) -> str:
        return half_hour_label(self.half_hour)


@dataclass(frozen=True)
class Use:
    counter: Counter
    hours: float
    occupied: Estimate | None


@dataclass(frozen=True)
class Occupation:
    slots: list[Slot]
    counters: list[Use]
    whole: Estimate | None


def occupation(period: Period) -> Occupation | None:
    """None when nobody was on duty at a counter, as with tallied and imported visits."""
    duties = _duties(period)
    if not duties:
        return None
    on_duty = _minutes_per_half_hour(duties)
    busy = _minutes_per_half_hour(ledger.busy(period))
    half_hours = sorted({half_hour for _, _, half_hour in on_duty})
    counters = Counter.objects.in_bulk({counter for counter, _, _ in on_duty})
    return Occupation(
        slots=[
            Slot(
                half_hour,
                _at_once(on_duty, half_hour),
                _part(
                    {key: m for key, m in on_duty.items() if key[2] == half_hour},
                    busy,
                ),
            )
            for half_hour in half_hours
        ],
        counters=[
            Use(
                counter,
                sum(m for (c, _, _), m in on_duty.items() if c == pk) / 60,
                _part({key: m for key, m in on_duty.items() if key[0] == pk}, busy),
            )
            for pk, counter in sorted(counters.items(), key=lambda each: each[1].position)
        ],
        whole=_part(on_duty, busy),
    )


def staffed(period: Period) -> Minutes:
    """Minutes on duty per (counter, day, half hour); empty when nobody was on duty."""
    return _minutes_per_half_hour(_duties(period))


def _at_once(on_duty: Minutes, half_hour: int) -> Estimate | None:
    days: dict[dt.date, float] = defaultdict(float)
    for (_, day, own), minutes in on_duty.items():
        if own == half_hour:
            days[day] += minutes / 30
    return clusters.per_day(list(days.values()))


def _part(on_duty: Minutes, busy: Minutes) -> Estimate | None:
    """Busy minutes as a part of staffed ones; per day the minutes, so that days are the unit."""
    days: dict[dt.date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for key, minutes in on_duty.items():
        days[key[1]][0] += minutes
        days[key[1]][1] += min(minutes, busy.get(key, 0.0))
    return clusters.share(
        {day: (round(all_), round(some)) for day, (all_, some) in days.items() if round(all_)}
    )


def _duties(period: Period) -> list[Span]:
    start, end = _moment(period.start), _moment(period.last + dt.timedelta(days=1))
    now = clock.now()
    rows = Duty.objects.filter(counter__location=period.location, started_at__lt=end).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=start)
    )
    return [
        (counter, max(started, start), min(ended or now, end))
        for counter, _, started, ended in sittings(rows)
    ]


def sittings(
    duties: QuerySet[Duty],
) -> list[tuple[int, int, dt.datetime, dt.datetime | None]]:
    """(counter, clerk, from, until) of each; one that was only ended at night was over after its
    last deed."""
    deeds = VisitEvent.objects.filter(
        counter=OuterRef("counter"),
        clerk=OuterRef("clerk"),
        at__range=(OuterRef("started_at"), OuterRef("ended_at")),
    )
    last = Coalesce(Subquery(deeds.order_by("-at").values("at")[:1]), F("started_at"))
    return [
        (counter, clerk, started, deed if by_night else ended)
        for counter, clerk, started, ended, by_night, deed in duties.annotate(
            deed=last
        ).values_list("counter", "clerk", "started_at", "ended_at", "is_ended_by_night", "deed")
    ]


def _minutes_per_half_hour(spans: Iterable[Span]) -> Minutes:
    found: Minutes = defaultdict(float)
    for counter, start, end in spans:
        for day, half_hour, minutes in _pieces(timezone.localtime(start), timezone.localtime(end)):
            found[counter, day, half_hour] += minutes
    return found


def _pieces(start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.date, int, float]]:
    while start < end:
        half_hour = start.hour * 2 + start.minute // 30
        next_ = start.replace(minute=start.minute // 30 * 30, second=0, microsecond=0) + HALF_HOUR
        until = min(next_, end)
        yield start.date(), half_hour, (until - start).total_seconds() / 60
        start = until


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def busiest(slots: Sequence[Slot]) -> Slot | None:
    """The half hour in which least room was left; None without any. After closing, when a few
    finish what they began, is no half hour of the day."""
    most = max((slot.staffed.value for slot in slots if slot.staffed), default=0.0)
    known = [
        slot for slot in slots if slot.occupied and slot.staffed and slot.staffed.value >= most / 2
    ]
    return max(known, key=lambda slot: slot.occupied.value if slot.occupied else 0, default=None)
