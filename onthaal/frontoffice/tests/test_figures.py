"""What the manager reads, from days that are written down."""

import datetime as dt

import pytest

from onthaal.core import clock
from onthaal.frontoffice.figures import arrivals, hall, hours, ledger, occupation, outlook, products
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.tests.conftest import MONDAY, at, erasing
from onthaal.organisation.actions import set_week
from onthaal.organisation.models import OpeningException, OpeningHours
from onthaal.people.models import User
from onthaal.reception.models import Duty

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def eight_weeks(town_hall, monkeypatch) -> Period:
    last = MONDAY + 8 * WEEK - dt.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: last)
    return Period(town_hall, MONDAY, last)


def test_walk_ins_and_appointments_wait_apart(visit, eight_weeks):
    for week in range(6):
        day = MONDAY + week * WEEK
        visit("9:00 issued, 9:20 called, 9:21 shown_up, 9:30 finished", day=day)
        visit(
            "9:25 checked_in, 9:27 called, 9:28 shown_up, 9:40 finished",
            day=day,
            appointment="9:30",
        )
    everybody, walk_ins, appointments = hall.waiting_by_class(ledger.visits(eight_weeks), 15)
    assert (everybody.number, walk_ins.number, appointments.number) == (12, 6, 6)
    assert walk_ins.median.value == 20
    assert appointments.median.value == 2
    assert (walk_ins.within.value, appointments.within.value) == (0, 1)
    assert walk_ins.way.value == 1


def test_who_leaves_counts_as_given_up_and_who_waits_does_not_yet(visit, eight_weeks):
    visit("9:00 issued, 9:30 left")
    visit("9:00 issued, 9:03 called, 9:04 shown_up, 9:10 finished")
    visit("9:00 issued, 9:05 called, 9:06 recalled, 9:08 no_show")
    visit("9:10 issued")
    everybody = hall.waiting(ledger.visits(eight_weeks), "Iedereen", 15)
    assert everybody.gave_up.value == pytest.approx(2 / 3)


def test_an_open_day_without_visitors_pulls_the_mean_down(visit, town_hall):
    two_mondays = Period(town_hall, MONDAY, MONDAY + WEEK)
    visit("9:10 issued, 9:20 left")
    heat = arrivals.heat(ledger.visits(two_mondays), two_mondays)
    (line,) = heat.lines
    assert line.label == "9.00"
    assert heat.weekdays == [0, 1, 2, 3, 4]
    assert line.cells[0].arrivals.value == 0.5


def test_a_closed_day_is_no_day(visit, town_hall):
    OpeningException.objects.create(location=town_hall, day=MONDAY + WEEK)
    two_mondays = Period(town_hall, MONDAY, MONDAY + WEEK)
    visit("9:10 issued, 9:20 left")
    heat = arrivals.heat(ledger.visits(two_mondays), two_mondays)
    assert heat.lines[0].cells[0].arrivals.value == 1


def test_before_counting_began_nobody_stayed_away(visit, town_hall):
    four_mondays = Period(town_hall, MONDAY - 3 * WEEK, MONDAY)
    visit("9:10 issued, 9:20 left")
    heat = arrivals.heat(ledger.visits(four_mondays), four_mondays)
    assert heat.lines[0].cells[0].arrivals.value == 1


def test_who_forgot_to_leave_the_counter_was_gone_after_the_last_deed(visit, town_hall, counter):
    fatma = User.objects.create_user("fatma@lindeveld.example", is_staff=True)
    Duty.objects.create(
        counter=counter,
        clerk=fatma,
        started_at=at("9:00"),
        ended_at=at("23:30"),
        is_ended_by_night=True,
    )
    found = visit("9:00 issued, 9:00 called, 9:01 shown_up, 9:30 finished")
    with erasing():
        found.events.filter(counter=counter).update(clerk=fatma)
    used = occupation.occupation(Period(town_hall, MONDAY, MONDAY))
    assert [slot.label for slot in used.slots] == ["9.00"]


def test_a_visitor_between_two_openings_counts_once(visit, town_hall, eight_weeks):
    OpeningHours.objects.create(
        location=town_hall, weekday=0, opens_at=dt.time(12), closes_at=dt.time(13)
    )
    visit("11:45 issued, 11:50 left")
    found = hours.blocks(ledger.visits(eight_weeks), eight_weeks, {})
    assert [round(block.visitors.value * 8) for block in found if block.weekday == 0] == [1, 0]


