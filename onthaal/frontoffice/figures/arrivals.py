"""When visitors come: per half hour and weekday, by product and by the way they registered."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onthaal.frontoffice.figures.ledger import VisitRow
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.assumptions import minute_of
from onthaal.frontoffice.rules.clusters import Estimate


@dataclass(frozen=True)
class Cell:
    """One half hour of one weekday: the mean number of arrivals per open day, and a step from 0
    (nobody) to 5 (the busiest) to colour it with; and whether the place was ever open then."""

    arrivals: Estimate | None
    step: int
    is_open: bool


@dataclass(frozen=True)
class Line:
    half_hour: int
    cells: list[Cell]

    @property
    def label(self) -> str:
        return half_hour_label(self.half_hour)


@dataclass(frozen=True)
class Heat:
    """Arrivals per half hour (lines) and weekday (columns)."""

    weekdays: list[int]
    lines: list[Line]


def half_hour_label(half_hour: int) -> str:
    """``9.30`` for 19."""
    return f"{half_hour // 2}.{half_hour % 2 * 30:02}"


def heat(rows: Sequence[VisitRow], period: Period) -> Heat:
    """A day on which the place was open and nobody came counts as a day with zero; a weekday on
    which it is never open and nobody came is no column."""
    counts: Counter[tuple[dt.date, int]] = Counter((row.day, row.half_hour) for row in rows)
    days = days_of(rows, period)
    weekdays = sorted({day.weekday() for day in days})
    hours = {row.half_hour for row in rows}
    if not hours:
        return Heat(weekdays, [])
    found: dict[tuple[int, int], Estimate | None] = {}
    for half_hour in range(min(hours), max(hours) + 1):
        for weekday in weekdays:
            found[half_hour, weekday] = clusters.per_day(
                [counts[day, half_hour] for day in days if day.weekday() == weekday]
            )
    opened = _opened(period)
    top = max((each.value for each in found.values() if each), default=0) or 1
    return Heat(
        weekdays,
        [
            Line(
                half_hour,
                [
                    _cell(found[half_hour, weekday], top, is_open=(weekday, half_hour) in opened)
                    for weekday in weekdays
                ],
            )
            for half_hour in range(min(hours), max(hours) + 1)
        ],
    )


def _cell(arrivals: Estimate | None, top: float, *, is_open: bool) -> Cell:
    if arrivals is None or not arrivals.value:
        return Cell(arrivals, 0, is_open)
    return Cell(arrivals, min(5, 1 + int(arrivals.value / top * 4.999)), is_open)


def _opened(period: Period) -> set[tuple[int, int]]:
    """The (weekday, half hour) of which at least a part was open."""
    return {
        (day.day.weekday(), half_hour)
        for day in period.counted_days()
        for each in day.periods
        for half_hour in range(
            minute_of(each.opens_at) // 30, math.ceil(minute_of(each.closes_at) / 30)
        )
    }


def days_of(rows: Iterable[VisitRow], period: Period) -> list[dt.date]:
    """The days that count: open ones, and those on which somebody came all the same."""
    return sorted({day.day for day in period.counted_days()} | {row.day for row in rows})


def per_open_day(rows: Sequence[VisitRow], period: Period) -> dict[dt.date, float]:
    """How many came on each day that counts."""
    counts = Counter(row.day for row in rows)
    return {day: float(counts[day]) for day in days_of(rows, period)}


@dataclass(frozen=True)
class Share:
    label: str
    number: int
    part: Estimate | None


def shares(labelled: Sequence[tuple[dt.date, str]]) -> list[Share]:
    """What each label is as a part of the whole, the largest first; (day, label) per visit."""
    counted = Counter(label for _, label in labelled)
    whole = Counter(day for day, _ in labelled)
    own = Counter(labelled)
    return [
        Share(
            label,
            number,
            clusters.share({day: (all_, own[day, label]) for day, all_ in whole.items()}),
        )
        for label, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]


def by_weekday(rows: Sequence[VisitRow], period: Period) -> list[tuple[int, Estimate | None]]:
    """Visitors per open day, for each weekday that counts."""
    counted = per_open_day(rows, period)
    groups: dict[int, list[float]] = defaultdict(list)
    for day, number in counted.items():
        groups[day.weekday()].append(number)
    return [(weekday, clusters.per_day(groups[weekday])) for weekday in sorted(groups)]
