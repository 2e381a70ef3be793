import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from onthaal.organisation.rules import (
    add_working_days,
    is_working_day,
    public_holidays,
    working_days_between,
)

days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
numbers = st.integers(0, 60)
local_days_off = st.frozensets(days, max_size=8)


def test_the_ten_belgian_holidays_are_days_off():
    assert {
        dt.date(2026, 1, 1),
        dt.date(2026, 4, 6),  # paasmaandag
        dt.date(2026, 5, 1),
        dt.date(2026, 5, 14),  # Hemelvaart
        dt.date(2026, 5, 25),  # pinkstermaandag
        dt.date(2026, 7, 21),
        dt.date(2026, 8, 15),
        dt.date(2026, 11, 1),
        dt.date(2026, 11, 11),
        dt.date(2026, 12, 25),
    } <= public_holidays(2026)


def test_ten_working_days_over_christmas_and_a_bridge_day():
    friday = dt.date(2026, 12, 18)
    assert add_working_days(friday, 10) == dt.date(2027, 1, 5)
    assert add_working_days(friday, 10, {dt.date(2026, 12, 24)}) == dt.date(2027, 1, 6)


def test_what_comes_in_on_saturday_counts_from_monday():
    saturday = dt.date(2026, 11, 21)
    assert add_working_days(saturday, 1) == dt.date(2026, 11, 23)
    assert add_working_days(saturday, 0) == dt.date(2026, 11, 23)


@given(days, numbers, local_days_off)
def test_a_term_ends_on_a_working_day_after_exactly_so_many_working_days(start, number, off):
    end = add_working_days(start, number, off)
    assert is_working_day(end, off)
    if number:
        assert working_days_between(start, end, off) == number


@given(days, days, days, local_days_off)
def test_working_days_add_up(one, two, three, off):
    first, middle, last = sorted((one, two, three))
    assert working_days_between(first, last, off) == working_days_between(
        first, middle, off
    ) + working_days_between(middle, last, off)


@given(days, days)
def test_backwards_is_zero(one, two):
    assert working_days_between(max(one, two), min(one, two)) == 0
