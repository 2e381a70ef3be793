"""What a supervisor sees of the hall at this moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import board, desk, events, queue, waits
from onthaal.reception.board import Waiting
from onthaal.reception.models import Counter, Duty, Visit, VisitClass, VisitState


@dataclass(frozen=True)
class Group:
    """Who waits for one thing: how many, and the longest wait in minutes."""

    label: str
    number: int
    longest: int
    is_over_norm: bool


@dataclass(frozen=True)
class Seat:
    """A counter: who sits there, with whom, since when."""

    counter: Counter
    duty: Duty | None
    visit: Visit | None
    products: str
    # longer than twice the usual time of what it is for
    is_long: bool


def overview(location: Location, user: User) -> dict[str, Any]:
    now = clock.now()
    line = queue.look(location, now)
    rows = board.waiting(line, hall=waits.of(location))
    today = Visit.objects.filter(location=location, day=clock.today()).aggregate(
        served=Count("pk", filter=Q(state=VisitState.DONE)),
        missed=Count("pk", filter=Q(state=VisitState.NO_SHOW)),
        left=Count("pk", filter=Q(state=VisitState.LEFT)),
        all=Count("pk", filter=~Q(state=VisitState.VOID)),
    )
    return {
        "place": location,
        "policy": line.policy,
        "rows": rows,
        "longest": max((row.waited for row in rows), default=0),
        "over_norm": sum(row.is_over_norm for row in rows),
        "alarming": [row for row in rows if row.is_alarming],
        "stuck": [row for row in rows if row.is_stuck],
        "by_product": by_product(rows, line.policy.norm_minutes),
        "by_class": by_class(rows, line.policy.norm_minutes),
        "seats": seats(location, now),
        "parked": board.parked(location, now),
        "expected": desk.expected(location, line.policy, now),
        "today": today,
        "empty_at": line.outlook.done_at,
        "open_seats": len(queue.callers(location)),
        "alarms": board.alarms(location, user),
        "now": now,
        "topic": events.topic(location.pk),
    }


def by_product(rows: list[Waiting], norm: int) -> list[Group]:
    groups: dict[str, list[Waiting]] = {}
    for row in rows:
        for item in row.visit.items.all():
            groups.setdefault(str(item.product), []).append(row)
    return _grouped(groups, norm)


def by_class(rows: list[Waiting], norm: int) -> list[Group]:
    groups: dict[str, list[Waiting]] = {}
    for row in rows:
        groups.setdefault(str(VisitClass(row.visit.visit_class).label), []).append(row)
    return _grouped(groups, norm)


def _grouped(groups: dict[str, list[Waiting]], norm: int) -> list[Group]:
    found = [
        Group(
            label=label,
            number=len(rows),
            longest=max(row.waited for row in rows),
            is_over_norm=any(row.is_over_norm for row in rows),
        )
        for label, rows in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.longest, group.label))


def seats(location: Location, now: dt.datetime) -> list[Seat]:
    """Every counter of the place, closed ones last."""
    sitting = {
        duty.counter_id: duty
        for duty in Duty.objects.open()
        .filter(counter__location=location)
        .select_related("clerk")
        .prefetch_related("extra_skills")
    }
    busy = {visit.counter_id: visit for visit in desk.at_counters(location)}
    return [
        _seat(counter, sitting.get(counter.pk), busy.get(counter.pk), now)
        for counter in Counter.objects.filter(location=location).order_by(
            "-is_active", "position", "pk"
        )
    ]


def _seat(counter: Counter, duty: Duty | None, visit: Visit | None, now: dt.datetime) -> Seat:
    is_long = False
    products = ""
    if visit is not None:
        items = list(visit.items.all())
        products = ", ".join(str(item.product) for item in items)
        usual = dt.timedelta(minutes=2 * queue.minutes_of(items))
        is_long = visit.state == VisitState.SERVING and now - visit.state_since > usual
    return Seat(counter, duty, visit, products, is_long)
