"""From simulated days to figures with intervals, and to the difference of two scenarios.

**Method.** Days are put together in at most 20 groups of whole weeks (batch means). Every figure
is worked out per group; the interval is Student's *t* over the groups, which are independent. So
one method holds for means, shares and quantiles; the quantiles of a group are over all its visits.
The value shown is over all days together. Scenarios are compared group by group on the same
people (common random numbers): the interval is that of the paired differences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist, fmean

from onthaal.frontoffice.simulation.demand import Day, Demand, Plan
from onthaal.frontoffice.simulation.engine import NEVER, Served, run

GROUPS = 20
LEVEL = 0.95
SLOT = 30
SLOTS = 24 * 60 // SLOT


@dataclass(frozen=True)
class Interval:
    """A value with where the true one lies in ``LEVEL`` of studies like this one."""

    value: float
    low: float
    high: float


def student(level: float, freedom: int) -> float:
    """The two-sided quantile of Student's t.

    G.W. Hill, "Algorithm 396: Student's t-quantiles", CACM 13 (1970): right to 6 digits from 5
    degrees of freedom on, and exact formulas below 3.
    """
    tail = 1 - level
    if freedom < 1:
        return NEVER
    if freedom == 1:
        return math.cos(tail * math.pi / 2) / math.sin(tail * math.pi / 2)
    if freedom == 2:
        return math.sqrt(2 / (tail * (2 - tail)) - 2)
    a = 1 / (freedom - 0.5)
    b = 48 / a**2
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * math.sqrt(a * math.pi / 2) * freedom
    y = (d * tail) ** (2 / freedom)
    if y > 0.05 + a:
        x = NormalDist().inv_cdf(tail / 2)
        y = x * x
        if freedom < 5:
            c += 0.3 * (freedom - 4.5) * (x + 0.6)
        c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = math.expm1(a * y * y)
    else:
        y = (
            (
                1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3)
                + 0.5 / (freedom + 4)
            )
            * y
            - 1
        ) * (freedom + 1) / (freedom + 2) + 1 / y
    return math.sqrt(freedom * y)


def interval(
    groups: Sequence[float], *, value: float | None = None, level: float = LEVEL
) -> Interval:
    """The interval of the mean over independent groups; ``value`` = what to show in the middle."""
    number = len(groups)
    mean = fmean(groups)
    if number < 2:
        return Interval(mean if value is None else value, -NEVER, NEVER)
    spread = math.sqrt(sum((one - mean) ** 2 for one in groups) / (number - 1) / number)
    half = student(level, number - 1) * spread
    shown = mean if value is None else value
    return Interval(shown, min(shown, mean - half), max(shown, mean + half))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Linear between neighbours; 0 of nothing."""
    if not ordered:
        return 0.0
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@dataclass(slots=True)
class Tally:
    """What happened on some days, added up."""

    days: int = 0
    wanted: int = 0
    served: int = 0
    left: int = 0
    sent_home: int = 0
    appointments: int = 0
    no_shows: int = 0
    without_room: int = 0
    refused: int = 0
    busy: float = 0.0
    paid: float = 0.0
    overtime: float = 0.0
    walk_in: list[float] = field(default_factory=list)
    booked: list[float] = field(default_factory=list)
    station: list[float] = field(default_factory=list)
    # per half hour of the day: minutes waited in it, minutes worked and paid in it, waits begun
    queue: list[float] = field(default_factory=lambda: [0.0] * SLOTS)
    worked: list[float] = field(default_factory=lambda: [0.0] * SLOTS)
    staffed: list[float] = field(default_factory=lambda: [0.0] * SLOTS)
    waits: list[list[float]] = field(default_factory=lambda: [[] for _ in range(SLOTS)])
    open_days: list[int] = field(default_factory=lambda: [0] * SLOTS)
    # per half hour in which they became due: waits of who came without appointment, who gave up
    alone: list[list[float]] = field(default_factory=lambda: [[] for _ in range(SLOTS)])
    gone: list[int] = field(default_factory=lambda: [0] * SLOTS)

    def add(self, plan: Plan, weekday: int, day: Day, served: Served) -> None:
        """Add one day to the others."""
        visitors = day.visitors
        self.days += 1
        self.wanted += len(visitors) + day.no_shows + day.refused
        self.appointments += day.appointments
        self.no_shows += day.no_shows
        self.without_room += day.without_room
        self.refused += day.refused
        self.busy += sum(served.busy)
        self.overtime += sum(served.overtime)
        self.station += day.at_station
        queue, worked, waits = self.queue, self.worked, self.waits
        walk_in, booked_waits = self.walk_in, self.booked
        last = SLOTS - 1
        alone = self.alone
        gone = home = 0
        for begin, called, clerk, minutes, booked in zip(
            visitors.due, served.called, served.clerk, visitors.work, day.booked, strict=True
        ):
            if clerk >= 0:
                # who is early may be called before waiting counts
                wait = called - begin if called > begin else 0.0
                if booked:
                    booked_waits.append(wait)
                else:
                    walk_in.append(wait)
                slot = int(called / SLOT)
                end = called + minutes
                until = (slot + 1) * SLOT
                if end <= until:
                    worked[slot if slot < last else last] += minutes
                else:
                    _spread(worked, called, end)
            elif called < NEVER:
                gone += 1
                wait = called - begin
            else:
                home += 1
                continue
            slot = int(begin / SLOT)
            if slot > last:
                slot = last
            if clerk >= 0:
                waits[slot].append(wait)
                if not booked:
                    alone[slot].append(wait)
            else:
                self.gone[slot] += 1
            if wait > 0:
                if called <= (slot + 1) * SLOT:
                    queue[slot] += wait
                else:
                    _spread(queue, begin, called)
        self.left += gone
        self.sent_home += home
        self.served += len(visitors) - gone - home
        for begin, end, counters in plan.weekdays[weekday].counters:
            if counters:
                counters = min(counters, len(plan.staff))
                self.paid += counters * (end - begin)
                _spread(self.staffed, begin, end, counters)
                for slot in range(int(begin / SLOT), math.ceil(end / SLOT)):
                    self.open_days[slot] += 1


