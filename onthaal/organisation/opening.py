"""When a location is open: weekly hours, dated exceptions, holidays and closing days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from onthaal.core import clock
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import ClosingDay, Location, OpeningHours
from onthaal.organisation.rules import holiday_name, public_holidays, when_in_words

# so many days before, residents are told
AHEAD = 15


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
    # not as in the usual week; a holiday on a day that is always closed is nothing special
    differs: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.periods)


def days(location: Location, start: dt.date, number: int) -> list[Day]:
    """The ``number`` days from ``start`` on, in two statements.

    A dated exception goes before everything; without one, the location is closed on public
    holidays and closing days. A day of the past has the weekly hours that held then.
    """
    weekly: dict[int, list[OpeningHours]] = {}
    past = start < clock.today()
    for row in (
        location.opening_hours(manager="kept").all() if past else location.opening_hours.all()
    ):
        weekly.setdefault(row.weekday, []).append(row)
    exceptions: dict[dt.date, list[tuple[Period | None, str]]] = {}
    end = start + dt.timedelta(days=number)
    for exception in location.opening_exceptions.filter(day__gte=start, day__lt=end):
        period = (
            Period(exception.opens_at, exception.closes_at)
            if exception.opens_at and exception.closes_at
            else None
        )
        exceptions.setdefault(exception.day, []).append((period, exception.note))
    off = {day for day in closing_days() if start <= day < end}
    names = dict(ClosingDay.objects.filter(day__in=off).values_list("day", "name")) if off else {}
    result = []
    for offset in range(number):
        day = start + dt.timedelta(days=offset)
        usual = _usual(weekly.get(day.weekday(), ()), day)
        if day in exceptions:
            rows = exceptions[day]
            periods = tuple(period for period, _ in rows if period)
            note = next((text for _, text in rows if text), "")
            result.append(Day(day, periods, note, periods != usual))
        elif day in public_holidays(day.year):
            result.append(Day(day, (), holiday_name(day), bool(usual)))
        elif day in off:
            result.append(Day(day, (), names.get(day, "Sluitingsdag"), bool(usual)))
        else:
            result.append(Day(day, usual))
    return result


def _usual(rows: Sequence[OpeningHours], day: dt.date) -> tuple[Period, ...]:
    return tuple(
        Period(row.opens_at, row.closes_at, row.by_appointment) for row in rows if row.holds_on(day)
    )


@dataclass(frozen=True)
class Glance:
    """A location at one moment: open now, later today, or on which day again."""

    location: Location
    today: Day
    now: Period | None
    later: Period | None
    next_day: Day | None
    # the first days within a fortnight that are not as usual, in words
    notices: tuple[str, ...] = ()

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
        notices=tuple(notices([today, *coming][:AHEAD])),
    )


def notices(coming: Sequence[Day]) -> list[str]:
    """What residents must know ahead of days that are not as usual; the first day is today.

    ``Volgende week donderdag gesloten: Hemelvaart``. Days on end that are closed for the same
    reason are told together.
    """
    told: list[str] = []
    at = 0
    while at < len(coming):
        first = coming[at]
        at += 1
        if not first.differs:
            continue
        last = first
        # a weekend in between belongs to it
        ahead = at
        while ahead < len(coming) and not (first.is_open or coming[ahead].is_open):
            if coming[ahead].differs and coming[ahead].note == first.note:
                last, at = coming[ahead], ahead + 1
            elif coming[ahead].differs:
                break
            ahead += 1
        told.append(_notice(first, last, coming[0].day))
    return told


def _notice(first: Day, last: Day, today: dt.date) -> str:
    when = when_in_words(first.day, today)
    if last.day != first.day:
        when = f"van {when} tot en met {when_in_words(last.day, today)}"
    if first.is_open:
        hours = " en ".join(
            f"van {in_hours(period.opens_at)} tot {in_hours(period.closes_at)} uur"
            for period in first.periods
        )
        what = f"open {hours}"
    else:
        what = "gesloten"
    note = f": {first.note}" if first.note else ""
    return f"{when[0].upper()}{when[1:]} {what}{note}"


def in_hours(moment: dt.time) -> str:
    """``9`` or ``13.30``."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def open_now(today: Day, moment: dt.time) -> Period | None:
    """The period of ``today`` that ``moment`` (Belgian time) falls in."""
    return next(
        (period for period in today.periods if period.opens_at <= moment < period.closes_at), None
    )
