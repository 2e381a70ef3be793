"""A study begins with what was measured, as far as it was."""

import dataclasses
import datetime as dt

import pytest

from onthaal.appointments.models import Appointment, CapacityLane, State
from onthaal.appointments.rules import new_check_in_code
from onthaal.core import clock
from onthaal.frontoffice import assumed
from onthaal.frontoffice.figures.measured import measured_assumptions
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import words
from onthaal.frontoffice.rules.assumptions import Booking, Day, HalfHour
from onthaal.frontoffice.rules.measured import Measured, MeasuredProduct, overlay
from onthaal.frontoffice.rules.scenarios import enough_workers
from onthaal.frontoffice.simulation.outcome import Interval
from onthaal.frontoffice.tests.conftest import MONDAY, at
from onthaal.frontoffice.tests.studio.test_rules import now
from onthaal.reception.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten_weeks(visit, passport, move, counter, town_hall, joris, monkeypatch):
    """Ten Mondays: six people at nine, of whom the last leaves; one at ten by appointment."""
    passport.office = "front"
    passport.save()
    for week in range(10):
        day = MONDAY + dt.timedelta(weeks=week)
        for number in range(5):
            visit(
                f"9:0{number} issued, 9:{10 + number * 8} called, 9:{11 + number * 8} shown_up, "
                f"9:{17 + number * 8} finished",
                day=day,
            )
        visit("9:06 issued, 9:36 left", day=day)
        visit(
            "9:50 checked_in, 10:00 called, 10:01 shown_up, 10:20 finished",
            day=day,
            appointment="10:00",
            products=((move, 2),),
        )
        Duty.objects.create(
            counter=counter, clerk=joris, started_at=at("9:00", day), ended_at=at("12:00", day)
        )
    return Period(town_hall, MONDAY, MONDAY + dt.timedelta(days=69))


def test_what_was_seen(ten_weeks):
    found = measured_assumptions(ten_weeks)
    assert found.weeks == 10
    assert found.people[0, 540] == 6
    assert found.people[0, 570] == 1
    assert (1, 540) not in found.people
    assert found.counters[0, 540] == 1
    # one was on duty, with no skill written down
    assert found.workers == ((),)
    # 10, 17, 24, 31 and 38 minutes, again and again
    assert found.wait_p90 == pytest.approx(38)
    assert found.products["paspoort"].per_week == 6
    assert found.products["paspoort"].minutes == pytest.approx(6)
    # ten times is too few to say how long it takes
    assert found.products["adreswijziging"] == MeasuredProduct(1)
    assert found.way == pytest.approx(1)
    # too few appointments to say anything of
    assert (found.no_show, found.early, found.spread) == (None,) * 3
    # one in seven came by appointment for what one may choose
    assert found.appointment_share == pytest.approx(1 / 7)
    # everybody's minutes for each of the ten who left: 10 + 17 + 24 + 31 + 38, 30 of who left, 5
    assert found.patience == pytest.approx(155)
    assert found.extra_person == pytest.approx(10 / 70)


def test_nothing_was_seen(town_hall):
    assert measured_assumptions(Period(town_hall, MONDAY, MONDAY)) is None


def test_no_show_and_being_early(ten_weeks, town_hall):
    for number in range(50):
        start = at("10:00") + dt.timedelta(minutes=number)
        Appointment.objects.create(
            reference=f"LV-{number}",
            check_in_code=new_check_in_code(),
            location=town_hall,
            starts_at=start,
            ends_at=start + dt.timedelta(minutes=10),
            state=State.MISSED if number < 9 else State.SERVED,
            arrived_at=None if number < 9 else start - dt.timedelta(minutes=4 + number % 2),
        )
    found = measured_assumptions(ten_weeks)
    assert found.no_show == pytest.approx(9 / 60)
    assert found.early == pytest.approx(4.5, abs=0.1)
    assert 0 < found.spread < 1


def test_a_new_study_takes_what_was_measured(ten_weeks, town_hall, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY + dt.timedelta(days=70))
    base = assumed.starting(town_hall, None)
    assert base.people_per_week == pytest.approx(7)
    assert base.measured_weeks == 10
    assert words.warning(base) == ""
    [passport] = [one for one in base.products if one.slug == "paspoort"]
    assert passport.minutes == 6
    said = str(words.sections(base))
    assert "gemiddeld 6 minuten" in said
    assert "'gemeten'" in said
    # typed people keep the measured spread
    typed = assumed.starting(town_hall, 70)
    assert typed.people_per_week == pytest.approx(70, abs=0.1)
    assert typed.days[0].people == pytest.approx(70, abs=0.1)


def test_the_model_is_held_against_what_was_measured():
    base = dataclasses.replace(now(), measured_wait_p90=20.0)
    assert "dicht bij elkaar" in words.check_of_model(base, Interval(23, 21, 25))
    assert "kijk de aannames na" in words.check_of_model(base, Interval(40, 35, 45))
    assert words.check_of_model(now(), Interval(40, 35, 45)) == ""
    assert words.check_of_model(base, None) == ""


def test_there_are_as_many_workers_as_counters_that_open(town_hall):
    lane = CapacityLane.objects.create(location=town_hall, name="Baan 1")
    base = assumed.starting(town_hall, 50)
    assert [one.name for one in base.workers] == [lane.name]
    three = (Day(0, (HalfHour(540, 570, 5.0, 3),), (570,)),)
    assert len(enough_workers(dataclasses.replace(base, days=three)).workers) == 3


def test_what_was_not_measured_stays_as_it_was_configured():
    base = now()
    found = overlay(base, Measured(3, {(0, 300): 2.0, (0, 555): 4.0, (0, 900): 1.0}, {}, {}))
    # before opening and after closing belong to the nearest half hour
    assert [one.people for one in found.days[0].half_hours] == [6.0, 0, 0, 0, 0, 1.0]
    assert found.days[0].half_hours[0].counters == 2
    assert found.products == base.products
    assert (found.appointments, found.behaviour) == (base.appointments, base.behaviour)
    seen = overlay(
        base,
        dataclasses.replace(
            Measured(3, {}, {"reispas": MeasuredProduct(9, 7.04, 0.5, 3)}, {(0, 540): 2.6}),
            appointment_share=0.4,
            no_show=0.95,
            patience=30,
        ),
    )
    assert seen.products[0].minutes == 7.0
    assert seen.products[0].booking == Booking.BOTH
    assert seen.products[1].weight == 0
    assert seen.days[0].half_hours[0].counters == 3
    assert seen.appointments.no_show == 0.9
    assert (seen.behaviour.patience, seen.behaviour.patience_shape) == (30, 1.0)
    assert seen.people_per_week == base.people_per_week
