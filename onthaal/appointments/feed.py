"""The appointments of one colleague as a calendar (RFC 5545). Names no resident."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from icalendar import Calendar, Event

from onthaal.appointments import words
from onthaal.appointments.models import Appointment, Kind, State
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.people.models import User

SHOWN_BACK, SHOWN_AHEAD = dt.timedelta(days=14), dt.timedelta(days=200)
_PRODUCT = "-//Onthaal//Afspraken//NL"
_SHOWN = (State.BOOKED, State.ARRIVED, State.SERVED)


def of_host(user: User) -> bytes:
    """Everything that ``user`` receives people for, from two weeks back on."""
    now = clock.now()
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Afspraken met inwoners")
    calendar.add("refresh-interval", dt.timedelta(minutes=15), parameters={"value": "DURATION"})
    rows = Appointment.objects.filter(
        lane__host=user,
        state__in=_SHOWN,
        starts_at__range=(now - SHOWN_BACK, now + SHOWN_AHEAD),
    )
    for row in rows.select_related("location").prefetch_related("items__product"):
        calendar.add_component(_entry(row))
    made: bytes = calendar.to_ical()
    return made


def _entry(row: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{row.reference}@onthaal")
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.booked_at or row.made_at)
    event.add("dtstart", row.starts_at.astimezone(dt.UTC))
    event.add("dtend", row.ends_at.astimezone(dt.UTC))
    event.add("summary", f"{words.products(row)} ({row.reference})")
    # where somebody lives is looked up in Onthaal itself
    where = "huisbezoek" if row.kind == Kind.HOME else row.video_link or words.where(row)
    event.add("location", where)
    event.add("url", absolute(reverse("host-calendar")))
    event.add("status", "CONFIRMED")
    return event
