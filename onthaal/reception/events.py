"""The one place where something happens to a visit: an event, and what follows from it.

An event and its projection on ``Visit`` are stored in the caller's transaction; a trigger refuses
to change or delete an event afterwards. Whoever watches the hall is told when it commits.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError

from onthaal.core import changes, clock, live
from onthaal.people.models import User
from onthaal.reception.models import Counter, EventKind, Visit, VisitEvent, VisitItem
from onthaal.reception.rules import states
from onthaal.reception.rules.states import Projection

# the columns of a visit that follow from its events
PROJECTED = (
    "state",
    "state_since",
    "due_at",
    "visit_class",
    "counter_id",
    "clerk_id",
    "wanted_counter_id",
    "wanted_clerk_id",
    "wanted_skill_id",
    "earlier_wait",
    "bonus_minutes",
    "recalls",
    "returns",
)


def topic(location_id: int) -> str:
    """What to listen to (``core.live``) to hear of everything in the hall of a place."""
    return f"hall.{location_id}"


def locked(visit_id: int) -> Visit:
    """The visit with its row locked until the transaction ends."""
    return changes.locked(
        Visit.objects.select_related("location", "counter", "clerk", "appointment"), visit_id
    )


def append(
    visit: Visit,
    kind: EventKind,
    *,
    by: User | None = None,
    counter: Counter | None = None,
    item: VisitItem | None = None,
    at: dt.datetime | None = None,
    data: dict[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> VisitEvent:
    """Let ``kind`` happen to ``visit``, whose row the caller has locked or has just made.

    ``data`` holds why, without personal data. ``act`` is shared by the events of one press of a
    button, which is then undone as a whole and never done twice. Raises states.Refused when it
    may not follow on what happened before, and TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("append() belongs in the transaction of the change")
    begins = kind in states.FIRST
    before = None if begins else projection(visit)
    states.check(before, kind, number=visit.number)
    event = VisitEvent.objects.create(
        visit=visit,
        item=item,
        kind=kind,
        at=at or clock.now(),
        counter=counter,
        clerk=by,
        data=data or {},
        act=act,
    )
    _keep(visit, states.apply(before, event))
    told(visit)
    return event


def told(visit: Visit) -> None:
    """Tell whoever watches the hall that something about ``visit`` changed, once this commits."""
    live.announce(topic(visit.location_id))


def take_back(visit: Visit, undone: Sequence[states.Fact], *, by: User) -> VisitEvent:
    """Let ``undone`` not count any more; the events themselves stay.

    What the visit is now is read from the whole history.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("take_back() belongs in the transaction of the change")
    event = VisitEvent.objects.create(
        visit=visit,
        kind=EventKind.UNDONE,
        at=clock.now(),
        clerk=by,
        data={"events": [fact.pk for fact in undone]},
    )
    now = states.derive(VisitEvent.objects.filter(visit=visit))
    _keep(visit, now)
    for item in VisitItem.objects.filter(pk__in={fact.item_id for fact in undone}):
        added = any(
            fact.kind == EventKind.ITEM_ADDED and fact.item_id == item.pk for fact in undone
        )
        said = now.items.get(item.pk, states.ItemProjection(is_dropped=added))
        _keep_item(item, said)
    told(visit)
    return event


def projection(visit: Visit) -> Projection:
    """What is stored of ``visit``, without its products."""
    return Projection(**{name: getattr(visit, name) for name in PROJECTED})


def _keep(visit: Visit, now: Projection) -> None:
    for name in PROJECTED:
        setattr(visit, name, getattr(now, name))
    visit.save(update_fields=[name.removesuffix("_id") for name in PROJECTED])
    # one step knows the one product that its event was about
    if len(now.items) == 1:
        ((item_id, said),) = now.items.items()
        _keep_item(VisitItem(pk=item_id), said)


def _keep_item(item: VisitItem, said: states.ItemProjection) -> None:
    VisitItem.objects.filter(pk=item.pk).update(
        is_complete=said.is_complete, is_dropped=said.is_dropped
    )
