"""What each opening hour brings: visitors, waiting and the counters that it takes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from onthaal.frontoffice.figures.ledger import VisitRow
from onthaal.frontoffice.figures.occupation import Minutes
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import clusters
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
    per_hour: float | None
    p90: Estimate | None
    gave_up: Estimate | None
    first: float | None
    counters: float | None
    per_counter_hour: float | None

    @property
    def hours(self) -> float:
        return (_minutes(self.closes_at) - _minutes(self.opens_at)) / 60

    @property
    def label(self) -> str:
        return f"{self.opens_at:%-H.%M} – {self.closes_at:%-H.%M}"


Key = tuple[int, dt.time, dt.time, bool]


def blocks(rows: Sequence[VisitRow], period: Period, staffed: Minutes) -> list[OpeningBlock]:
    """Per period of the week as it was really open, in the order of the week.

    Who came up to half an hour before the doors opened belongs to the opening after it; who came
    outside every opening belongs to none.
    """
    openings: dict[Key, list[dt.date]] = defaultdict(list)
    # from when on somebody who stands at the door came for this opening and not for the one before
    from_: dict[Key, int] = {}
    for day in period.counted_days():
        closed = 0
        for each in day.periods:
            key = (day.day.weekday(), each.opens_at, each.closes_at, each.by_appointment)
            openings[key].append(day.day)
            from_[key] = max(_minutes(each.opens_at) - 30, closed)
            closed = _minutes(each.closes_at)
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
    start, end = _minutes(opens_at), _minutes(closes_at)
    inside = {day: [row for row in by_day[day] if from_ <= _arrival(row) < end] for day in days}
    everybody = [row for rows in inside.values() for row in rows]
    hours = (end - start) / 60 * len(days)
    counter_hours = (
        sum(
            minutes
            for (_, day, half_hour), minutes in staffed.items()
            if day in inside and start <= half_hour * 30 < end
        )
        / 60
    )
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
        visitors=clusters.per_day([len(rows) for rows in inside.values()]),
        per_hour=len(everybody) / hours if hours else None,
        p90=clusters.quantile(waits, 0.9),
        gave_up=clusters.share(ended),
        first=(
            sum(_arrival(row) < start + 30 for row in everybody) / len(everybody)
            if everybody
            else None
        ),
        counters=counter_hours / hours if hours and counter_hours else None,
        per_counter_hour=len(everybody) / counter_hours if counter_hours else None,
    )


def _arrival(row: VisitRow) -> int:
    local = timezone.localtime(row.arrived_at)
    return local.hour * 60 + local.minute


def _minutes(moment: dt.time) -> int:
    return moment.hour * 60 + moment.minute
