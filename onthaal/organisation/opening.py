"""When a location is open: weekly hours, dated exceptions, holidays and closing days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import Location
from onthaal.organisation.rules import public_holidays


@dataclass(frozen=True)
class Period:
    opens_at: dt.time
    closes_at: dt.time
    by_appointment: bool = False


@dataclass(frozen=True)
class Day:
    """One day of a location: its periods in order, and why it differs from the usual week."""

    day: dt.date
    periods: tuple[Period, ...]
    note: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.periods)


def days(location: Location, start: dt.date, number: int) -> list[Day]:
    """The ``number`` days from ``start`` on, in two statements.

    A dated exception goes before everything; without one, the location is closed on public
    holidays and closing days.
    """
    weekly: dict[int, list[Period]] = {}
    for row in location.opening_hours.all():
        weekly.setdefault(row.weekday, []).append(
            Period(row.opens_at, row.closes_at, row.by_appointment)
        )
    exceptions: dict[dt.date, list[tuple[Period | None, str]]] = {}
    end = start + dt.timedelta(days=number)
    for exception in location.opening_exceptions.filter(day__gte=start, day__lt=end):
        period = (
            Period(exception.opens_at, exception.closes_at)
            if exception.opens_at and exception.closes_at
            else None
        )
        exceptions.setdefault(exception.day, []).append((period, exception.note))
    off = closing_days()
    result = []
    for offset in range(number):
        day = start + dt.timedelta(days=offset)
        if day in exceptions:
            rows = exceptions[day]
            periods = tuple(period for period, _ in rows if period)
            note = next((text for _, text in rows if text), "")
            result.append(Day(day, periods, note))
        elif day in public_holidays(day.year):
            result.append(Day(day, (), "Feestdag"))
        elif day in off:
            result.append(Day(day, (), "Sluitingsdag"))
        else:
            result.append(Day(day, tuple(weekly.get(day.weekday(), ()))))
    return result


@dataclass(frozen=True)
class Glance:
    """A location at one moment: open now, later today, or on which day again."""

    location: Location
    today: Day
    now: Period | None
    later: Period | None
    next_day: Day | None

    @property
    def next_is_tomorrow(self) -> bool:
        return bool(self.next_day and self.next_day.day == self.today.day + dt.timedelta(days=1))


def glance(location: Location, moment: dt.datetime) -> Glance:
    """How ``location`` stands at ``moment``, looking a month ahead for its next open day."""
    local = timezone.localtime(moment)
    today, *coming = days(location, local.date(), 31)
    return Glance(
        location=location,
        today=today,
        now=open_now(today, local.time()),
        later=next((period for period in today.periods if period.opens_at > local.time()), None),
        next_day=next((day for day in coming if day.is_open), None),
    )


def open_now(today: Day, moment: dt.time) -> Period | None:
    """The period of ``today`` that ``moment`` (Belgian time) falls in."""
    return next(
        (period for period in today.periods if period.opens_at <= moment < period.closes_at), None
    )
