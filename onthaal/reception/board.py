"""What a clerk sees: the visitor of now, who is next and why, and the queue beside it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import events, queue, waits
from onthaal.reception.actions import calling
from onthaal.reception.models import (
    Alarm,
    Counter,
    Duty,
    Visit,
    VisitClass,
    VisitItem,
    VisitState,
)
from onthaal.reception.queue import Line
from onthaal.reception.rules import scoring, states
from onthaal.reception.rules.estimate import SHARES, Estimate
from onthaal.reception.waits import Hall

MEDIAN = SHARES.index(0.5)


@dataclass(frozen=True)
class Waiting:
    """One line of the queue on a page."""

    visit: Visit
    products: str
    persons: int
    waited: int
    why: str
    # how long still, and how many go before; only where somebody may be told
    expected: Estimate | None
    ahead: int
    is_mine: bool
    is_over_norm: bool
    is_alarming: bool
    is_stuck: bool
    # an appointment that came too soon
    is_early: bool

    @property
    def appointment_at(self) -> dt.datetime | None:
        """The time of the appointment, for who counts as one."""
        has_one = self.visit.visit_class == VisitClass.APPOINTMENT and self.visit.appointment
        return self.visit.appointment.starts_at if has_one and self.visit.appointment else None

    @property
    def is_too_late(self) -> bool:
        """An appointment that came so late that it waits as somebody without one."""
        return bool(self.visit.appointment_id) and self.visit.visit_class == VisitClass.WALK_IN


@dataclass(frozen=True)
class ServedProduct:
    """A product of the visit of now, with its usual and its measured minutes."""

    item: VisitItem
    # the median of the last weeks in minutes, of what was done often enough
    measured: float | None
    is_running: bool

    @property
    def usual(self) -> float:
        """Minutes for this number of persons, by the settings of the product."""
        return queue.minutes_of([self.item])

    @property
    def is_open(self) -> bool:
        return self.item.is_complete is None


def waiting(
    line: Line, caller: scoring.Caller | None = None, hall: Hall | None = None
) -> list[Waiting]:
    """The queue in words. With ``caller``, who that clerk can serve stands first, in his order;
    with ``hall``, how long each still waits."""
    weights = queue.weights(line.policy)
    by_id = {one.visit_id: one for one in line.candidates}
    place: dict[int, int] = {}
    if caller is not None:
        mine = scoring.rank(line.candidates, caller, weights, line.now)
        place = {one.candidate.visit_id: number for number, one in enumerate(mine)}
    lines = []
    for visit in line.visits:
        candidate = by_id[visit.pk]
        found = scoring.score(candidate, weights, line.now)
        waited = max(0, int(found.waited)) + int(found.earlier)
        items = list(visit.items.all())  # the open ones: queue.look fetched only those
        lines.append(
            Waiting(
                visit=visit,
                products=", ".join(item.product.name for item in items) or "Geen product gekozen",
                persons=max((item.persons for item in items), default=1),
                waited=waited,
                why=scoring.explain(scoring.Ranked(candidate, found)),
                expected=hall.of(visit) if hall else None,
                ahead=hall.ahead(visit) if hall else 0,
                is_mine=caller is None or visit.pk in place,
                is_over_norm=waited > line.policy.norm_minutes,
                is_alarming=waited >= line.policy.alarm_minutes,
                is_stuck=visit.pk in line.stuck,
                is_early=found.waited < 0,
            )
        )
    if caller is not None:
        lines.sort(key=lambda one: place.get(one.visit.pk, len(place)))
    return lines


def workplace(duty: Duty) -> dict[str, Any]:
    """Everything that the page of a clerk shows."""
    location, now = duty.counter.location, clock.now()
    line = queue.look(location, now)
    caller = queue.caller(duty)
    rows = waiting(line, caller)
    now_here = calling.current(duty)
    last = calling.last_press(duty)
    return {
        "duty": duty,
        "act": uuid.uuid4(),
        "policy": line.policy,
        "visit": now_here,
        "products": products(now_here) if now_here else [],
        "may_be_no_show": bool(now_here and now_here.recalls >= line.policy.recalls_before_no_show),
        "may_come_back": bool(now_here and now_here.returns < states.RETURNS),
        "mine": [row for row in rows if row.is_mine],
        "others": [row for row in rows if not row.is_mine],
        "parked": parked(location, now),
        "alarms": alarms(location, duty.clerk),
        "my_alarm": Alarm.objects.filter(counter=duty.counter, seen_at__isnull=True).exists(),
        "undo": last,
        "undo_until": last.at + dt.timedelta(seconds=calling.UNDO_WITHIN) if last else None,
        "destinations": destinations(duty),
        "park_reasons": calling.ParkReason.choices,
        "offered": offered(),
        "now": now,
        "topic": events.topic(location.pk),
        "served": served_today(duty),
    }


def products(visit: Visit) -> list[ServedProduct]:
    measured = {
        product: shares[MEDIAN] / 60 for product, shares in waits.measured(visit.location).items()
    }
    running = calling.running_item(visit)
    return [
        ServedProduct(item, measured.get(item.product_id), item.pk == running)
        for item in visit.items.kept().select_related("product")
    ]


def offered() -> list[Product]:
    """What somebody at a counter may be asked for: every product that is offered, by name."""
    return list(Product.objects.offered().order_by("name").only("pk", "name", "slug"))


def parked(location: Location, now: dt.datetime) -> list[Visit]:
    """Who is set aside, the longest first."""
    return list(
        Visit.objects.filter(location=location, day=clock.today(), state=VisitState.PARKED)
        .select_related("clerk", "counter")
        .prefetch_related(Prefetch("items", VisitItem.objects.kept().select_related("product")))
        .order_by("state_since")
    )


def alarms(location: Location, user: User) -> list[Alarm]:
    """Open alarms of colleagues; who pressed the button does not see it on the own screen."""
    return list(
        Alarm.objects.filter(counter__location=location, seen_at__isnull=True)
        .exclude(raised_by=user)
        .select_related("counter", "raised_by")
    )


def alarms_everywhere(user: User) -> list[Alarm]:
    """The same of every place, for who is at another page than that of a hall."""
    return list(
        Alarm.objects.filter(seen_at__isnull=True)
        .exclude(raised_by=user)
        .select_related("counter__location", "raised_by")
    )


def destinations(duty: Duty) -> list[tuple[str, list[tuple[str, str]]]]:
    """To whom a visitor can be passed on, in groups, ready for a list."""
    location = duty.counter.location
    sitting = {
        each.counter_id: each
        for each in Duty.objects.open()
        .filter(counter__location=location)
        .exclude(pk=duty.pk)
        .select_related("clerk")
    }
    counters = [
        (
            f"counter:{counter.pk}",
            f"{counter} ({sitting[counter.pk].clerk})" if counter.pk in sitting else str(counter),
        )
        for counter in Counter.objects.filter(location=location, is_active=True).exclude(
            pk=duty.counter_id
        )
        if counter.pk in sitting
    ]
    clerks = [(f"clerk:{each.clerk_id}", str(each.clerk)) for each in sitting.values()]
    skills = queue.skill_choices(location)
    groups = [("Loket", counters), ("Collega", clerks), ("Wie dit kan", skills)]
    return [(name, choices) for name, choices in groups if choices]


def served_today(duty: Duty) -> int:
    """How many visits this person finished today."""
    return Visit.objects.filter(
        day=clock.today(), state=VisitState.DONE, clerk=duty.clerk_id
    ).count()


def free_counters(location: Location) -> list[tuple[Counter, Duty | None]]:
    """The open counters of a place, and who sits there."""
    sitting = {
        each.counter_id: each
        for each in Duty.objects.open().filter(counter__location=location).select_related("clerk")
    }
    return [
        (counter, sitting.get(counter.pk))
        for counter in Counter.objects.filter(location=location, is_active=True)
    ]


def one_waiting(visit: Visit) -> Waiting | None:
    """Where ``visit`` stands in the queue; None when it does not wait."""
    if visit.state != VisitState.WAITING:
        return None
    line = queue.look(visit.location, clock.now())
    rows = waiting(line, hall=waits.of(visit.location))
    return next((row for row in rows if row.visit.pk == visit.pk), None)
