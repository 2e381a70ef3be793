"""Who comes on a day, and when: from assumptions to the visitors that the engine serves.

Arrivals are a Poisson process whose rate differs by half hour and weekday. Every person gets the
same draws in the same order whatever the scenario says of appointments, counters or lay-out:
scenarios with one seed are compared on the same people (common random numbers).
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapreplace
from operator import add
from random import Random

from onthaal.frontoffice.simulation.engine import NEVER, Clerk, Hall, Line, Shift, Visitors

TICK = 5
_TICKS = 24 * 60 // TICK
_MOVED, _ADDED = 1 << 80, 1 << 81
# (wanted moment, product, second product or −1, minutes, patience, and draws for: booking, coming,
# arriving early or late)
Person = tuple[float, int, int, float, float, float, float, float]
# (arrival, from when waiting counts at the earliest, line, minutes, patience, booked)
Coming = tuple[float, float, int, float, float, bool]


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something takes. ``shape`` is "lognormal", "gamma", "exponential", "fixed" or
    "measured"; ``mean`` in minutes, ``cv`` = standard deviation / mean. "measured" draws from
    ``values`` as they are."""

    shape: str
    mean: float
    cv: float = 0.6
    values: tuple[float, ...] = ()

    @classmethod
    def of_median(cls, median: float, cv: float) -> Duration:
        """Lognormal with this median: mean = median × √(1 + cv²)."""
        return cls("lognormal", median * math.sqrt(1 + cv * cv), cv)

    @property
    def average(self) -> float:
        return sum(self.values) / len(self.values) if self.shape == "measured" else self.mean

    def sampler(self, rng: Random) -> Callable[[], float]:
        """A function that draws one duration with ``rng``."""
        mean, cv = self.mean, self.cv
        if mean <= 0 and self.shape != "measured":
            return lambda: 0.0
        match self.shape:
            case "lognormal":
                sigma = math.sqrt(math.log(1 + cv * cv))
                median = mean / math.sqrt(1 + cv * cv)
                gauss, exp = rng.gauss, math.exp
                return lambda: median * exp(sigma * gauss())
            case "gamma":
                shape, gamma = 1 / (cv * cv), rng.gammavariate
                scale = mean / shape
                return lambda: gamma(shape, scale)
            case "exponential":
                random, log = rng.random, math.log
                return lambda: -mean * log(1.0 - random())
            case "measured":
                values, count, draw = self.values, len(self.values), rng.random
                return lambda: values[int(draw() * count)]
            case "fixed":
                return lambda: mean
        raise ValueError(self.shape)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long people wait before they give up; ``mean`` None = for ever. ``shape`` is that of
    Weibull: 1 = exponential, more = most leave at about the same time."""

    mean: float | None = None
    shape: float = 1.0

    @property
    def scale(self) -> float:
        return 0.0 if self.mean is None else self.mean / math.gamma(1 + 1 / self.shape)


@dataclass(frozen=True, slots=True)
class Product:
    """What people come for. ``weight`` is its part in all visits, or with ``is_new`` in those of
    ``Weekday.added``; ``planned`` the minutes that an
    appointment for it takes in the agenda. ``booking`` is "both", "walk_in" or "appointment"."""

    weight: float
    duration: Duration
    planned: int = 10
    extra_person: float = 0.0
    shared: float = 0.0
    skills: frozenset[str] = frozenset()
    booking: str = "both"
    room: bool = False
    quick: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who serves. ``quick`` = at a quick desk, for short products without appointment."""

    skills: frozenset[str] = frozenset()
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """``arrivals`` are (from, to, mean number of people); ``counters`` are (from, to, number);
    ``closings`` the moments at which the door shuts. ``keeps`` is the part of the people that
    still comes on this moment in a scenario that moves some of them elsewhere, ``moved`` those
    who come here from elsewhere and ``added`` those for products that are new here, both as
    ``arrivals``. ``number`` tells it from the other weekdays: whatever days a plan has, its Monday
    has the people of that Monday."""

    arrivals: tuple[tuple[float, float, float], ...]
    counters: tuple[tuple[float, float, int], ...]
    closings: tuple[float, ...]
    keeps: float = 1.0
    moved: tuple[tuple[float, float, float], ...] = ()
    added: tuple[tuple[float, float, float], ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Station:
    """Where people register first: ``places`` kiosks or desks, one line."""

    places: int
    duration: Duration
    appointment: Duration


@dataclass(frozen=True)
class Plan:
    """Everything that one scenario assumes, in the terms of the engine.

    ``staff`` is in the order in which counters open: with n counters open, the first n work.
    ``appointments`` is the part of the people who book when they may choose; ``reserve`` the part
    of the counters that the agenda leaves free. ``early`` and ``spread`` (minutes) say when people
    with an appointment arrive, ``due`` from how long before its time an appointment may be called.
    """

    products: tuple[Product, ...]
    weekdays: tuple[Weekday, ...]
    staff: tuple[Staff, ...]
    appointments: float = 0.0
    no_show: float = 0.0
    reserve: float = 0.0
    early: float = 6.0
    spread: float = 5.0
    due: float = 5.0
    tolerance: float = 15.0
    bonus: float = 0.0
    patience: Patience = Patience()
    way: float = 0.5
    lost_call: float = 0.0
    rooms: int | None = None
    station: Station | None = None
    extra_person: float = 0.0
    second_product: float = 0.0

    @cached_property
    def halls(self) -> tuple[Hall, ...]:
        """One hall per weekday; they differ in who works when."""
        return tuple(self._hall(day) for day in self.weekdays)

    @cached_property
    def line_of(self) -> dict[tuple[int, int], tuple[int, int]]:
        """(product, second product or −1) → its lines (without appointment, with one).

        Products that the same people can serve share a line.
        """
        return self._lines[0]

    @cached_property
    def _lines(
        self,
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], tuple[tuple[frozenset[int], bool], ...]]:
        kinds: dict[tuple[frozenset[int], bool], int] = {}
        lines: dict[tuple[int, int], tuple[int, int]] = {}
        seconds = range(-1, len(self.products) if self.second_product else 0)
        for first in range(len(self.products)):
            for second in seconds:
                wanted = [self.products[first]] + ([self.products[second]] if second >= 0 else [])
                skills = frozenset().union(*(product.skills for product in wanted))
                quick = all(product.quick for product in wanted)
                able = frozenset(
                    number
                    for number, one in enumerate(self.staff)
                    if skills <= one.skills and (quick or not one.quick)
                )
                kind = (able, any(product.room for product in wanted))
                place = kinds.setdefault(kind, len(kinds))
                lines[first, second] = (2 * place, 2 * place + 1)
        return lines, tuple(kinds)

    def _hall(self, day: Weekday) -> Hall:
        kinds = self._lines[1]
        lines = []
        for _, room in kinds:
            lines += [Line(room=room), Line(bonus=self.bonus, room=room)]
        clerks = [
            Clerk(
                tuple(
                    line
                    for place, (able, _) in enumerate(kinds)
                    if number in able
                    for line in (2 * place, 2 * place + 1)
                ),
                _shifts(day, number),
            )
            for number in range(len(self.staff))
        ]
        return Hall(tuple(lines), tuple(clerks), rooms=self.rooms, lost_call=self.lost_call)

    @cached_property
    def agendas(self) -> tuple[tuple[int, ...], ...]:
        """Per weekday and member of staff the five minutes open for appointments, as bits."""
        return tuple(
            tuple(self._agenda(day, number) for number in range(len(self.staff)))
            for day in self.weekdays
        )

    def _agenda(self, day: Weekday, number: int) -> int:
        # a quick desk is for who comes without an appointment
        if self.staff[number].quick:
            return 0
        place = sum(not one.quick for one in self.staff[:number])
        # what is no whole counter is spread over the periods: with a quarter of two counters kept
        # free the second one takes appointments every other period
        free, so_far = 0, 0.0
        for begin, end, counters in day.counters:
            open_ = sum(not one.quick for one in self.staff[:counters])
            before, so_far = so_far, so_far + open_ * (1 - self.reserve)
            if place < math.floor(so_far + 1e-9) - math.floor(before + 1e-9):
                for tick in range(math.ceil(begin / TICK), math.floor(end / TICK)):
                    free |= 1 << tick
        return free


