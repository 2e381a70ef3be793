"""How long somebody still waits, as an interval that is honest about what nobody knows.

The rest of the morning is played a hundred times: who is at a counter gets ready, each clerk takes
the next one in the order of calling whom he can serve, people with an appointment come in between,
and each product takes as long as it took in the last weeks (or, where little was measured, as long
as it should, give or take a lot). What most of those mornings agree on is what we say: three times
out of four the truth should lie between the two ends.

Source of the method: ZMS shows a multiple of one average typed by an administrator, which is wrong
as soon as skills, appointments or a slow product play a part; see docs/gids/schermen.md.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

# the ends of the interval: an eighth of the mornings lies below it and an eighth above it
LOW, HIGH = 0.125, 0.875
RUNS = 120
# from the call until the visitor sits there, and from the goodbye until the next call
WAY_SECONDS = 50
# of those who booked, this share comes (measured in Flanders: 5 to 15 % stay away)
SHOW_UP = 0.9
# relative spread of a product that was not measured
UNKNOWN_SPREAD = 0.6
# the shares of which measured durations are kept
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Service:
    """How long a product takes, in seconds: measured quantiles at ``SHARES``, or a configured
    length of which little is known."""

    seconds: float
    quantiles: tuple[float, ...] = ()

    def draw(self, at: float) -> float:
        """The length below which a share ``at`` (0 to 1) of all visits stays."""
        if not self.quantiles:
            return self.seconds * _lognormal(at)
        return max(15.0, _of_measured(self.quantiles, at))

    @property
    def median(self) -> float:
        return self.draw(0.5)


@dataclass(frozen=True)
class Party:
    """Somebody in the queue, or with an appointment still to come (``comes`` below 1).

    ``key`` decides the order (seconds from now; the lowest first), ``from_second`` is before which
    nobody calls them. ``services`` are the products with the seconds for extra persons.
    ``counters`` is where somebody may call them; None = wherever the skills are.
    """

    visit_id: int
    key: float
    skills: frozenset[int]
    services: tuple[tuple[Service, float], ...]
    from_second: float = 0.0
    comes: float = 1.0
    counters: frozenset[int] | None = None


@dataclass(frozen=True)
class Desk:
    """A counter with a clerk who does not pause; ``busy`` is what goes on there, and since when."""

    counter: int
    skills: frozenset[int]
    busy: tuple[tuple[Service, float], ...] = ()
    busy_for: float = 0.0


@dataclass(frozen=True)
class Estimate:
    """Between how many whole minutes; ``None`` instead of an Estimate = nobody can say."""

    low: int
    high: int

    def __str__(self) -> str:
        return in_words(self.low, self.high)


@dataclass
class Outcome:
    """What the mornings gave, per visit: its waits in seconds, in order."""

    waits: dict[int, list[float]] = field(default_factory=dict)

    def estimate(self, visit_id: int) -> Estimate | None:
        """``None`` when in some mornings nobody who is here can serve this visit."""
        waits = self.waits.get(visit_id)
        if not waits or math.inf in waits:
            return None
        return interval(waits)


def play(
    parties: Sequence[Party], desks: Sequence[Desk], *, seed: int = 1, runs: int = RUNS
) -> Outcome:
    """Play the rest of the day ``runs`` times.

    How long somebody takes in a morning follows from who it is and which morning it is. So the
    same hall gives the same outcome, and what somebody reads does not jump about because somebody
    else came in.
    """
    order = sorted(parties, key=lambda one: (one.key, one.visit_id))
    outcome = Outcome({one.visit_id: [] for one in parties})
    for run in range(runs):
        for visit_id, wait in _morning(order, desks, seed * 100_003 + run).items():
            outcome.waits[visit_id].append(wait)
    for waits in outcome.waits.values():
        waits.sort()
    return outcome


def _morning(order: Sequence[Party], desks: Sequence[Desk], morning: int) -> dict[int, float]:
    waiting = [
        one for one in order if one.comes >= 1 or _share(morning, one.visit_id, 0) < one.comes
    ]
    free = [(_remaining(desk, morning), place) for place, desk in enumerate(desks)]
    heapq.heapify(free)
    waits: dict[int, float] = {}
    while free and waiting:
        now, place = heapq.heappop(free)
        desk = desks[place]
        able = [one for one in waiting if fits(one, desk)]
        if not able:
            continue  # this clerk has nothing more to do for who is here
        chosen = next((one for one in able if one.from_second <= now), None)
        if chosen is None:
            # the next appointment; nobody else waits
            heapq.heappush(free, (min(one.from_second for one in able), place))
            continue
        waiting.remove(chosen)
        waits[chosen.visit_id] = now
        takes = WAY_SECONDS + _length(chosen.services, morning, chosen.visit_id)
        heapq.heappush(free, (now + takes, place))
    for one in waiting:
        waits[one.visit_id] = math.inf
    return waits


def fits(one: Party, desk: Desk) -> bool:
    if one.counters is not None:
        return desk.counter in one.counters
    return one.skills <= desk.skills


def _length(services: Sequence[tuple[Service, float]], morning: int, who: int) -> float:
    return sum(
        service.draw(_share(morning, who, place)) + extra
        for place, (service, extra) in enumerate(services, start=1)
    )


def _remaining(desk: Desk, morning: int) -> float:
    if not desk.busy:
        return 0.0
    usual = sum(service.median + extra for service, extra in desk.busy)
    for attempt in range(4):
        left = _length(desk.busy, morning, -1 - desk.counter * 4 - attempt) - desk.busy_for
        if left > 0:
            return left
    # it takes longer than it ever takes: then it may take a while more
    return -math.log(1 - _share(morning, -desk.counter, 99)) * max(60.0, usual * 0.3)


_MASK = (1 << 64) - 1


def _share(morning: int, who: int, what: int) -> float:
    """A number from 0 to 1 that looks like chance and is always the same (splitmix64)."""
    mixed = (
        morning * 0x9E3779B97F4A7C15 + who * 0xD1342543DE82EF95 + what * 0xDABA0B6EB09322E3
    ) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


def interval(waits: Sequence[float]) -> Estimate:
    """What to say of sorted waits in seconds: rounded outwards, and never narrower than what one
    can know: five minutes, and a quarter of the wait itself."""
    low, high = _between(waits, LOW) / 60, _between(waits, HIGH) / 60
    width = max(5.0, high * 0.25)
    if high - low < width:
        middle = (high + low) / 2
        low, high = middle - width / 2, middle + width / 2
    return Estimate(*rounded(max(0.0, low), high))


def rounded(low: float, high: float) -> tuple[int, int]:
    """Outwards to five minutes, beyond half an hour to ten."""
    step = 5 if high <= 30 else 10
    below, above = math.floor(low / step) * step, math.ceil(high / step) * step
    return below, max(above, below + step)


def in_words(low: int, high: int) -> str:
    """“minder dan 5 minuten”, “10 à 20 minuten”, “meer dan 2 uur”."""
    if low >= 120:
        return "meer dan 2 uur"
    if low <= 0:
        return f"minder dan {high} minuten"
    if high > 120:
        return f"meer dan {low} minuten"
    return f"{low} à {high} minuten"


def order_key(
    due_at: dt.datetime, now: dt.datetime, *, earlier_wait: int, bonus_minutes: float
) -> float:
    """Where somebody stands in the order of calling, in seconds from now; the lowest goes first.

    Every score grows by a minute a minute (rules.scoring), so who is ahead now stays ahead.
    """
    return (due_at - now).total_seconds() - earlier_wait - bonus_minutes * 60


def _between(values: Sequence[float], share: float) -> float:
    """The value at ``share`` of sorted values, straight between two neighbours."""
    place = share * (len(values) - 1)
    under = int(place)
    over = min(under + 1, len(values) - 1)
    return values[under] + (values[over] - values[under]) * (place - under)


def _of_measured(values: Sequence[float], share: float) -> float:
    """The same for values measured at ``SHARES``; beyond the outer ones it goes down to half of
    the first and up to one and a half times the last."""
    shares = (0.0, *SHARES, 1.0)
    known = (values[0] * 0.5, *values, values[-1] * 1.5)
    place = next(number for number in range(1, len(shares)) if share <= shares[number])
    low, high = shares[place - 1], shares[place]
    return known[place - 1] + (known[place] - known[place - 1]) * (share - low) / (high - low)


def _lognormal(at: float) -> float:
    """The multiple of the configured length at share ``at``: mean 1, spread ``UNKNOWN_SPREAD``."""
    sigma = math.sqrt(math.log(1 + UNKNOWN_SPREAD**2))
    return math.exp(sigma * _NORMAL.inv_cdf(min(max(at, 0.005), 0.995)) - sigma * sigma / 2)
