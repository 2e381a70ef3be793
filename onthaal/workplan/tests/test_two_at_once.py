"""Planners and telephones at the very same moment, each on a connection of their own."""

from __future__ import annotations

import uuid

import pytest

from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.tests.together import at_once, problems
from onthaal.outbox.models import Message
from onthaal.workplan.actions.answers import release
from onthaal.workplan.actions.field import Deed, perform
from onthaal.workplan.actions.planning import plan, unplan
from onthaal.workplan.actions.rounds import make_ahead, save_round
from onthaal.workplan.models import ActKind, DraftAnswer, Round, WorkOrder
from onthaal.workplan.tests.conftest import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db(transaction=True)


def places(crew, day):
    return list(WorkOrder.objects.in_lane(crew, day).values_list("position", flat=True))


def test_eight_moves_into_one_day_get_eight_places(order, yard, town):
    made = [order(f"Werk {number}") for number in range(8)]
    outcomes = at_once(
        *[
            lambda each=each: plan(each, crew=yard.one, on=MONDAY, position=1, by=town.bram)
            for each in made
        ]
    )
    assert not problems(outcomes, Exception)
    assert places(yard.one, MONDAY) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_moves_crosswise_between_two_days_neither_stick_nor_double(order, yard, town):
    here = [order(f"A{number}", crew=yard.one, day=MONDAY) for number in range(4)]
    there = [order(f"B{number}", crew=yard.one, day=TUESDAY) for number in range(4)]
    outcomes = at_once(
        *[
            lambda each=each: plan(each, crew=yard.one, on=TUESDAY, position=2, by=town.bram)
            for each in here
        ],
        *[
            lambda each=each: plan(each, crew=yard.one, on=MONDAY, position=1, by=town.joris)
            for each in there[:3]
        ],
        lambda: unplan(there[3], by=town.joris),
    )
    assert not problems(outcomes, Exception)
    assert places(yard.one, MONDAY) == [1, 2, 3]
    assert places(yard.one, TUESDAY) == [1, 2, 3, 4]


def test_two_planners_of_one_order_make_one_move(order, yard, town):
    made = order(crew=yard.one)
    outcomes = at_once(
        lambda: plan(made, crew=yard.two, on=MONDAY, by=town.bram, expected_version=made.version),
        lambda: plan(made, crew=yard.one, on=TUESDAY, by=town.joris, expected_version=made.version),
    )
    assert len(problems(outcomes, ChangedMeanwhile)) == 1


def test_a_telephone_that_sends_twice_at_once_does_it_once(order, report, yard):
    made, key = order(issues=[report()], crew=yard.one), uuid.uuid4()
    deed = Deed(ActKind.DONE, key, minutes={yard.ward.pk: 30})
    outcomes = at_once(*[lambda: perform(made, deed=deed, by=yard.ward)] * 4)
    assert not problems(outcomes, Exception)
    assert (made.hours.count(), made.answers.count(), made.acts.count()) == (1, 1, 1)


def test_two_who_release_send_one_mail(order, report, yard, town):
    made = order(issues=[report()], crew=yard.one)
    perform(made, deed=Deed(ActKind.DONE, uuid.uuid4()), by=yard.ward)
    answer = DraftAnswer.objects.get()
    outcomes = at_once(
        lambda: release(answer, text="Van Bram", photos=[], by=town.bram),
        lambda: release(answer, text="Van Joris", photos=[], by=town.joris),
    )
    assert len(problems(outcomes, CannotChange)) == 1
    assert Message.objects.filter(template="issue_closed").count() == 1


def test_two_workers_make_a_round_once(yard, town):
    round = Round(
        title="Speeltuinen",
        crew=yard.one,
        estimated_minutes=60,
        every=1,
        period="week",
        starts_on=MONDAY,
    )
    save_round(round, by=town.bram)
    wanted = WorkOrder.objects.count()
    WorkOrder.objects.all().delete()
    outcomes = at_once(*[lambda: make_ahead(round)] * 4)
    assert not problems(outcomes, Exception)
    assert WorkOrder.objects.count() == wanted
