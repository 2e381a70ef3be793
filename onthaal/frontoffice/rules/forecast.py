"""How many visitors to expect, and how wrong that usually is.

The mean of the same weekday over the last eight weeks. On counts
of a small town nothing more refined beats that by a margin that survives a test on later weeks, so
every forecast is tried on the past first and shown with the errors that it really made
(rolling-origin evaluation; Hyndman and Athanasopoulos, Forecasting, chapter 5).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import Estimate

WEEKS_BACK = 8
# so many days of the past are forecast as a test
FEWEST_TESTED = 20
Counts = Mapping[dt.date, float]


@dataclass(frozen=True)
class Expected:
    """What to expect on ``day``; in four out of five days it was between ``low`` and ``high``."""

    day: dt.date
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Error:
    """How wrong forecasts of ``weeks_ahead`` weeks were: the mean absolute error in visitors and
    as part of the mean, and the same for simply taking last week (``naive``)."""

    absolute: Estimate
    relative: float
    naive: float
    tested: int

    @property
    def beats_naive(self) -> bool:
        return self.absolute.value <= self.naive


def expect(past: Counts, open_days: Sequence[dt.date], today: dt.date) -> list[Expected]:
    """A forecast for each of ``open_days``; a weekday that was never open gives none.

    ``past`` holds the visitors of every open day before ``today``, also when nobody came.
    """
    misses = _misses(past)
    low, high = _spread(misses)
    found = []
    for day in open_days:
        value = _forecast(past, day, today)
        if value is not None:
            found.append(
                Expected(day, value, max(0.0, value * (1 + low)), max(0.0, value * (1 + high)))
            )
    return found


def error(past: Counts) -> Error | None:
    """How wrong this would have been, a week ahead, on the days behind us; None with too few."""
    tried = _misses(past)
    if len(tried) < FEWEST_TESTED:
        return None
    mean = sum(real for real, _, _ in tried) / len(tried)
    absolute = clusters.mean(
        {number: [abs(real - said)] for number, (real, said, _) in enumerate(tried)}
    )
    assert absolute  # noqa: S101 -- of at least twenty days
    naive = sum(abs(real - before) for real, _, before in tried) / len(tried)
    return Error(absolute, absolute.value / mean if mean else 0.0, naive, len(tried))


def _forecast(past: Counts, day: dt.date, known_until: dt.date) -> float | None:
    """Only from days before ``known_until``."""
    same = [
        past[before]
        for week in range(1, WEEKS_BACK + 60)
        if (before := day - dt.timedelta(weeks=week)) in past and before < known_until
    ][:WEEKS_BACK]
    if not same:
        return None
    return sum(same) / len(same)


def _misses(past: Counts) -> list[tuple[float, float, float]]:
    """Per day of the past that can be tried: what came, what was said a week before, and what
    came on the same weekday last."""
    tried = []
    for day, real in past.items():
        asked_on = day - dt.timedelta(weeks=1) + dt.timedelta(days=1)
        said = _forecast(past, day, asked_on)
        before = next(
            (
                past[earlier]
                for week in range(1, 9)
                if (earlier := day - dt.timedelta(weeks=week)) in past
            ),
            None,
        )
        weeks = sum(day - dt.timedelta(weeks=week) in past for week in range(1, WEEKS_BACK + 1))
        if said is not None and before is not None and weeks >= WEEKS_BACK // 2:
            tried.append((real, said, before))
    return tried


def _spread(misses: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """How far below and above, as a part of what was said, four out of five days ended."""
    parts = sorted((real - said) / said for real, said, _ in misses if said)
    if len(parts) < FEWEST_TESTED:
        return -0.5, 0.5
    tenth = len(parts) * 0.1
    return parts[math.floor(tenth)], parts[min(len(parts) - 1, math.ceil(len(parts) * 0.9))]
