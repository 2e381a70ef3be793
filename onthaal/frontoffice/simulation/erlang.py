"""Exact formulas for simple waiting lines: what the engine is checked against, and a first guess.

Sources: A.K. Erlang (1917) for B and C; C. Palm (1946) and A. Mandelbaum, S. Zeltyn, "Service
engineering in action: the Palm/Erlang-A queue" (2007) for A; L. Green, P. Kolesar, W. Whitt,
"Coping with time-varying demand when setting staffing requirements" (2007) for the first guess.
All use arrivals at random (Poisson), exponential service and one line; rates are per minute and
times are minutes. Recursions run on ratios, so that nothing overflows at large loads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


class Overloaded(ValueError):
    """More work comes in than the counters can do: without giving up, the line grows for ever."""


def blocking(load: float, counters: int) -> float:
    """Erlang B: the share that finds all ``counters`` busy when nobody waits. ``load`` in erlang
    (arrivals per minute × minutes of service)."""
    return 1 / _one_in(load, counters)


def _one_in(load: float, counters: int) -> float:
    """One over Erlang B, which may be too small for a float while this is only infinite."""
    inverse = 1.0
    for number in range(1, counters + 1):
        inverse = 1 + number / load * inverse
    return inverse


@dataclass(frozen=True)
class ErlangC:
    """A line M/M/c in which everybody keeps waiting. Raises Overloaded."""

    arrivals: float
    service_minutes: float
    counters: int

    def __post_init__(self) -> None:
        if self.load >= self.counters:
            raise Overloaded

    @property
    def load(self) -> float:
        return self.arrivals * self.service_minutes

    @property
    def utilisation(self) -> float:
        return self.load / self.counters

    @property
    def must_wait(self) -> float:
        """The share that does not go straight to a counter."""
        share = blocking(self.load, self.counters)
        return share / (1 - self.utilisation * (1 - share))

    @property
    def mean_wait(self) -> float:
        """Over everybody, also who did not wait."""
        return self.must_wait * self.service_minutes / (self.counters - self.load)

    @property
    def mean_queue(self) -> float:
        """How many wait on average (Little's law)."""
        return self.arrivals * self.mean_wait

    def longer_than(self, minutes: float) -> float:
        """The share that waits longer than ``minutes``."""
        speed = (self.counters - self.load) / self.service_minutes
        return self.must_wait * math.exp(-speed * minutes)

    def within(self, minutes: float) -> float:
        """The service level: the share that waits at most ``minutes``."""
        return 1 - self.longer_than(minutes)


@dataclass(frozen=True)
class ErlangA:
    """A line M/M/c + M: everybody gives up after an exponential patience of mean ``patience``."""

    arrivals: float
    service_minutes: float
    counters: int
    patience: float

    @property
    def load(self) -> float:
        return self.arrivals * self.service_minutes

    def _parts(self) -> tuple[float, float]:
        """(probability that all counters are busy, mean number that waits).

        The chain of the number in the hall goes up by λ and down by min(n, c)·μ + (n − c)⁺·θ.
        Everything is measured by the weight of n = c: below it follows from Erlang B, above it
        each step's weight is a ratio of the one before.
        """
        below = _one_in(self.load, self.counters) - 1
        served, gives_up = self.counters / self.service_minutes, 1 / self.patience
        weight, above, queue, waiting = 1.0, 1.0, 0.0, 0
        while True:
            waiting += 1
            ratio = self.arrivals / (served + waiting * gives_up)
            weight *= ratio
            above += weight
            queue += waiting * weight
            # the weights rise before they fall, and are divided before they are too large
            if weight > 1e200:
                below, above, queue, weight = (
                    value / weight for value in (below, above, queue, weight)
                )
            if ratio < 1 and waiting * weight / (1 - ratio) < 1e-15 * (above + queue):
                break
        total = below + above
        return above / total, queue / total

    @property
    def must_wait(self) -> float:
        return self._parts()[0]

    @property
    def mean_queue(self) -> float:
        return self._parts()[1]

    @property
    def abandonment(self) -> float:
        """The share that gives up: who waits gives up at a rate of 1/patience each."""
        return self.mean_queue / (self.patience * self.arrivals)

    @property
    def mean_wait(self) -> float:
        """Over everybody, until called or gone (Little's law)."""
        return self.mean_queue / self.arrivals

    @property
    def utilisation(self) -> float:
        return self.load * (1 - self.abandonment) / self.counters


def fewest_counters(
    arrivals: float, service_minutes: float, *, norm_minutes: float, share: float, most: int = 60
) -> int:
    """The fewest counters at which at least ``share`` waits at most ``norm_minutes``."""
    if arrivals <= 0:
        return 0
    for counters in range(math.floor(arrivals * service_minutes) + 1, most):
        if ErlangC(arrivals, service_minutes, counters).within(norm_minutes) >= share:
            return counters
    return most


def first_guess(
    arrivals: Sequence[float],
    service_minutes: float,
    *,
    step: float,
    norm_minutes: float,
    share: float,
    lagged: bool = True,
    most: int = 60,
) -> list[int]:
    """Counters per period of ``step`` minutes by SIPP: each period as if it lasted for ever.

    ``arrivals`` are numbers per period. ``lagged`` looks one mean service back, because the peak
    at the counters comes after the peak at the door (Green, Kolesar, Whitt).
    """
    lag = service_minutes if lagged else 0.0
    guess = []
    for number in range(len(arrivals)):
        begin, end = number * step - lag, (number + 1) * step - lag
        people = 0.0
        for other, amount in enumerate(arrivals):
            overlap = min(end, (other + 1) * step) - max(begin, other * step)
            if overlap > 0:
                people += amount * overlap / step
        # before opening nobody comes: the first period looks at itself only
        if begin < 0:
            people += arrivals[0] * min(lag, step) / step if number == 0 else 0.0
        guess.append(
            fewest_counters(
                people / step,
                service_minutes,
                norm_minutes=norm_minutes,
                share=share,
                most=most,
            )
        )
    return guess