def _spread(slots: list[float], begin: float, end: float, weight: float = 1.0) -> None:
    """Add the minutes from ``begin`` to ``end`` to the half hours that they lie in."""
    slot = min(SLOTS - 1, int(begin / SLOT))
    while begin < end:
        until = (slot + 1) * SLOT
        stop = end if end < until or slot == SLOTS - 1 else until
        slots[slot] += weight * (stop - begin)
        begin, slot = stop, min(SLOTS - 1, slot + 1)


def simulate(plan: Plan, *, seed: int, first: int, days: int) -> Tally:
    """``days`` days from day ``first`` on, added up. The same for the same arguments."""
    demand, tally = Demand(plan, seed), Tally()
    week, halls = len(plan.weekdays), plan.halls
    for number in range(first, first + days):
        weekday = number % week
        day = demand.day(number)
        tally.add(plan, weekday, day, run(halls[weekday], day.visitors))
    return tally


@dataclass(frozen=True)
class Norms:
    """Minutes within which somebody should be called."""

    walk_in: float = 15.0
    booked: float = 10.0


Measure = Callable[[Tally, Norms], float | None]


def _within(waits: Sequence[float], norm: float) -> float | None:
    return sum(1 for wait in waits if wait <= norm) / len(waits) if waits else None


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _mean(waits: Sequence[float]) -> float | None:
    return fmean(waits) if waits else None


def _quantile(waits: Sequence[float], share: float) -> float | None:
    return quantile(sorted(waits), share) if waits else None


# the figures of a scenario; None = nobody to measure it on
MEASURES: Mapping[str, Measure] = {
    "walk_in_mean": lambda tally, norms: _mean(tally.walk_in),
    "walk_in_p50": lambda tally, norms: _quantile(tally.walk_in, 0.5),
    "walk_in_p90": lambda tally, norms: _quantile(tally.walk_in, 0.9),
    "walk_in_within": lambda tally, norms: _within(tally.walk_in, norms.walk_in),
    "booked_mean": lambda tally, norms: _mean(tally.booked),
    "booked_p50": lambda tally, norms: _quantile(tally.booked, 0.5),
    "booked_p90": lambda tally, norms: _quantile(tally.booked, 0.9),
    "booked_within": lambda tally, norms: _within(tally.booked, norms.booked),
    "all_mean": lambda tally, norms: _mean([*tally.walk_in, *tally.booked]),
    "all_p90": lambda tally, norms: _quantile([*tally.walk_in, *tally.booked], 0.9),
    "station_mean": lambda tally, norms: _mean(tally.station),
    "abandonment": lambda tally, norms: _ratio(
        tally.left, tally.served + tally.left + tally.sent_home
    ),
    "served": lambda tally, norms: _ratio(tally.served, tally.days),
    "wanted": lambda tally, norms: _ratio(tally.wanted, tally.days),
    "not_served": lambda tally, norms: _ratio(tally.wanted - tally.served, tally.days),
    "no_shows": lambda tally, norms: _ratio(tally.no_shows, tally.days),
    "appointments": lambda tally, norms: _ratio(tally.appointments, tally.days),
    "without_room": lambda tally, norms: _ratio(tally.without_room, tally.days),
    "utilisation": lambda tally, norms: _ratio(tally.busy, tally.paid + tally.overtime),
    "overtime": lambda tally, norms: _ratio(tally.overtime, tally.days),
    "counter_hours": lambda tally, norms: _ratio(tally.paid / 60, tally.days),
}


