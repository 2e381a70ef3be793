"""Decisions of the planning, without a database."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.workplan.rules import (
    distance,
    load_words,
    may_become,
    monday_of,
    retry_after,
    round_days,
    route,
    route_length,
    working_day_for,
)
from onthaal.workplan.states import State

DEPOT = (51.0, 5.0)


def day(text):
    return dt.date.fromisoformat(text)


def test_work_that_is_done_stays_done():
    assert not any(may_become(State.DONE, other) for other in State)
    assert not any(may_become(State.CANCELLED, other) for other in State)


def test_what_was_not_done_can_be_planned_again():
    assert may_become(State.NOT_DONE, State.TO_PLAN)
    assert not may_become(State.NOT_DONE, State.PLANNED)


def test_work_that_began_is_not_moved():
    assert not may_become(State.STARTED, State.PLANNED)


def test_the_week_begins_on_monday():
    assert monday_of(day("2026-11-29")) == day("2026-11-23")
    assert monday_of(day("2026-11-23")) == day("2026-11-23")


def test_a_round_every_two_weeks():
    found = round_days(day("2026-11-02"), 2, "week", day("2026-11-10"), day("2026-12-15"))
    assert list(found) == [day("2026-11-16"), day("2026-11-30"), day("2026-12-14")]


def test_a_monthly_round_on_the_31st_takes_the_last_day_and_does_not_shift():
    found = round_days(day("2026-12-31"), 1, "month", day("2027-01-01"), day("2027-03-31"))
    assert list(found) == [day("2027-01-31"), day("2027-02-28"), day("2027-03-31")]


def test_a_round_before_its_first_day_is_empty():
    assert not list(round_days(day("2027-05-01"), 1, "week", day("2026-11-01"), day("2027-04-30")))


def test_a_round_on_a_holiday_moves_to_the_next_working_day():
    assert working_day_for(day("2026-12-25"), {day("2026-12-28")}) == day("2026-12-29")


@pytest.mark.parametrize(
    ("minutes", "capacity", "words"),
    [
        (0, 900, "15 u vrij"),
        (330, 900, "9 u 30 vrij"),
        (850, 900, "vol"),
        (945, 900, "45 min te veel"),
        (0, 0, "werkt niet"),
        (60, 0, "werkt niet, toch werk"),
    ],
)
def test_how_full_a_day_is_in_words(minutes, capacity, words):
    assert load_words(minutes, capacity) == words


def test_distance_is_in_metres():
    assert distance((51.0, 5.0), (51.01, 5.0)) == pytest.approx(1112, abs=1)
    assert distance((51.0, 5.0), (51.0, 5.01)) == pytest.approx(700, abs=1)


def test_a_route_along_one_road_goes_there_and_back():
    stops = [(51.0, 5.03), (51.0, 5.01), (51.0, 5.02)]
    assert route(DEPOT, stops) == [1, 2, 0]


def test_two_opt_uncrosses_what_nearest_neighbour_crossed():
    # the nearest first leads away from the far corner, which then costs a crossing
    stops = [(51.000, 5.010), (51.012, 5.011), (51.011, 5.000), (51.001, 5.022)]
    found = route(DEPOT, stops)
    best = min(route_length(DEPOT, [stops[i] for i in order]) for order in permutations(range(4)))
    assert route_length(DEPOT, [stops[i] for i in found]) == pytest.approx(best)


points = st.tuples(st.floats(50.9, 51.1), st.floats(4.9, 5.1))


@given(st.lists(points, max_size=9))
def test_a_route_visits_every_stop_once_and_the_same_way_each_time(stops):
    found = route(DEPOT, stops)
    assert sorted(found) == list(range(len(stops)))
    assert found == route(DEPOT, stops)


@given(st.lists(points, min_size=2, max_size=8))
def test_no_single_turn_makes_a_route_shorter(stops):
    found = [stops[index] for index in route(DEPOT, stops)]
    length = route_length(DEPOT, found)
    for first in range(len(found)):
        for last in range(first + 1, len(found)):
            turned = found[:first] + found[first : last + 1][::-1] + found[last + 1 :]
            assert route_length(DEPOT, turned) >= length - 0.02


def test_retries_wait_longer_each_time_but_at_most_two_hours():
    waits = [retry_after(attempts) for attempts in range(1, 14)]
    assert waits[0] == dt.timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(hours=2)
