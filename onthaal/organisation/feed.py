"""The opening hours as a calendar (RFC 5545) that anybody can subscribe to.

The usual week is a repeating event per period, for as long as these hours hold, that leaves out
every day that is not as usual; such a day is an event of its own. Nothing is said beyond ``AHEAD``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vRecur

from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.organisation import opening
from onthaal.organisation.models import Location, OpeningHours
from onthaal.organisation.opening import Day

BACK, AHEAD = dt.timedelta(days=28), dt.timedelta(days=400)
_RFC_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(locations: Iterable[Location], name: str) -> bytes:
    """The hours of ``locations``, as they were and as they will be."""
    made = Calendar()
    made.add("prodid", "-//Onthaal//Openingsuren//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "P1D")
    today = clock.today()
    start = today - BACK
    for location in locations:
        days = opening.days(location, start, (today + AHEAD - start).days)
        special = [day for day in days if day.differs]
        for period in location.opening_hours(manager="kept").all():
            if event := _weekly(location, period, days, {day.day for day in special}):
                made.add_component(event)
        for day in special:
            for event in _on_a_day(location, day):
                made.add_component(event)
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _weekly(
    location: Location, period: OpeningHours, days: Sequence[Day], special: set[dt.date]
) -> Event | None:
    same = [day.day for day in days if period.holds_on(day.day)]
    if not same:
        return None
    event = _event(
        location,
        # hours that took the place of others are an event beside these
        f"week-{period.weekday}-{period.opens_at:%H%M}"
        + (f"-{period.valid_from:%Y%m%d}" if period.valid_from else ""),
        f"{location.name} open" + (" (op afspraak)" if period.by_appointment else ""),
    )
    event.add("dtstart", _at(same[0], period.opens_at))
    event.add("dtend", _at(same[0], period.closes_at))
    until = _at(same[-1], period.opens_at).astimezone(dt.UTC)
    event.add(
        "rrule", vRecur({"FREQ": "WEEKLY", "BYDAY": _RFC_DAYS[period.weekday], "UNTIL": until})
    )
    if left_out := [_at(day, period.opens_at) for day in same if day in special]:
        event.add("exdate", left_out)
    return event


def _on_a_day(location: Location, day: Day) -> Iterable[Event]:
    reason = f": {day.note}" if day.note else ""
    if not day.is_open:
        event = _event(location, f"dag-{day.day:%Y%m%d}", f"{location.name} gesloten{reason}")
        event.add("dtstart", day.day)
        event.add("dtend", day.day + dt.timedelta(days=1))
        yield event
    for period in day.periods:
        event = _event(
            location,
            f"dag-{day.day:%Y%m%d}-{period.opens_at:%H%M}",
            f"{location.name} open (andere uren){reason}",
        )
        event.add("dtstart", _at(day.day, period.opens_at))
        event.add("dtend", _at(day.day, period.closes_at))
        yield event


def _event(location: Location, key: str, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{key}-{location.pk}@onthaal")
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("summary", summary)
    event.add("location", f"{location.street_line}, {location.postcode} {location.town}")
    event.add("url", absolute(reverse("opening-hours")))
    # who subscribes is not busy because we are open
    event.add("transp", "TRANSPARENT")
    return event


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, ZoneInfo(settings.TIME_ZONE))
