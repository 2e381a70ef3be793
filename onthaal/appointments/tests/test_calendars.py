"""The own calendar of a colleague: read from a web address and from a real CalDAV server."""

from __future__ import annotations

import datetime as dt
import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from icalendar import Calendar

from onthaal.appointments import availability, own_calendars
from onthaal.appointments.actions import calendars
from onthaal.appointments.actions.booking import Taken, hold
from onthaal.appointments.models import Appointment, BusyBlock, PersonalCalendar
from onthaal.appointments.tests.conftest import TUESDAY, moment
from onthaal.core import clock
from onthaal.integrations.caldav.tests.radicale import PASSWORD, USER, FarSide
from onthaal.people import personal_data
from onthaal.people.actions.staff import deactivate

pytestmark = pytest.mark.django_db


def entry(start: str, end: str, uid: str = "1") -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Bij de dokter\r\n"
        f"DTSTART;TZID=Europe/Brussels:{start}\r\nDTEND;TZID=Europe/Brussels:{end}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


class Published:
    """A calendar at a web address, as Outlook publishes it."""

    def __init__(self) -> None:
        self.status, self.body = 200, entry("20261201T090000", "20261201T100000")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/geheim/agenda.ics"


@pytest.fixture
def published(settings):
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    far = Published()
    yield far
    far.server.shutdown()
    far.server.server_close()


@pytest.fixture
def social(hall):
    """Els, a social worker who receives people herself, in a lane of her own."""
    els = hall.staff("Els", "handler")
    lane = hall.lanes[2]
    lane.host = els
    lane.save()
    return els


def told(user):
    return [
        (block.starts_at, block.ends_at) for block in BusyBlock.objects.filter(calendar__user=user)
    ]


NINE_TO_TEN = (moment("2026-12-01 09:00"), moment("2026-12-01 10:00"))


def test_a_published_calendar_gives_hours_and_nothing_else(social, published):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read_due.call()
    row.refresh_from_db()
    assert told(social) == [NINE_TO_TEN]
    assert row.read_at
    assert "dokter" not in str(BusyBlock.objects.values())
    assert published.address not in str(PersonalCalendar.objects.values())


def test_a_calendar_that_does_not_answer_keeps_what_was_read_and_waits_longer_each_time(
    social, published, at
):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    published.status = 503
    waits = []
    for _ in range(3):
        calendars.read.call(row.pk)
        row.refresh_from_db()
        waits.append(row.next_read_at - clock.now())
    assert told(social) == [NINE_TO_TEN]
    assert "antwoordt niet" in row.problem
    assert waits == sorted(waits)
    assert waits[0] < waits[2]
    published.status = 200
    calendars.read.call(row.pk)
    row.refresh_from_db()
    assert (row.problem, row.failures) == ("", 0)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, b"", "weigert"),
        (200, b"<html>Meld u aan</html>", "geen agenda die wij kunnen lezen"),
    ],
)
def test_what_cannot_be_read_is_said_without_the_secret_address(
    social, published, status, body, words
):
    published.status, published.body = status, body
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    row.refresh_from_db()
    assert words in row.problem
    assert "geheim" not in row.problem


def test_an_address_within_the_town_halls_own_network_is_not_asked(social, published, settings):
    settings.PARTNER_NETWORKS = []
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    assert told(social) == []


def test_a_real_caldav_server_is_read_with_name_and_password(social, tmp_path, settings):
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    far = FarSide(tmp_path)
    far.start()
    try:
        far.make_calendar()
        far.write("een.ics", entry("20261201T090000", "20261201T093000", "a"))
        far.write("twee.ics", entry("20261201T093000", "20261201T100000", "b"))
        far.write("vorig-jaar.ics", entry("20251201T090000", "20251201T100000", "c"))
        row = calendars.connect(
            user=social, source="caldav", address=far.url, username=USER, password=PASSWORD
        )
        calendars.read.call(row.pk)
        assert told(social) == [NINE_TO_TEN]
        calendars.connect(
            user=social, source="caldav", address=far.url, username=USER, password="anders"
        )
        calendars.read.call(row.pk)
        row.refresh_from_db()
        assert "weigert" in row.problem
        assert told(social) == [NINE_TO_TEN]
    finally:
        far.stop()


def free(hall, host=None):
    wanted = availability.wish(location=hall.place, items=[(hall.licence, 1)], host=host)
    found = availability.free_moments(wanted, first=TUESDAY, number=1)
    return [f"{each:%H:%M}" for each in found.of_day(TUESDAY)]


def test_nobody_can_book_els_at_an_hour_at_which_she_is_busy(social, hall, published):
    # only Els does driving licences
    assert free(hall)[0] == "09:00"
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    assert free(hall)[0] == "10:00"
    with pytest.raises(Taken):
        hold(location=hall.place, items=[(hall.licence, 1)], start=NINE_TO_TEN[0])


