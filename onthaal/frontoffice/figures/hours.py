"""What each opening hour brings: visitors, waiting and the counters that it takes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from onthaal.frontoffice.figures.ledger import VisitRow
from onthaal.frontoffice.figures.occupation import Minutes
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.assumptions import minute_of
from onthaal.frontoffice.rules.clusters import Estimate


@dataclass(frozen=True)
class OpeningBlock:
    """One period of the week, such as Monday from 16 to 19: what it brought per time it was open.

    ``visitors`` is per opening, ``per_hour`` per hour that it was open, ``p90`` the wait in minutes
    that nine in ten stayed under, ``per_counter_hour`` visitors per hour that a counter was
    staffed (None when nobody was registered as on duty). ``first`` is the part that came in the
    first half hour: people who wait at the door would have liked it to open earlier.
    """

    weekday: int
    opens_at: dt.time
    closes_at: dt.time
    by_appointment: bool
    openings: int
    visitors: Estimate | None
    per_hour: Estimate | None
    p90: Estimate | None
    gave_up: Estimate | None
    first: Estimate | None
    counters: Estimate | None
    per_counter_hour: Estimate | None

    @property
    def hours(self) -> float:
        return (minute_of(self.closes_at) - minute_of(self.opens_at)) / 60

    @property
    def label(self) -> str:
        return f"{self.opens_at:%-H.%M} – {self.closes_at:%-H.%M}"


Key = tuple[int, dt.time, dt.time, bool]


def blocks(
    rows: Sequence[VisitRow], period: Period, staffed: Minutes, *, step: int | None = None
) -> list[OpeningBlock]:
    """Per period of the week as it was really open, in the order of the week; with ``step`` each
    cut into pieces of so many minutes.

    Who came up to half an hour before the doors opened belongs to the opening after it; who came
    outside every opening belongs to none.
    """
    openings: dict[Key, list[dt.date]] = defaultdict(list)
    # from when on somebody who stands at the door came for this opening and not for the one before
    from_: dict[Key, int] = {}
    for day in period.counted_days():
        closed = 0
        for each in day.periods:
            early = max(minute_of(each.opens_at) - 30, closed)
            for opens_at, closes_at in _pieces(each.opens_at, each.closes_at, step):
                key = (day.day.weekday(), opens_at, closes_at, each.by_appointment)
                openings[key].append(day.day)
                is_first = opens_at == each.opens_at
                from_[key] = min(
                    from_.get(key, 24 * 60), early if is_first else minute_of(opens_at)
                )
            closed = minute_of(each.closes_at)
    by_day: dict[dt.date, list[VisitRow]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    return [
        _block(key, days, by_day, staffed, from_[key]) for key, days in sorted(openings.items())
    ]


def _block(
    key: Key,
    days: list[dt.date],
    by_day: dict[dt.date, list[VisitRow]],
    staffed: Minutes,
    from_: int,
) -> OpeningBlock:
    weekday, opens_at, closes_at, by_appointment = key
    start, end = minute_of(opens_at), minute_of(closes_at)
    inside = {day: [row for row in by_day[day] if from_ <= _arrival(row) < end] for day in days}
    hours = (end - start) / 60
    counter_hours = dict.fromkeys(days, 0.0)
    for (_, day, half_hour), minutes in staffed.items():
        if day in counter_hours and start <= half_hour * 30 < end:
            counter_hours[day] += minutes / 60
    # before anybody was registered as on duty, nobody seemed to be
    manned = {day: number for day, number in counter_hours.items() if number}
    visitors = clusters.per_day([len(rows) for rows in inside.values()])
    ended = {
        day: (len(rows), sum(row.gave_up for row in rows)) for day, rows in inside.items() if rows
    }
    waits = {
        day: [row.waited for row in rows if row.waited is not None] for day, rows in inside.items()
    }
    return OpeningBlock(
        weekday=weekday,
        opens_at=opens_at,
        closes_at=closes_at,
        by_appointment=by_appointment,
        openings=len(days),
        visitors=visitors,
        per_hour=clusters.times(visitors, 1 / hours),
        p90=clusters.quantile(waits, 0.9),
        gave_up=clusters.share(ended),
        first=clusters.share(
            {
                day: (len(rows), sum(_arrival(row) < start + 30 for row in rows))
                for day, rows in inside.items()
                if rows
            }
        ),
        counters=clusters.times(clusters.per_day(list(manned.values())), 1 / hours),
        per_counter_hour=clusters.ratio(
            {day: (number, float(len(inside[day]))) for day, number in manned.items()}
        ),
    )


def _pieces(
    opens_at: dt.time, closes_at: dt.time, step: int | None
) -> Iterator[tuple[dt.time, dt.time]]:
    begin, closes = minute_of(opens_at), minute_of(closes_at)
    while begin < closes:
        end = closes if step is None else min(closes, begin + step)
        yield dt.time(*divmod(begin, 60)), dt.time(*divmod(end, 60))
        begin = end


def _arrival(row: VisitRow) -> int:
    return minute_of(timezone.localtime(row.arrived_at).time())
