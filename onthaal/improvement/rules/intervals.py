"""Differences between two periods with a 95 % interval, by methods that hold for small numbers.

All intervals treat the cases as independent of each other. Cases of one storm or one illness are
not, so the truth may lie outside a little more often than one time in twenty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from onthaal.improvement.rules.counts import Histogram, size

Z = 1.959964  # 95 % of a normal distribution lies within this many standard deviations


@dataclass(frozen=True)
class Interval:
    """An estimate with the 95 % interval around it."""

    estimate: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def share(hits: int, number: int) -> Interval:
    """A share with Wilson's score interval (Wilson 1927). ``number`` is above 0."""
    p = hits / number
    middle = (p + Z**2 / (2 * number)) / (1 + Z**2 / number)
    half = Z * math.sqrt(p * (1 - p) / number + Z**2 / (4 * number**2)) / (1 + Z**2 / number)
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def difference_of_shares(hits: tuple[int, int], numbers: tuple[int, int]) -> Interval:
    """The second share minus the first, by Newcombe's hybrid score method (Newcombe 1998, no. 10).

    Both ``numbers`` are above 0.
    """
    first, second = share(hits[0], numbers[0]), share(hits[1], numbers[1])
    estimate = second.estimate - first.estimate
    down = math.hypot(second.estimate - second.low, first.high - first.estimate)
    up = math.hypot(second.high - second.estimate, first.estimate - first.low)
    return Interval(estimate, estimate - down, estimate + up)


def rate(events: int, exposure: float) -> Interval:
    """Events per unit of ``exposure`` with Byar's approximation of the exact Poisson interval
    (Breslow and Day 1987). ``exposure`` is above 0."""
    low = 0.0
    if events:
        low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
    more = events + 1
    high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    return Interval(events / exposure, max(0.0, low) / exposure, high / exposure)


def difference_of_rates(events: tuple[int, int], exposures: tuple[float, float]) -> Interval:
    """The second rate minus the first, from the intervals of both (method of variance estimates
    recovery, Zou and Donner 2008). Both ``exposures`` are above 0."""
    first, second = rate(events[0], exposures[0]), rate(events[1], exposures[1])
    estimate = second.estimate - first.estimate
    down = math.hypot(second.estimate - second.low, first.high - first.estimate)
    up = math.hypot(second.high - second.estimate, first.estimate - first.low)
    return Interval(estimate, estimate - down, estimate + up)


def shift(before: Histogram, after: Histogram) -> Interval:
    """By how much a case takes longer after than before: the median of all differences between
    a case after and a case before (Hodges and Lehmann 1963) with the interval that belongs to
    the Mann-Whitney test (Moses 1965). Both histograms hold cases."""
    differences: dict[int, int] = {}
    for late, times in after.items():
        for early, often in before.items():
            differences[late - early] = differences.get(late - early, 0) + times * often
    pairs = size(before) * size(after)
    spread = math.sqrt(pairs * (size(before) + size(after) + 1) / 12)
    rank = max(0, math.floor(pairs / 2 - Z * spread))
    return Interval(
        estimate=(_nth(differences, (pairs - 1) // 2) + _nth(differences, pairs // 2)) / 2,
        low=_nth(differences, rank),
        high=_nth(differences, pairs - 1 - rank),
    )


def _nth(differences: dict[int, int], rank: int) -> int:
    passed = 0
    for value in sorted(differences):
        passed += differences[value]
        if rank < passed:
            return value
    raise IndexError(rank)