def test_an_evening_that_is_new_counts_from_its_first_day(
    visit, town_hall, eight_weeks, joris, monkeypatch
):
    """Before it there was no evening that brought nobody."""
    for week in range(8):
        visit("9:10 issued, 9:20 left", day=MONDAY + week * WEEK)
    monkeypatch.setattr(clock, "today", lambda: MONDAY + 6 * WEEK)
    week = [
        OpeningHours(weekday=day, opens_at=dt.time(9), closes_at=dt.time(12)) for day in range(5)
    ]
    evening = OpeningHours(weekday=0, opens_at=dt.time(16), closes_at=dt.time(19))
    set_week(location=town_hall, periods=[*week, evening], by=joris)
    # a slip that is put right on the same day never held
    evening = OpeningHours(weekday=0, opens_at=dt.time(17), closes_at=dt.time(19))
    set_week(location=town_hall, periods=[*week, evening], by=joris)
    visit("17:10 issued, 17:20 left", day=MONDAY + 6 * WEEK)
    monkeypatch.setattr(clock, "today", lambda: eight_weeks.last)
    found = hours.blocks(ledger.visits(eight_weeks), eight_weeks, {})
    brought = {one.label: (one.openings, one.visitors.value) for one in found if not one.weekday}
    assert brought == {"9.00 – 12.00": (8, 1), "17.00 – 19.00": (2, 0.5)}
    # residents see the present week only
    assert town_hall.opening_hours.count() == 6


def test_a_product_that_takes_longer_than_planned_is_said_so(visit, eight_weeks, passport):
    for week in range(6):
        for start in (0, 20, 40):
            visit(
                f"9:{start:02} issued, 9:{start:02} called, 9:{start:02} shown_up, "
                f"9:{start + 15 + week % 2} finished",
                day=MONDAY + week * WEEK,
                complete=week > 0,
            )
    (service,) = products.services(ledger.items(eight_weeks))
    assert service.number == 18
    assert 15 <= service.median.value <= 16
    assert service.is_longer_than_planned
    assert service.complete.value == pytest.approx(15 / 18)
    assert service.extra is None


def test_every_further_person_has_a_price_in_minutes(visit, eight_weeks, passport):
    for week in range(8):
        day = MONDAY + week * WEEK
        for persons in (1, 2, 3):
            visit(
                f"9:00 issued, 9:00 called, 9:00 shown_up, 9:{6 + 4 * persons:02} finished",
                day=day,
                products=((passport, persons),),
            )
    (service,) = products.services(ledger.items(eight_weeks))
    assert service.extra.value == pytest.approx(4)
    # every day says the same
    assert service.extra.high - service.extra.low < 0.001
    # the minutes of the product are those for one person
    assert service.median.value == 10


def test_occupation_is_about_counters_and_half_hours(visit, town_hall, counter):
    fatma = User.objects.create_user("fatma@lindeveld.example", is_staff=True)
    Duty.objects.create(counter=counter, clerk=fatma, started_at=at("9:00"), ended_at=at("10:00"))
    visit("9:00 issued, 9:00 called, 9:01 shown_up, 9:15 finished")
    used = occupation.occupation(Period(town_hall, MONDAY, MONDAY))
    assert [(slot.label, slot.staffed.value) for slot in used.slots] == [("9.00", 1), ("9.30", 1)]
    assert used.slots[0].occupied.value == pytest.approx(0.5)
    assert used.whole.value == pytest.approx(0.25)
    assert occupation.busiest(used.slots).label == "9.00"


def test_without_anybody_on_duty_there_is_no_occupation(visit, town_hall):
    visit("9:00 issued, 9:05 left")
    assert occupation.occupation(Period(town_hall, MONDAY, MONDAY)) is None


def test_an_opening_block_tells_what_it_brings(visit, eight_weeks):
    for week in range(6):
        visit("8:50 issued, 9:05 called, 9:06 shown_up, 9:10 finished", day=MONDAY + week * WEEK)
        visit("11:00 issued, 11:01 called, 11:02 finished", day=MONDAY + week * WEEK)
    found = hours.blocks(ledger.visits(eight_weeks), eight_weeks, {})
    monday = found[0]
    assert monday.label == "9.00 – 12.00"
    assert monday.openings == 8
    assert monday.visitors.value == pytest.approx(12 / 8)
    assert monday.first.value == 0.5
    assert monday.counters is None
    assert found[1].visitors.value == 0


def test_the_outlook_follows_the_weekday_and_knows_its_error(visit, town_hall):
    for week in range(14):
        for minute in range(10, 14):
            visit(f"9:{minute} issued, 9:59 left", day=MONDAY - week * WEEK)
    found = outlook.outlook(town_hall, MONDAY + dt.timedelta(days=1))
    by_day = {each.day: each for each in found.days}
    assert by_day[MONDAY + WEEK].value == 4
    assert by_day[MONDAY + dt.timedelta(days=2)].value == 0
    assert found.error.absolute.value == pytest.approx(0)
    assert found.error.tested >= 20
    assert found.half_hours(by_day[MONDAY + WEEK]) == [(18, 4.0)]


def test_without_visits_there_is_no_outlook(town_hall):
    found = outlook.outlook(town_hall, MONDAY)
    assert found.days == []
    assert found.error is None
