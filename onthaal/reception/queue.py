"""The queue of a place as the rules read it: who waits, who calls, and by which settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from onthaal.catalogue.models import Product, Skill
from onthaal.organisation.models import Location
from onthaal.reception.models import (
    Clerk,
    Duty,
    EventKind,
    QueuePolicy,
    Visit,
    VisitClass,
    VisitEvent,
    VisitItem,
    VisitState,
)
from onthaal.reception.rules.outlook import Outlook, Seat, expected_minutes, predict
from onthaal.reception.rules.scoring import Caller, Candidate, Weights, can_serve, score


def skills_of(duty: Duty) -> frozenset[int]:
    """What the clerk can serve in this sitting: the own skills and those given for today."""
    own = Skill.objects.filter(clerks__user=duty.clerk_id).values_list("pk", flat=True)
    extra = duty.extra_skills.values_list("pk", flat=True)
    return frozenset(own) | frozenset(extra)


def caller(duty: Duty) -> Caller:
    """Who calls from ``duty``, and who else is there."""
    others = Duty.objects.open().filter(counter__location=duty.counter.location_id)
    present = list(others.values_list("counter_id", "clerk_id"))
    return Caller(
        counter=duty.counter_id,
        clerk=duty.clerk_id,
        skills=skills_of(duty),
        manned_counters=frozenset(counter for counter, _ in present),
        clerks_present=frozenset(clerk for _, clerk in present),
    )


def callers(location: Location, *, with_pauses: bool = False) -> list[Caller]:
    """Everybody who sits at a counter of ``location`` and does not pause, in four statements;
    ``with_pauses`` also who does."""
    duties = list(Duty.objects.open().filter(counter__location=location).order_by("counter"))
    own: dict[int, set[int]] = {}
    for user, skill in Clerk.objects.filter(
        user__in=[duty.clerk_id for duty in duties], skills__isnull=False
    ).values_list("user_id", "skills"):
        own.setdefault(user, set()).add(skill)
    extra: dict[int, set[int]] = {}
    for pk, skill in Duty.extra_skills.through.objects.filter(duty__in=duties).values_list(
        "duty_id", "skill_id"
    ):
        extra.setdefault(pk, set()).add(skill)
    return [
        Caller(
            counter=duty.counter_id,
            clerk=duty.clerk_id,
            skills=frozenset(own.get(duty.clerk_id, set()) | extra.get(duty.pk, set())),
            manned_counters=frozenset(each.counter_id for each in duties),
            clerks_present=frozenset(each.clerk_id for each in duties),
        )
        for duty in duties
        if with_pauses or duty.paused_at is None
    ]


def candidates(visits: Iterable[Visit]) -> list[Candidate]:
    """The rules' view of ``visits``, in two statements however many they are."""
    listed = list(visits)
    first: dict[int, int] = {}
    for visit_id, product_id in (
        VisitItem.objects.still_to_do()
        .filter(visit__in=[visit.pk for visit in listed])
        .order_by("visit", "position", "pk")
        .values_list("visit_id", "product_id")
    ):
        first.setdefault(visit_id, product_id)
    needed: dict[int, set[int]] = {}
    for product_id, skill_id in Product.skills.through.objects.filter(
        product__in=set(first.values())
    ).values_list("product_id", "skill_id"):
        needed.setdefault(product_id, set()).add(skill_id)
    return [
        Candidate(
            visit_id=visit.pk,
            number=visit.number,
            due_at=visit.due_at,
            visit_class=visit.visit_class,
            earlier_wait=visit.earlier_wait,
            bonus_minutes=visit.bonus_minutes,
            skills=frozenset(needed.get(first.get(visit.pk, 0), ())),
            wanted_skill=visit.wanted_skill_id,
            wanted_counter=visit.wanted_counter_id,
            wanted_clerk=visit.wanted_clerk_id,
        )
        for visit in listed
    ]


def is_stuck(visit: Visit) -> bool:
    """Whether nobody who sits at a counter now, a pause included, may call ``visit``."""
    (candidate,) = candidates([visit])
    present = callers(visit.location, with_pauses=True)
    return not any(can_serve(candidate, each) for each in present)


