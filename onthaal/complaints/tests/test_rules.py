import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.complaints import rules
from onthaal.complaints.states import CLOSED, State
from onthaal.organisation.rules import is_working_day

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2040, 12, 31))
TERMS = st.integers(1, 365)


def test_forty_five_calendar_days_without_counting_the_day_of_receipt():
    start = dt.date(2026, 11, 23)
    assert rules.last_day(start, 45, moves_to_working_day=False) == dt.date(2027, 1, 7)
    assert rules.last_day(start, 10, moves_to_working_day=False) == dt.date(2026, 12, 3)


def test_a_term_that_ends_on_new_year_moves_when_the_regulation_says_so():
    start = dt.date(2026, 11, 17)  # 45 days later is Friday 1 January
    assert rules.last_day(start, 45, moves_to_working_day=False) == dt.date(2027, 1, 1)
    assert rules.last_day(start, 45, moves_to_working_day=True) == dt.date(2027, 1, 4)


def test_a_local_closing_day_moves_the_term_too():
    start, closed = dt.date(2026, 11, 23), dt.date(2026, 12, 3)
    moved = rules.last_day(start, 10, moves_to_working_day=True, closing_days={closed})
    assert moved == dt.date(2026, 12, 4)


@given(DAYS, TERMS)
def test_a_moved_term_never_ends_sooner_and_ends_on_a_working_day(start, days):
    strict = rules.last_day(start, days, moves_to_working_day=False)
    moved = rules.last_day(start, days, moves_to_working_day=True)
    assert (strict - start).days == days
    assert strict <= moved
    assert is_working_day(moved)
    assert not any(
        is_working_day(strict + dt.timedelta(days=n)) for n in range((moved - strict).days)
    )


@given(DAYS)
def test_the_day_to_have_it_done_is_the_last_working_day_in_the_term(due):
    done = rules.work_by(due)
    assert done <= due
    assert is_working_day(done)
    assert not any(
        is_working_day(done + dt.timedelta(days=n)) for n in range(1, (due - done).days + 1)
    )


def test_facts_of_more_than_a_year_ago_are_too_old():
    received = dt.date(2026, 11, 23)
    assert not rules.too_old(dt.date(2025, 11, 23), received, 365)
    assert rules.too_old(dt.date(2025, 11, 22), received, 365)
    assert not rules.too_old(None, received, 365)


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_complaint_stays_closed(state):
    assert not any(rules.may_become(state, new) for new in State)


def test_a_ruling_needs_an_investigation():
    assert rules.may_become(State.INVESTIGATION, State.RULED)
    assert not rules.may_become(State.RECEIVED, State.RULED)
    assert not rules.may_become(State.ADMISSIBLE, State.RULED)


def test_one_small_count_hides_a_second_so_that_subtraction_fails():
    assert rules.protected({"a": 3, "b": 7, "c": 20, "d": 0}) == {
        "a": None,
        "b": None,
        "c": 20,
        "d": 0,
    }


def test_two_that_are_one_each_hide_a_third():
    assert rules.protected({"a": 1, "b": 1, "c": 9})["c"] is None


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_what_is_shown_never_tells_a_small_count(counts):
    total = sum(counts.values())
    small_total = 0 < total < rules.SMALL
    shown = rules.protected(counts, hidden_total=small_total)
    assert all(value is None or value == 0 or value >= rules.SMALL for value in shown.values())
    hidden = [key for key, value in shown.items() if value is None]
    if hidden and not small_total:
        left = total - sum(value for value in shown.values() if value)
        # what remains after subtraction belongs to several, or is no small count
        assert len(hidden) >= 2 or left >= rules.SMALL or len(counts) == 1
        assert left >= rules.SMALL
