"""What somebody is told about the wait: an interval that the truth keeps to."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.reception.rules import estimate
from onthaal.reception.rules.estimate import (
    Desk,
    Estimate,
    Party,
    Service,
    in_words,
    interval,
    play,
)

PASSPORT, ADDRESS = 1, 2
SHORT = Service(300)
MEASURED = Service(600, (200.0, 320.0, 480.0, 700.0, 1000.0))


def queue(number: int, service: Service = SHORT, skills=()) -> list[Party]:
    return [
        Party(visit_id=n, key=n, skills=frozenset(skills), services=((service, 0.0),))
        for n in range(number)
    ]


def test_who_is_first_at_a_free_counter_goes_at_once():
    assert play(queue(1), [Desk(1, frozenset())]).estimate(0) == Estimate(0, 5)


def test_who_is_further_back_waits_longer_and_is_told_less_precisely():
    told = play(queue(12), [Desk(1, frozenset())])
    near, far = told.estimate(2), told.estimate(11)
    assert near.low < far.low
    assert near.high < far.high
    assert far.high - far.low > near.high - near.low
    # eleven people of five minutes and the ways between
    assert far.low < 11 * (300 + estimate.WAY_SECONDS) / 60 < far.high


def test_a_second_clerk_halves_it():
    one = play(queue(10), [Desk(1, frozenset())]).estimate(9)
    two = play(queue(10), [Desk(1, frozenset()), Desk(2, frozenset())]).estimate(9)
    assert two.high <= one.high * 0.65


def test_only_a_clerk_who_can_do_it_counts():
    passports = queue(4, skills=[PASSPORT])
    eva = Desk(1, frozenset({ADDRESS}))
    bram = Desk(2, frozenset({ADDRESS, PASSPORT}))
    assert play(passports, [eva, bram]).waits == play(passports, [bram]).waits
    assert play(passports, [eva]).estimate(0) is None
    assert play(passports, []).estimate(0) is None


def test_an_appointment_that_comes_meanwhile_goes_first():
    karim = Party(9, 10_000.0, frozenset(), ((SHORT, 0.0),))
    coming = [
        Party(n, -1200.0, frozenset(), ((SHORT, 0.0),), from_second=60.0 * n, comes=0.9)
        for n in range(1, 5)
    ]
    alone = play([karim, *queue(1)], [Desk(1, frozenset())]).estimate(9)
    beside = play([karim, *queue(1), *coming], [Desk(1, frozenset())]).estimate(9)
    assert beside.high > alone.high + 10


def test_who_was_passed_on_waits_for_that_counter():
    passed_on = Party(1, 0.0, frozenset({PASSPORT}), ((SHORT, 0.0),), counters=frozenset({2}))
    busy = Desk(2, frozenset(), busy=((Service(1200), 0.0),), busy_for=0.0)
    free = Desk(1, frozenset({PASSPORT}))
    assert play([passed_on], [free, busy]).estimate(1).high > 10
    assert play([passed_on], [free]).estimate(1) is None


def test_what_takes_longer_than_ever_is_not_expected_to_end_now():
    endless = Desk(1, frozenset(), busy=((MEASURED, 0.0),), busy_for=5000.0)
    assert play(queue(1), [endless]).estimate(0).high >= 5


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 5, "minder dan 5 minuten"),
        (5, 10, "5 à 10 minuten"),
        (40, 60, "40 à 60 minuten"),
        (90, 130, "meer dan 90 minuten"),
        (130, 160, "meer dan 2 uur"),
    ],
)
def test_it_is_said_in_words(low, high, words):
    assert in_words(low, high) == str(Estimate(low, high)) == words


seconds = st.floats(min_value=0, max_value=7000)


@given(st.lists(seconds, min_size=1, max_size=200))
def test_what_is_said_holds_the_middle_and_is_never_sharper_than_one_can_know(waits):
    waits.sort()
    told = interval(waits)
    assert 0 <= told.low < told.high
    assert told.low % 5 == 0
    assert told.high % 5 == 0
    assert told.high - told.low >= 5
    middle = waits[len(waits) // 2] / 60
    if len(waits) % 2:
        assert told.low - 1e-9 <= middle <= told.high + 1e-9


@st.composite
def halls(draw):
    skills = st.frozensets(st.sampled_from([PASSPORT, ADDRESS]))
    services = st.sampled_from([SHORT, MEASURED, Service(900)])
    parties = [
        Party(
            visit_id=number,
            key=draw(st.floats(-3000, 3000)),
            skills=draw(skills),
            services=((draw(services), draw(st.sampled_from([0.0, 120.0]))),),
            from_second=draw(st.sampled_from([0.0, 0.0, 600.0])),
        )
        for number in range(draw(st.integers(1, 9)))
    ]
    desks = [Desk(number, draw(skills)) for number in range(draw(st.integers(0, 4)))]
    return parties, desks


@settings(max_examples=40, deadline=None)
@given(halls())
def test_whatever_the_hall_everybody_gets_an_answer_and_the_same_twice(hall):
    parties, desks = hall
    told = play(parties, desks, runs=12)
    assert told.waits == play(parties, desks, runs=12).waits
    for one in parties:
        somebody = any(one.skills <= desk.skills for desk in desks)
        assert (told.estimate(one.visit_id) is not None) == somebody
        if somebody:
            assert min(told.waits[one.visit_id]) >= one.from_second


@settings(max_examples=40, deadline=None)
@given(halls(), st.integers(0, 8))
def test_one_more_in_front_never_makes_it_quicker(hall, place):
    parties = [replace(one, from_second=0.0) for one in hall[0]]
    desks = [Desk(0, frozenset({PASSPORT, ADDRESS}))]
    an = parties[place % len(parties)]
    before = play(parties, desks, runs=60).waits[an.visit_id]
    karim = Party(99, -9999.0, frozenset(), ((SHORT, 0.0),))
    after = play([*parties, karim], desks, runs=60).waits[an.visit_id]
    assert all(now >= then for now, then in zip(after, before, strict=True))


@settings(max_examples=60)
@given(st.lists(st.floats(30, 3000), min_size=5, max_size=5), st.floats(0, 1), st.floats(0, 1))
def test_longer_shares_are_longer(quantiles, one, other):
    service = Service(1, tuple(sorted(quantiles)))
    assert service.draw(min(one, other)) <= service.draw(max(one, other)) + 1e-6


def test_three_in_four_wait_as_long_as_they_were_told():
    """Mornings of which the truth comes from the same world: the promise of the interval."""
    chance = random.Random(7)  # noqa: S311 -- a test
    kept = total = 0
    for number in range(60):
        parties = queue(chance.randint(1, 12), chance.choice([SHORT, MEASURED]))
        desks = [Desk(place, frozenset()) for place in range(chance.randint(1, 3))]
        told = play(parties, desks, seed=number, runs=80)
        truth = play(parties, desks, seed=1000 + number, runs=1)
        for one in parties:
            says, wait = told.estimate(one.visit_id), truth.waits[one.visit_id][0] / 60
            kept += says.low <= wait <= says.high
            total += 1
    assert kept / total >= 0.75
