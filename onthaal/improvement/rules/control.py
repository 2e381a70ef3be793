"""The control chart: which points differ more from the others than chance explains.

An individuals chart with limits from the moving ranges (Shewhart 1931; Wheeler 1992). Two signals
beside a point outside the limits: a run of eight on one side of the middle, and six points that
keep rising or falling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ENOUGH_POINTS = 12
RUN = 8
TREND = 6
# 3 standard deviations, as 3 / d2 for ranges of two points (d2 = 1.128)
PER_MOVING_RANGE = 2.66


@dataclass(frozen=True)
class Limits:
    """What the process does by itself: nearly all points lie between ``low`` and ``high``."""

    middle: float
    low: float
    high: float


def limits(values: Sequence[float | None], *, highest: float | None = None) -> Limits | None:
    """The limits that follow from ``values``; None when there are fewer than twelve.

    Counts, days and shares do not go below 0; ``highest`` is their top, such as 1 for a share.
    """
    known = [value for value in values if value is not None]
    if len(known) < ENOUGH_POINTS:
        return None
    middle = sum(known) / len(known)
    reach = PER_MOVING_RANGE * sum(abs(b - a) for a, b in pairwise(known)) / (len(known) - 1)
    high = middle + reach
    return Limits(middle, max(0.0, middle - reach), high if highest is None else min(high, highest))


@dataclass(frozen=True)
class Signal:
    """Something that chance hardly explains, seen at point number ``at``."""

    at: int
    words: str


def signals(values: Sequence[float | None], around: Limits) -> list[Signal]:
    """What deserves an explanation, oldest first; a run or trend is told once, where it is sure."""
    found: list[Signal] = []
    side, run, way, trend = 0, 0, 0, 1
    before: float | None = None
    for at, value in enumerate(values):
        if value is None:
            continue
        if value > around.high:
            found.append(Signal(at, "boven de grens van wat toeval verklaart"))
        elif value < around.low:
            found.append(Signal(at, "onder de grens van wat toeval verklaart"))
        here = (value > around.middle) - (value < around.middle)
        run = run + 1 if here and here == side else abs(here)
        side = here
        if run == RUN:
            words = "boven" if here > 0 else "onder"
            found.append(Signal(at, f"acht na elkaar {words} het midden"))
        if before is not None:
            step = (value > before) - (value < before)
            trend = trend + 1 if step and step == way else 1 + abs(step)
            way = step
            if trend == TREND:
                found.append(Signal(at, "zes na elkaar " + ("stijgend" if step > 0 else "dalend")))
        before = value
    return found
