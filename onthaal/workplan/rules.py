"""The life of a werkopdracht, the days of a round and the order of a route. No query, no clock."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from onthaal.organisation.rules import ONE_DAY, add_working_days
from onthaal.workplan.states import State

NEXT: Mapping[State, frozenset[State]] = {
    State.TO_PLAN: frozenset({State.PLANNED, State.CANCELLED}),
    State.PLANNED: frozenset(
        {
            State.PLANNED,
            State.TO_PLAN,
            State.STARTED,
            State.DONE,
            State.NOT_DONE,
            State.CANCELLED,
        }
    ),
    State.STARTED: frozenset({State.STARTED, State.DONE, State.NOT_DONE, State.CANCELLED}),
    State.DONE: frozenset(),
    State.NOT_DONE: frozenset({State.TO_PLAN}),
    State.CANCELLED: frozenset(),
}
# Rounds are made this far ahead, so that planners see them coming.
ROUNDS_AHEAD = dt.timedelta(days=42)


def may_become(current: State, new: State) -> bool:
    """Whether an order may go from ``current`` to ``new``."""
    return new in NEXT[current]


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def round_days(
    starts_on: dt.date, every: int, period: str, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    """The days on which a round falls from ``first`` up to and with ``last``, as its rhythm says.

    ``period`` is "week" or "month". A month without that day takes its last day; the rhythm itself
    does not shift by it.
    """
    step = 0
    while True:
        if period == "week":
            day = starts_on + dt.timedelta(weeks=step)
        else:
            months = starts_on.month - 1 + step
            year, month = starts_on.year + months // 12, months % 12 + 1
            day = dt.date(year, month, min(starts_on.day, calendar.monthrange(year, month)[1]))
        if day > last:
            return
        if day >= first:
            yield day
        step += every


def working_day_for(day: dt.date, closing_days: Collection[dt.date]) -> dt.date:
    """``day`` itself, or the next working day when it is a day off."""
    return add_working_days(day, 0, closing_days)


def load_words(minutes: int, capacity: int) -> str:
    """How full a day is, in words: colour alone says nothing to who cannot see it."""
    if capacity == 0:
        return "werkt niet" if minutes == 0 else "werkt niet, toch werk"
    if minutes > capacity:
        return f"{hours(minutes - capacity)} te veel"
    if minutes * 10 >= capacity * 9:
        return "vol"
    return f"{hours(capacity - minutes)} vrij"


def hours(minutes: int) -> str:
    """90 → 1 u 30"""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} u {rest:02}" if rest else f"{whole} u"


def days_of_week(monday: dt.date) -> list[dt.date]:
    return [monday + ONE_DAY * number for number in range(7)]


Point = tuple[float, float]


def distance(one: Point, other: Point) -> float:
    """Metres between two points (lat, lon), as the crow flies; exact enough within a town."""
    lat = math.radians((one[0] + other[0]) / 2)
    north = (one[0] - other[0]) * 111_195
    east = (one[1] - other[1]) * 111_195 * math.cos(lat)
    return math.hypot(north, east)


def route_length(depot: Point, stops: Sequence[Point]) -> float:
    """Metres from the depot along the stops and back."""
    path = [depot, *stops, depot]
    return sum(distance(a, b) for a, b in pairwise(path))


def route(depot: Point, stops: Sequence[Point]) -> list[int]:
    """The indexes of ``stops`` in a good order to drive: nearest neighbour, then 2-opt.

    Starts and ends at the depot. The same stops always give the same order; never longer than
    what nearest neighbour finds.
    """
    left = list(range(len(stops)))
    order: list[int] = []
    here = depot
    while left:
        nearest = min(left, key=lambda each: (distance(here, stops[each]), each))
        left.remove(nearest)
        order.append(nearest)
        here = stops[nearest]
    return _untangle(depot, stops, order)


def _untangle(depot: Point, stops: Sequence[Point], order: list[int]) -> list[int]:
    """Turn stretches around as long as that makes the round trip shorter."""

    def at(number: int) -> Point:
        return depot if number in (-1, len(order)) else stops[order[number]]

    better = True
    while better:
        better = False
        for first in range(len(order) - 1):
            for last in range(first + 1, len(order)):
                before = distance(at(first - 1), at(first)) + distance(at(last), at(last + 1))
                after = distance(at(first - 1), at(last)) + distance(at(first), at(last + 1))
                if after < before - 0.01:
                    order[first : last + 1] = reversed(order[first : last + 1])
                    better = True
    return order


def retry_after(attempts: int) -> dt.timedelta:
    """How long to wait after ``attempts`` failed tries: from one minute to two hours."""
    return dt.timedelta(minutes=min(120, 2 ** max(0, attempts - 1)))