def test_who_is_busy_does_not_fill_the_hall_for_the_others(social, hall, published, book):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    # residents may fill two lanes of three at once, whatever Els does
    book("2026-12-01 09:00")
    book("2026-12-01 09:00")


def test_one_can_ask_for_a_certain_colleague(social, hall):
    assert free(hall, social) == free(hall)
    assert free(hall, hall.fatma) == []


def test_letting_go_forgets_every_hour(social, published):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    calendars.disconnect(user=social)
    assert not BusyBlock.objects.exists()


def test_els_connects_her_calendar_and_takes_a_feed(social, published, as_staff, settings):
    browser = as_staff(social)
    page = reverse("host-calendar-connection")
    wrong = browser.post(page, {"source": "caldav", "address": "agenda"})
    assert wrong.status_code == 422
    assert "Dit is geen webadres" in wrong.text
    assert browser.post(page, {"source": "ics", "address": published.address}).status_code == 302
    calendars.read_due.call()
    shown = browser.get(reverse("host-calendar")).text
    assert "127.0.0.1" in shown
    assert "1 bezette periode" in shown
    assert "agenda.ics" not in shown
    browser.post(reverse("host-feed-key"))
    shown = browser.get(reverse("host-calendar")).text
    assert "/afspraak/agenda/" in shown


def test_the_feed_names_no_resident_and_stops_with_its_key(social, hall, book, client):
    row = book("2026-12-01 09:00", product=hall.licence)
    assert Appointment.objects.get(pk=row.pk).lane.host == social
    address = reverse("host-feed", args=[calendars.open_feed(user=social).key])
    answer = client.get(address)
    assert "An Peeters" not in answer.text
    assert "an@voorbeeld.be" not in answer.text
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.start == row.starts_at
    assert row.reference in event["SUMMARY"]
    calendars.open_feed(user=social)
    assert client.get(address).status_code == 404


def test_an_appointment_at_a_busy_hour_is_told_to_els(social, hall, book, published):
    book("2026-12-01 09:30", product=hall.licence)
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    assert len(calendars.clashes(social)) == 1
    # the entry of the appointment itself, back from the feed, is no clash
    published.body = entry("20261201T093000", "20261201T094000")
    calendars.read.call(row.pk)
    assert calendars.clashes(social) == []


def test_els_gets_her_own_data_and_none_is_left_after_erasure(social, published):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    who = personal_data.Person(social.email, staff=social)
    (record,) = own_calendars.export(who)
    assert "01/12/2026" in record.fields["Bezette tijden"]
    assert own_calendars.erase(who) == 1
    assert list(own_calendars.export(who)) == []


def test_only_hours_ahead_count(social, published, at):
    at("2027-12-01 08:00")
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    assert told(social) == []
    assert clock.now() - row.next_read_at <= dt.timedelta(0)


def test_a_colleague_who_leaves_takes_calendar_and_address_along(social, hall, published, client):
    row = calendars.connect(user=social, source="ics", address=published.address)
    calendars.read.call(row.pk)
    address = reverse("host-feed", args=[calendars.open_feed(user=social).key])
    deactivate(social, by=hall.lies)
    calendars.read_due.call()
    assert not PersonalCalendar.objects.exists()
    assert not BusyBlock.objects.exists()
    assert client.get(address).status_code == 404


def test_one_calendar_that_breaks_does_not_keep_the_others_waiting(
    social, hall, published, monkeypatch, caplog
):
    broken = calendars.connect(user=hall.fatma, source="ics", address=published.address)
    calendars.connect(user=social, source="ics", address=published.address)
    real, title = calendars._ask, "Afspraak bij dokter Peeters"

    def ask(row, *span):
        if row.pk == broken.pk:
            raise RuntimeError(title)
        return real(row, *span)

    monkeypatch.setattr(calendars, "_ask", ask)
    calendars.read_due.call()
    assert told(social) == [NINE_TO_TEN]
    broken.refresh_from_db()
    assert broken.failures == 1
    assert broken.next_read_at > clock.now()
    assert "RuntimeError" in caplog.text
    assert "Peeters" not in caplog.text


def test_who_asked_for_els_sees_only_her_hours_when_moving(social, hall, book, as_staff, client):
    row = book("2026-12-08 09:00", host=social)
    # Els is taken from nine to ten; the others are free
    book("2026-12-01 09:00", host=social, by=hall.fatma, persons=6)
    page = reverse("appointment-move", args=[row.secret])
    assert "T09:00:00" not in client.get(f"{page}?dag=2026-12-01").text
    page = reverse("appointment-staff-move", args=[row.reference])
    assert "T09:00:00" not in as_staff(hall.fatma).get(f"{page}?dag=2026-12-01").text