def skill_choices(location: Location) -> list[tuple[str, str]]:
    """Every skill to which a visitor can be passed on, saying which nobody has who sits there."""
    present = frozenset().union(*(one.skills for one in callers(location, with_pauses=True)))
    return [
        (f"skill:{each.pk}", str(each) if each.pk in present else f"{each} (nu niemand)")
        for each in Skill.objects.all()
    ]


def weights(policy: QueuePolicy) -> Weights:
    return Weights(
        appointment_bonus=policy.appointment_bonus,
        appointments_in_a_row=policy.appointments_in_a_row,
    )


def appointments_before(location_id: int, day: dt.date, limit: int) -> int:
    """How many of the last calls of ``day`` were appointments without a walk-in in between, up to
    ``limit``."""
    if not limit:
        return 0
    last = (
        VisitEvent.objects.filter(
            kind=EventKind.CALLED, visit__location=location_id, visit__day=day
        )
        .order_by("-pk")
        .values_list("visit__visit_class", flat=True)[:limit]
    )
    number = 0
    for visit_class in last:
        if visit_class != VisitClass.APPOINTMENT:
            break
        number += 1
    return number


@dataclass(frozen=True)
class Line:
    """The queue of a place at one moment: who waits, in the order of the scores, and what is to be
    expected. Orders per clerk come from ``rank``."""

    visits: list[Visit]
    candidates: list[Candidate]
    policy: QueuePolicy
    outlook: Outlook
    now: dt.datetime
    # who cannot be served by anybody who sits there now
    stuck: frozenset[int]


def look(location: Location, now: dt.datetime) -> Line:
    """The queue of today, with expectations: in about ten statements, however long it is."""
    policy = QueuePolicy.of(location)
    day = timezone.localdate(now)
    waiting = list(
        Visit.objects.waiting()
        .filter(location=location, day=day)
        .select_related("appointment", "wanted_counter", "wanted_clerk", "wanted_skill")
        .prefetch_related(
            Prefetch(
                "items",
                VisitItem.objects.still_to_do().select_related("product"),
            )
        )
    )
    listed = candidates(waiting)
    seats = _seats(location, day, now)
    settings = weights(policy)
    outlook = predict(
        listed,
        {visit.pk: minutes_of(visit.items.all()) for visit in waiting},
        seats,
        settings,
        now,
        appointments_before=appointments_before(location.pk, day, policy.appointments_in_a_row),
    )
    order = {
        one.visit_id: (-score(one, settings, now).total, one.due_at, one.visit_id) for one in listed
    }
    waiting.sort(key=lambda visit: order[visit.pk])
    # who pauses comes back: nobody needs to do anything about who waits for that
    present = callers(location, with_pauses=True)
    able = {one.visit_id for one in listed if any(can_serve(one, each) for each in present)}
    return Line(
        visits=waiting,
        candidates=listed,
        policy=policy,
        outlook=outlook,
        now=now,
        stuck=frozenset(visit.pk for visit in waiting if visit.pk not in able),
    )


def minutes_of(items: Iterable[VisitItem]) -> float:
    """The usual service of a party with these products, by the settings of the products."""
    return expected_minutes(
        [
            (
                item.product.minutes,
                item.product.minutes_per_extra_person,
                item.product.shared_minutes,
                item.persons,
            )
            for item in items
        ]
    )


def _seats(location: Location, day: dt.date, now: dt.datetime) -> list[Seat]:
    """Who sits there, and when each is expected to be free: after what is left of the usual time
    of the visitor who is there, and a minute when that is over already."""
    busy = {
        visit.counter_id: visit
        for visit in Visit.objects.filter(
            location=location, day=day, state__in=(VisitState.CALLED, VisitState.SERVING)
        ).prefetch_related(Prefetch("items", VisitItem.objects.kept().select_related("product")))
    }
    seats = []
    for each in callers(location):
        free_at = now
        if visit := busy.get(each.counter):
            usual = dt.timedelta(minutes=minutes_of(visit.items.all()))
            free_at = max(visit.state_since + usual, now + dt.timedelta(minutes=1))
        seats.append(Seat(each, free_at))
    return seats
