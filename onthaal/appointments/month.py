"""Some weeks as a table of days with their number of free moments, and the hours of one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onthaal.appointments.availability import Moments
from onthaal.core.dutch import MONTHS, SHORT_MONTHS, WEEKDAYS

FEW = 4
WEEKS = 5
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Cell:
    """One day. ``free`` is None for a day that cannot be booked at all (past or too far)."""

    day: dt.date
    free: int | None
    names_month: bool

    @property
    def level(self) -> str:
        if not self.free:
            return "none"
        return "few" if self.free <= FEW else "many"

    @property
    def short(self) -> str:
        """``7``, or ``1 dec`` where the reader needs to know the month."""
        month = f" {SHORT_MONTHS[self.day.month - 1]}" if self.names_month else ""
        return f"{self.day.day}{month}"


@dataclass(frozen=True)
class Weeks:
    """Five weeks from a Monday on: not a month, of which often only the end is left. Without
    weekends when nothing can ever be booked in one, so that days are wider on a telephone."""

    weeks: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...]
    previous: dt.date | None
    next: dt.date | None

    @property
    def name(self) -> str:
        """``30 november – 1 januari``"""
        first, last = self.weeks[0][0].day, self.weeks[-1][-1].day
        return f"{first.day} {MONTHS[first.month - 1]} – {last.day} {MONTHS[last.month - 1]}"


def weeks_of(
    moments: Moments, asked: dt.date | None = None, chosen: dt.date | None = None
) -> Weeks | None:
    """The weeks in which the day ``asked`` lies, else the chosen or the first free one. None when
    nothing may be booked at all."""
    if not moments.days:
        return None
    counts = dict(moments.counts())
    free = next((day for day in moments.days if counts[day]), moments.days[0])
    earliest, latest = moments.days[0], moments.days[-1]
    start = earliest - dt.timedelta(days=earliest.weekday())
    weekends = any(number and day.weekday() > 4 for day, number in counts.items())
    if not weekends and earliest.weekday() > 4:
        # nothing of this week is left
        start += _WEEK
    around = min(max(asked or chosen or free, start), latest)
    page = (around - start) // _WEEK // WEEKS
    first = start + page * WEEKS * _WEEK
    width = 7 if weekends else 5
    rows = []
    for number in range(WEEKS):
        monday = first + number * _WEEK
        if monday > latest:
            break
        days = [monday + dt.timedelta(days=each) for each in range(width)]
        rows.append(
            tuple(
                Cell(day, counts.get(day), day.day <= (3 if not weekends and each == 0 else 1))
                for each, day in enumerate(days)
            )
        )
    following = first + WEEKS * _WEEK
    return Weeks(
        weeks=tuple(rows),
        heads=WEEKDAYS[:width],
        previous=first - _WEEK if page else None,
        next=following if following <= latest else None,
    )


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
