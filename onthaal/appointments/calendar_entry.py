"""An appointment as an entry in somebody's own calendar (RFC 5545 and 5546)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from onthaal.appointments import words
from onthaal.appointments.models import Appointment, Kind, State
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.organisation import house_style
from onthaal.outbox import enclosures

ENCLOSURE = "appointment.ics"
FILE_NAME = "afspraak.ics"
_PRODUCT = "-//Onthaal//Afspraken//NL"


def register() -> None:
    """Called once at start."""
    enclosures.register(ENCLOSURE, enclosed)


def enclosed(pk: int) -> enclosures.File | None:
    """What goes along with a mail: it adds, changes or removes the entry by itself."""
    row = Appointment.objects.select_related("location").filter(pk=pk).first()
    if row is None or not row.email:
        return None
    method = "CANCEL" if row.state == State.CANCELLED else "REQUEST"
    return enclosures.File(file(row, method=method), f"text/calendar; method={method}")


def file(row: Appointment, *, method: str = "PUBLISH") -> bytes:
    """A calendar with only this appointment; ``PUBLISH`` is for who takes it from a page."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_entry(row, method))
    made: bytes = calendar.to_ical()
    return made


def _entry(row: Appointment, method: str) -> Event:
    town = house_style.current().municipality_name
    event = Event()
    event.add("uid", f"{row.reference}@onthaal")
    event.add("sequence", row.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", f"{words.products(row)} – {town}")
    event.add("location", row.video_link or words.where(row))
    link = absolute(row.own_path)
    bring = words.bring(row)
    lines = [f"Aanmeldcode: {row.check_in_code}"] if row.kind == Kind.COUNTER else []
    if row.video_link:
        lines.append(f"Videogesprek: {row.video_link}")
    if bring:
        lines.append(f"{words.bring_head(row)}: {'; '.join(bring)}")
    event.add("description", "\n".join([*lines, f"Verplaatsen of annuleren: {link}"]))
    event.add("url", link)
    gone = row.state == State.CANCELLED
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    organiser = vCalAddress(f"mailto:{settings.MAIL_FROM}")
    organiser.params["cn"] = vText(town)
    event.add("organizer", organiser)
    if method != "PUBLISH":
        guest = vCalAddress(f"mailto:{row.email}")
        guest.params["partstat"] = vText("ACCEPTED")
        guest.params["rsvp"] = vText("FALSE")
        event.add("attendee", guest)
    if not gone:
        event.add_component(_alarm(row))
    return event


def _alarm(row: Appointment) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.products(row))
    alarm.add("trigger", dt.timedelta(hours=-1))
    return alarm
