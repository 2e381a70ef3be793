"""Counting by hand, for a town hall without a system: somebody comes, begins, is done.

A tap may come in late, when the network was away: it says itself when it was, and counts once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.actions import registration
from onthaal.reception.models import Arrival, EventKind, Visit, VisitEvent, VisitState
from onthaal.reception.rules import states
from onthaal.reception.rules.states import Refused as Refused  # what callers catch

# a tablet that was in a drawer for longer says nothing reliable any more
OLDEST = dt.timedelta(hours=14)


def moment(age: dt.timedelta) -> dt.datetime:
    """When a tap was that is ``age`` old. Raises Refused."""
    if age > OLDEST:
        raise Refused("Deze tik is te oud en telt niet meer mee.")
    return clock.now() - max(age, dt.timedelta())


def arrive(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    act: uuid.UUID,
    at: dt.datetime,
    by: User,
) -> Visit:
    """Somebody came in; ``act`` is how later taps name this visit. Raises Refused."""
    return registration.register(
        location=location, items=items, arrival=Arrival.TALLY, act=act, at=at, by=by
    )


def of(act: uuid.UUID) -> Visit:
    """The visit that began with ``act``. Raises Refused."""
    visit = Visit.objects.filter(
        arrival=Arrival.TALLY,
        events__act=act,
        events__kind=EventKind.ISSUED,
    ).first()
    if visit is None:
        raise Refused("Wij vinden deze bezoeker niet.")
    return visit


@transaction.atomic
def begin(*, visit: Visit, act: uuid.UUID, at: dt.datetime, by: User) -> Visit:
    """The visitor sits at a counter. Raises Refused when that was over."""
    visit, is_known = _held(visit, act)
    if is_known:
        return visit
    at = _after_the_last(visit, at)
    events.append(visit, EventKind.CALLED, by=by, at=at, act=act)
    events.append(visit, EventKind.SHOWN_UP, by=by, at=at, act=act)
    for item in visit.items.still_to_do()[:1]:
        events.append(visit, EventKind.ITEM_STARTED, by=by, item=item, at=at, act=act)
    return visit


@transaction.atomic
def end(*, visit: Visit, act: uuid.UUID, at: dt.datetime, by: User) -> Visit:
    """The visitor was served. Raises Refused when nobody began."""
    visit, is_known = _held(visit, act)
    if is_known:
        return visit
    if visit.state != VisitState.SERVING:
        raise Refused(f"{visit.number} is nog niet begonnen.")
    at = _after_the_last(visit, at)
    for item in visit.items.still_to_do():
        data = {"complete": True}
        events.append(visit, EventKind.ITEM_FINISHED, by=by, item=item, at=at, act=act, data=data)
    events.append(visit, EventKind.FINISHED, by=by, at=at, act=act)
    return visit


@transaction.atomic
def gone(*, visit: Visit, act: uuid.UUID, at: dt.datetime, by: User) -> Visit:
    """The visitor went away without being served. Raises Refused when it was over."""
    visit, is_known = _held(visit, act)
    if not is_known:
        at = _after_the_last(visit, at)
        events.append(visit, EventKind.LEFT, by=by, at=at, act=act)
    return visit


@transaction.atomic
def take_back(*, visit: Visit, act: uuid.UUID, by: User) -> Visit:
    """Undo the tap ``act`` of ``visit``, when it was the last one; a first tap makes the whole
    visit count no more. Raises Refused."""
    visit = events.locked(visit.pk)
    facts = list(visit.events.order_by("pk"))
    undone = {pk for fact in facts if fact.kind == EventKind.UNDONE for pk in fact.data["events"]}
    counted = [fact for fact in facts if fact.pk not in undone and fact.kind != EventKind.UNDONE]
    mine = [fact for fact in counted if fact.act == act]
    if not mine:
        return visit  # undone before
    if counted[-1].act != act:
        raise Refused("Intussen is er iets anders geteld; dit kan niet meer ongedaan.")
    if mine[0].kind == EventKind.ISSUED:
        events.append(visit, EventKind.VOIDED, by=by)
    else:
        events.take_back(visit, mine, by=by)
    return visit


def _held(visit: Visit, act: uuid.UUID) -> tuple[Visit, bool]:
    """The visit with its row locked, and whether this tap was counted before."""
    visit = events.locked(visit.pk)
    return visit, visit.events.filter(act=act).exists()


def _after_the_last(visit: Visit, at: dt.datetime) -> dt.datetime:
    """Two clocks may differ a little: nothing happens before what happened before it."""
    last: VisitEvent | None = visit.events.exclude(kind=EventKind.UNDONE).order_by("-at").first()
    return max(at, last.at) if last else at


def today(location: Location) -> list[Visit]:
    """The tallied visits of today that are not over, in order."""
    return list(
        Visit.objects.here()
        .filter(location=location, day=clock.today(), arrival=Arrival.TALLY)
        .prefetch_related("items__product", "events")
    )


def begun_with(visit: Visit) -> uuid.UUID | None:
    """The tap with which ``visit`` began."""
    return next((event.act for event in visit.events.all() if event.kind in states.FIRST), None)


def last_tap(visit: Visit) -> uuid.UUID | None:
    """The tap that ``take_back`` would undo."""
    facts = sorted(visit.events.all(), key=lambda event: event.pk)
    undone = {pk for fact in facts if fact.kind == EventKind.UNDONE for pk in fact.data["events"]}
    counted = [fact for fact in facts if fact.pk not in undone and fact.kind != EventKind.UNDONE]
    return counted[-1].act if counted else None


def count_today(location: Location) -> int:
    """How many were counted today, mistakes left out."""
    visits = Visit.objects.filter(location=location, day=clock.today(), arrival=Arrival.TALLY)
    return visits.exclude(state=VisitState.VOID).count()
