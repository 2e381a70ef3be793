"""A werkopdracht begins, gets better words, or is dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from onthaal.core.changes import CannotChange, save_next
from onthaal.core.references import new_reference
from onthaal.issues.actions.notes import add_note
from onthaal.issues.models import Issue
from onthaal.issues.states import CLOSED
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event
from onthaal.workplan import rules
from onthaal.workplan.actions import lanes
from onthaal.workplan.actions.locking import alone, locked
from onthaal.workplan.models import ReviewItem, ReviewKind, Round, Skill, State, WorkOrder

PREFIX = "WO"


@dataclass(frozen=True)
class Wanted:
    """What is to be done, where, and how long it takes."""

    title: str
    team: Team
    estimated_minutes: int
    description: str = ""
    skill: Skill | None = None
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    due_on: dt.date | None = None


@transaction.atomic
def draw_up(
    *,
    wanted: Wanted,
    issues: Sequence[Issue] = (),
    by: User | None = None,
    round: Round | None = None,
    round_on: dt.date | None = None,
) -> WorkOrder:
    """A new order, still to plan. Without a place it takes that of the first melding.

    Raises CannotChange when a melding is closed.
    """
    if any(not issue.is_open for issue in issues):
        raise CannotChange("Een van de meldingen is al afgesloten.", "issues")
    place, lat, lon = wanted.place, wanted.lat, wanted.lon
    if issues and not place:
        place = issues[0].place
    if issues and lat is None:
        lat, lon = issues[0].lat, issues[0].lon
    order = _with_reference(
        WorkOrder(
            title=wanted.title.strip()[:120],
            description=wanted.description.strip(),
            team=wanted.team,
            skill=wanted.skill,
            estimated_minutes=wanted.estimated_minutes,
            place=place,
            lat=lat,
            lon=lon,
            due_on=wanted.due_on or min((issue.due_on for issue in issues), default=None),
            made_by=by,
            round=round,
            round_on=round_on,
        )
    )
    order.issues.set(issues)
    record(
        "workorder.made",
        order,
        by=by,
        data={"issues": [issue.pk for issue in issues], "round": round.pk if round else None},
    )
    return order


def _with_reference(order: WorkOrder) -> WorkOrder:
    while True:
        order.reference = new_reference(PREFIX)
        if not WorkOrder.objects.filter(reference=order.reference).exists():
            order.save()
            return order


@transaction.atomic
def describe(
    order: WorkOrder, *, wanted: Wanted, by: User, expected_version: int | None = None
) -> WorkOrder:
    """Other words, time or place. Raises CannotChange when it is over, and ChangedMeanwhile."""
    order = locked(order.pk, expected_version)
    if not order.is_open:
        raise CannotChange("Deze werkopdracht is al afgelopen.")
    order.title = wanted.title.strip()[:120]
    order.description = wanted.description.strip()
    order.skill = wanted.skill
    order.estimated_minutes = wanted.estimated_minutes
    if wanted.place != order.place:
        order.place, order.lat, order.lon = wanted.place, wanted.lat, wanted.lon
    order.due_on = wanted.due_on
    save_next(
        order,
        "title",
        "description",
        "skill",
        "estimated_minutes",
        "place",
        "lat",
        "lon",
        "due_on",
    )
    record("workorder.described", order, by=by)
    return order


@transaction.atomic
def cancel(
    order: WorkOrder, *, why: str, by: User, expected_version: int | None = None
) -> WorkOrder:
    """Drop the order; the handlers of its meldingen read why.

    Raises CannotChange without a reason or when it is over, and ChangedMeanwhile.
    """
    if not why.strip():
        raise CannotChange("Schrijf waarom de opdracht geschrapt wordt.", "why")
    alone()
    order = locked(order.pk, expected_version)
    if not rules.may_become(order.stage, State.CANCELLED):
        raise CannotChange("Deze werkopdracht is al afgelopen.")
    was = lanes.leave(order)
    order.state = State.CANCELLED
    order.running_since = None
    save_next(order, "state", "crew", "planned_on", "position", "running_since")
    record("workorder.cancelled", order, by=by, internal_text=why.strip(), data=was)
    for issue in order.issues.open().order_by("pk"):
        add_note(issue, text=f"Werkopdracht {order.reference} is geschrapt: {why.strip()}", by=by)
    return order


def on_issue(event_id: int) -> None:
    """A melding closed while its work still stands on the planning: a planner decides whether the
    crew must still go."""
    event = Event.objects.get(pk=event_id)
    if event.kind.removeprefix("issue.") not in CLOSED:
        return
    waiting = WorkOrder.objects.filter(
        issues=event.subject_id, state__in=[State.TO_PLAN, State.PLANNED]
    )
    for order in waiting:
        if order.issues.open().exists():
            continue
        issue = order.issues.get(pk=event.subject_id)
        ReviewItem.objects.get_or_create(
            mark=f"issue:{event.pk}:{order.pk}",
            defaults={
                "kind": ReviewKind.ISSUE,
                "order": order,
                "crew": order.crew or order.team.crew_set.first(),
                "text": f"Melding {issue.reference} is “{issue.get_status_display().lower()}”, "
                f"maar werkopdracht “{order.title}” staat er nog. Moet de ploeg nog gaan?",
            },
        )
