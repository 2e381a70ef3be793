"""Sums over counted values, such as lead times in whole days with how often each occurs."""

from __future__ import annotations

from collections.abc import Mapping

Histogram = Mapping[int, int]


def size(histogram: Histogram) -> int:
    """How many cases were counted."""
    return sum(histogram.values())


def quantile(histogram: Histogram, share: float) -> float | None:
    """The value below which ``share`` of the cases lie; between two values, halfway in proportion.

    The same as PostgreSQL's ``percentile_cont`` over the single cases. None without cases.
    """
    number = size(histogram)
    if number == 0:
        return None
    place = share * (number - 1)
    low, high = int(place), min(int(place) + 1, number - 1)
    below, above = _at(histogram, low), _at(histogram, high)
    return below + (above - below) * (place - low)


def at_most(histogram: Histogram, limit: int) -> int:
    """How many cases have a value up to and including ``limit``."""
    return sum(number for value, number in histogram.items() if value <= limit)


def _at(histogram: Histogram, place: int) -> int:
    passed = 0
    for value in sorted(histogram):
        passed += histogram[value]
        if place < passed:
            return value
    raise IndexError(place)
