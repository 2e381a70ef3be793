"""Fatma books while somebody is on the telephone."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from onthaal.appointments.actions.telephone import book as book_by_phone
from onthaal.appointments.models import Appointment, BookedBy, CapacityBlock, State
from onthaal.appointments.tests.conftest import KARIM, MONDAY, moment
from onthaal.core.tests.together import at_once

pytestmark = pytest.mark.django_db
PAGE = "appointment-by-staff"


@pytest.fixture
def desk(as_staff, hall):
    return as_staff(hall.fatma)


def typed(hall, **more):
    return {
        "product_1": "Reispas",
        "persons_1": "2",
        "soort": "counter",
        "plaats": hall.place.pk,
        "booked_by": "phone",
        "name": "Karim Haddad",
        "phone": "0470 12 34 56",
        "start": "2026-12-01T09:00:00+01:00",
        **more,
    }


def test_one_form_makes_the_appointment_and_says_what_to_tell(desk, hall):
    answer = desk.post(reverse(PAGE), typed(hall), follow=True)
    row = Appointment.objects.get()
    assert (row.state, row.booked_by, row.made_by) == (State.BOOKED, BookedBy.PHONE, hall.fatma)
    assert row.starts_at == moment("2026-12-01 09:00")
    assert [(item.product, item.persons) for item in row.items.all()] == [(hall.passport, 2)]
    assert row.check_in_code in answer.text
    assert "uw identiteitskaart" in answer.text


def test_what_is_free_follows_what_is_typed_in_spite_of_a_typing_error(desk, hall):
    moments = reverse("appointment-by-staff-moments")
    part = desk.get(moments, {"product_1": "reispss", "soort": "counter", "plaats": hall.place.pk})
    assert "Dinsdag 1 december" in part.text
    assert "9.00" in part.text
    part = desk.get(moments, {"product_1": "luchtballon", "soort": "counter"})
    assert "Geen product dat op “luchtballon” lijkt" in part.text
    part = desk.get(moments, {"product_1": "", "soort": "counter", "plaats": hall.place.pk})
    assert "Typ een product" in part.text


def test_half_a_name_is_the_product_that_begins_with_it(desk, hall):
    hall.product("Buitenlands rijbewijs omwisselen", 15, hall.people)
    answer = desk.get(
        reverse("appointment-by-staff-moments"),
        {"product_1": "rijbew", "soort": "counter", "plaats": hall.place.pk},
    )
    assert "<strong>Rijbewijs</strong>" in answer.text


def test_without_script_a_button_shows_what_is_free_and_keeps_what_was_typed(desk, hall):
    answer = desk.post(reverse(PAGE), typed(hall, tonen="1", name="", start=""))
    assert answer.status_code == 200
    assert "Dinsdag 1 december" in answer.text
    assert "0470 12 34 56" in answer.text
    assert not Appointment.objects.exists()


def test_enter_in_the_product_shows_what_is_free_and_later_it_books(desk, hall):
    first = desk.post(reverse(PAGE), typed(hall, name="", phone="", start=""))
    assert first.status_code == 200
    assert "Dinsdag 1 december" in first.text
    # the first button of the form is the one that Enter presses
    buttons = re.findall(r"<button[^>]*>", first.text[first.text.index('class="telephone"') :])
    assert "name=" not in buttons[0]
    assert not Appointment.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk, hall):
    answer = desk.post(reverse(PAGE), typed(hall, name="", phone="", start="", note="rolstoel"))
    assert answer.status_code == 422
    for words in ("Vul de naam in", "Vraag een telefoonnummer", "Kies een vrij moment"):
        assert words in answer.text
    assert "rolstoel" in answer.text


def test_a_moment_that_was_just_taken_is_said_so(desk, hall, book):
    CapacityBlock.objects.update(public_ceiling=1, staff_ceiling=1)
    book("2026-12-01 09:00")
    answer = desk.post(reverse(PAGE), typed(hall))
    assert answer.status_code == 409
    assert "net door iemand anders genomen" in answer.text
    assert "Karim Haddad" in answer.text


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("2026-12-25T09:00:00+01:00", "Op deze dag is het daar gesloten."),
        ("2026-11-30T07:55:00+01:00", "Dit moment is al voorbij."),
        ("2026-12-01T20:00:00+01:00", "Op dit uur zijn er geen afspraken."),
    ],
)
def test_a_moment_that_never_was_free_is_not_said_to_be_taken(desk, hall, book, start, why):
    answer = desk.post(reverse(PAGE), typed(hall, start=start))
    assert answer.status_code == 409
    assert why in answer.text
    assert "iemand anders" not in answer.text
    row = book("2026-12-01 09:00")
    answer = desk.post(reverse("appointment-staff-move", args=[row.reference]), {"start": start})
    assert answer.status_code == 409
    assert why in answer.text
    assert "dichtste vrije momenten" in answer.text


def test_colleagues_may_go_on_where_residents_see_nothing_free(hall, book):
    CapacityBlock.objects.update(public_ceiling=1, staff_ceiling=2)
    book("2026-12-01 09:00")
    row = book_by_phone(
        location=hall.place,
        items=[(hall.passport, 1)],
        start=moment("2026-12-01 09:00"),
        contact=KARIM,
        by=hall.fatma,
    )
    assert row.state == State.BOOKED


def test_with_one_certain_colleague(desk, hall):
    els = hall.staff("Els", "handler")
    hall.lanes[2].host = els
    hall.lanes[2].save()
    desk.post(reverse(PAGE), typed(hall, met=els.pk))
    assert Appointment.objects.get().lane == hall.lanes[2]


def test_a_home_visit_asks_where(desk, hall):
    answer = desk.post(reverse(PAGE), typed(hall, product_1="Bouwadvies", soort="home"))
    assert "Vul in waar wij langskomen" in answer.text


def test_nobody_signs_in_with_a_code_at_home(desk, hall):
    block = CapacityBlock.objects.create(
        location=hall.place,
        kind="home",
        weekday=1,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        valid_from=MONDAY,
    )
    block.lanes.set(hall.lanes)
    answer = desk.post(
        reverse(PAGE),
        typed(hall, product_1="Bouwadvies", persons_1="1", soort="home", address_line="Kerkpad 1"),
        follow=True,
    )
    assert "Wij komen langs op Kerkpad 1" in answer.text
    assert "aanmeldcode" not in answer.text


def test_who_receives_nobody_in_person_is_not_asked_about(desk, hall):
    assert "Met wie" not in desk.get(reverse(PAGE)).text
    hall.lanes[2].host = hall.joris
    hall.lanes[2].save()
    assert "Met wie" in desk.get(reverse(PAGE)).text


def test_a_double_click_makes_one_appointment(desk, hall):
    act = re.search(r'name="act" value="([^"]+)"', desk.get(reverse(PAGE)).text)[1]
    first = desk.post(reverse(PAGE), typed(hall, act=act))
    second = desk.post(reverse(PAGE), typed(hall, act=act))
    assert Appointment.objects.count() == 1
    assert first.url == second.url
    # gone back with the browser, for somebody else
    desk.post(reverse(PAGE), typed(hall, act=act, name="An Peeters"))
    assert set(Appointment.objects.values_list("name", flat=True)) == {"Karim Haddad", "An Peeters"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ceiling", [1, 3])
def test_two_clicks_at_the_very_same_moment_too(hall, ceiling):
    CapacityBlock.objects.update(public_ceiling=1, staff_ceiling=ceiling)
    act = uuid4()

    def click():
        return book_by_phone(
            location=hall.place,
            items=[(hall.passport, 1)],
            start=moment("2026-12-01 09:00"),
            contact=KARIM,
            by=hall.fatma,
            act=act,
        ).pk

    first, second = at_once(click, click)
    assert first == second == Appointment.objects.get(state=State.BOOKED).pk


def test_nothing_free_leads_to_the_waiting_list_with_what_was_asked(desk, hall):
    CapacityBlock.objects.all().delete()
    CapacityBlock.objects.create(
        location=hall.place, day=MONDAY, starts_at=None, ends_at=None, valid_from=MONDAY
    )
    part = desk.get(
        reverse("appointment-by-staff-moments"),
        {"product_1": "Reispas", "persons_1": "2", "soort": "counter", "plaats": hall.place.pk},
    ).text
    assert reverse("appointment-waiting") in part
    assert "product=reispas&amp;personen=2" in part
    part = desk.get(
        reverse("appointment-by-staff-moments"),
        {"product_1": "Bouwadvies", "soort": "home", "plaats": hall.place.pk},
    ).text
    assert "niets vrij" in part
    assert "wachtlijst" not in part
