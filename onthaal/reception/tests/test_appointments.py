"""An appointment comes in, is called, served, missed, and hears of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from onthaal.appointments.models import CapacityLane, State
from onthaal.core.tests.together import at_once, problems
from onthaal.reception.actions import calling, registration, visitor
from onthaal.reception.models import Arrival, QueuePolicy, Visit, VisitClass, VisitState
from onthaal.reception.tests.test_events import says_the_same


def signs_in(appointment):
    visit = registration.check_in(appointment=appointment, arrival=Arrival.KIOSK)
    appointment.refresh_from_db()
    return visit


def test_who_signs_in_gets_a_number_and_waits_from_five_minutes_before(hall, booked, on):
    on("2026-11-23 09:40")
    appointment = booked("10:00", hall.passport, hall.bags)
    visit = signs_in(appointment)
    assert (visit.number, visit.visit_class) == ("B001", VisitClass.APPOINTMENT)
    assert visit.due_at == on("2026-11-23 09:55")
    assert [item.product for item in visit.items.all()] == [hall.passport, hall.bags]
    assert appointment.state == State.ARRIVED
    assert signs_in(appointment) == visit
    says_the_same(visit)


def test_who_is_too_late_waits_as_somebody_without_appointment(hall, booked, on):
    on("2026-11-23 10:16")
    visit = signs_in(booked("10:00"))
    assert (visit.number, visit.visit_class) == ("A001", VisitClass.WALK_IN)
    assert visit.due_at == on("2026-11-23 10:16")


def test_served_and_taken_back_and_served_again(hall, booked, sits, on):
    on("2026-11-23 09:58")
    appointment = booked("10:00")
    visit, bram = signs_in(appointment), sits(hall.bram, hall.one)
    assert calling.call_next(duty=bram) == visit
    calling.show_up(duty=bram, visit=visit)
    for _ in range(2):
        calling.finish(duty=bram, visit=visit)
        appointment.refresh_from_db()
        assert appointment.state == State.SERVED
        calling.undo(duty=bram)
        appointment.refresh_from_db()
        assert appointment.state == State.ARRIVED
        assert appointment.arrived_at == visit.arrived_at


def test_missed_and_there_after_all(hall, booked, sits, on):
    QueuePolicy.objects.create(location=hall.place, recalls_before_no_show=0)
    on("2026-11-23 09:58")
    appointment = booked("10:00")
    visit, bram = signs_in(appointment), sits(hall.bram, hall.one)
    calling.call_next(duty=bram)
    calling.no_show(duty=bram, visit=visit)
    appointment.refresh_from_db()
    assert appointment.state == State.MISSED
    again = signs_in(appointment)
    assert (again, again.state, appointment.state) == (visit, VisitState.WAITING, State.ARRIVED)


def test_who_goes_home_before_the_turn_did_not_have_the_appointment(hall, booked, on, client):
    on("2026-11-23 09:58")
    appointment = booked("10:00")
    visit = signs_in(appointment)
    page = client.get(appointment.own_path).text
    assert reverse("visit-arrival", args=[appointment.secret]) in page
    assert "Toon deze code" not in page
    visitor.leave(visit=visit)
    appointment.refresh_from_db()
    assert appointment.state == State.MISSED
    assert "ging niet door" in client.get(appointment.own_path).text
    again = signs_in(appointment)
    assert (again, again.state, appointment.state) == (visit, VisitState.WAITING, State.ARRIVED)


def test_who_goes_away_halfway_was_there(hall, booked, sits, on):
    on("2026-11-23 09:58")
    appointment = booked("10:00")
    visit, bram = signs_in(appointment), sits(hall.bram, hall.one)
    calling.call_next(duty=bram)
    calling.show_up(duty=bram, visit=visit)
    calling.leave(duty=bram, visit=visit)
    appointment.refresh_from_db()
    assert appointment.state == State.SERVED
    calling.undo(duty=bram)
    appointment.refresh_from_db()
    assert appointment.state == State.ARRIVED


def test_who_is_early_and_steps_aside_is_still_early(hall, booked, comes, on):
    on("2026-11-23 09:20")
    visit = signs_in(booked("10:00"))
    visitor.step_aside(visit=visit)
    on("2026-11-23 09:30")
    visit = visitor.step_back(visit=visit)
    assert visit.due_at == on("2026-11-23 09:55")
    says_the_same(visit)


def test_the_wrong_person_signed_in_is_still_to_come(hall, booked, on):
    on("2026-11-23 09:58")
    appointment = booked("10:00")
    visit = registration.void(visit=signs_in(appointment), by=hall.fatma)
    appointment.refresh_from_db()
    assert (visit.state, appointment.state) == (VisitState.VOID, State.BOOKED)
    assert signs_in(appointment) != visit


def test_with_one_colleague_it_waits_for_that_colleague(hall, booked, sits, on):
    on("2026-11-23 10:00")
    lane = CapacityLane.objects.create(location=hall.place, name="Eva", host=hall.eva)
    visit = signs_in(booked("10:00", hall.address, lane=lane))
    bram, eva = sits(hall.bram, hall.one), sits(hall.eva, hall.two)
    assert calling.call_next(duty=bram) is None
    assert calling.call_next(duty=eva) == visit


@pytest.mark.django_db(transaction=True)
def test_scanned_twice_at_the_same_moment_is_one_visit(hall, booked):
    appointment = booked("09:00")
    outcomes = at_once(
        *[lambda: registration.check_in(appointment=appointment, arrival=Arrival.KIOSK)] * 5
    )
    assert not problems(outcomes, Exception)
    assert {visit.pk for visit in outcomes} == {Visit.objects.get().pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gone", [VisitState.LEFT, VisitState.NO_SHOW])
def test_back_again_and_scanned_twice_at_the_same_moment(hall, booked, sits, gone):
    appointment = booked("09:00")
    visit = signs_in(appointment)
    if gone == VisitState.LEFT:
        registration.leave(visit=visit)
    else:
        QueuePolicy.objects.create(location=hall.place, recalls_before_no_show=0)
        bram = sits(hall.bram, hall.one)
        calling.no_show(duty=bram, visit=calling.call(duty=bram, visit=visit))
    outcomes = at_once(
        *[
            lambda: visitor.arrive(
                location=hall.place, code=appointment.check_in_code, arrival=Arrival.KIOSK
            )
        ]
        * 4
    )
    assert not problems(outcomes, Exception)
    assert {made.pk for made in outcomes} == {visit.pk}
    visit.refresh_from_db()
    assert visit.state == VisitState.WAITING
