"""Intervals that take the day as their unit."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.frontoffice.rules import clusters

days = st.dictionaries(
    st.integers(0, 20), st.lists(st.floats(0, 200), min_size=1, max_size=5), min_size=1, max_size=9
)


@given(days)
def test_an_interval_holds_its_estimate_and_needs_five_days(values):
    for estimate in (clusters.mean(values), clusters.quantile(values, 0.9)):
        if len(values) < clusters.FEWEST_DAYS:
            assert estimate.low is None
        else:
            assert estimate.low - 1e-6 <= estimate.value <= estimate.high + 1e-6


@given(days, st.floats(0, 1))
def test_a_quantile_lies_among_the_values_and_leaves_the_right_part_under_it(values, part):
    everything = sorted(value for each in values.values() for value in each)
    found = clusters.quantile(values, part).value
    assert everything[0] <= found <= everything[-1]
    # interpolation: at most one value off
    under = sum(value <= found + 1e-9 for value in everything)
    assert under >= part * (len(everything) - 1)


def test_nothing_gives_no_estimate():
    assert clusters.mean({}) is None
    assert clusters.quantile({1: []}, 0.5) is None
    assert clusters.share({1: (0, 0)}) is None
    assert clusters.per_day([]) is None


@pytest.mark.parametrize(
    ("freedom", "known"), [(2, 4.303), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)]
)
def test_students_t_is_that_of_the_tables(freedom, known):
    assert clusters.t95(freedom) == pytest.approx(known, rel=0.01)


def test_the_interval_holds_the_truth_about_95_times_in_100_when_days_differ():
    """Days with a mood of their own: an interval over visits would hold it far less often."""
    chance = random.Random(4)
    rounds, right = 400, 0
    for _ in range(rounds):
        moods = [chance.gauss(10, 3) for _ in range(25)]
        values = {
            day: [mood + chance.gauss(0, 2) for _ in range(chance.randint(5, 15))]
            for day, mood in enumerate(moods)
        }
        found = clusters.mean(values)
        right += found.low <= 10 <= found.high
    assert 0.90 <= right / rounds <= 0.99


def test_the_interval_of_a_p90_holds_the_truth_about_95_times_in_100():
    chance = random.Random(5)
    truth = 23.0259  # ln(10) × 10: nine in ten exponential waits of mean 10 stay under it
    rounds, right = 300, 0
    for _ in range(rounds):
        values = {day: [chance.expovariate(0.1) for _ in range(12)] for day in range(40)}
        found = clusters.quantile(values, 0.9)
        right += found.low <= truth <= found.high
    assert 0.90 <= right / rounds <= 0.99


def test_a_share_stays_a_share():
    all_well = clusters.share(dict.fromkeys(range(9), (3, 3)))
    assert (all_well.value, all_well.low, all_well.high) == (1.0, 1.0, 1.0)
    assert clusters.share({day: (2, day % 2) for day in range(9)}).low >= 0
