"""The ticket on a telephone: where one stands, until the counter calls."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from onthaal.appointments.actions import visiting
from onthaal.appointments.models import Appointment
from onthaal.core import clock, live
from onthaal.core.rate_limits import limited
from onthaal.reception import events, hall, waits
from onthaal.reception.actions import visitor
from onthaal.reception.models import Arrival, Visit, VisitState


def _visit(secret: str) -> Visit:
    found = hall.visit_of(secret)
    if found is None:
        raise Http404
    return found


def _now(visit: Visit) -> dict[str, Any]:
    is_waiting = visit.state == VisitState.WAITING
    state = waits.of(visit.location)
    return {
        "visit": visit,
        "location": visit.location,
        "is_today": visit.day == clock.today(),
        "items": visit.items.kept().select_related("product"),
        "estimate": state.of(visit) if is_waiting else None,
        "ahead": state.ahead(visit) if is_waiting else 0,
        "desks": len(state.desks),
        "by_choice": visitor.is_aside_by_choice(visit),
        "is_early": is_waiting and visit.due_at > clock.now(),
        **_closing(visit, nobody_sits=is_waiting and not state.desks),
    }


def _closing(visit: Visit, *, nobody_sits: bool) -> dict[str, Any]:
    """Whether the hall is closed for today, for who still has a number in the hand."""
    if not nobody_sits:
        return {"is_closed": False}
    hours = hall.hours(visit.location)
    following = hours.next_opening
    is_over = following is None or timezone.localdate(following) > clock.today()
    return {"is_closed": not hours.is_open and is_over, "next_opening": following}


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def visit(request: HttpRequest, secret: str) -> HttpResponseBase:
    found = _visit(secret)
    context = _now(found) | {"topic": events.topic(found.location_id)}
    return _private(render(request, "reception/visit/page.html", context))


@require_safe
def visit_now(request: HttpRequest, secret: str) -> HttpResponseBase:
    return _private(live.fragment(request, "reception/visit/now.html", _now(_visit(secret))))


@require_POST
@limited("visit", per_minute=30, per_hour=300)
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    return _do(request, secret, visitor.leave)


@require_POST
@limited("visit", per_minute=30, per_hour=300)
def aside(request: HttpRequest, secret: str) -> HttpResponse:
    return _do(request, secret, visitor.step_aside)


@require_POST
@limited("visit", per_minute=30, per_hour=300)
def back(request: HttpRequest, secret: str) -> HttpResponse:
    return _do(request, secret, visitor.step_back)


def _do(request: HttpRequest, secret: str, deed: Any) -> HttpResponse:
    try:
        deed(visit=_visit(secret))
    except visitor.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("visit", secret=secret)


@limited("visit-arrival", per_minute=30, per_hour=300)
def arrival(request: HttpRequest, secret: str) -> HttpResponseBase:
    """“Ik ben er”: who has an appointment and stands in the hall, without kiosk or desk."""
    appointment = get_object_or_404(Appointment.objects.select_related("location"), secret=secret)
    known = Visit.objects.filter(appointment=appointment).first()
    # who went away may be there after all
    if known is not None and known.state != VisitState.LEFT:
        return redirect("visit", secret=known.secret)
    refusal = ""
    if request.method == "POST":
        try:
            made = visitor.arrive(
                location=appointment.location,
                code=appointment.reference,
                arrival=Arrival.PHONE,
            )
            return redirect("visit", secret=made.secret)
        except visiting.NotHere as problem:
            refusal = problem.advice
    context = {"appointment": appointment, "refusal": refusal}
    return _private(
        render(
            request,
            "reception/visit/arrival.html",
            context,
            status=422 if refusal else 200,
        )
    )
