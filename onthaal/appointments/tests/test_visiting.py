"""Somebody signs in at the town hall."""

from __future__ import annotations

import pytest

from onthaal.appointments.actions import visiting
from onthaal.appointments.actions.booking import CannotChange, cancel, hold
from onthaal.appointments.actions.visiting import (
    AlreadyArrived,
    Cancelled,
    NotFound,
    TooEarly,
    WrongDay,
    WrongPlace,
    find,
    mark_arrived,
    mark_expected,
    mark_missed,
    mark_served,
)
from onthaal.appointments.models import State
from onthaal.appointments.tests.conftest import TUESDAY, moment
from onthaal.organisation.models import Location
from onthaal.timeline.models import Event


@pytest.fixture
def appointment(book):
    return book("2026-12-01 09:00")


def test_an_signs_in_with_code_or_number(hall, appointment, at):
    now = at("2026-12-01 08:50")
    typed = f" {appointment.check_in_code[:3].lower()}-{appointment.check_in_code[3:]}"
    assert find(location=hall.place, code=typed, day=TUESDAY) == appointment
    reference = appointment.reference.lower().replace("-", " ")
    assert find(location=hall.place, code=reference, day=TUESDAY) == appointment
    arrived = mark_arrived(appointment=appointment, at=now)
    assert (arrived.state, arrived.arrived_at) == (State.ARRIVED, now)
    with pytest.raises(AlreadyArrived):
        find(location=hall.place, code=typed, day=TUESDAY)
    # the same button twice keeps the first moment
    assert mark_arrived(appointment=appointment, at=at("2026-12-01 08:55")).arrived_at == now
    assert mark_served(appointment=appointment).state == State.SERVED


def test_everybody_hears_what_to_do(hall, appointment, at):
    elsewhere = Location.objects.create(
        unit=hall.place.unit, name="Sociaal Huis", street_line="Molenstraat 2", postcode="2499"
    )

    def advice(kind, day=TUESDAY, place=hall.place, code=appointment.check_in_code):
        with pytest.raises(kind) as refusal:
            find(location=place, code=code, day=day)
        return refusal.value.advice

    at("2026-12-01 07:30")
    assert "vanaf 08.00 uur" in advice(TooEarly)
    assert "dinsdag 1 december om 9.00 uur" in advice(
        WrongDay, day=moment("2026-11-30 09:00").date()
    )
    assert "Gemeentehuis, Markt 1" in advice(WrongPlace, place=elsewhere)
    assert "onthaal" in advice(NotFound, code="ZZZZZZ")
    assert "onthaal" in advice(NotFound, code="")
    at("2026-11-30 08:00")
    cancel(appointment=appointment)
    at("2026-12-01 08:50")
    assert "geannuleerd" in advice(Cancelled)


def test_a_hold_is_no_appointment(hall, at):
    held = hold(location=hall.place, items=[(hall.passport, 1)], start=moment("2026-12-01 09:00"))
    at("2026-12-01 08:50")
    with pytest.raises(NotFound):
        find(location=hall.place, code=held.check_in_code, day=TUESDAY)
    for mark in (mark_served, mark_missed):
        with pytest.raises(CannotChange):
            mark(appointment=held)


def test_who_is_late_is_still_welcome(hall, appointment, at):
    now = at("2026-12-01 09:40")
    mark_missed(appointment=appointment)
    found = find(location=hall.place, code=appointment.check_in_code, day=TUESDAY)
    assert mark_arrived(appointment=found, at=now).state == State.ARRIVED


def test_a_mistake_is_taken_back(hall, appointment, at):
    at("2026-12-01 09:40")
    mark_missed(appointment=appointment)
    assert mark_expected(appointment=appointment).state == State.BOOKED
    mark_served(appointment=appointment)
    with pytest.raises(CannotChange):
        visiting.mark_missed(appointment=appointment)
    kinds = Event.objects.about(appointment).values_list("kind", flat=True)
    assert list(kinds)[1:] == ["appointment.missed", "appointment.expected", "appointment.served"]
