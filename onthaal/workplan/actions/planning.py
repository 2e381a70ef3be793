"""Who goes where on which day, and what the resident hears of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, ChangedMeanwhile, save_next
from onthaal.issues.actions import assignment
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.models import Issue, Status
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.workplan import rules
from onthaal.workplan.actions import lanes
from onthaal.workplan.actions.locking import alone, locked
from onthaal.workplan.models import Crew, State, WorkOrder

_MOVED = "Onze ploeg komt op een andere dag."


@transaction.atomic
def plan(
    order: WorkOrder,
    *,
    crew: Crew,
    on: dt.date,
    position: int | None = None,
    by: User | None = None,
    expected_version: int | None = None,
) -> WorkOrder:
    """Give the order a crew, a day and a place in that day (the last without ``position``).

    Its open meldingen become "ingepland" with that day as expected date, and the residents hear
    it; another place in the same day tells nobody. A move never changes the residents' date
    without a planner's name, so ``by`` is only absent for rounds, which have no meldingen.

    Raises CannotChange when the day is over, the crew stopped or lacks the skill, or the work
    already began; ChangedMeanwhile when ``expected_version`` is not the version any more.
    """
    alone()
    order = locked(order.pk, expected_version)
    _check(order, crew, on)
    was = lanes.leave(order)
    lanes.enter(order, crew, on, position)
    order.state = State.PLANNED
    save_next(order, "state", "crew", "planned_on", "position")
    record(
        "workorder.planned",
        order,
        by=by,
        data={"crew": crew.pk, "on": on.isoformat(), "position": order.position, "was": was},
    )
    if by:
        for issue in order.issues.open().order_by("pk"):
            _tell(issue, on, by)
    return order


def _check(order: WorkOrder, crew: Crew, on: dt.date) -> None:
    if not rules.may_become(order.stage, State.PLANNED):
        raise CannotChange(
            f"Een werkopdracht die “{order.stage.label.lower()}” is, kan niet verplaatst worden."
        )
    if on < clock.today():
        raise CannotChange("Kies een dag vanaf vandaag.", "on")
    if not crew.is_active:
        raise CannotChange("Deze ploeg werkt niet meer. Kies een andere.", "crew")
    if order.skill_id and not crew.skills.filter(pk=order.skill_id).exists():
        raise CannotChange(f"Ploeg {crew} kan dit niet: {order.skill} is nodig.", "crew")


def _tell(issue: Issue, on: dt.date, by: User) -> None:
    if issue.state != Status.PLANNED:
        change_status(issue, change=Change(to=Status.PLANNED, expected_on=on), by=by)
    elif issue.expected_on != on:
        assignment.expect(issue, on=on, why=_MOVED, by=by)


@transaction.atomic
def unplan(order: WorkOrder, *, by: User, expected_version: int | None = None) -> WorkOrder:
    """Back to the list of what must still be planned; also how a "niet uitgevoerd" is taken up
    again. The residents keep their expected date until there is a new one.

    Raises CannotChange and ChangedMeanwhile.
    """
    alone()
    order = locked(order.pk, expected_version)
    if not rules.may_become(order.stage, State.TO_PLAN):
        raise CannotChange(
            f"Een werkopdracht die “{order.stage.label.lower()}” is, kan niet terug naar de lijst."
        )
    was = lanes.leave(order)
    order.state, order.reason = State.TO_PLAN, ""
    save_next(order, "state", "crew", "planned_on", "position", "reason")
    record("workorder.unplanned", order, by=by, data={"was": was})
    return order


@transaction.atomic
def arrange(*, crew: Crew, on: dt.date, order_ids: Sequence[int], by: User) -> None:
    """Put a whole day in this order, such as that of the route.

    Raises ChangedMeanwhile when these are not exactly the orders of that day any more.
    """
    alone()
    there = list(WorkOrder.objects.in_lane(crew, on))
    if sorted(order.pk for order in there) != sorted(order_ids):
        if there:
            raise ChangedMeanwhile(there[0])
        raise CannotChange("Op deze dag staat niets meer.")
    lanes.arrange(order_ids)
    for order in there:
        record("workorder.arranged", order, by=by, data={"on": on.isoformat()})


def suggested_route(crew: Crew, day: dt.date, depot: rules.Point) -> list[WorkOrder]:
    """The day in the order that drives least; what has no place on the map comes last, and what
    is done or busy stays in front."""
    orders = list(WorkOrder.objects.in_lane(crew, day))
    begun = [order for order in orders if order.stage != State.PLANNED]
    left = [order for order in orders if order.stage == State.PLANNED]
    here = [order for order in left if order.lat is not None]
    nowhere = [order for order in left if order.lat is None]
    points = [(order.lat or 0.0, order.lon or 0.0) for order in here]
    return [*begun, *(here[index] for index in rules.route(depot, points)), *nowhere]
