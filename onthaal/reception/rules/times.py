"""How long everything of a visit took, read from its events.

Waiting is from when it was due until it was called, and again after a transfer or a time aside;
the way is from the call until somebody stands there; service is from there until it ends, without
the time aside. All in seconds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onthaal.reception.models import EventKind, VisitState
from onthaal.reception.rules.states import Fact, Projection, apply, effective

_ENDED = (VisitState.DONE, VisitState.NO_SHOW, VisitState.LEFT, VisitState.VOID)


@dataclass(frozen=True)
class Stretch:
    """One uninterrupted piece of a visit in one state; ``end`` is None while it lasts."""

    state: str
    start: dt.datetime
    end: dt.datetime | None
    counter_id: int | None
    clerk_id: int | None

    def seconds(self, now: dt.datetime) -> int:
        return max(0, int(((self.end or now) - self.start).total_seconds()))


@dataclass(frozen=True)
class Durations:
    """Seconds per part; ``items`` is service per product, ``clerks`` service per clerk."""

    waiting: int = 0
    way: int = 0
    service: int = 0
    aside: int = 0
    items: Mapping[int, int] = field(default_factory=dict)
    clerks: Mapping[int, int] = field(default_factory=dict)
    first_call_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None


def stretches(facts: Iterable[Fact]) -> list[Stretch]:
    """The visit cut at every change of state. A wait starts when it was due, not before."""
    found: list[Stretch] = []
    now: Projection | None = None
    for fact in effective(facts):
        after = apply(now, fact)
        if now is not None and after.state != now.state:
            found.append(_stretch(now, fact.at))
        now = after
    if now is not None and now.state not in _ENDED:
        found.append(_stretch(now, None))
    return found


def _stretch(now: Projection, end: dt.datetime | None) -> Stretch:
    start = now.state_since
    if now.state == VisitState.WAITING:
        start = max(start, now.due_at) if end is None else min(max(start, now.due_at), end)
    return Stretch(now.state, start, end, now.counter_id, now.clerk_id)


def durations(facts: Iterable[Fact], *, now: dt.datetime | None = None) -> Durations:
    """The parts of one visit. Without ``now``, what still lasts is not counted."""
    listed = effective(facts)
    parts = dict.fromkeys(VisitState.values, 0)
    clerks: dict[int, int] = {}
    for stretch in stretches(listed):
        if stretch.end is None and now is None:
            continue
        seconds = stretch.seconds(now or stretch.start)
        parts[stretch.state] += seconds
        if stretch.state == VisitState.SERVING and stretch.clerk_id is not None:
            clerks[stretch.clerk_id] = clerks.get(stretch.clerk_id, 0) + seconds
    last = listed[-1] if listed else None
    ended = last is not None and last.kind in (
        EventKind.FINISHED,
        EventKind.NO_SHOW,
        EventKind.LEFT,
        EventKind.VOIDED,
    )
    return Durations(
        waiting=parts[VisitState.WAITING],
        way=parts[VisitState.CALLED],
        service=parts[VisitState.SERVING],
        aside=parts[VisitState.PARKED],
        items=_items(listed, now),
        clerks=clerks,
        first_call_at=next((fact.at for fact in listed if fact.kind == EventKind.CALLED), None),
        ended_at=last.at if ended and last else None,
    )


def _items(facts: list[Fact], now: dt.datetime | None) -> dict[int, int]:
    """Seconds per product: from its start until it was done, or until the visitor was set aside,
    went elsewhere or left."""
    spent: dict[int, int] = {}
    running: dict[int, dt.datetime] = {}

    def stop(item: int, at: dt.datetime) -> None:
        if (since := running.pop(item, None)) is not None:
            spent[item] = spent.get(item, 0) + max(0, int((at - since).total_seconds()))

    for fact in facts:
        if fact.kind == EventKind.ITEM_STARTED:
            # one product at a time: the next one ends the one before
            for item in list(running):
                stop(item, fact.at)
            running[fact.item_id] = fact.at
        elif fact.kind in (EventKind.ITEM_FINISHED, EventKind.ITEM_DROPPED):
            stop(fact.item_id, fact.at)
        elif fact.kind in (
            EventKind.PARKED,
            EventKind.TRANSFERRED,
            EventKind.FINISHED,
            EventKind.LEFT,
        ):
            for item in list(running):
                stop(item, fact.at)
    if now is not None:
        for item in list(running):
            stop(item, now)
    return spent
