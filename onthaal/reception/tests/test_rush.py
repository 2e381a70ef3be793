"""400 tickets and six clerks at the same time, each on a connection of their own: no ticket is
called twice, none is forgotten."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db.models import Count

from onthaal.core.tests.together import at_once, problems
from onthaal.people.models import Role, User
from onthaal.reception.actions import calling, registration, settings
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions.calling import ParkReason, Refused
from onthaal.reception.models import (
    Arrival,
    Clerk,
    Counter,
    Duty,
    EventKind,
    TicketSeries,
    Visit,
    VisitEvent,
    VisitItem,
    VisitState,
)
from onthaal.reception.tests.test_events import says_the_same

pytestmark = pytest.mark.django_db(transaction=True)
TICKETS, CLERKS = 400, 6


@pytest.fixture
def six(hall, sits):
    """Six clerks who sit: the odd ones do only addresses."""
    sitting = []
    for number in range(CLERKS):
        user = User.objects.create_user(
            f"loket{number}@lindeveld.example",
            name=f"Loket {number}",
            is_staff=True,
            roles=[Role.HANDLER],
        )
        skills = [hall.people] if number % 2 else [hall.people, hall.passports]
        Clerk.objects.create(user=user).skills.set(skills)
        counter = Counter.objects.create(location=hall.place, name=f"Balie {number}")
        sitting.append(sits(user, counter))
    return sitting


def crowd(hall, number, *products):
    return [
        registration.register(
            location=hall.place,
            items=[(products[each % len(products)], 1)],
            arrival=Arrival.KIOSK,
        )
        for each in range(number)
    ]


def work(duty):
    """Call, receive and finish until nobody is left."""
    number = 0
    while visit := calling.call_next(duty=duty):
        calling.show_up(duty=duty, visit=visit)
        calling.finish(duty=duty, visit=visit)
        number += 1
    return number


def calls_per_visit():
    return list(
        VisitEvent.objects.filter(kind=EventKind.CALLED)
        .values("visit")
        .annotate(number=Count("pk"))
        .values_list("number", flat=True)
    )


def test_four_hundred_tickets_and_six_clerks(hall, six):
    crowd(hall, TICKETS, hall.bags)
    outcomes = at_once(*[lambda duty=duty: work(duty) for duty in six])
    assert not problems(outcomes, Exception)
    assert sum(outcomes) == TICKETS
    assert calls_per_visit() == [1] * TICKETS
    assert set(Visit.objects.values_list("state", flat=True)) == {VisitState.DONE}


def test_with_skills_everybody_is_called_once_by_who_can_help(hall, six):
    crowd(hall, 150, hall.passport, hall.address, hall.bags)
    outcomes = at_once(*[lambda duty=duty: work(duty) for duty in six])
    assert not problems(outcomes, Exception)
    assert calls_per_visit() == [1] * 150
    able = {duty.clerk_id for duty in six[::2]}
    passports = VisitItem.objects.filter(product=hall.passport).values("visit")
    who = VisitEvent.objects.filter(kind=EventKind.CALLED, visit__in=passports)
    assert set(who.values_list("clerk_id", flat=True)) <= able


def test_while_others_leave_come_are_passed_on_and_set_aside(hall, six):
    """The desk registers and lets leave, clerks pass on and set aside, all at once. In the end
    everybody is served or gone, nobody was at two counters, and every visit says what its events
    say."""
    early = crowd(hall, 60, hall.passport, hall.address, hall.bags)
    over = threading.Event()

    def busy(duty):
        served = 0
        while True:
            visit = calling.call_next(duty=duty)
            if visit is None:
                if over.is_set() and not Visit.objects.waiting().exists():
                    # who is gone, is not waited for
                    duties.leave(duty=duty)
                    return served
                continue
            served += 1
            try:
                help_on(duty, visit, served)
            except Refused:
                # went away between two presses; on to the next
                continue

    def help_on(duty, visit, served):
        calling.show_up(duty=duty, visit=visit)
        if served % 5 == 0 and visit.events.count() < 8:
            calling.transfer(duty=duty, visit=visit, clerk=six[0].clerk)
        elif served % 7 == 0 and visit.events.count() < 8:
            calling.park(duty=duty, visit=visit, reason=ParkReason.FETCHES)
            calling.unpark(visit=visit)
        else:
            calling.finish(duty=duty, visit=visit)

    def leaving():
        refused = 0
        for visit in early[::4]:
            try:
                registration.leave(visit=visit)
            except Refused:
                refused += 1
        return refused

    def coming():
        try:
            return len(crowd(hall, 40, hall.bags, hall.address))
        finally:
            over.set()

    outcomes = at_once(
        *[lambda duty=duty: busy(duty) for duty in six],
        leaving,
        coming,
    )
    assert not problems(outcomes, Exception)
    assert None not in outcomes
    assert Visit.objects.count() == 100
    assert set(Visit.objects.values_list("state", flat=True)) <= {VisitState.DONE, VisitState.LEFT}
    for visit in Visit.objects.all():
        says_the_same(visit)
    numbers = sorted(Visit.objects.values_list("number", flat=True))
    assert numbers == [f"A{number:03}" for number in range(1, 101)]


def test_numbers_are_taken_together_without_a_gap_or_a_double(hall):
    outcomes = at_once(*[lambda: crowd(hall, 25, hall.bags)] * 6)
    assert not problems(outcomes, Exception)
    numbers = sorted(Visit.objects.values_list("number", flat=True))
    assert numbers == [f"A{number:03}" for number in range(1, 151)]
    assert TicketSeries.objects.get().last == 150


def test_two_clicks_at_the_same_moment_are_one_call(hall, six):
    crowd(hall, 3, hall.bags)
    act = uuid.uuid4()
    outcomes = at_once(*[lambda: calling.call_next(duty=six[0], act=act)] * 4)
    assert not problems(outcomes, Exception)
    assert len({visit.pk for visit in outcomes}) == 1
    assert Visit.objects.filter(state=VisitState.CALLED).count() == 1


def test_two_who_want_the_same_visitor(hall, six):
    (visit,) = crowd(hall, 1, hall.bags)
    outcomes = at_once(*[lambda duty=duty: calling.call(duty=duty, visit=visit) for duty in six])
    assert len(problems(outcomes, Refused)) == CLERKS - 1
    assert calls_per_visit() == [1]


def test_two_who_sit_down_at_one_counter(hall, sits):
    outcomes = at_once(lambda: sits(hall.bram, hall.one), lambda: sits(hall.eva, hall.one))
    assert len(problems(outcomes, Refused)) == 1


def test_a_counter_is_taken_or_closed_but_not_both(hall, sits):
    hall.one.is_active = False
    deeds = (
        lambda: sits(hall.bram, Counter.objects.get(pk=hall.one.pk)),
        lambda: settings.save_counter(hall.one),
        lambda: settings.open_counter(counter=hall.one, is_open=False),
    )
    outcomes = at_once(*deeds)
    refused = problems(outcomes, Refused)
    is_open = Counter.objects.get(pk=hall.one.pk).is_active
    assert is_open == Duty.objects.open().filter(counter=hall.one).exists()
    assert len(refused) == (2 if is_open else 1)


def test_the_same_form_sent_twice_at_the_same_moment_is_one_ticket(hall):
    act = uuid.uuid4()
    outcomes = at_once(
        *[
            lambda: registration.register(
                location=hall.place, items=[(hall.bags, 1)], arrival=Arrival.DESK, act=act
            )
        ]
        * 5
    )
    assert not problems(outcomes, Exception)
    assert {visit.pk for visit in outcomes} == {Visit.objects.get().pk}


def test_another_number_of_persons_twice_at_once_is_one_product(hall):
    (visit,) = crowd(hall, 1, hall.bags)
    item = visit.items.get()
    outcomes = at_once(
        *[
            lambda persons=persons: registration.change_persons(item=item, persons=persons)
            for persons in (2, 3)
        ]
    )
    assert len(problems(outcomes, Refused)) == 1
    assert visit.items.kept().count() == 1
    says_the_same(visit)
