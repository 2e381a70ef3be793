"""A month as a table of days with their number of free moments."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from onthaal.appointments.availability import Moments
from onthaal.core.dutch import MONTHS, WEEKDAYS

FEW = 4


@dataclass(frozen=True)
class Cell:
    """One day. ``free`` is None for a day that cannot be booked at all (past or too far)."""

    day: dt.date
    free: int | None

    @property
    def level(self) -> str:
        if not self.free:
            return "none"
        return "few" if self.free <= FEW else "many"


@dataclass(frozen=True)
class Month:
    """The weeks of one month; ``None`` for a day of another month. Without weekends when nothing
    can ever be booked in one, so that the days are wider on a telephone."""

    first: dt.date
    weeks: tuple[tuple[Cell | None, ...], ...]
    heads: tuple[str, ...]
    previous: str
    next: str

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


def month_of(moments: Moments, asked: str, chosen: dt.date | None = None) -> Month | None:
    """The month ``asked`` (``2026-12``), else that of the chosen or the first free day. None when
    nothing may be booked at all."""
    if not moments.days:
        return None
    counts = dict(moments.counts())
    free = next((day for day in moments.days if counts[day]), moments.days[0])
    first = (_read(asked) or chosen or free).replace(day=1)
    earliest, latest = moments.days[0].replace(day=1), moments.days[-1].replace(day=1)
    first = min(max(first, earliest), latest)
    weekends = any(number and day.weekday() > 4 for day, number in counts.items())
    width = 7 if weekends else 5
    weeks = tuple(
        tuple(
            Cell(day, counts.get(day)) if day.month == first.month else None for day in week[:width]
        )
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        if any(day.month == first.month for day in week[:width])
    )
    return Month(
        first=first,
        weeks=weeks,
        heads=WEEKDAYS[:width],
        previous=_before(first) if first > earliest else "",
        next=_after(first) if first < latest else "",
    )


def _read(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _before(first: dt.date) -> str:
    return f"{first - dt.timedelta(days=1):%Y-%m}"


def _after(first: dt.date) -> str:
    return f"{first + dt.timedelta(days=31):%Y-%m}"


@dataclass(frozen=True)
class Part:
    """The moments of one part of a day."""

    name: str
    moments: tuple[dt.datetime, ...]


def parts_of_day(moments: list[dt.datetime]) -> list[Part]:
    """Morning, afternoon and evening, each only when it has moments."""
    bounds = (("Voormiddag", 0, 12), ("Namiddag", 12, 17), ("Avond", 17, 24))
    parts = (
        Part(name, tuple(each for each in moments if begin <= each.hour < end))
        for name, begin, end in bounds
    )
    return [part for part in parts if part.moments]
