"""The events are the truth: what is kept beside them always says the same."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onthaal.core import clock
from onthaal.reception import events
from onthaal.reception.actions.registration import register
from onthaal.reception.models import Arrival, EventKind, Visit, VisitEvent, VisitItem, VisitState
from onthaal.reception.rules import states
from onthaal.reception.rules.times import durations


def says_the_same(visit):
    """What is stored of a visit and its products is exactly what its events say."""
    stored = Visit.objects.get(pk=visit.pk)
    facts = list(stored.events.all())
    derived = states.derive(facts)
    for name in events.PROJECTED:
        assert getattr(stored, name) == getattr(derived, name), name
    begun = {fact.item_id for fact in facts if fact.kind == EventKind.ITEM_ADDED}
    for item in stored.items.all():
        expected = derived.items.get(item.pk, states.ItemProjection(is_dropped=item.pk in begun))
        assert (item.is_complete, item.is_dropped) == (expected.is_complete, expected.is_dropped)
    return derived


def test_a_visit_from_ticket_to_goodbye(hall, later):
    visit = register(
        location=hall.place,
        items=[(hall.passport, 2), (hall.bags, 1)],
        arrival=Arrival.KIOSK,
    )
    passport, bags = visit.items.all()
    with transaction.atomic():
        later(7)
        events.append(visit, EventKind.CALLED, by=hall.bram, counter=hall.one)
        later(0, seconds=40)
        events.append(visit, EventKind.SHOWN_UP, by=hall.bram, counter=hall.one)
        events.append(visit, EventKind.ITEM_STARTED, by=hall.bram, item=passport)
        later(10)
        events.append(visit, EventKind.PARKED, by=hall.bram, counter=hall.one)
        later(5)
        events.append(visit, EventKind.UNPARKED, by=hall.bram)
        later(2)
        events.append(visit, EventKind.CALLED, by=hall.bram, counter=hall.one)
        later(1)
        events.append(visit, EventKind.SHOWN_UP, by=hall.bram, counter=hall.one)
        events.append(visit, EventKind.ITEM_STARTED, by=hall.bram, item=passport)
        later(4)
        events.append(
            visit, EventKind.ITEM_FINISHED, by=hall.bram, item=passport, data={"complete": True}
        )
        events.append(visit, EventKind.ITEM_STARTED, by=hall.bram, item=bags)
        later(1)
        events.append(
            visit, EventKind.ITEM_FINISHED, by=hall.bram, item=bags, data={"complete": False}
        )
        events.append(visit, EventKind.FINISHED, by=hall.bram, counter=hall.one)
    says_the_same(visit)
    took = durations(visit.events.all())
    assert took.waiting == 9 * 60
    assert took.way == 40 + 60
    assert took.service == 15 * 60
    assert took.aside == 5 * 60
    assert took.items == {passport.pk: 14 * 60, bags.pk: 60}
    assert took.clerks == {hall.bram.pk: 15 * 60}
    assert took.ended_at == clock.now()


def test_the_database_refuses_another_past(hall, comes):
    visit = comes(hall.bags)
    for deed in (
        lambda: VisitEvent.objects.update(kind=EventKind.LEFT),
        lambda: VisitEvent.objects.all().delete(),
        visit.delete,
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()
    assert visit.events.count() == 1


def test_erasing_may_what_nobody_else_may(hall, comes):
    visit = comes(hall.bags)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        visit.delete()
    assert not VisitEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_without_its_transaction_is_refused(hall, comes):
    visit = comes(hall.bags)
    with pytest.raises(TransactionManagementError):
        events.append(visit, EventKind.LEFT)


def test_what_cannot_be_says_what_to_do(hall, comes):
    visit = comes(hall.bags)
    with transaction.atomic():
        with pytest.raises(states.Refused, match=r"wacht nog in de rij\. Duid eerst aan"):
            events.append(visit, EventKind.FINISHED)
        events.append(visit, EventKind.LEFT)
        with pytest.raises(states.Refused, match=r"A001 is weggegaan\. Roep iemand anders op"):
            events.append(visit, EventKind.CALLED)
    assert visit.state == VisitState.LEFT


# what could be tried, in any order; what the rules refuse is skipped
STEPS = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in EventKind if kind not in states.FIRST]),
        st.integers(0, 2),
        st.integers(0, 900),
    ),
    max_size=25,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_the_visit_says_what_its_events_say(hall, later, steps):
    clerks, counters = [hall.bram, hall.eva, hall.fatma], [hall.one, hall.two, hall.three]
    visit = register(
        location=hall.place, items=[(hall.passport, 1), (hall.bags, 1)], arrival=Arrival.DESK
    )
    with transaction.atomic():
        for kind, which, seconds in steps:
            later(0, seconds=seconds)
            step(visit, kind, clerks[which], counters[which], which, hall)
    says_the_same(visit)
    took = durations(visit.events.all(), now=clock.now())
    whole = (clock.now() - visit.arrived_at).total_seconds()
    assert took.waiting + took.way + took.service + took.aside <= whole
    assert sum(took.items.values()) <= took.service
    # the next one starts with an empty hall, for one party stands at a counter
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        visit.delete()
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")


def step(visit, kind, clerk, counter, which, hall):
    if kind == EventKind.UNDONE:
        facts = states.undoable(list(visit.events.all()), clerk_id=clerk.pk)
        if facts:
            events.take_back(visit, facts, by=clerk)
        return
    if not states.may_follow(events.projection(visit), kind):
        return
    item, data = None, {}
    if kind == EventKind.ITEM_ADDED:
        item = VisitItem.objects.create(visit=visit, product=hall.address, position=9)
    elif kind in (EventKind.ITEM_STARTED, EventKind.ITEM_FINISHED, EventKind.ITEM_DROPPED):
        item = visit.items.still_to_do().first()
        if item is None:
            return
        data = {"complete": which == 1}
    elif kind == EventKind.TRANSFERRED:
        data = {"counter": counter.pk, "clerk": None, "skill": hall.people.pk}
    elif kind == EventKind.BONUS:
        data = {"minutes": which * 10}
    events.append(visit, kind, by=clerk, counter=counter, item=item, data=data, act=uuid.uuid4())
