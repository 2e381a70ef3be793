"""The search for the fewest counter-hours."""

import dataclasses

from onthaal.frontoffice.simulation import search
from onthaal.frontoffice.simulation.demand import Duration, Plan, Product, Staff, Weekday
from onthaal.frontoffice.simulation.search import Target, fewest

SLOTS = [(540.0 + 30 * n, 570.0 + 30 * n) for n in range(6)]
PEOPLE = (6.0, 6.0, 12.0, 12.0, 4.0, 4.0)
PLAN = Plan(
    products=(Product(1.0, Duration("lognormal", 8, 0.6)),),
    weekdays=(
        Weekday(
            arrivals=tuple((*slot, people) for slot, people in zip(SLOTS, PEOPLE, strict=True)),
            counters=tuple((*slot, 1) for slot in SLOTS),
            closings=(720.0,),
        ),
    ),
    staff=(Staff(),) * 8,
)
TARGET = Target(norm=15, share=0.9, each=0.8)


def test_it_finds_fewer_hours_than_a_rich_guess_and_meets_the_target():
    found = fewest(PLAN, [6] * 6, TARGET, seed=1, days=120)
    assert found.is_met
    assert sum(found.counters) < 26
    assert found.counters[2] + found.counters[3] > found.counters[4] + found.counters[5]
    # on other days the target holds too, give or take
    again = fewest(
        PLAN,
        found.counters,
        dataclasses.replace(TARGET, share=0.87, each=0.72),
        seed=9,
        days=200,
        most_evaluations=1,
    )
    assert again.is_met


def test_it_adds_where_a_poor_guess_falls_short():
    found = fewest(PLAN, [1] * 6, TARGET, seed=1, days=80)
    assert found.is_met
    assert sum(found.counters) > 6


def test_it_stops_when_told_and_keeps_closed_what_is_closed():
    found = fewest(PLAN, [0, 3, 4, 4, 3, 3], TARGET, seed=1, days=40, goes_on=lambda: False)
    assert found.evaluations == 1
    assert found.counters[0] == 0
    bounded = fewest(PLAN, [6] * 6, TARGET, seed=1, days=20, most_evaluations=5)
    assert bounded.evaluations <= 6


def test_a_target_that_cannot_be_met_says_so():
    few = dataclasses.replace(PLAN, staff=(Staff(),))
    found = fewest(few, [1] * 6, TARGET, seed=1, days=40)
    assert not found.is_met
    assert found.counters == (1,) * 6


def test_the_one_before_helps_where_no_counter_is_left():
    assert search._worst([0.5, -0.2], [1, 2], 2) == 0
    assert search._worst([0.5, -0.2], [2, 2], 2) is None