def _shifts(day: Weekday, number: int) -> tuple[Shift, ...]:
    """The shifts of the member of staff with this number in the order of opening."""
    merged: list[list[float]] = []
    for begin, end, counters in day.counters:
        if number < counters:
            if merged and merged[-1][1] == begin:
                merged[-1][1] = end
            else:
                merged.append([begin, end])
    return tuple(Shift(begin, end, end in day.closings) for begin, end in merged)


@dataclass(slots=True)
class Day:
    """Who comes on one day, and who does not.

    ``booked`` says per visitor whether it is by appointment; ``without_room`` counts who wanted an
    appointment and found the agenda full: who can come without one does, ``refused`` cannot.
    ``at_station`` holds the minutes waited to register.
    """

    visitors: Visitors = field(default_factory=Visitors)
    booked: list[bool] = field(default_factory=list)
    appointments: int = 0
    no_shows: int = 0
    without_room: int = 0
    refused: int = 0
    at_station: list[float] = field(default_factory=list)


class Demand:
    """Makes the days of one plan, each from the seed and its number alone."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan, self.seed = plan, seed
        self.rng = Random()
        self.usual = _cumulative(plan.products, is_new=False)
        self.added = _cumulative(plan.products, is_new=True)
        self.samplers = [product.duration.sampler(self.rng) for product in plan.products]

    def day(self, number: int) -> Day:
        """Day ``number`` from 0 on; the weekdays of the plan take turns."""
        week, weekday = divmod(number, len(self.plan.weekdays))
        that_day = self.plan.weekdays[weekday]
        start = self.seed * 10_000_019 + week * 7 + that_day.number
        people: list[Person] = []
        # a stream for each: who comes anyway gets the same draws with the others and without
        self.rng.seed(start)
        self._people(people, that_day.arrivals, self.usual, that_day.keeps)
        if that_day.moved:
            self.rng.seed(_MOVED + start)
            self._people(people, that_day.moved, self.usual)
        if that_day.added:
            self.rng.seed(_ADDED + start)
            self._people(people, that_day.added, self.added)
        return self._visits(people, weekday)

    def _people(
        self,
        people: list[Person],
        arrivals: Sequence[tuple[float, float, float]],
        cumulative: Sequence[float],
        keeps: float = 1.0,
    ) -> None:
        """Everybody who wants to come. Draws depend on the products only, not on what scenarios
        change, so that another scenario has the same people."""
        plan = self.plan
        random, gauss, log = self.rng.random, self.rng.gauss, math.log
        samplers, products = self.samplers, plan.products
        second_share, extra_share, way = plan.second_product, plan.extra_person, plan.way
        scale, power = plan.patience.scale, 1 / plan.patience.shape
        left = -log(1.0 - random())
        for begin, end, mean in arrivals:
            if mean <= 0:
                continue
            pace = (end - begin) / mean
            now = begin + left * pace
            while now < end:
                product = bisect(cumulative, random())
                minutes = samplers[product]() + way
                persons, twice, patience = random(), random(), -log(1.0 - random())
                stays_here, books, comes, punctuality = random(), random(), random(), gauss()
                while persons < extra_share:
                    minutes += products[product].extra_person
                    persons /= extra_share
                second = -1
                if twice < second_share:
                    second = bisect(cumulative, twice / second_share)
                    if second == product:
                        second = -1
                    else:
                        more = samplers[second]() - products[second].shared
                        minutes += more if more > 1 else 1
                if stays_here < keeps:
                    stays = NEVER
                    if scale:
                        stays = scale * (patience if power == 1 else patience**power)
                    people.append((now, product, second, minutes, stays, books, comes, punctuality))
                now -= pace * log(1.0 - random())
            left = (now - end) / pace

    def _visits(
        self,
        people: list[Person],
        weekday: int,
    ) -> Day:
        plan, day = self.plan, Day()
        share, products, line_of = plan.appointments, plan.products, plan.line_of
        coming: list[Coming] = []
        bookers = []
        for person in people:
            now, product, second, minutes, stays, books, _, _ = person
            booking = products[product].booking
            if booking == "appointment" or (booking == "both" and books < share):
                bookers.append(person)
            else:
                coming.append((now, now, line_of[product, second][0], minutes, stays, False))
        if bookers:
            # who books first is chance, not the hour of the wish
            bookers.sort(key=_by_booking)
            agenda = list(plan.agendas[weekday])
            able = plan.halls[weekday].able
            no_show, due, tolerance = plan.no_show, plan.due, plan.tolerance
            early, spread = plan.early, plan.spread
            for now, product, second, minutes, stays, _, comes, punctuality in bookers:
                lines = line_of[product, second]
                planned = products[product].planned
                if second >= 0:
                    planned += max(0, products[second].planned - int(products[second].shared))
                moment = book(agenda, able[lines[1]], now, planned)
                if moment is None:
                    day.without_room += 1
                    if products[product].booking == "appointment":
                        day.refused += 1
                    else:
                        coming.append((now, now, lines[0], minutes, stays, False))
                    continue
                day.appointments += 1
                if comes < no_show:
                    day.no_shows += 1
                    continue
                arrives = moment - early + spread * punctuality
                if arrives > moment + tolerance:
                    coming.append((arrives, arrives, lines[0], minutes, stays, False))
                else:
                    coming.append((arrives, moment - due, lines[1], minutes, stays, True))
        if plan.station:
            coming = self._register(coming, plan.station, day)
        if coming:
            coming.sort()
            visitors = day.visitors
            visitors.joins, earliest, visitors.line, visitors.work, patience, day.booked = map(
                list, zip(*coming, strict=True)
            )
            visitors.due = list(map(max, visitors.joins, earliest))
            visitors.leaves = list(map(add, visitors.due, patience))
        return day

    def _register(
        self,
        coming: list[Coming],
        station: Station,
        day: Day,
    ) -> list[Coming]:
        """Let everybody register first, in order of arrival, at the first place that is free."""
        coming.sort()
        plain, short = station.duration.sampler(self.rng), station.appointment.sampler(self.rng)
        free = [0.0] * station.places
        registered = []
        for arrives, earliest, line, minutes, stays, booked in coming:
            begin = free[0] if free[0] > arrives else arrives
            done = begin + (short() if booked else plain())
            heapreplace(free, done)
            day.at_station.append(begin - arrives)
            # waiting for a counter counts from the ticket on, as reception measures it
            registered.append((done, earliest if booked else done, line, minutes, stays, booked))
        return registered


def _cumulative(products: Sequence[Product], *, is_new: bool) -> list[float]:
    """The parts of these products in their visits, added up; the others have none."""
    weights = [product.weight if product.is_new == is_new else 0.0 for product in products]
    total, running = sum(weights) or 1.0, 0.0
    cumulative = []
    for weight in weights:
        running += weight
        cumulative.append(running / total if running < total else 1.0)
    return cumulative


def _by_booking(
    person: Person,
) -> float:
    return person[5]


def book(agenda: list[int], able: Sequence[int], wanted: float, minutes: float) -> float | None:
    """Take the free start nearest to ``wanted`` with somebody who can do it; None = all full.

    ``agenda`` has per member of staff the free five minutes as bits and is changed. Of starts
    equally near, that of who can do least is taken.
    """
    length = max(1, math.ceil(minutes / TICK))
    want = min(_TICKS - 1, max(0, int(wanted / TICK)))
    below = (1 << (want + 1)) - 1
    nearest, best, where = _TICKS, -1, -1
    for number in able:
        free = agenda[number]
        if not free:
            continue
        # bit t stays when t up to t + length − 1 are all free
        fits, have = free, 1
        while have < length:
            step = min(have, length - have)
            fits &= fits >> step
            have += step
        if not fits:
            continue
        before = (fits & below).bit_length() - 1
        if before >= 0 and want - before < nearest:
            nearest, best, where = want - before, before, number
        later = fits >> want
        if later:
            after = (later & -later).bit_length() - 1
            if after < nearest:
                nearest, best, where = after, want + after, number
        if not nearest:
            break
    if where < 0:
        return None
    agenda[where] &= ~(((1 << length) - 1) << best)
    return float(best * TICK)
