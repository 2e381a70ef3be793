"""What is forgotten, when, and what stays."""

from __future__ import annotations

import datetime as dt

import pytest

from onthaal.appointments import figures, personal
from onthaal.appointments.actions import waiting
from onthaal.appointments.actions.booking import cancel, remind
from onthaal.appointments.actions.visiting import mark_missed, mark_served
from onthaal.appointments.models import Appointment, OccupiedTick, State, WaitingWish
from onthaal.appointments.tests.conftest import KARIM, MONDAY, TUESDAY, WEDNESDAY
from onthaal.people import personal_data
from onthaal.people.personal_data import Person

AN = Person("an@voorbeeld.be")


def test_an_reads_everything_that_we_hold(hall, book):
    book("2026-12-01 09:00", persons=2)
    (record,) = personal.export(AN)
    assert record.fields["Naam"] == "An Peeters"
    assert record.fields["Waarvoor"] == "Reispas (2 personen)"


def test_who_is_erased_gives_the_moment_back(hall, book, mails_to):
    row = book("2026-12-01 09:00")
    book("2026-12-01 09:00", who=KARIM)
    assert personal.erase(AN) == 1
    row.refresh_from_db()
    assert (row.state, row.name, row.email) == (State.CANCELLED, "", "")
    assert OccupiedTick.objects.filter(appointment=row).count() == 0
    assert len(mails_to("an@voorbeeld.be")) == 1
    assert personal.erase(AN) == 0


def test_a_new_address_takes_the_appointments_along(hall, book):
    row = book("2026-12-01 09:00")
    holder = next(each for each in personal_data.holders() if each.key == "appointments")
    holder.move("an@voorbeeld.be", "an@nieuw.be")
    row.refresh_from_db()
    assert row.email == "an@nieuw.be"


def test_after_a_while_only_the_figures_are_left(hall, book, at):
    row = book("2026-12-01 09:00")
    kind = personal_data.retention_kind("appointments.past")
    cutoff = at("2027-03-05 09:00") - dt.timedelta(days=kind.default_days)
    ids = list(kind.find(cutoff).values_list("pk", flat=True))
    assert ids == [row.pk]
    kind.erase(ids)
    assert not kind.find(cutoff).exists()
    row.refresh_from_db()
    assert row.items.get().product == hall.passport


@pytest.fixture
def week(hall, book, at):
    """Tuesday: An is served, Karim stays away. Wednesday: An, reminded, is served; one cancels."""
    first = book("2026-12-01 09:00")
    second = book("2026-12-01 09:30", product=hall.licence, who=KARIM)
    third = book("2026-12-02 14:00")
    cancel(appointment=book("2026-12-02 15:00"))
    at("2026-12-01 14:30")
    remind.func()
    mark_served(appointment=first)
    mark_missed(appointment=second)
    at("2026-12-02 14:30")
    mark_served(appointment=third)


def test_how_many_and_by_which_way(hall, week):
    counted = figures.booked(MONDAY, WEDNESDAY, location=hall.place)
    assert (counted.total, counted.online, counted.cancelled) == (3, 3, 1)
    assert figures.booked(WEDNESDAY, WEDNESDAY).total == 1


def test_who_stays_away(hall, week):
    assert figures.no_show(MONDAY, WEDNESDAY).share == pytest.approx(1 / 3)
    by_product = {each.label: each for each in figures.no_show_by_product(TUESDAY, WEDNESDAY)}
    assert by_product["Rijbewijs"].share == 1
    assert by_product["Reispas"].missed == 0
    soon, later, *_, far = figures.no_show_by_lead(TUESDAY, WEDNESDAY)
    assert (soon.expected, soon.missed) == (2, 1)
    assert later.expected == 1
    assert far.share is None
    reminded, not_reminded = figures.no_show_by_reminder(TUESDAY, WEDNESDAY)
    assert (reminded.expected, not_reminded.expected) == (1, 2)


def test_how_long_one_waits_for_the_third_moment(hall, at):
    at("2026-11-30 10:30")
    passport, licence = figures.wait_for_third(hall.place, [hall.passport, hall.licence])
    # at half past ten only 11.30 and 11.45 are left of today
    assert (passport.days, licence.days) == (1, 1)
    Appointment.objects.all().delete()
    hall.lanes[2].skills.clear()
    assert figures.wait_for_third(hall.place, [hall.licence])[0].days is None


def wish_of_an(hall):
    return waiting.wish_any(
        location=hall.place,
        items=[(hall.passport, 1)],
        name="An Peeters",
        email="an@voorbeeld.be",
        until=WEDNESDAY,
    )


def test_who_waits_can_read_it_and_is_forgotten_with_the_moment_that_was_kept(hall, at):
    wish = wish_of_an(hall)
    waiting.prove(wish=wish)
    at("2026-11-30 08:05")
    waiting.offer.call()
    assert Appointment.objects.filter(state=State.HELD).count() == 1
    (record,) = personal.export(AN)
    assert record.fields["Waarvoor"] == "Reispas"
    assert record.fields["E-mailadres"] == "an@voorbeeld.be"
    assert record.fields["Aangeboden moment"]
    assert personal.erase(AN) == 1
    assert not WaitingWish.objects.exists()
    assert not Appointment.objects.exists()
    assert personal.erase(AN) == 0


def test_a_new_address_takes_the_wishes_along(hall):
    wish = wish_of_an(hall)
    holder = next(each for each in personal_data.holders() if each.key == "appointments")
    holder.move("an@voorbeeld.be", "an@nieuw.be")
    wish.refresh_from_db()
    assert wish.email == "an@nieuw.be"


def test_a_wish_that_ended_is_forgotten_after_a_month(hall, at):
    wish = wish_of_an(hall)
    waits = wish_of_an(hall)
    waiting.withdraw(wish=wish)
    kind = personal_data.retention_kind("appointments.wishes")
    cutoff = at("2026-12-31 09:00") - dt.timedelta(days=kind.default_days)
    ids = list(kind.find(cutoff).values_list("pk", flat=True))
    assert ids == [wish.pk]
    kind.erase(ids)
    assert not kind.find(cutoff).exists()
    assert WaitingWish.objects.get() == waits
