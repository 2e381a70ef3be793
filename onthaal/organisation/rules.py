"""Working days and opening: pure decisions about days. No query, no clock.

A working day is Monday to Friday, not a Belgian public holiday (law of 4 January 1974 and royal
decree of 18 April 1974) and not a local closing day of the municipality.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache

import holidays

from onthaal.core.dutch import MONTHS, WEEKDAYS

_SHORTER = {
    "O. L. H. Hemelvaart": "Hemelvaart",
    "O. L. V. Hemelvaart": "Onze-Lieve-Vrouw-Hemelvaart",
}
ONE_DAY = dt.timedelta(days=1)


@cache
def public_holidays(year: int) -> frozenset[dt.date]:
    """The Belgian public holidays of ``year``."""
    return frozenset(_holiday_names(year))


def holiday_name(day: dt.date) -> str:
    """How a public holiday is called in Dutch; "" for another day."""
    return _holiday_names(day.year).get(day, "")


@cache
def _holiday_names(year: int) -> dict[dt.date, str]:
    named = dict(holidays.country_holidays("BE", years=year, language="nl"))
    return {day: _SHORTER.get(name, name) for day, name in named.items()}


def when_in_words(day: dt.date, today: dt.date) -> str:
    """``vandaag``, ``morgen``, ``deze week donderdag``, ``volgende week donderdag``, else
    ``donderdag 14 mei``. A week begins on Monday."""
    weekday = WEEKDAYS[day.weekday()]
    near = {0: "vandaag", 1: "morgen"}.get((day - today).days)
    if near:
        return near
    monday = today - dt.timedelta(days=today.weekday())
    weeks = (day - monday).days // 7
    if weeks in (0, 1) and day > today:
        return f"{'deze' if weeks == 0 else 'volgende'} week {weekday}"
    return f"{weekday} {day.day} {MONTHS[day.month - 1]}"


def is_enterprise_number(digits: str) -> bool:
    """Whether these are the ten digits of an *ondernemingsnummer*: the last two are 97 minus the
    remainder of the others by 97 (royal decree of 24 June 2003, article 1)."""
    if len(digits) != 10 or not digits.isascii() or not digits.isdecimal():
        return False
    return int(digits[8:]) == 97 - int(digits[:8]) % 97


def is_working_day(day: dt.date, closing_days: Collection[dt.date] = ()) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year) and day not in closing_days


def add_working_days(
    start: dt.date, number: int, closing_days: Collection[dt.date] = ()
) -> dt.date:
    """The day that lies ``number`` ≥ 0 working days after ``start``.

    The day of ``start`` itself does not count. Zero gives ``start`` or, when that is a day off,
    the first working day after it.
    """
    day = start
    while not is_working_day(day, closing_days) and number == 0:
        day += ONE_DAY
    for _ in range(number):
        day += ONE_DAY
        while not is_working_day(day, closing_days):
            day += ONE_DAY
    return day


def working_days_between(
    start: dt.date, end: dt.date, closing_days: Collection[dt.date] = ()
) -> int:
    """How many working days lie after ``start`` up to and with ``end``; 0 when ``end`` ≤ ``start``.

    So ``add_working_days(start, working_days_between(start, end)) == end`` for a working ``end``.
    """
    days = (end - start).days
    return sum(
        is_working_day(start + dt.timedelta(days=n), closing_days) for n in range(1, days + 1)
    )
