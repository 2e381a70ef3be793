"""Whether a measure made a difference: the verdict in words, and when it is too early for one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from onthaal.improvement.rules.intervals import Interval

# Rules of thumb of ours. Eight weeks hold two monthly rhythms; thirty cases make the median of
# a lead time steady to about a fifth of its spread.
ENOUGH_WEEKS = 8
ENOUGH_CASES = 30
# Klachten are rare: so many in both periods together make a difference of rates worth a word.
ENOUGH_COMPLAINTS = 10
LONGEST_WEEKS = 26


class Verdict(enum.Enum):
    TOO_EARLY = "Te vroeg om te zeggen"
    BETTER = "Aantoonbaar beter"
    WORSE = "Aantoonbaar slechter"
    NO_PROOF = "Geen aantoonbaar verschil"


@dataclass(frozen=True)
class Window:
    """Whole weeks from the Monday ``start`` up to, not including, the Monday ``end``."""

    start: dt.date
    end: dt.date

    @property
    def weeks(self) -> int:
        return max(0, (self.end - self.start).days // 7)

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    def earlier(self, weeks: int) -> Window:
        """The same length, ``weeks`` earlier."""
        back = dt.timedelta(weeks=weeks)
        return Window(self.start - back, self.end - back)


def monday_from(day: dt.date) -> dt.date:
    """The first Monday on or after ``day``."""
    return day + dt.timedelta(days=-day.weekday() % 7)


def windows(
    *, starts_on: dt.date, settling_weeks: int, until: dt.date
) -> tuple[Window, Window, Window]:
    """(before, the same season a year earlier, after), all as long as the weeks that passed since
    the measure settled, at most half a year.

    ``until`` is the day on which measuring stops: today, or when the measure was stopped. The
    running week does not count.
    """
    start = monday_from(starts_on)
    settled = start + dt.timedelta(weeks=settling_weeks)
    end = until - dt.timedelta(days=until.weekday())
    weeks = min(LONGEST_WEEKS, max(0, (end - settled).days // 7))
    after = Window(settled, settled + dt.timedelta(weeks=weeks))
    return Window(start - dt.timedelta(weeks=weeks), start), after.earlier(52), after


def verdict(change: Interval | None, *, weeks: int, enough: bool, lower_is_better: bool) -> Verdict:
    """What may honestly be said. ``enough`` = both sides hold enough cases or events."""
    if change is None or weeks < ENOUGH_WEEKS or not enough:
        return Verdict.TOO_EARLY
    if not change.excludes_zero:
        return Verdict.NO_PROOF
    fell = change.high < 0
    return Verdict.BETTER if fell == lower_is_better else Verdict.WORSE
