"""Who is next: one sum in minutes, explained, in which nobody is forgotten."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from onthaal.reception.models import VisitClass
from onthaal.reception.rules.scoring import (
    MAX_HAND_BONUS,
    Caller,
    Candidate,
    Weights,
    can_serve,
    explain,
    rank,
    score,
)

NINE = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
ANYBODY = Caller(counter=1, clerk=1, skills=frozenset({1, 2, 3}))


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


def waits(number, since, visit_class=VisitClass.WALK_IN, **more):
    return Candidate(
        visit_id=int(number[1:]),
        number=number,
        due_at=at(since),
        visit_class=visit_class,
        **more,
    )


def test_an_appointment_goes_before_and_the_sentence_says_why():
    walk_in = waits("A011", 0)
    appointment = waits("B012", 6, VisitClass.APPOINTMENT)
    first, second = rank([walk_in, appointment], ANYBODY, Weights(), at(20))
    assert explain(first) == "B012: 14 min gewacht + 20 voorrang afspraak = 34"
    assert explain(second) == "A011: 20 min gewacht"


def test_who_waits_long_enough_goes_before_an_appointment():
    walk_in = waits("A011", 0)
    appointment = waits("B012", 25, VisitClass.APPOINTMENT)
    assert rank([appointment, walk_in], ANYBODY, Weights(), at(30))[0].candidate is walk_in


def test_an_appointment_that_is_early_comes_only_when_nobody_else_waits():
    early = waits("B001", 25, VisitClass.APPOINTMENT)
    just_in = waits("A002", 0)
    assert rank([early, just_in], ANYBODY, Weights(), at(0))[0].candidate is just_in
    alone = rank([early], ANYBODY, Weights(), at(0))[0]
    assert explain(alone).endswith("te vroeg")
    assert explain(alone, is_called=True).endswith("te vroeg, maar niemand anders wacht")


def test_what_was_waited_before_counts_and_so_does_the_desk():
    passed_on = waits("A003", 10, earlier_wait=15 * 60, bonus_minutes=5)
    found = rank([passed_on], ANYBODY, Weights(), at(12))[0]
    assert explain(found) == (
        "A003: 2 min gewacht + 15 eerder gewacht + 5 voorrang van het onthaal = 22"
    )
    assert round(found.score.total) == 22


def test_only_who_can_do_the_first_product_is_offered():
    passport = waits("A001", 0, skills=frozenset({1}))
    assert not can_serve(passport, Caller(counter=1, clerk=1, skills=frozenset({2})))
    assert can_serve(passport, Caller(counter=1, clerk=1, skills=frozenset({1, 2})))


def test_a_wish_for_a_counter_holds_as_long_as_somebody_sits_there():
    wished = waits("A001", 0, wanted_counter=2)
    manned = Caller(counter=1, clerk=1, manned_counters=frozenset({1, 2}))
    closed = Caller(counter=1, clerk=1, manned_counters=frozenset({1}))
    assert not can_serve(wished, manned)
    assert can_serve(wished, closed)


def test_a_wish_for_a_colleague_holds_as_long_as_that_colleague_is_there():
    wished = waits("A001", 0, wanted_clerk=2)
    assert not can_serve(wished, Caller(counter=1, clerk=1, clerks_present=frozenset({1, 2})))
    assert can_serve(wished, Caller(counter=1, clerk=1, clerks_present=frozenset({1})))
    assert can_serve(wished, Caller(counter=2, clerk=2, clerks_present=frozenset({1, 2})))


def test_who_was_passed_on_goes_where_somebody_decided_whatever_the_product_asks():
    """Asking for the skill of the product besides would leave a visitor whom nobody may call."""
    eva = Caller(1, 1, frozenset({2}), frozenset({1, 9}), frozenset({1, 9}))
    bram = Caller(9, 9, frozenset({1}), frozenset({1, 9}), frozenset({1, 9}))
    for wish in ({"wanted_counter": 1}, {"wanted_clerk": 1}, {"wanted_skill": 2}):
        passed_on = waits("A001", 0, skills=frozenset({1}), **wish)
        assert can_serve(passed_on, eva)
        assert not can_serve(passed_on, bram)
    gone = waits("A001", 0, skills=frozenset({1}), wanted_clerk=7)
    assert can_serve(gone, bram)
    assert not can_serve(gone, eva)


def test_after_two_appointments_somebody_without_one_has_a_turn():
    walk_in = waits("A001", 0)
    appointment = waits("B002", 0, VisitClass.APPOINTMENT)
    two = Weights(appointments_in_a_row=2)
    assert (
        rank([walk_in, appointment], ANYBODY, two, at(5), appointments_before=1)[0].candidate
        is appointment
    )
    first = rank([walk_in, appointment], ANYBODY, two, at(5), appointments_before=2)[0]
    assert first.candidate is walk_in
    assert "beurt van wie zonder afspraak komt" in explain(first)


people = st.builds(
    lambda number, since, kind, hand, earlier: waits(
        f"A{number:03}", since, kind, bonus_minutes=hand, earlier_wait=earlier
    ),
    st.integers(1, 999),
    st.integers(0, 400),
    st.sampled_from(list(VisitClass)),
    st.integers(0, MAX_HAND_BONUS),
    st.integers(0, 3600),
)


@given(st.lists(people, min_size=1, max_size=40), st.integers(0, 400))
def test_the_order_is_the_order_of_the_sums(queue, minute):
    ranking = rank(queue, ANYBODY, Weights(), at(minute))
    totals = [one.score.total for one in ranking]
    assert totals == sorted(totals, reverse=True)
    assert {one.candidate for one in ranking} == set(queue)


@given(
    arrivals=st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from(list(VisitClass)), st.integers(0, 20)),
        min_size=1,
        max_size=60,
    ),
    service=st.integers(1, 30),
    bonus=st.integers(0, 30),
    ratio=st.integers(0, 4),
)
def test_nobody_is_overtaken_by_who_came_much_later(arrivals, service, bonus, ratio):
    """However many keep coming, and whatever the settings are: who waits is called before anybody
    who came more than the highest bonus later, but for one turn by ratio at a time."""
    weights = Weights(appointment_bonus=bonus, appointments_in_a_row=ratio)
    most = bonus + max(hand for _, _, hand in arrivals)
    minute, coming = 0, []
    for number, (gap, kind, hand) in enumerate(arrivals):
        minute += gap
        coming.append(waits(f"A{number:03}", minute, kind, bonus_minutes=hand))
    clock, row, queue, called = 0, 0, [], []
    while coming or queue:
        queue += [one for one in coming if one.due_at <= at(clock)]
        coming = [one for one in coming if one.due_at > at(clock)]
        if queue:
            first = rank(queue, ANYBODY, weights, at(clock), appointments_before=row)[0]
            chosen = first.candidate
            row = row + 1 if chosen.visit_class == VisitClass.APPOINTMENT else 0
            if not first.by_turn:
                for other in queue:
                    late = (chosen.due_at - other.due_at).total_seconds() / 60
                    assert late <= most
            queue.remove(chosen)
            called.append(chosen)
        clock += service
    assert len(called) == len(arrivals)


@given(people, st.integers(0, 1000), st.integers(0, 1000))
def test_waiting_always_counts_minute_by_minute(one, minute, more):
    early, late = score(one, Weights(), at(minute)), score(one, Weights(), at(minute + more))
    assert late.total >= early.total + more - 1e-6
