"""Counting by hand: three taps, also when they come in late or twice."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from onthaal.core import clock
from onthaal.core.tests.together import at_once
from onthaal.reception import hall as halls
from onthaal.reception import queue, waits
from onthaal.reception.actions import calling, tally
from onthaal.reception.models import (
    Arrival,
    EventKind,
    Screen,
    ScreenKind,
    Visit,
    VisitEvent,
    VisitState,
)


@pytest.fixture
def fatma(hall, client):
    """Fatma taps: ``fatma("komt", visit, product=…)``."""
    client.force_login(hall.fatma)

    def tap(kind, visit, act=None, *, ago=0, accept="application/json", **more):
        data = {"kind": kind, "visit": visit, "act": act or uuid.uuid4(), "age": ago * 1000, **more}
        return client.post(reverse("reception-tally-tap"), data, headers={"Accept": accept})

    return tap


def kinds() -> list[str]:
    return list(VisitEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_three_taps_are_a_visit_with_its_moments(fatma, hall, later):
    act = uuid.uuid4()
    assert fatma("komt", act, act, product=hall.bags.pk).status_code == 201
    arrived = clock.now()
    later(7)
    assert fatma("begint", act).status_code == 201
    later(3)
    assert fatma("klaar", act).status_code == 201
    visit = Visit.objects.get()
    assert (visit.arrival, visit.state) == (Arrival.TALLY, VisitState.DONE)
    assert visit.arrived_at == arrived
    assert visit.earlier_wait == 7 * 60
    assert kinds() == ["issued", "called", "shown_up", "item_started", "item_finished", "finished"]
    assert visit.items.get().is_complete


def test_who_is_counted_by_hand_has_no_number_and_is_never_called(fatma, hall, sits):
    screen = Screen.objects.create(location=hall.place, kind=ScreenKind.DISPLAY, name="Hal")
    act = uuid.uuid4()
    fatma("komt", act, act, product=hall.bags.pk)
    bram = sits(hall.bram, hall.one)
    assert calling.call_next(duty=bram) is None
    assert queue.look(hall.place, clock.now()).visits == []
    assert waits.of(hall.place).waiting == 0
    fatma("begint", act)
    assert halls.calls(screen).recent == ()


def test_a_tap_that_comes_in_late_counts_when_it_was(fatma, hall, later):
    act = uuid.uuid4()
    later(60)
    now = clock.now()
    fatma("komt", act, act, product=hall.bags.pk, ago=1800)
    fatma("begint", act, ago=1200)
    fatma("klaar", act, ago=900)
    times = [(now - at).total_seconds() for at in VisitEvent.objects.values_list("at", flat=True)]
    assert sorted(times, reverse=True) == [1800, 1200, 1200, 1200, 900, 900]


def test_a_tap_of_yesterday_is_refused_with_words(fatma, hall):
    act = uuid.uuid4()
    answer = fatma("komt", act, act, product=hall.bags.pk, ago=20 * 3600)
    assert answer.status_code == 422
    assert "te oud" in answer.json()["error"]
    answer = fatma("komt", act, act, product=hall.bags.pk, ago=10**18)
    assert "te oud" in answer.json()["error"]


def test_sent_twice_is_once(fatma, hall):
    act, begins, ends = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for _ in range(2):
        fatma("komt", act, act, product=hall.bags.pk)
        fatma("begint", act, begins)
        fatma("klaar", act, ends)
    assert Visit.objects.count() == 1
    assert len(kinds()) == 6


def test_several_at_once_are_kept_apart(fatma, hall):
    first, second = uuid.uuid4(), uuid.uuid4()
    fatma("komt", first, first, product=hall.bags.pk)
    fatma("komt", second, second, product=hall.address.pk)
    fatma("begint", second)
    assert tally.of(first).state == VisitState.WAITING
    assert tally.of(second).state == VisitState.SERVING


def test_a_mistake_is_taken_back_step_by_step(fatma, hall):
    act, begins = uuid.uuid4(), uuid.uuid4()
    fatma("komt", act, act, product=hall.bags.pk)
    fatma("begint", act, begins)
    assert fatma("terug", act, act).status_code == 422, "only the last tap"
    assert fatma("terug", act, begins).status_code == 201
    assert fatma("terug", act, begins).status_code == 201, "twice is once"
    assert Visit.objects.get().state == VisitState.WAITING
    assert fatma("terug", act, act).status_code == 201
    assert Visit.objects.get().state == VisitState.VOID
    assert tally.count_today(hall.place) == 0


def test_who_goes_away_unserved_is_counted_as_such(fatma, hall):
    act = uuid.uuid4()
    fatma("komt", act, act, product=hall.bags.pk)
    fatma("weg", act)
    assert Visit.objects.get().state == VisitState.LEFT
    assert fatma("begint", act).status_code == 422


def test_nobody_is_done_who_did_not_begin(fatma, hall):
    act = uuid.uuid4()
    fatma("komt", act, act, product=hall.bags.pk)
    answer = fatma("klaar", act)
    assert answer.status_code == 422
    assert "nog niet begonnen" in answer.json()["error"]


def test_without_script_the_same_forms_bring_back_the_page(fatma, hall, client):
    act = uuid.uuid4()
    answer = fatma("komt", act, act, product=hall.bags.pk, accept="text/html")
    page = client.get(answer.url).content.decode()
    assert "Begint" in page
    assert str(act) in page
    assert "Vandaag geteld: <strong data-count>1" in page


def test_the_page_tells_how_it_stands_with_a_fresh_token(fatma, hall, client):
    act = uuid.uuid4()
    fatma("komt", act, act, product=hall.bags.pk)
    told = client.get(reverse("reception-tally-state")).json()
    assert told["user"] == hall.fatma.pk
    assert told["token"]
    assert [(one["act"], one["state"]) for one in told["visits"]] == [(str(act), "waiting")]


@pytest.mark.django_db(transaction=True)
def test_the_same_tap_from_several_connections_is_one_visit(hall):
    act = uuid.uuid4()

    def tap():
        return tally.arrive(
            location=hall.place, items=[(hall.bags, 1)], act=act, at=clock.now(), by=hall.fatma
        )

    given = at_once(tap, tap, tap, tap)
    assert set(given) == {Visit.objects.get()}
    assert VisitEvent.objects.filter(kind=EventKind.ISSUED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_is_taken_by_two_tablets_at_once_begins_and_ends_once(hall):
    visit = tally.arrive(
        location=hall.place,
        items=[(hall.bags, 1)],
        act=uuid.uuid4(),
        at=clock.now(),
        by=hall.fatma,
    )
    for step in (tally.begin, tally.end):

        def tap(step=step):
            return step(visit=visit, act=uuid.uuid4(), at=clock.now(), by=hall.fatma)

        given = at_once(tap, tap, tap, tap)
        assert sum(isinstance(each, Visit) for each in given) == 1
        assert sum(isinstance(each, tally.Refused) for each in given) == 3
    assert kinds() == ["issued", "called", "shown_up", "item_started", "item_finished", "finished"]
