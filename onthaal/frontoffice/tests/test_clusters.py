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
    # 27 of 27 is not a proof of always
    assert (all_well.value, all_well.high) == (1.0, 1.0)
    assert 0.8 < all_well.low < 0.95
    nobody = clusters.share(dict.fromkeys(range(9), (3, 0)))
    assert (nobody.value, nobody.low) == (0.0, 0.0)
    assert 0.05 < nobody.high < 0.2
    assert clusters.share({day: (2, day % 2) for day in range(9)}).low >= 0


def test_nobody_on_ten_days_may_still_be_one_in_three_days():
    found = clusters.per_day([0] * 10)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.369, abs=0.001)


def test_a_ratio_and_another_scale():
    found = clusters.ratio({day: (2.5, 5.0 + day % 2) for day in range(10)})
    assert found.value == pytest.approx(2.2)
    assert found.low < 2.2 < found.high
    hour = clusters.times(found, 0.5)
    assert (hour.value, hour.low) == pytest.approx((1.1, found.low / 2))
    assert clusters.times(None, 2) is None


def test_the_interval_of_a_slope_holds_the_truth_about_95_times_in_100():
    """With days that have a mood of their own."""
    chance = random.Random(6)

    def slope(sums):
        number, x, y, xx, xy = sums
        return (number * xy - x * y) / (number * xx - x * x)

    rounds, right = 300, 0
    for _ in range(rounds):
        days = {}
        for day in range(25):
            mood = chance.gauss(0, 2)
            sums = [0.0] * 5
            for _ in range(8):
                x = chance.choice((0, 0, 0, 1, 2))
                y = 10 + mood + 4 * x + chance.gauss(0, 3)
                sums = [a + b for a, b in zip(sums, (1, x, y, x * x, x * y), strict=True)]
            days[day] = tuple(sums)
        found = clusters.of_sums(days, slope)
        right += found.low <= 4 <= found.high
    assert 0.90 <= right / rounds <= 0.99
