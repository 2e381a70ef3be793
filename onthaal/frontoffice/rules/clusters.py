"""Estimates with a 95 % interval from visits that come in days.

Visits of one day are alike: one sick colleague makes the whole hall wait. So the days are what is
independent, not the visits, and every interval here takes the day as its unit (a one-stage cluster
sample; Cochran, Sampling Techniques, 1977, chapters 6 and 9). With few days Student's t makes the
interval as wide as it ought to be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

_Z = 1.959964
# fewer days than these say too little: no interval, and a plain warning
FEWEST_DAYS = 5
ENOUGH_DAYS = 30  # six weeks of five days


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; ``low`` and ``high`` are None with fewer than five days.
    ``number`` is how many visits it stands on, ``days`` over how many days."""

    value: float
    low: float | None
    high: float | None
    number: int
    days: int

    @property
    def is_thin(self) -> bool:
        """Whether there are too few days to decide anything on this."""
        return self.days < ENOUGH_DAYS


Day = TypeVar("Day", bound=Hashable)


def by_day(pairs: Iterable[tuple[Day, float]]) -> dict[Day, list[float]]:
    """Values grouped by the day that comes with them."""
    days: dict[Day, list[float]] = {}
    for day, value in pairs:
        days.setdefault(day, []).append(value)
    return days


def mean(days: Mapping[Day, Sequence[float]]) -> Estimate | None:
    """The mean of all values; None without any."""
    return _ratio([(len(values), sum(values)) for values in days.values()])


def share(days: Mapping[Day, tuple[int, int]]) -> Estimate | None:
    """Which part of all: per day (how many, how many of them); None without any.

    Where it is nobody or everybody the days do not differ, and that says little: the interval is
    then that of people who decide each for themselves.
    """
    found = _ratio([(number, float(hits)) for number, hits in days.values()])
    if found is None or found.low is None or 0 < found.value < 1:
        return found and _within(found, 0.0, 1.0)
    alone = independent(round(found.value * found.number), found.number)
    return alone and replace(found, low=alone.low, high=alone.high)


def share_of(pairs: Iterable[tuple[Day, bool]]) -> Estimate | None:
    """``share`` of what is so, from the day of each and whether it is."""
    days = by_day((day, float(is_so)) for day, is_so in pairs)
    return share({day: (len(all_), int(sum(all_))) for day, all_ in days.items()})


def ratio(days: Mapping[Day, tuple[float, float]]) -> Estimate | None:
    """One total per another: per day (the second, the first), such as (hours, visitors); None
    where the second is nothing."""
    found = _ratio(list(days.values()))
    return found and _within(found, 0.0, math.inf)


def of_sums(
    days: Mapping[Day, tuple[float, ...]], value: Callable[[tuple[float, ...]], float | None]
) -> Estimate | None:
    """Something that is worked out from sums over all visits, such as a slope; the first sum is
    the number of visits.

    The interval is the jackknife's over the days: how much the value changes as each is left out
    (Wolter, Introduction to Variance Estimation, 2007, chapter 4).
    """
    rows = [sums for sums in days.values() if sums[0]]
    if not rows:
        return None
    whole = tuple(map(sum, zip(*rows, strict=True)))
    found = value(whole)
    if found is None:
        return None
    number = len(rows)
    without = [
        value(tuple(all_ - own for all_, own in zip(whole, row, strict=True))) for row in rows
    ]
    known = [one for one in without if one is not None]
    if number < FEWEST_DAYS or len(known) < number:
        return Estimate(found, None, None, round(whole[0]), number)
    middle = sum(known) / number
    error = math.sqrt((number - 1) / number * sum((one - middle) ** 2 for one in known))
    reach = t95(number - 1) * error
    return Estimate(found, max(0.0, found - reach), found + reach, round(whole[0]), number)


def quantile(days: Mapping[Day, Sequence[float]], part: float) -> Estimate | None:
    """The value that ``part`` (0 to 1) of all stay at or under; None without any.

    The interval is Woodruff's (1952): that of the share at or under the value, read back on the
    scale of the values.
    """
    everything = sorted(value for values in days.values() for value in values)
    if not everything:
        return None
    value = _at(everything, part)
    below = _ratio([(len(v), float(sum(each <= value for each in v))) for v in days.values()])
    if below is None or below.low is None or below.high is None:
        return Estimate(value, None, None, len(everything), len(days))
    half = (below.high - below.low) / 2
    return Estimate(
        value,
        _at(everything, max(0.0, part - half)),
        _at(everything, min(1.0, part + half)),
        len(everything),
        len(days),
    )


def independent(hits: int, number: int) -> Estimate | None:
    """A share of people who decide each for themselves, such as who stays away from an appointment,
    with Wilson's score interval (1927); None without any."""
    if not number:
        return None
    p, z = hits / number, _Z
    middle = (p + z**2 / (2 * number)) / (1 + z**2 / number)
    half = z * math.sqrt(p * (1 - p) / number + z**2 / (4 * number**2)) / (1 + z**2 / number)
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half), number, ENOUGH_DAYS)


def per_day(counts: Sequence[float]) -> Estimate | None:
    """The mean of one count per day, the days without any included; None without days. Of nobody
    at all the interval is that of chance alone (Poisson)."""
    found = _ratio([(1, float(count)) for count in counts])
    if found and found.low is not None and not found.value:
        return replace(found, low=0.0, high=-math.log(0.025) / found.days)
    return found and _within(found, 0.0, math.inf)


def times(found: Estimate | None, factor: float) -> Estimate | None:
    """The same on another scale."""
    if found is None:
        return None
    low, high = (None if one is None else one * factor for one in (found.low, found.high))
    return replace(found, value=found.value * factor, low=low, high=high)


def t95(freedom: int) -> float:
    """Student's t for a two-sided 95 % interval; within 1 % from 2 degrees of freedom on.

    The expansion of Fisher and Cornish (1960).
    """
    if freedom < 1:
        return math.inf
    if freedom == 1:
        return 12.706
    if freedom == 2:
        return 4.303
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )


def _ratio(days: Sequence[tuple[float, float]]) -> Estimate | None:
    """Sum over number, with the variance of a ratio of two totals over the days."""
    days = [(number, total) for number, total in days if number]
    number = sum(each for each, _ in days)
    if not number:
        return None
    value = sum(total for _, total in days) / number
    if len(days) < FEWEST_DAYS:
        return Estimate(value, None, None, round(number), len(days))
    spread = sum((total - value * each) ** 2 for each, total in days)
    error = math.sqrt(spread * len(days) / (len(days) - 1)) / number
    reach = t95(len(days) - 1) * error
    return Estimate(value, value - reach, value + reach, round(number), len(days))


def _within(found: Estimate, low: float, high: float) -> Estimate:
    if found.low is None or found.high is None:
        return found
    return replace(found, low=max(low, found.low), high=min(high, found.high))


def _at(ordered: Sequence[float], part: float) -> float:
    """The quantile of an ordered row, with linear interpolation (type 7 of Hyndman and Fan)."""
    place = part * (len(ordered) - 1)
    lower = math.floor(place)
    if lower + 1 >= len(ordered):
        return ordered[-1]
    return ordered[lower] + (place - lower) * (ordered[lower + 1] - ordered[lower])
