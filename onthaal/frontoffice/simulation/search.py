"""Looking for the fewest counter-hours of one weekday at which few people wait too long.

Start from a guess by Erlang C, add counters where people wait until the target is met, then take
them away one by one where there is most slack, as long as the target stays met. A bounded search
that finds a good answer, not a proof that no better one exists; its answer is to be run again on
other days (W. Whitt's and L. Green's advice for searches by simulation).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onthaal.frontoffice.simulation.demand import Plan, Weekday
from onthaal.frontoffice.simulation.outcome import SLOT, Tally, simulate


@dataclass(frozen=True)
class Target:
    """Of the people without appointment at least ``share`` of the day, and ``each`` of every half
    hour, is called within ``norm`` minutes; who gives up was not."""

    norm: float
    share: float
    each: float


@dataclass(frozen=True)
class Found:
    """``counters`` per period of the weekday; ``is_met`` is whether the target was met on the days
    of the search."""

    counters: tuple[int, ...]
    is_met: bool
    evaluations: int


def fewest(
    plan: Plan,
    guess: Sequence[int],
    target: Target,
    *,
    seed: int,
    days: int,
    most_evaluations: int = 60,
    goes_on: Callable[[], bool] = lambda: True,
) -> Found:
    """The counters per period of the only weekday of ``plan``, from ``guess`` on. A period with 0
    in the guess stays closed. ``goes_on`` is asked now and then; False ends the search."""
    day = plan.weekdays[0]
    most = len(plan.staff)
    counters = [min(most, number) for number in guess]
    used = 0

    def judged(numbers: Sequence[int]) -> tuple[bool, list[float]]:
        nonlocal used
        used += 1
        changed = replace(plan, weekdays=(_with(day, numbers),))
        return _judge(simulate(changed, seed=seed, first=0, days=days), day, target)

    met, slack = judged(counters)
    while not met and used < most_evaluations and goes_on():
        place = _worst(slack, counters, most)
        if place is None:
            break
        counters[place] += 1
        met, slack = judged(counters)
    refused: set[int] = set()
    while met and used < most_evaluations and goes_on():
        place = _most_slack(slack, counters, refused)
        if place is None:
            break
        counters[place] -= 1
        still, new_slack = judged(counters)
        if still:
            slack = new_slack
        else:
            counters[place] += 1
            refused.add(place)
    return Found(tuple(counters), met, used)


def _with(day: Weekday, numbers: Sequence[int]) -> Weekday:
    return replace(
        day,
        counters=tuple(
            (begin, end, number)
            for (begin, end, _), number in zip(day.counters, numbers, strict=True)
        ),
    )


def _judge(tally: Tally, day: Weekday, target: Target) -> tuple[bool, list[float]]:
    """Whether the target is met, and per period how much of the share is to spare."""
    good = bad = 0
    spare = []
    for begin, _, _ in day.counters:
        slot = int(begin / SLOT)
        in_time = sum(1 for wait in tally.alone[slot] if wait <= target.norm)
        late = len(tally.alone[slot]) - in_time + tally.gone[slot]
        good, bad = good + in_time, bad + late
        spare.append(in_time / (in_time + late) - target.each if in_time + late else 1.0)
    whole = good / (good + bad) if good + bad else 1.0
    return whole >= target.share and min(spare) >= 0, spare


def _worst(slack: Sequence[float], counters: Sequence[int], most: int) -> int | None:
    """Where to add one: the period with the least to spare, or the one before it when that is
    full."""
    for place in sorted(range(len(slack)), key=lambda one: slack[one]):
        for candidate in (place, place - 1):
            if candidate >= 0 and 0 < counters[candidate] < most:
                return candidate
    return None


def _most_slack(slack: Sequence[float], counters: Sequence[int], refused: set[int]) -> int | None:
    places = [place for place in range(len(slack)) if counters[place] > 1 and place not in refused]
    return max(places, key=lambda one: (slack[one], counters[one]), default=None)