# parts of a whole: none lies above 1
SHARES = frozenset(("walk_in_within", "booked_within", "abandonment", "utilisation"))


@dataclass(frozen=True)
class HalfHour:
    """One half hour of the day (minutes since midnight), on the days that were open then."""

    begin: int
    queue: float
    wait_p90: float | None
    utilisation: float | None
    counters: float


@dataclass(frozen=True)
class Outcome:
    """The figures of one scenario; ``groups`` are the values per group, for comparing."""

    days: int
    figures: Mapping[str, Interval]
    groups: Mapping[str, tuple[float, ...]]
    half_hours: tuple[HalfHour, ...]


def grouping(weeks: int, week: int) -> list[tuple[int, int]]:
    """(first day, number of days) of each group: whole weeks of ``week`` days, at most ``GROUPS``
    groups. Plans with as many weeks have the same weeks in the same group."""
    number = min(GROUPS, weeks)
    groups, first = [], 0
    for group in range(number):
        own = weeks // number + (1 if group < weeks % number else 0)
        groups.append((first * week, own * week))
        first += own
    return groups


def figures(tallies: Sequence[Tally], norms: Norms) -> Outcome:
    """The figures over the groups in ``tallies``, one tally per group."""
    whole = together(tallies)
    found: dict[str, Interval] = {}
    groups: dict[str, tuple[float, ...]] = {}
    for name, measure in MEASURES.items():
        value = measure(whole, norms)
        parts = [measure(tally, norms) for tally in tallies]
        if value is None or any(part is None for part in parts):
            continue
        groups[name] = tuple(part for part in parts if part is not None)
        found[name] = _possible(interval(groups[name], value=value), name)
    return Outcome(whole.days, found, groups, tuple(_half_hours(whole)))


def _possible(one: Interval, name: str) -> Interval:
    """Within what the figure can be: Student's t knows neither that nobody waits less than no
    minutes nor that no share is above 1. What has no bounds keeps none."""
    if one.high == NEVER:
        return one
    high = min(1.0, one.high) if name in SHARES else one.high
    return Interval(one.value, max(0.0, one.low), high)


def _half_hours(whole: Tally) -> Iterable[HalfHour]:
    for slot in range(SLOTS):
        # after closing, when people are still being served, every day counts
        days = whole.open_days[slot] or whole.days
        if not whole.open_days[slot] and not whole.worked[slot]:
            continue
        waits, staffed = sorted(whole.waits[slot]), whole.staffed[slot]
        yield HalfHour(
            begin=slot * SLOT,
            queue=whole.queue[slot] / SLOT / days,
            wait_p90=quantile(waits, 0.9) if len(waits) >= 10 else None,
            utilisation=min(1.0, whole.worked[slot] / staffed) if staffed else None,
            counters=staffed / SLOT / days,
        )


def together(tallies: Sequence[Tally]) -> Tally:
    """All groups as one."""
    whole = Tally()
    for name in Tally.__slots__:
        parts = [getattr(tally, name) for tally in tallies]
        if name in ("waits", "alone"):
            merged: object = [[w for part in parts for w in part[slot]] for slot in range(SLOTS)]
        elif isinstance(parts[0], list):
            if name in ("queue", "worked", "staffed", "open_days", "gone"):
                merged = [sum(column) for column in zip(*parts, strict=True)]
            else:
                merged = [value for part in parts for value in part]
        else:
            merged = sum(parts)
        setattr(whole, name, merged)
    return whole


def beside(one: Outcome, other: Outcome) -> Outcome:
    """``one`` as it compares with ``other``: when only the other has a station to register at,
    nobody waits for one here."""
    name = "station_mean"
    if name in one.figures or name not in other.figures:
        return one
    return replace(
        one,
        figures={**one.figures, name: Interval(0.0, 0.0, 0.0)},
        groups={**one.groups, name: (0.0,) * len(one.groups["served"])},
    )


def difference(scenario: Outcome, base: Outcome, name: str) -> Interval | None:
    """How much more ``name`` is than in ``base``, from pairs of groups with the same people.

    None when one of them has no such figure, or they were not run on the same days.
    """
    mine, other = scenario.groups.get(name), base.groups.get(name)
    if mine is None or other is None or len(mine) != len(other):
        return None
    value = scenario.figures[name].value - base.figures[name].value
    return interval([a - b for a, b in zip(mine, other, strict=True)], value=value)
