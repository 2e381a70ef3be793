"""A study begins with what the counters measured."""

import datetime as dt

import pytest

from onthaal.core import clock
from onthaal.frontoffice import assumed
from onthaal.frontoffice.rules.assumptions import Origin, check
from onthaal.frontoffice.tests.conftest import MONDAY, at
from onthaal.people.models import User
from onthaal.reception.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten_weeks(visit, passport, counter, monkeypatch):
    """Every Monday and Tuesday three visits of six minutes, one of them by appointment."""
    today = MONDAY + dt.timedelta(weeks=10)
    monkeypatch.setattr(clock, "today", lambda: today)
    fatma = User.objects.create_user("fatma@lindeveld.example", is_staff=True)
    for number in range(20):
        day = MONDAY + dt.timedelta(weeks=number // 2, days=number % 2)
        Duty.objects.create(
            counter=counter, clerk=fatma, started_at=at("9:00", day), ended_at=at("12:00", day)
        )
        visit("8:50 issued, 9:00 called, 9:01 shown_up, 9:07 finished", day=day)
        visit("9:40 issued, 9:41 called, 9:42 shown_up, 9:48 finished", day=day)
        visit(
            "9:55 checked_in, 10:00 called, 10:01 shown_up, 10:07 finished",
            day=day,
            appointment="10:00",
        )
    passport.office = "front"
    passport.save()


def test_measured_people_counters_times_and_appointments_replace_what_is_configured(
    ten_weeks, town_hall
):
    found = assumed.starting(town_hall, None)
    check(found)
    assert found.measured_weeks == 10
    assert found.people_per_week == pytest.approx(6, abs=0.1)
    monday = next(day for day in found.days if day.weekday == 0)
    people = {one.begin: one.people for one in monday.half_hours}
    # who came before the doors opened stands in the first half hour
    assert people[9 * 60] == 1
    assert people[9 * 60 + 30] == 2
    assert {one.counters for one in monday.half_hours} == {1}
    (passport,) = [one for one in found.products if one.slug == "paspoort"]
    assert passport.minutes == pytest.approx(6)
    assert passport.weight == pytest.approx(6, abs=0.1)
    assert found.appointments.share == pytest.approx(1 / 3, abs=0.01)
    assert found.behaviour.way == pytest.approx(1)
    assert found.origin("people") == Origin.MEASURED


def test_a_typed_number_of_people_keeps_the_measured_spread(ten_weeks, town_hall):
    found = assumed.starting(town_hall, 60)
    assert found.people_per_week == pytest.approx(60, abs=0.5)
    assert found.origin("people") == Origin.TYPED
    assert found.origin("spread") == Origin.MEASURED


def test_a_few_days_are_no_measurement(visit, town_hall, passport):
    visit("9:00 issued, 9:01 called, 9:02 shown_up, 9:12 finished")
    found = assumed.starting(town_hall, None)
    assert found.measured_weeks == 0
    assert found.origin("people") == Origin.MODEL
