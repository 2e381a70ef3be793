"""The life of a melding and its terms. No database: these are decisions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.issues import rules
from onthaal.issues.rules import NEXT, Route
from onthaal.issues.states import CLOSED, OPEN, PAUSED, PLAIN_WORDS, Status
from onthaal.organisation.rules import add_working_days, is_working_day, working_days_between

days = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))
terms = st.integers(1, 60)
closing = st.frozensets(days, max_size=12)


class TestTransitions:
    def test_every_state_has_its_next_states_and_its_plain_words(self):
        assert set(NEXT) == set(Status)
        assert set(PLAIN_WORDS) == set(Status)

    def test_nothing_becomes_what_it_is(self):
        assert not [state for state in Status if rules.may_become(state, state)]

    def test_nothing_becomes_new_again(self):
        assert not [state for state in Status if rules.may_become(state, Status.NEW)]

    def test_what_is_open_can_end_in_every_way(self):
        assert all(NEXT[state] >= CLOSED for state in OPEN)

    def test_what_is_closed_can_only_be_reopened(self):
        assert all(NEXT[state] == {Status.REOPENED} for state in CLOSED)

    def test_only_what_is_closed_is_reopened(self):
        assert {state for state in Status if rules.may_become(state, Status.REOPENED)} == CLOSED

    def test_every_state_but_the_first_can_be_reached(self):
        reached = {Status.NEW}
        for _ in Status:
            reached |= {after for state in reached for after in NEXT[state]}
        assert reached == set(Status)

    def test_from_everywhere_there_is_a_way_to_solved(self):
        solved = {Status.RESOLVED}
        for _ in Status:
            solved |= {state for state in Status if NEXT[state] & solved}
        assert solved == set(Status)


class TestReopening:
    closed_at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

    @pytest.mark.parametrize("status", [Status.RESOLVED, Status.NOT_FEASIBLE, Status.NOT_OURS])
    def test_a_citizen_has_fourteen_days(self, status):
        last = self.closed_at + dt.timedelta(days=14)
        assert rules.may_reopen(status, self.closed_at, last)
        assert not rules.may_reopen(status, self.closed_at, last + dt.timedelta(seconds=1))

    @pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DUPLICATE, *sorted(OPEN)])
    def test_but_not_for_what_was_withdrawn_merged_or_is_open(self, status):
        assert not rules.may_reopen(status, self.closed_at, self.closed_at)


class TestTerms:
    def test_the_day_of_receipt_does_not_count(self):
        friday = dt.date(2026, 11, 20)
        assert rules.due_on(friday, 1, ()) == dt.date(2026, 11, 23)

    def test_armistice_day_is_no_working_day(self):
        assert rules.due_on(dt.date(2026, 11, 10), 1, ()) == dt.date(2026, 11, 12)

    def test_nor_is_a_local_closing_day(self):
        fair = {dt.date(2026, 11, 12)}
        assert rules.due_on(dt.date(2026, 11, 10), 1, fair) == dt.date(2026, 11, 13)

    def test_over_christmas_and_new_year(self):
        # 25 December 2026 and 1 January 2027 are Fridays
        assert rules.due_on(dt.date(2026, 12, 23), 5, ()) == dt.date(2026, 12, 31)
        assert rules.due_on(dt.date(2026, 12, 23), 6, ()) == dt.date(2027, 1, 4)

    @given(days, terms, closing)
    def test_a_term_ends_on_a_working_day_and_is_as_long_as_promised(self, start, term, closed):
        due = rules.due_on(start, term, closed)
        assert is_working_day(due, closed)
        assert working_days_between(start, due, closed) == term

    @given(days, terms, st.integers(0, 90), st.integers(0, 60), closing)
    def test_the_clock_stands_still_for_exactly_the_pause(self, start, term, after, long, closed):
        """What is left of the term at the stop is left of it at the restart."""
        due = rules.due_on(start, term, closed)
        paused = start + dt.timedelta(days=after)
        resumed = paused + dt.timedelta(days=long)
        moved = rules.due_after_pause(due, paused, resumed, closed)
        stood_still = working_days_between(paused, resumed, closed)
        assert moved >= due
        assert working_days_between(due, moved, closed) == stood_still
        if paused <= due:
            left = working_days_between(paused, due, closed)
            assert working_days_between(resumed, moved, closed) == left

    @given(days, terms, st.integers(0, 40), closing)
    def test_a_pause_within_one_day_costs_nothing(self, start, term, after, closed):
        due = rules.due_on(start, term, closed)
        day = start + dt.timedelta(days=after)
        assert rules.due_after_pause(due, day, day, closed) == due

    @given(days, terms, terms, closing)
    def test_another_category_gives_the_term_of_that_category(self, start, old, new, closed):
        due = rules.due_on(start, old, closed)
        assert rules.due_with_other_term(due, old, new, closed) == rules.due_on(start, new, closed)

    @given(days, terms, terms, st.integers(1, 30), closing)
    def test_and_keeps_the_days_that_the_clock_stood_still(self, start, old, new, still, closed):
        due = add_working_days(rules.due_on(start, old, closed), still, closed)
        expected = add_working_days(rules.due_on(start, new, closed), still, closed)
        assert rules.due_with_other_term(due, old, new, closed) == expected

    def test_the_clock_stands_still_while_somebody_else_has_the_word(self):
        assert {Status.WAITING_REPORTER, Status.WAITING_THIRD_PARTY} == PAUSED


class TestRouting:
    LAMP, TREE = 1, 2
    CENTRUM, STATION = 10, 20
    WEGEN, GROEN, FLUVIUS, NETHEID = 100, 200, 300, 400

    def team(self, *routes, category=LAMP, neighbourhood=CENTRUM, **answers):
        return rules.team_for(
            routes,
            category_id=category,
            neighbourhood_id=neighbourhood,
            answers=answers,
            fallback_team_id=self.WEGEN,
        )

    def test_without_rules_the_category_decides(self):
        assert self.team() == self.WEGEN

    def test_the_first_rule_that_matches_wins(self):
        assert (
            self.team(
                Route(self.GROEN, category_id=self.TREE),
                Route(self.FLUVIUS, category_id=self.LAMP, neighbourhood_id=self.CENTRUM),
                Route(self.NETHEID, category_id=self.LAMP),
            )
            == self.FLUVIUS
        )

    def test_a_place_that_nobody_knows_matches_no_neighbourhood(self):
        route = Route(self.FLUVIUS, neighbourhood_id=self.CENTRUM)
        assert self.team(route, neighbourhood=None) == self.WEGEN

    def test_an_answer_decides_also_one_of_several(self):
        route = Route(self.FLUVIUS, question_key="wat", answer="Snoer los")
        assert self.team(route, wat="Snoer los") == self.FLUVIUS
        assert self.team(route, wat=["Paal scheef", "Snoer los"]) == self.FLUVIUS
        assert self.team(route, wat="Paal scheef") == self.WEGEN
        assert self.team(route) == self.WEGEN

    def test_a_rule_behind_a_wider_one_is_never_reached(self):
        wide = Route(self.GROEN, category_id=self.LAMP)
        narrow = Route(self.FLUVIUS, category_id=self.LAMP, neighbourhood_id=self.CENTRUM)
        assert rules.covers(wide, narrow)
        assert not rules.covers(narrow, wide)

    def test_two_rules_that_meet_in_some_issues_are_decided_by_their_order(self):
        by_subject = Route(self.GROEN, category_id=self.LAMP)
        by_place = Route(self.FLUVIUS, neighbourhood_id=self.CENTRUM)
        assert rules.overlaps(by_subject, by_place)
        assert not rules.overlaps(by_subject, Route(self.GROEN, category_id=self.TREE))

    ids = st.one_of(st.none(), st.integers(1, 3))
    routes = st.builds(
        Route,
        team_id=st.integers(1, 5),
        category_id=ids,
        neighbourhood_id=ids,
        question_key=st.sampled_from(["", "wat"]),
        answer=st.sampled_from(["a", "b"]),
    )

    @given(routes, routes, st.integers(1, 3), ids, st.sampled_from(["", "a", "b"]))
    def test_what_is_covered_is_never_reached_whatever_the_issue(
        self, first, second, category, neighbourhood, answer
    ):
        def matches(route):
            return (
                rules.team_for(
                    [route],
                    category_id=category,
                    neighbourhood_id=neighbourhood,
                    answers={"wat": answer},
                    fallback_team_id=-1,
                )
                != -1
            )

        if rules.covers(first, second) and matches(second):
            assert matches(first)
        if matches(first) and matches(second):
            assert rules.overlaps(first, second)


class TestTitles:
    @pytest.mark.parametrize(
        ("description", "title"),
        [
            ("De lamp is stuk. Al drie dagen.", "De lamp is stuk"),
            ("Lamp stuk", "Lamp stuk"),
            ("  \n ", "Straatverlichting"),
            ("Help! Een boom.", "Help"),
        ],
    )
    def test_the_first_sentence_is_the_title(self, description, title):
        assert rules.short_title(description, "Straatverlichting") == title

    @given(st.text(max_size=400))
    def test_a_title_is_never_too_long_and_never_empty(self, description):
        title = rules.short_title(description, "Straatverlichting")
        assert 0 < len(title) <= 80
