"""A study begins with what was measured, as far as it was."""

import dataclasses
import datetime as dt

import pytest

from onthaal.appointments.models import Appointment, CapacityBlock, CapacityLane, State
from onthaal.appointments.rules import new_check_in_code
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.frontoffice import assumed
from onthaal.frontoffice.figures.measured import measured_assumptions
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import words
from onthaal.frontoffice.rules.assumptions import Booking, Day, HalfHour, Origin
from onthaal.frontoffice.rules.measured import Measured, MeasuredProduct, overlay
from onthaal.frontoffice.rules.scenarios import enough_workers
from onthaal.frontoffice.simulation.outcome import Interval
from onthaal.frontoffice.tests.conftest import MONDAY, at
from onthaal.frontoffice.tests.studio.test_rules import now
from onthaal.reception.models import Duty, QueuePolicy

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


def test_a_second_product_and_a_call_in_vain_are_seen(ten_weeks, visit, passport, move):
    for week in range(10):
        day = MONDAY + dt.timedelta(weeks=week)
        visit(
            "11:00 issued, 11:01 called, 11:02 shown_up, 11:20 finished",
            day=day,
            products=((passport, 1), (move, 1)),
        )
        visit("11:10 issued, 11:21 called, 11:24 no_show", day=day)
    found = measured_assumptions(ten_weeks)
    assert found.second_product == pytest.approx(10 / 90)
    assert found.lost_call == pytest.approx(3)
    # who did not come to the counter says nothing of the way to it
    assert found.way == pytest.approx(1)


def test_what_was_not_measured_is_not_said_to_be(ten_weeks, town_hall, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY + dt.timedelta(days=70))
    base = assumed.starting(town_hall, None)
    sentences = [one for part in words.sections(base) for one in part.sentences]

    def origin(about: str) -> str:
        return next(one.origin for one in sentences if about in one.text)

    assert origin("tot aan het loket") == origin("van wie mag kiezen") == "gemeten"
    assert (
        origin("die al weg is")
        == origin("komt niet opdagen")
        == ("aanname van het model, niet gemeten")
    )
    assert origin("20 minuten extra wachten") == "ingesteld, niet gemeten"
    # and what is typed later is typed in every detail
    typed = base.came_from(Origin.TYPED, "behaviour")
    assert typed.origin("way") == typed.origin("lost_call") == Origin.TYPED


def test_who_comes_for_the_back_office_is_in_the_hall(catalogue, visit, monkeypatch):
    premium = Product.objects.get(slug="premie")
    for week in range(10):
        for minute in range(3):
            visit(
                f"9:{minute}0 issued, 9:{minute}1 called, 9:{minute}2 shown_up, "
                f"9:{minute}9 finished",
                day=MONDAY + dt.timedelta(weeks=week),
                products=((premium, 1),),
            )
    monkeypatch.setattr(clock, "today", lambda: MONDAY + dt.timedelta(weeks=10))
    base = assumed.starting(catalogue, None)
    [here] = [one for one in base.products if one.weight]
    assert (here.slug, here.weight, here.minutes) == ("premie", 3, 7)
    assert "premie" not in {one.slug for one in base.elsewhere}


def test_the_settings_of_the_place_are_where_it_begins(catalogue):
    QueuePolicy.objects.create(
        location=catalogue, norm_minutes=20, appointment_bonus=5, late_tolerance=30
    )
    block = CapacityBlock.objects.create(
        location=catalogue,
        weekday=0,
        starts_at=dt.time(9),
        ends_at=dt.time(12),
        public_ceiling=2,
        staff_ceiling=2,
        walk_in_reserve=1,
    )
    block.lanes.set(CapacityLane.objects.all())
    base = assumed.starting(catalogue, 100)
    assert (base.norm_walk_in, base.norm_booked) == (20, 20)
    assert (base.appointments.bonus, base.appointments.tolerance) == (5, 30)
    # six lane hours of 45 counter hours
    assert base.appointments.reserve == pytest.approx(1 - 6 / 45, abs=0.01)
    assert base.origin("reserve") == Origin.CONFIGURED


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
