"""The sums behind improving, against worked examples and against what must always hold."""

import datetime as dt
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onthaal.improvement.rules import control, effect, intervals
from onthaal.improvement.rules.counts import at_most, quantile, size
from onthaal.improvement.rules.effect import Verdict
from onthaal.improvement.rules.paths import ranked

histograms = st.dictionaries(st.integers(0, 60), st.integers(1, 20), min_size=1, max_size=12)


class TestCounts:
    def test_the_median_of_an_even_number_lies_between_two_cases(self):
        assert quantile({3: 1, 5: 1}, 0.5) == 4

    def test_ninety_percent_as_postgresql_counts_it(self):
        # percentile_cont(0.9) over 1, 2, 2, 10: place 2.7, between 2 and 10
        assert quantile({1: 1, 2: 2, 10: 1}, 0.9) == pytest.approx(2 + 0.7 * 8)

    def test_nothing_has_no_median(self):
        assert quantile({}, 0.5) is None

    @given(histograms)
    def test_the_median_is_that_of_the_single_cases(self, histogram):
        cases = [value for value, number in histogram.items() for _ in range(number)]
        assert quantile(histogram, 0.5) == pytest.approx(statistics.median(cases))

    @given(histograms, st.integers(0, 60))
    def test_what_is_within_a_norm_only_grows_with_the_norm(self, histogram, norm):
        assert at_most(histogram, norm) <= at_most(histogram, norm + 1) <= size(histogram)


class TestIntervals:
    def test_wilson_as_published(self):
        # Newcombe 1998, example: 81 of 263 gives 0.2553 to 0.3662
        found = intervals.share(81, 263)
        assert (found.low, found.high) == (
            pytest.approx(0.2553, abs=1e-4),
            pytest.approx(0.3662, abs=1e-4),
        )

    def test_newcombe_as_published(self):
        # Newcombe 1998, method 10: 56/70 against 48/80 differ by 0.2, from 0.0524 to 0.3339
        found = intervals.difference_of_shares((48, 56), (80, 70))
        assert found.estimate == pytest.approx(0.2)
        assert found.low == pytest.approx(0.0524, abs=1e-4)
        assert found.high == pytest.approx(0.3339, abs=1e-4)

    def test_byar_is_near_the_exact_interval(self):
        # exact for 10 events: 4.80 to 18.39
        found = intervals.rate(10, 1)
        assert found.low == pytest.approx(4.80, abs=0.05)
        assert found.high == pytest.approx(18.39, abs=0.05)

    def test_no_event_is_no_proof_of_never(self):
        found = intervals.rate(0, 100)
        assert found.low == 0
        assert found.high > 0.03

    def test_three_days_quicker_is_seen(self):
        before = {5: 20, 6: 30, 7: 20}
        after = {2: 20, 3: 30, 4: 20}
        found = intervals.shift(before, after)
        assert found.estimate == -3
        assert found.high < 0

    @given(histograms, st.integers(0, 20))
    def test_a_shift_of_everything_is_the_shift_that_is_found(self, histogram, days):
        moved = {value + days: number for value, number in histogram.items()}
        assert intervals.shift(histogram, moved).estimate == pytest.approx(days)

    @given(histograms, histograms)
    def test_the_estimate_lies_within_its_interval(self, before, after):
        found = intervals.shift(before, after)
        assert found.low <= found.estimate <= found.high

    @given(st.integers(1, 500), st.integers(1, 500), st.data())
    def test_a_difference_of_shares_stays_within_its_bounds(self, first, second, data):
        hits = (data.draw(st.integers(0, first)), data.draw(st.integers(0, second)))
        found = intervals.difference_of_shares(hits, (first, second))
        assert -1 - 1e-9 <= found.low <= found.estimate <= found.high <= 1 + 1e-9

    def test_equal_processes_rarely_differ(self):
        """Of 400 comparisons of the same process with itself about one in twenty may be wrong."""
        chance = random.Random(7)  # noqa: S311 -- a repeatable draw, not a secret

        def drawn():
            cases = [min(40, int(chance.lognormvariate(1.6, 0.8))) for _ in range(60)]
            return {value: cases.count(value) for value in set(cases)}

        wrong = sum(intervals.shift(drawn(), drawn()).excludes_zero for _ in range(400))
        assert 4 <= wrong <= 40


