"""Werkopdrachten over the REST API: how a planning system outside reads, plans and reports back.

A key acts in the name of a member of staff and reaches what that person plans.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from onthaal.api.models import Scope
from onthaal.api.rest import paging, schemas
from onthaal.api.rest.issues import PAGE_SIZE, Cursor, IfMatch, Limit, Mark, Number
from onthaal.api.rest.problems import Problem
from onthaal.api.rest.service import expected_version, key_of, once, operation
from onthaal.api.rules import tidy
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.workplan.actions import exchange, field, planning
from onthaal.workplan.models import ActKind, Crew, Material, State, WorkOrder

router = Router(tags=["Werkopdrachten"])
_SPACE = uuid.UUID("0d6c7d86-0c3b-4a38-9a1c-3e5b7a2f9c22")
_DAYS_AHEAD = 3 * 366


@operation(router, "GET", "", scope=Scope.ORDERS, response=schemas.WorkOrders)
def list_work_orders(
    request: HttpRequest,
    state: State | None = None,
    crew: Number | None = None,
    changed_since: schemas.BoundMoment | None = None,
    cursor: Cursor = "",
    limit: Limit = PAGE_SIZE,
) -> dict[str, Any]:
    """Werkopdrachten, die het langst niet veranderden eerst."""
    rows = WorkOrder.objects.plannable_by(_person(request))
    if state:
        rows = rows.filter(state=state)
    if crew:
        rows = rows.filter(crew=crew)
    if changed_since:
        rows = rows.filter(changed_at__gte=changed_since)
    found, following = paging.page(_complete(rows), cursor=cursor, limit=limit)
    return {"items": [_shown(order) for order in found], "next": following}


@operation(router, "GET", "/{reference:reference}", scope=Scope.ORDERS, response=schemas.WorkOrder)
def read_work_order(request: HttpRequest, response: HttpResponse, reference: str) -> Any:
    """Eén werkopdracht."""
    order = _find(_person(request), reference)
    response["ETag"] = f'"{order.version}"'
    return _shown(order)


@operation(
    router, "PUT", "/{reference:reference}/planning", scope=Scope.PLAN, response=schemas.WorkOrder
)
def plan_work_order(
    request: HttpRequest, reference: str, body: schemas.Planning, if_match: IfMatch = ""
) -> Any:
    """Geef een werkopdracht een ploeg en een dag. De melders horen welke dag wij komen."""
    person = _person(request)
    order = _find(person, reference)
    crew = Crew.objects.plannable_by(person).filter(pk=body.crew).first()
    if crew is None:
        raise Problem(422, "Wij kennen deze ploeg niet.")
    if body.planned_on > clock.today() + dt.timedelta(days=_DAYS_AHEAD):
        raise Problem(422, "Kies een dag binnen drie jaar.")
    version = expected_version(if_match)
    same = (order.crew_id, order.planned_on) == (crew.pk, body.planned_on)
    if not (same and body.position in (None, order.position)) or version not in (
        None,
        order.version,
    ):
        planning.plan(
            order,
            crew=crew,
            on=body.planned_on,
            position=body.position,
            by=person,
            expected_version=version,
        )
    return _shown(_find(person, reference))


@operation(
    router,
    "DELETE",
    "/{reference:reference}/planning",
    scope=Scope.PLAN,
    response=schemas.WorkOrder,
)
def unplan_work_order(request: HttpRequest, reference: str, if_match: IfMatch = "") -> Any:
    """Zet een werkopdracht terug bij wat nog een dag moet krijgen."""
    person = _person(request)
    order = _find(person, reference)
    if order.planned_on:
        planning.unplan(order, by=person, expected_version=expected_version(if_match))
    return _shown(_find(person, reference))


@operation(
    router,
    "POST",
    "/{reference}/daden",
    scope=Scope.PLAN,
    response={200: schemas.Outcome, 202: schemas.Outcome},
)
def report_deed(
    request: HttpRequest, reference: str, body: schemas.Deed, mark: Mark
) -> HttpResponse:
    """Meld wat de ploeg deed. Past het niet (meer) bij de werkopdracht, of kennen wij het nummer
    niet, dan gaat niets verloren: een planner bekijkt het."""

    def act() -> tuple[int, schemas.Outcome]:
        key, person = key_of(request), _person(request)
        order = WorkOrder.objects.reportable_by(person).filter(reference=_plain(reference)).first()
        if order is None:
            told = "Wij kennen dit nummer niet. Een planner bekijkt het."
            deed = ActKind(body.kind).label
            exchange.keep_for_review(
                f"{key.name} meldde “{deed}” over {_plain(reference)}.\n{body.text}",
                mark=f"rest:{hashlib.sha256(f'{key.pk} {mark}'.encode()).hexdigest()}",
                by=person,
            )
            return 202, schemas.Outcome(outcome="review", explanation=told, order=None)
        done = field.perform(order, deed=_deed(order, body, f"{key.pk} {mark}"), by=person)
        order = _find(person, order.reference)
        shown = schemas.WorkOrder(**_shown(order))
        if done.conflict:
            return 202, schemas.Outcome(outcome="review", explanation=done.conflict, order=shown)
        return 200, schemas.Outcome(outcome="done", explanation="", order=shown)

    return once(request, act, mark)


def _person(request: HttpRequest) -> User:
    """In whose name this key plans. Raises Problem when nobody."""
    person = key_of(request).acts_for
    if person is None or not person.is_active:
        raise Problem(403, "Bij deze sleutel staat geen medewerker die nog plant.")
    return person


def _find(person: User, reference: str) -> WorkOrder:
    rows = WorkOrder.objects.plannable_by(person).filter(reference=reference)
    order: WorkOrder | None = _complete(rows).first()
    if order is None:
        raise Problem(404)
    return order


def _complete(rows: Any) -> Any:
    return rows.select_related("team", "skill", "crew__team").prefetch_related("issues")


def _plain(reference: str) -> str:
    return tidy(reference)[:40]


def _deed(order: WorkOrder, body: schemas.Deed, mark: str) -> field.Deed:
    people = {person.email: person.pk for person in order.crew.members.all()} if order.crew else {}
    if strange := [each.email for each in body.hours if each.email.lower() not in people]:
        raise Problem(422, f"{strange[0]} zit niet in deze ploeg.")
    wanted = {each.material for each in body.materials}
    known = dict(Material.objects.filter(name__in=wanted).values_list("name", "pk"))
    if missing := sorted(wanted - known.keys()):
        raise Problem(422, f"Wij kennen het materiaal {missing[0]} niet.")
    return field.Deed(
        kind=ActKind(body.kind),
        key=uuid.uuid5(_SPACE, mark),
        at=body.at,
        text=body.text,
        reason=body.reason or "",
        minutes={people[each.email.lower()]: each.minutes for each in body.hours},
        materials={
            known[each.material]: Decimal(str(round(each.quantity, 2))) for each in body.materials
        },
    )


def _shown(order: WorkOrder) -> dict[str, Any]:
    crew = order.crew
    return {
        "reference": order.reference,
        "url": f"{settings.PUBLIC_URL}/api/v1/werkopdrachten/{order.reference}",
        "state": order.state,
        "title": order.title,
        "description": order.description,
        "place": order.place,
        "lat": order.lat,
        "lon": order.lon,
        "team": order.team.name,
        "skill": order.skill.name if order.skill else None,
        "estimated_minutes": order.estimated_minutes,
        "due_on": order.due_on,
        "crew": {"id": crew.pk, "name": crew.name, "team": crew.team.name} if crew else None,
        "planned_on": order.planned_on,
        "position": order.position,
        "started_at": order.started_at,
        "worked_minutes": order.worked_minutes,
        "reason": order.reason,
        "outcome": order.outcome,
        "issues": [issue.reference for issue in order.issues.all()],
        "changed_at": order.changed_at,
        "version": order.version,
    }
