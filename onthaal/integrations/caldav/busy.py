"""When somebody is not free, according to a calendar. Only times: no titles, places or names.

Reads what calendars of all makes write (RFC 5545): repeated entries with their exceptions, moved
and cancelled ones, time zones under the names that Outlook uses, whole days, and VFREEBUSY.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

BELGIUM = ZoneInfo("Europe/Brussels")
LARGEST = 10_000_000
# a calendar that has more entries in the window is no calendar of a person
MOST_ENTRIES = 5000
# a line goes on in the next one that begins with a blank
_FOLD = re.compile(rb"\r?\n[ \t]")
# every zeroth day: the libraries look for the next one for ever, also in the rules of a time zone
_NO_STEP = re.compile(
    rb"^(?:RRULE|EXRULE)\b[^\r\n]*[:;]\s*INTERVAL\s*=(?!\s*\+?0*[1-9]\d*\s*(?:;|\r|$))",
    re.IGNORECASE | re.MULTILINE,
)
Span = tuple[dt.datetime, dt.datetime]


class Unreadable(Exception):
    """This is no calendar, or one that cannot be worked out."""


def busy(body: bytes, start: dt.datetime, end: dt.datetime) -> list[Span]:
    """The times between ``start`` and ``end`` (aware) at which the owner is taken, in UTC, in
    order, joined where they touch. Entries marked as free or cancelled do not count; a time
    without zone is Belgian. Raises Unreadable.
    """
    if len(body) > LARGEST:
        raise Unreadable("the calendar is too large")
    if _NO_STEP.search(_FOLD.sub(b"", body)):
        raise Unreadable("an entry repeats without a step")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(body, multiple=True)
        found: list[Span] = []
        for calendar in calendars:
            if calendar.name != "VCALENDAR":
                raise Unreadable("this is no calendar")
            found += _entries(calendar, start, end)
            found += _free_busy(calendar)
    except Unreadable:
        raise
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        # what is written outside the standard comes out of the libraries in many ways
        raise Unreadable(str(error)[:200]) from error
    if not calendars:
        raise Unreadable("this is no calendar")
    return joined((max(begin, start), min(until, end)) for begin, until in found)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same times in UTC, in order and without overlaps; empty ones are gone."""
    found: list[Span] = []
    for begin, until in sorted(spans):
        if begin >= until:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((begin.astimezone(dt.UTC), until.astimezone(dt.UTC)))
    return found


def _entries(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> list[Span]:
    for entry in calendar.walk("VEVENT"):
        rules = entry.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            # nobody meets every minute; working it out would take minutes itself
            if {"SECONDLY", "MINUTELY"} & {str(each).upper() for each in rule.get("FREQ", [])}:
                raise Unreadable("an entry repeats too often")
    found = []
    query = recurring_ical_events.of(calendar, skip_bad_series=True, components=["VEVENT"])
    for number, entry in enumerate(query.between(start, end)):
        if number >= MOST_ENTRIES:
            raise Unreadable("too many entries")
        if _takes_time(entry):
            found.append((_moment(entry.start), _moment(entry.end)))
    return found


def _takes_time(entry: Component) -> bool:
    if str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return False
    if str(entry.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT":
        return False
    return str(entry.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() != "FREE"


def _free_busy(calendar: Calendar) -> list[Span]:
    found = []
    for part in calendar.walk("VFREEBUSY"):
        given = part.get("FREEBUSY", [])
        for line in given if isinstance(given, list) else [given]:
            if str(line.params.get("FBTYPE", "BUSY")).upper().startswith("BUSY"):
                periods = getattr(line, "dts", None) or [line]
                found += [(_moment(each.start), _moment(each.end)) for each in periods]
    return found


def _moment(value: dt.date) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time(), tzinfo=BELGIUM)
    return value if value.tzinfo else value.replace(tzinfo=BELGIUM)