class TestControlChart:
    USUAL = (5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0)

    def test_limits_follow_from_the_moving_ranges(self):
        # middle 5.5, every range 1: 5.5 ± 2.66
        found = control.limits(self.USUAL)
        assert found == control.Limits(5.5, pytest.approx(2.84), pytest.approx(8.16))

    def test_eleven_weeks_are_too_few(self):
        assert control.limits(self.USUAL[:11]) is None

    def test_a_share_has_no_limit_above_one(self):
        assert control.limits([0.9, 1.0] * 8, highest=1.0).high == 1.0

    def test_a_quiet_process_gives_no_signals(self):
        assert control.signals(self.USUAL, control.limits(self.USUAL)) == []

    def test_a_point_outside_is_a_signal(self):
        found = control.signals([5.0, 12.0, 6.0], control.limits(self.USUAL))
        assert [(signal.at, signal.words) for signal in found] == [
            (1, "boven de grens van wat toeval verklaart")
        ]

    def test_eight_on_one_side_are_one_signal(self):
        values = [6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 6.0, 7.0]
        found = control.signals(values, control.limits(self.USUAL))
        assert [(signal.at, signal.words) for signal in found] == [
            (7, "acht na elkaar boven het midden")
        ]

    def test_six_that_keep_falling_are_one_signal(self):
        values = [7.0, 6.5, 6.0, 5.4, 5.0, 4.6]
        found = control.signals(values, control.limits(self.USUAL))
        assert [(signal.at, signal.words) for signal in found] == [(5, "zes na elkaar dalend")]

    def test_an_empty_week_lifts_the_pen_and_changes_nothing_else(self):
        values = [6.0, 7.0, None, 6.0, 7.0, 6.0, 7.0, 6.0, 7.0]
        found = control.signals(values, control.limits(self.USUAL))
        assert [signal.at for signal in found] == [8]

    @given(st.lists(st.floats(0, 100), min_size=12, max_size=60))
    def test_the_middle_lies_between_the_limits(self, values):
        found = control.limits(values)
        assert found.low <= found.middle + 1e-9
        assert found.middle <= found.high + 1e-9


class TestEffect:
    def test_windows_of_a_measure_that_began_on_a_wednesday(self):
        # Wednesday 3 June 2026 → Monday 8 June; two weeks to settle; ten whole weeks until 2 Sept.
        before, season, after = effect.windows(
            starts_on=dt.date(2026, 6, 3), settling_weeks=2, until=dt.date(2026, 9, 2)
        )
        assert (after.start, after.end, after.weeks) == (
            dt.date(2026, 6, 22),
            dt.date(2026, 8, 31),
            10,
        )
        assert (before.start, before.end) == (dt.date(2026, 3, 30), dt.date(2026, 6, 8))
        assert season.start == dt.date(2025, 6, 23)
        assert season.weeks == 10

    def test_half_a_year_is_the_longest(self):
        *_, after = effect.windows(
            starts_on=dt.date(2024, 1, 1), settling_weeks=0, until=dt.date(2026, 1, 1)
        )
        assert after.weeks == 26

    @given(
        st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
        st.integers(0, 26),
        st.integers(-20, 900),
    )
    def test_the_windows_never_overlap_and_never_reach_the_future(self, start, settling, days):
        until = start + dt.timedelta(days=days)
        before, season, after = effect.windows(
            starts_on=start, settling_weeks=settling, until=until
        )
        assert before.weeks == season.weeks == after.weeks <= 26
        assert before.end <= after.start
        assert after.weeks == 0 or after.end <= until
        assert all(window.start.weekday() == 0 for window in (before, season, after))

    @pytest.mark.parametrize(
        ("low", "high", "weeks", "enough", "expected"),
        [
            (-3.0, -1.0, 10, True, Verdict.BETTER),
            (1.0, 3.0, 10, True, Verdict.WORSE),
            (-1.0, 2.0, 10, True, Verdict.NO_PROOF),
            (-3.0, -1.0, 7, True, Verdict.TOO_EARLY),
            (-3.0, -1.0, 10, False, Verdict.TOO_EARLY),
        ],
    )
    def test_what_may_be_said(self, low, high, weeks, enough, expected):
        change = intervals.Interval((low + high) / 2, low, high)
        said = effect.verdict(change, weeks=weeks, enough=enough, lower_is_better=True)
        assert said == expected

    def test_more_within_the_norm_is_better(self):
        change = intervals.Interval(0.2, 0.1, 0.3)
        assert (
            effect.verdict(change, weeks=10, enough=True, lower_is_better=False) == Verdict.BETTER
        )


def test_the_ways_that_were_gone_most_come_first_in_words():
    labels = {"new": "Nieuw", "in_progress": "In behandeling", "resolved": "Opgelost"}
    first, second = ranked(
        {"new>resolved": 3, "new>in_progress>resolved>in_progress>resolved": 1, "new": 1},
        labels,
        2,
    )
    assert first.states == ("Nieuw", "Opgelost")
    assert (first.cases, first.share, first.loops) == (3, 0.6, 0)
    assert second.states == ("Nieuw",)
