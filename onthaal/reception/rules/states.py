"""What may happen after what, and what a row of events says about a visit.

The events are the truth: ``derive`` folds them into a ``Projection``, which ``Visit`` keeps beside
them. ``apply`` is one step of that fold, so that storing one event costs one step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from onthaal.reception.models import EventKind, VisitClass, VisitState


class Refused(Exception):
    """This cannot happen now; the message says in Dutch why and what to do."""


class Fact(Protocol):
    """What the rules need to know of an event; a stored ``VisitEvent`` has it."""

    pk: Any
    kind: Any
    at: Any
    item_id: Any
    counter_id: Any
    clerk_id: Any
    data: Any


@dataclass(frozen=True)
class ItemProjection:
    """How far one product is."""

    is_complete: bool | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Projection:
    """What the events say. ``earlier_wait`` is in seconds and counts every wait before ``due_at``
    that a call ended."""

    state: str
    state_since: dt.datetime
    due_at: dt.datetime
    visit_class: str = VisitClass.WALK_IN
    counter_id: int | None = None
    clerk_id: int | None = None
    wanted_counter_id: int | None = None
    wanted_clerk_id: int | None = None
    wanted_skill_id: int | None = None
    earlier_wait: int = 0
    bonus_minutes: int = 0
    recalls: int = 0
    returns: int = 0
    items: Mapping[int, ItemProjection] = field(default_factory=dict)


FIRST = frozenset({EventKind.ISSUED, EventKind.CHECKED_IN})
_S, _K = VisitState, EventKind
_CHANGES_PRODUCTS = {_K.ITEM_ADDED, _K.ITEM_DROPPED}

# in which state each kind may follow, and in which state it leaves the visit (None = the same)
_ALLOWED: dict[str, frozenset[str]] = {
    _S.WAITING: frozenset(
        {_K.CALLED, _K.PARKED, _K.TRANSFERRED, _K.LEFT, _K.VOIDED, _K.BONUS, *_CHANGES_PRODUCTS}
    ),
    _S.CALLED: frozenset(
        {_K.RECALLED, _K.SHOWN_UP, _K.NO_SHOW, _K.RETURNED, _K.PARKED, _K.TRANSFERRED, _K.LEFT}
        | _CHANGES_PRODUCTS
    ),
    _S.SERVING: frozenset(
        {_K.ITEM_STARTED, _K.ITEM_FINISHED, _K.PARKED, _K.TRANSFERRED, _K.FINISHED, _K.LEFT}
        | _CHANGES_PRODUCTS
    ),
    _S.PARKED: frozenset({_K.UNPARKED, _K.TRANSFERRED, _K.LEFT, *_CHANGES_PRODUCTS}),
    _S.NO_SHOW: frozenset({_K.RETURNED}),
    _S.LEFT: frozenset({_K.RETURNED}),
    _S.DONE: frozenset(),
    _S.VOID: frozenset(),
}
_LEADS_TO: dict[str, str] = {
    _K.ISSUED: _S.WAITING,
    _K.CHECKED_IN: _S.WAITING,
    _K.CALLED: _S.CALLED,
    _K.SHOWN_UP: _S.SERVING,
    _K.PARKED: _S.PARKED,
    _K.UNPARKED: _S.WAITING,
    _K.TRANSFERRED: _S.WAITING,
    _K.RETURNED: _S.WAITING,
    _K.FINISHED: _S.DONE,
    _K.NO_SHOW: _S.NO_SHOW,
    _K.LEFT: _S.LEFT,
    _K.VOIDED: _S.VOID,
}
_NOW = {
    _S.WAITING: "{number} wacht nog in de rij.",
    _S.CALLED: "{number} is opgeroepen, maar nog niet aan het loket.",
    _S.SERVING: "{number} is al aan het loket.",
    _S.PARKED: "{number} staat even opzij.",
    _S.DONE: "{number} is al klaar.",
    _S.NO_SHOW: "{number} is niet opgedaagd.",
    _S.LEFT: "{number} is weggegaan.",
    _S.VOID: "{number} was een vergissing en geldt niet meer.",
}
_ADVICE = {
    _K.CALLED: "Roep iemand anders op.",
    _K.RECALLED: "Roep eerst op.",
    _K.SHOWN_UP: "Roep eerst op.",
    _K.NO_SHOW: "Roep eerst op.",
    _K.UNPARKED: "Alleen wie opzij staat, kan terug in de rij.",
    _K.ITEM_STARTED: "Duid eerst aan dat de bezoeker er is.",
    _K.ITEM_FINISHED: "Duid eerst aan dat de bezoeker er is.",
    _K.FINISHED: "Duid eerst aan dat de bezoeker er is.",
    _K.VOIDED: "Alleen een bonnetje dat nog wacht, kan een vergissing zijn.",
    _K.RETURNED: "Geef een nieuw volgnummer.",
    _K.BONUS: "Alleen wie wacht, kan voorrang krijgen.",
}
_ENDS_SERVICE = {_K.PARKED, _K.TRANSFERRED, _K.FINISHED, _K.LEFT}
# a visit that does not answer may come back once; who left and is there after all, always
RETURNS = 1


def check(now: Projection | None, kind: str, *, number: str = "Dit bezoek") -> None:
    """Raise Refused when ``kind`` may not follow on ``now`` (None = nothing happened yet)."""
    if now is None:
        if kind not in FIRST:
            raise Refused("Een bezoek begint met een volgnummer of een aanmelding.")
        return
    if kind not in _ALLOWED[now.state]:
        words = _NOW[VisitState(now.state)].format(number=number)
        advice = _ADVICE.get(EventKind(kind), "")
        raise Refused(f"{words} {advice}".strip())
    if kind == EventKind.RETURNED and now.state != VisitState.LEFT and now.returns >= RETURNS:
        raise Refused(
            f"{number} kwam al eens terug in de rij. Zet op “niet opgedaagd” of geef een nieuw "
            "volgnummer."
        )


def may_follow(now: Projection, kind: str) -> bool:
    """Whether a button for ``kind`` makes sense."""
    try:
        check(now, kind)
    except Refused:
        return False
    return True


def apply(now: Projection | None, fact: Fact) -> Projection:
    """The projection after ``fact``. Does not ask whether it was allowed: that was asked when it
    was written."""
    kind, at, data = fact.kind, fact.at, fact.data or {}
    if now is None:
        return Projection(
            state=VisitState.WAITING,
            state_since=at,
            due_at=dt.datetime.fromisoformat(data["due_at"]) if "due_at" in data else at,
            visit_class=data.get("class", VisitClass.WALK_IN),
            # the colleague with whom the appointment is
            wanted_clerk_id=data.get("clerk"),
        )
    after = now
    if now.state == VisitState.WAITING and kind in (EventKind.CALLED, EventKind.PARKED):
        waited = max(0, int((at - now.due_at).total_seconds()))
        after = replace(after, earlier_wait=now.earlier_wait + waited)
    if (state := _LEADS_TO.get(kind)) and state != now.state:
        after = replace(after, state=state, state_since=at)
    return _details(now, after, fact)


def _details(now: Projection, after: Projection, fact: Fact) -> Projection:
    kind, at, data = fact.kind, fact.at, fact.data or {}
    nowhere: dict[str, Any] = {"counter_id": None, "clerk_id": None}
    no_wish: dict[str, Any] = {
        "wanted_counter_id": None,
        "wanted_clerk_id": None,
        "wanted_skill_id": None,
    }
    if kind == EventKind.CALLED:
        return replace(after, counter_id=fact.counter_id, clerk_id=fact.clerk_id, recalls=0)
    if kind == EventKind.RECALLED:
        return replace(after, recalls=now.recalls + 1)
    if kind == EventKind.PARKED:
        return replace(after, counter_id=fact.counter_id, clerk_id=fact.clerk_id)
    if kind == EventKind.UNPARKED:
        # who stepped aside before the own time is still early
        return replace(after, due_at=max(at, now.due_at), **nowhere)
    if kind == EventKind.TRANSFERRED:
        wish: dict[str, Any] = {
            "wanted_counter_id": data.get("counter"),
            "wanted_clerk_id": data.get("clerk"),
            "wanted_skill_id": data.get("skill"),
        }
        due = now.due_at if now.state == VisitState.WAITING else at
        return replace(after, due_at=due, **nowhere, **wish)
    if kind == EventKind.RETURNED:
        again = 0 if now.state == VisitState.LEFT else 1
        return replace(
            after, due_at=at, earlier_wait=0, returns=now.returns + again, **nowhere, **no_wish
        )
    if kind == EventKind.BONUS:
        return replace(after, bonus_minutes=int(data.get("minutes", 0)))
    if kind in (EventKind.ITEM_FINISHED, EventKind.ITEM_DROPPED, EventKind.ITEM_ADDED):
        said = {
            EventKind.ITEM_FINISHED: ItemProjection(is_complete=bool(data.get("complete"))),
            EventKind.ITEM_DROPPED: ItemProjection(is_dropped=True),
            EventKind.ITEM_ADDED: ItemProjection(),
        }[EventKind(kind)]
        return replace(after, items={**now.items, fact.item_id: said})
    return after


def effective(facts: Iterable[Fact]) -> list[Fact]:
    """The events that count: without those that were taken back, and without the taking back."""
    listed = list(facts)
    gone = {pk for fact in listed if fact.kind == EventKind.UNDONE for pk in fact.data["events"]}
    return [fact for fact in listed if fact.kind != EventKind.UNDONE and fact.pk not in gone]


def derive(facts: Iterable[Fact]) -> Projection:
    """What all the events of one visit, in order, say of it. Raises Refused for none at all."""
    now: Projection | None = None
    for fact in effective(facts):
        now = apply(now, fact)
    if now is None:
        raise Refused("Dit bezoek heeft geen gebeurtenissen.")
    return now


def running_item(facts: Iterable[Fact]) -> int | None:
    """The product that is going on at a counter, by its id."""
    running: int | None = None
    for fact in effective(facts):
        if fact.kind == EventKind.ITEM_STARTED:
            running = fact.item_id
        elif (
            fact.kind in (EventKind.ITEM_FINISHED, EventKind.ITEM_DROPPED)
            and fact.item_id == running
        ) or fact.kind in _ENDS_SERVICE:
            running = None
    return running


def undoable(facts: Sequence[Fact], *, clerk_id: int | None) -> list[Fact]:
    """The events of the last press of a button, if this clerk may still take it back: nothing came
    after it, and it did not begin the visit."""
    left = effective(facts)
    if not left:
        return []
    last = left[-1]
    act = getattr(last, "act", None)
    if last.kind in FIRST or last.clerk_id != clerk_id or act is None:
        return []
    return [fact for fact in left if getattr(fact, "act", None) == act]
