"""How it goes in the hall: waiting, way, service and who gave up, with intervals."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onthaal.frontoffice.figures.ledger import VisitRow
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import Estimate


@dataclass(frozen=True)
class Waiting:
    """How long a group of visits waited until the call, in minutes, and which part of it within
    the norm; and which part of the group left before it was helped."""

    label: str
    number: int
    mean: Estimate | None
    median: Estimate | None
    p90: Estimate | None
    within: Estimate | None
    gave_up: Estimate | None
    way: Estimate | None


def waiting(rows: Sequence[VisitRow], label: str, norm: float) -> Waiting:
    """The waiting of ``rows``. Who left without being called waited in vain: such a visit counts in
    ``gave_up`` and not in the times, which are therefore a little too rosy when many give up."""
    called = clusters.by_day((row.day, row.waited) for row in rows if row.waited is not None)
    within = {day: (len(all_), sum(each <= norm for each in all_)) for day, all_ in called.items()}
    return Waiting(
        label=label,
        number=len(rows),
        mean=clusters.mean(called),
        median=clusters.quantile(called, 0.5),
        p90=clusters.quantile(called, 0.9),
        within=clusters.share(within),
        gave_up=clusters.share_of((row.day, row.gave_up) for row in rows if _ended(row)),
        way=clusters.mean(clusters.by_day((row.day, row.way) for row in rows if row.way)),
    )


def waiting_by_class(rows: Sequence[VisitRow], norm: float) -> list[Waiting]:
    """Everybody, and walk-ins and appointments apart."""
    return [
        waiting(rows, "Iedereen", norm),
        waiting([row for row in rows if not row.has_appointment], "Zonder afspraak", norm),
        waiting([row for row in rows if row.has_appointment], "Met afspraak", norm),
    ]


@dataclass(frozen=True)
class Totals:
    """The counts of a period."""

    arrived: int
    served: int
    gave_up: int
    appointments: int
    booked: Estimate | None
    days: int
    transferred: Estimate | None

    @property
    def per_day(self) -> float | None:
        return self.arrived / self.days if self.days else None


def totals(rows: Sequence[VisitRow]) -> Totals:
    """Counts; ``days`` are those on which anybody came."""
    return Totals(
        arrived=len(rows),
        served=sum(row.is_served for row in rows),
        gave_up=sum(row.gave_up for row in rows),
        appointments=sum(row.has_appointment for row in rows),
        booked=clusters.share_of((row.day, row.has_appointment) for row in rows),
        days=len({row.day for row in rows}),
        transferred=clusters.share_of(
            (row.day, row.transfers > 0) for row in rows if row.is_called
        ),
    )


@dataclass(frozen=True)
class Week:
    """One week of the period: visitors and the wait that nine in ten stayed under."""

    monday: dt.date
    arrived: int
    p90: Estimate | None

    @property
    def label(self) -> str:
        return f"{self.monday.day}/{self.monday.month}"


def weeks(rows: Sequence[VisitRow]) -> list[Week]:
    arrived: Counter[dt.date] = Counter()
    waits: dict[dt.date, dict[dt.date, list[float]]] = defaultdict(dict)
    for row in rows:
        monday = row.day - dt.timedelta(days=row.day.weekday())
        arrived[monday] += 1
        if row.waited is not None:
            waits[monday].setdefault(row.day, []).append(row.waited)
    if not arrived:
        return []
    found, monday = [], min(arrived)
    while monday <= max(arrived):
        p90 = clusters.quantile(waits[monday], 0.9)
        found.append(Week(monday, arrived[monday], p90))
        monday += dt.timedelta(weeks=1)
    return found


def _ended(row: VisitRow) -> bool:
    return row.is_served or row.gave_up
