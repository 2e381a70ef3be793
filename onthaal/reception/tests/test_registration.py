"""Coming in: numbers, and what happens to them before anybody calls."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.reception.actions import registration
from onthaal.reception.actions.registration import BonusReason, Refused
from onthaal.reception.models import (
    EventKind,
    QueuePolicy,
    Visit,
    VisitClass,
    VisitState,
)
from onthaal.reception.rules.arrival import due
from onthaal.reception.tests.test_events import says_the_same

TEN = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def minutes(number):
    return dt.timedelta(minutes=number)


def test_numbers_run_on_through_the_day_and_start_anew_tomorrow(hall, comes, on):
    assert [comes(hall.bags).number for _ in range(3)] == ["A001", "A002", "A003"]
    on("2026-11-24 09:00")
    assert comes(hall.bags).number == "A001"


def test_a_place_chooses_its_letter(hall, comes):
    QueuePolicy.objects.create(location=hall.place, walk_in_letter="K")
    assert comes(hall.bags).number == "K001"


def test_the_same_press_twice_is_one_ticket(hall, comes):
    act = uuid.uuid4()
    assert comes(hall.bags, act=act) == comes(hall.bags, act=act)
    assert Visit.objects.count() == 1


def test_too_many_persons_is_told_before_there_is_a_ticket(hall, comes):
    with pytest.raises(Refused, match="hoogstens 6 personen"):
        comes(hall.passport, persons=7)
    assert not Visit.objects.exists()


def test_a_mistaken_ticket_does_not_count(hall, comes):
    visit = registration.void(visit=comes(hall.bags), by=hall.fatma)
    assert visit.state == VisitState.VOID
    with pytest.raises(Refused, match="geldt niet meer"):
        registration.leave(visit=visit)


def test_who_left_and_is_there_after_all_waits_anew(hall, comes, later):
    visit = comes(hall.bags)
    later(10)
    registration.leave(visit=visit, by=hall.fatma)
    moment = later(5)
    visit = registration.come_back(visit=visit, by=hall.fatma)
    assert (visit.state, visit.due_at, visit.earlier_wait) == (VisitState.WAITING, moment, 0)
    says_the_same(visit)


def test_nobody_comes_back_on_another_day(hall, comes, on):
    visit = registration.leave(visit=comes(hall.bags))
    on("2026-11-24 09:00")
    with pytest.raises(Refused, match="andere dag"):
        registration.come_back(visit=visit)


def test_the_desk_corrects_what_somebody_came_for(hall, comes):
    visit = comes(hall.bags)
    registration.add_item(visit=visit, product=hall.address, by=hall.fatma)
    bags = visit.items.get(product=hall.bags)
    registration.drop_item(item=bags, by=hall.fatma)
    assert [str(item.product) for item in visit.items.kept()] == ["Adreswijziging"]
    address = visit.items.get(product=hall.address)
    registration.change_persons(item=address, persons=4, by=hall.fatma)
    assert [item.persons for item in visit.items.kept()] == [4]
    says_the_same(visit)


def test_the_desk_gives_precedence_with_a_reason_and_within_bounds(hall, comes):
    visit = comes(hall.bags)
    visit = registration.give_bonus(
        visit=visit, minutes=15, reason=BonusReason.OUR_MISTAKE, by=hall.fatma
    )
    assert visit.bonus_minutes == 15
    event = visit.events.get(kind=EventKind.BONUS)
    assert event.data == {"minutes": 15, "reason": "our_mistake"}
    with pytest.raises(Refused, match="hoogstens 60"):
        registration.give_bonus(visit=visit, minutes=61, reason=BonusReason.OTHER, by=hall.fatma)


@pytest.mark.parametrize(
    ("arrived", "visit_class", "due_at"),
    [
        (TEN - minutes(30), VisitClass.APPOINTMENT, TEN - minutes(5)),
        (TEN - minutes(2), VisitClass.APPOINTMENT, TEN - minutes(2)),
        (TEN + minutes(15), VisitClass.APPOINTMENT, TEN + minutes(15)),
        (TEN + minutes(16), VisitClass.WALK_IN, TEN + minutes(16)),
    ],
)
def test_an_appointment_waits_from_five_minutes_before_its_time(arrived, visit_class, due_at):
    found = due(TEN, arrived, tolerance=15)
    assert (found.visit_class, found.due_at) == (visit_class, due_at)


@given(st.integers(-600, 600), st.integers(0, 240))
def test_nobody_waits_before_arriving_nor_more_than_five_minutes_too_soon(offset, tolerance):
    found = due(TEN, TEN + minutes(offset), tolerance=tolerance)
    assert found.due_at >= TEN + minutes(offset)
    assert found.due_at == TEN + minutes(offset) or found.due_at == TEN - minutes(5)
    assert (found.visit_class == VisitClass.APPOINTMENT) == (offset <= tolerance)


def test_what_was_changed_meanwhile_is_not_changed_again(hall, comes):
    visit = comes(hall.bags)
    item = visit.items.get()
    registration.change_persons(item=item, persons=2, by=hall.fatma)
    with pytest.raises(Refused, match="intussen aangepast"):
        registration.change_persons(item=item, persons=2, by=hall.fatma)
    assert [each.persons for each in visit.items.kept()] == [2]
