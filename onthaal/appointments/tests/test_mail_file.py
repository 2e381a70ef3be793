"""The file that goes along with a mail puts the appointment in somebody's own calendar."""

from __future__ import annotations

from icalendar import Calendar

from onthaal.appointments import calendar_entry
from onthaal.appointments.actions.booking import cancel, move
from onthaal.appointments.tests.conftest import moment
from onthaal.outbox.actions import as_mail
from onthaal.outbox.models import Message


def parts(row, mail):
    """The calendar part as the mail server gets it: its type, and the entry in it."""
    sent = as_mail(mail, calendar_entry.enclosed(row.pk)).message()
    (part,) = [each for each in sent.walk() if each.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    return part, calendar, calendar.walk("VEVENT")[0]


def test_it_adds_moves_and_removes_one_entry(hall, book):
    row = book("2026-12-01 09:00")
    mail = Message.objects.get(template="appointment_confirmed")
    assert (mail.enclosure_kind, mail.enclosure_name) == ("appointment.ics", "afspraak.ics")
    part, calendar, entry = parts(row, mail)
    assert part.get_param("method") == "REQUEST"
    assert str(calendar["METHOD"]) == "REQUEST"
    assert (entry["SEQUENCE"], entry["DTSTART"].dt) == (0, moment("2026-12-01 09:00"))
    assert "an@voorbeeld.be" in entry["ATTENDEE"]
    uid = entry["UID"]

    move(appointment=row, start=moment("2026-12-02 09:00"))
    _, _, entry = parts(row, Message.objects.get(template="appointment_moved"))
    assert (entry["UID"], entry["SEQUENCE"]) == (uid, 1)

    row.refresh_from_db()
    cancel(appointment=row)
    part, _, entry = parts(row, Message.objects.get(template="appointment_cancelled"))
    assert part.get_param("method") == "CANCEL"
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == (uid, 2, "CANCELLED")


def test_who_was_erased_gets_no_file(hall, book):
    row = book("2026-12-01 09:00")
    row.email = ""
    row.save()
    assert calendar_entry.enclosed(row.pk) is None
