"""The opening hours change after people made appointments."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from onthaal.appointments import conflicts
from onthaal.appointments.actions import booking
from onthaal.appointments.models import Appointment, CapacityBlock, Kind, State
from onthaal.appointments.tests.conftest import KARIM, TUESDAY, moment
from onthaal.organisation.models import ClosingDay, OpeningException, OpeningHours

pytestmark = pytest.mark.django_db
PAGE = "appointment-stranded"


@pytest.fixture
def close(client, hall):
    """Lies closes the town hall on Tuesday; ``close(gezien="1")`` although she was warned."""

    def go(**more):
        client.force_login(hall.lies)
        return client.post(
            reverse("organisation-exceptions", args=[hall.place.pk]),
            {"day": "2026-12-01", "note": "Asbest", **more},
        )

    return go


def test_lies_sees_which_appointments_a_closed_day_hits_before_it_is_stored(book, close):
    book("2026-12-01 09:00")
    book("2026-12-01 10:30", who=KARIM)
    book("2026-12-02 09:00")
    answer = close()
    assert answer.status_code == 422
    assert "Dinsdag 1 december in Gemeentehuis: 2 afspraken, om 9.00 en 10.30 uur" in answer.text
    assert "An Peeters" not in answer.text
    assert 'value="2026-12-01"' in answer.text
    assert not OpeningException.objects.exists()
    close(gezien="1")
    assert OpeningException.objects.get().day == TUESDAY


def test_a_day_without_appointments_closes_at_once(book, close):
    book("2026-12-02 09:00")
    assert close().status_code == 302


def test_shorter_hours_hit_only_what_ends_later(book, close):
    book("2026-12-01 09:00")
    book("2026-12-01 11:45", who=KARIM)
    answer = close(opens_at="09:00", closes_at="11:50")
    assert "1 afspraak, om 11.45 uur" in answer.text


def test_a_new_week_a_closing_day_and_hours_taken_back_ask_too(client, hall, book):
    book("2026-12-01 09:00")
    client.force_login(hall.lies)
    week = client.post(reverse("organisation-week", args=[hall.place.pk]), {"leeg": "1"})
    assert week.status_code == 422
    assert "Week toch bewaren" in week.text
    assert OpeningHours.objects.exists()
    closing = {"day": "2026-12-01", "name": "Brugdag"}
    page = reverse("organisation-closing-days")
    assert "1 afspraak, om 9.00 uur" in client.post(page, closing).text
    assert not ClosingDay.objects.exists()
    # the day stays open for who books meanwhile
    book("2026-12-01 10:00", who=KARIM)
    client.post(page, {**closing, "gezien": "1"})
    assert ClosingDay.objects.exists()


def test_an_evening_that_was_open_once_asks_before_it_goes(client, hall, book):
    extra = [
        OpeningException.objects.create(
            location=hall.place, day=TUESDAY, opens_at=dt.time(hour), closes_at=dt.time(hour + 3)
        )
        for hour in (9, 17)
    ]
    block = CapacityBlock.objects.create(
        location=hall.place,
        weekday=1,
        starts_at=dt.time(17),
        ends_at=dt.time(20),
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.set(hall.lanes)
    book("2026-12-01 18:00")
    client.force_login(hall.lies)
    address = reverse("organisation-exception-end", args=[extra[1].pk])
    answer = client.post(address)
    assert "1 afspraak, om 18.00 uur" in answer.text
    assert OpeningException.objects.count() == 2
    client.post(address, {"gezien": "1"})
    assert OpeningException.objects.count() == 1


def test_the_desk_finds_them_and_tells_everybody_why(as_staff, hall, book, close, mails_to):
    an, karim = book("2026-12-01 09:00"), book("2026-12-01 10:30", who=KARIM)
    close(gezien="1")
    desk = as_staff(hall.fatma)
    assert "2 komende afspraken kunnen niet doorgaan" in desk.get(reverse("appointment-list")).text
    page = desk.get(reverse(PAGE)).text
    assert "An Peeters" in page
    assert "Gesloten: Asbest" in page
    assert page.count(" checked") == 0
    assert desk.get(f"{reverse(PAGE)}?alle=1").text.count(" checked") == 2
    assert desk.post(reverse(PAGE), {}).status_code == 422
    answer = desk.post(
        reverse(PAGE),
        {"chosen": [an.reference, karim.reference], "reason": "Er is asbest gevonden."},
        follow=True,
    )
    assert "Bel zelf: Karim Haddad" in answer.text
    assert "Alle komende afspraken passen" in answer.text
    assert set(Appointment.objects.values_list("state", flat=True)) == {State.CANCELLED}
    last = mails_to("an@voorbeeld.be")[-1]
    assert (last.template, "Er is asbest gevonden." in last.body_text) == (
        "appointment_cancelled_by_town",
        True,
    )


def test_an_reads_it_on_her_own_page_and_moves_it_herself(client, book, close):
    row = book("2026-12-01 09:00")
    assert "zijn wij gesloten" not in client.get(row.own_path).text
    close(gezien="1")
    client.logout()
    assert "Op dit uur zijn wij gesloten" in client.get(row.own_path).text
    client.post(f"{row.own_path}verplaatsing/", {"start": "2026-12-02T09:00:00+01:00"})
    assert conflicts.lost() == []
    assert "zijn wij gesloten" not in client.get(row.own_path).text


def test_nobody_is_reminded_of_an_hour_at_which_the_door_is_shut(at, book, close, mails_to):
    at("2026-11-29 08:00")
    book("2026-12-01 09:00")
    close(gezien="1")
    at("2026-11-30 10:00")
    assert booking.remind.call() == 0
    assert len(mails_to("an@voorbeeld.be")) == 1


def test_without_a_lane_it_has_to_be_looked_at_too(hall, book):
    row = book("2026-12-01 09:00")
    assert conflicts.lost() == []
    CapacityBlock.objects.filter(weekday=1).update(valid_until=dt.date(2026, 11, 30))
    assert [each.appointment for each in conflicts.lost()] == [row]
    assert conflicts.lost(only_closed=True) == []
    assert conflicts.lost()[0].reason == "Geen baan die dan afspraken neemt"


def test_a_visit_at_home_may_be_after_hours_but_not_on_a_closed_day(hall, book, close):
    block = CapacityBlock.objects.create(
        location=hall.place,
        kind=Kind.HOME,
        weekday=1,
        starts_at=dt.time(18),
        ends_at=dt.time(20),
        valid_from=dt.date(2026, 1, 1),
    )
    block.lanes.set(hall.lanes)
    book("2026-12-01 18:00", product=hall.advice, kind=Kind.HOME)
    assert conflicts.lost() == []
    assert "1 afspraak, om 18.00 uur" in close().text


def test_two_periods_that_touch_are_one(hall, book):
    hours = OpeningHours.objects.filter(weekday=1)
    hours.update(closes_at=dt.time(10))
    OpeningHours.objects.create(
        location=hall.place, weekday=1, opens_at=dt.time(10), closes_at=dt.time(12)
    )
    assert book("2026-12-01 09:55", by=hall.fatma).starts_at == moment("2026-12-01 09:55")
    assert conflicts.lost() == []
