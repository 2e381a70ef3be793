"""How long somebody will still wait, with who sits there now.

The queue is played forward with the same order as calls have: whoever is free first calls the
highest score that he can serve. Nobody more comes and everybody takes the usual time, so this is a
lower bound that is explained as one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onthaal.reception.rules.scoring import Caller, Candidate, Weights, rank

# playing forward costs the square of the queue; beyond this it is "long"
LOOK_AHEAD = 120


@dataclass(frozen=True)
class Seat:
    """A clerk at a counter, and when he is expected to be free."""

    caller: Caller
    free_at: dt.datetime


@dataclass(frozen=True)
class Outlook:
    """Per visit when it is expected to be called; who is not in ``calls`` cannot be served by
    anybody who sits there now. ``empty_at`` is when the last one is called, ``done_at`` when the
    last one is served; both None when nobody can be called."""

    calls: Mapping[int, dt.datetime] = field(default_factory=dict)
    empty_at: dt.datetime | None = None
    done_at: dt.datetime | None = None


def predict(
    candidates: Sequence[Candidate],
    minutes: Mapping[int, float],
    seats: Sequence[Seat],
    weights: Weights,
    now: dt.datetime,
    *,
    appointments_before: int = 0,
) -> Outlook:
    """Play the queue forward. ``minutes`` is the expected service per visit."""
    waiting = sorted(candidates, key=lambda one: (one.due_at, one.visit_id))[:LOOK_AHEAD]
    free = {number: max(seat.free_at, now) for number, seat in enumerate(seats)}
    calls: dict[int, dt.datetime] = {}
    ends: list[dt.datetime] = []
    row = appointments_before
    while waiting and free:
        number = min(free, key=lambda each: (free[each], each))
        at = free[number]
        ranking = rank(waiting, seats[number].caller, weights, at, appointments_before=row)
        if not ranking:
            del free[number]
            continue
        chosen = ranking[0].candidate
        row = row + 1 if chosen.visit_class == "appointment" else 0
        calls[chosen.visit_id] = at
        free[number] = at + dt.timedelta(minutes=minutes.get(chosen.visit_id, 10))
        ends.append(free[number])
        waiting.remove(chosen)
    return Outlook(calls, max(calls.values(), default=None), max(ends, default=None))


def expected_minutes(items: Sequence[tuple[float, int, int, int]]) -> float:
    """Service of one party: ``(minutes, per extra person, shared, persons)`` per product. What
    several products share (greeting, identity) is counted once."""
    total = sum(minutes + extra * (persons - 1) for minutes, extra, _, persons in items)
    shared = sum(shared for _, _, shared, _ in items[1:])
    return max(1.0, total - shared)
