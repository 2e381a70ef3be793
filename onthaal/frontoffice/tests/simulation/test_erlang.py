"""The exact formulas against known values and each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onthaal.frontoffice.simulation import erlang
from onthaal.frontoffice.simulation.erlang import ErlangA, ErlangC, Overloaded


def test_values_worked_out_by_hand():
    # one counter, half busy: half must wait, as long as one service on average
    one = ErlangC(0.05, 10, 1)
    assert one.must_wait == pytest.approx(0.5)
    assert one.mean_wait == pytest.approx(10)
    # two counters and load 1: 1/3 must wait (Erlang B is 1/5)
    two = ErlangC(0.1, 10, 2)
    assert erlang.blocking(1, 2) == pytest.approx(0.2)
    assert two.must_wait == pytest.approx(1 / 3)
    assert two.mean_wait == pytest.approx(10 / 3)
    # M/M/1 where everybody is as patient as a service lasts: the number in the hall is Poisson
    impatient = ErlangA(0.1, 10, 1, patience=10)
    assert impatient.must_wait == pytest.approx(1 - 0.36787944)
    assert impatient.abandonment == pytest.approx(0.36787944)


def test_more_work_than_counters_has_no_answer_without_giving_up():
    with pytest.raises(Overloaded):
        ErlangC(0.5, 10, 5)


@settings(deadline=None)
@given(st.floats(0.1, 0.95), st.integers(1, 400))
def test_endless_patience_is_erlang_c(busy, counters):
    exact = ErlangC(busy * counters / 10, 10, counters)
    almost = ErlangA(busy * counters / 10, 10, counters, patience=1e9)
    assert almost.must_wait == pytest.approx(exact.must_wait, rel=1e-4, abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.01, 3), st.integers(1, 2000), st.floats(0.5, 500))
def test_large_loads_stay_within_bounds(busy, counters, patience):
    found = ErlangA(busy * counters / 10, 10, counters, patience)
    assert 0 <= found.abandonment <= 1
    assert 0 <= found.must_wait <= 1
    # what is not abandoned is served by counters that cannot be more than busy
    assert found.utilisation <= 1 + 1e-9
    assert found.abandonment >= 1 - 1 / busy - 1e-9


@settings(deadline=None)
@given(st.floats(0.01, 5), st.floats(1, 30), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_fewest_counters_are_enough_and_one_less_is_not(arrivals, minutes, share):
    found = erlang.fewest_counters(arrivals, minutes, norm_minutes=15, share=share, most=400)
    assert ErlangC(arrivals, minutes, found).within(15) >= share
    if found - 1 > arrivals * minutes:
        assert ErlangC(arrivals, minutes, found - 1).within(15) < share


def test_the_peak_at_the_counters_comes_after_the_peak_at_the_door():
    arrivals = [2, 2, 12, 2, 2]
    plain = erlang.first_guess(arrivals, 15, step=30, norm_minutes=10, share=0.9, lagged=False)
    lagged = erlang.first_guess(arrivals, 15, step=30, norm_minutes=10, share=0.9)
    assert plain[2] > plain[3]
    assert lagged[3] > plain[3]
    assert lagged[2] < plain[2]
    assert erlang.first_guess([0, 0], 15, step=30, norm_minutes=10, share=0.9) == [0, 0]
