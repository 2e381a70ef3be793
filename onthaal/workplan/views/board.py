"""The planning board, and what planners do from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.core.changes import CannotChange, ChangedMeanwhile
from onthaal.core.numbers import whole
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.territory import map_source
from onthaal.workplan import board, rules
from onthaal.workplan.actions import planning
from onthaal.workplan.depot import depot_of
from onthaal.workplan.forms.planning import MoveForm, teams_of
from onthaal.workplan.models import Crew, DraftAnswer, ReviewItem, Skill, State, WorkOrder

planners = role_required(Role.HANDLER, Role.MANAGER)
_UNDO = "workplan.undo"


def day_from(text: str) -> dt.date:
    """A day in an address; 404 when it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


@require_safe
@planners
def week(request: StaffRequest) -> HttpResponse:
    try:
        chosen = dt.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        chosen = clock.today()
    monday = rules.monday_of(chosen)
    wish = board.Wish(
        text=request.GET.get("q", "").replace("\0", "").strip()[:100],
        team=whole(request.GET.get("team", "")),
        skill=whole(request.GET.get("vaardigheid", "")),
        late=bool(request.GET.get("te_laat")),
    )
    shown = board.week(request.user, monday, team=wish.team)
    waiting = board.to_plan(request.user, wish)
    rows = list(waiting[: board.MOST_TO_PLAN + 1])
    return render(
        request,
        "workplan/board/week.html",
        {
            "week": shown,
            "crews": [lane.crew for lane in shown.lanes],
            "previous": monday - dt.timedelta(days=7),
            "next": monday + dt.timedelta(days=7),
            "this_week": rules.monday_of(clock.today()),
            "wish": wish,
            "to_plan": rows[: board.MOST_TO_PLAN],
            "more": len(rows) > board.MOST_TO_PLAN,
            "teams": list(teams_of(request.user)),
            "skills": list(Skill.objects.all()),
            "undo": _undoable(request),
            "today": clock.today(),
            "answers": DraftAnswer.objects.waiting().visible_to(request.user).count(),
            "reviews": ReviewItem.objects.open().visible_to(request.user).count(),
        },
    )


def _undoable(request: StaffRequest) -> dict[str, Any] | None:
    """What this person moved last, as long as nobody touched it since."""
    last = request.session.get(_UNDO)
    if not last:
        return None
    order = (
        WorkOrder.objects.plannable_by(request.user)
        .filter(pk=last["order"], version=last["version"])
        .select_related("crew")
        .first()
    )
    return {"order": order} if order and order.is_movable else None


@planners
def move(request: StaffRequest, reference: str) -> HttpResponse:
    """Another crew, day or place in the day; the same form stands on every card of the board."""
    order = get_object_or_404(
        WorkOrder.objects.plannable_by(request.user).select_related("crew"), reference=reference
    )
    back = _way_back(request)
    status = 200
    if request.method == "POST":
        form = MoveForm(request.POST, user=request.user)
        status = 422
        if form.is_valid():
            was = {"crew": order.crew_id, "on": _iso(order.planned_on), "position": order.position}
            try:
                moved = planning.plan(
                    order,
                    crew=form.cleaned_data["crew"],
                    on=form.cleaned_data["on"],
                    position=form.cleaned_data["position"],
                    by=request.user,
                    expected_version=form.cleaned_data["version"],
                )
            except CannotChange as refusal:
                refusal.add_to(form)
            except ChangedMeanwhile as conflict:
                status = 409
                form = _look_again(form, request, conflict.row)
            else:
                request.session[_UNDO] = {**was, "order": moved.pk, "version": moved.version}
                return redirect(back)
    else:
        form = MoveForm(
            user=request.user,
            initial={
                "crew": order.crew_id,
                "on": order.planned_on or clock.today(),
                "version": order.version,
            },
        )
    return render(
        request,
        "workplan/board/move.html",
        {"order": order, "form": form, "back": back},
        status=status,
    )


def _look_again(form: MoveForm, request: StaffRequest, order: WorkOrder) -> MoveForm:
    again = MoveForm({**request.POST.dict(), "version": order.version}, user=request.user)
    again.is_valid()
    where = (
        f"{order.crew}, {order.planned_on:%d/%m}" if order.crew and order.planned_on else "de lijst"
    )
    again.add_error(
        None, f"Een collega veranderde deze opdracht intussen; ze staat nu bij {where}. Kijk na."
    )
    return again


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("terug") or request.GET.get("terug") or ""
    if asked.startswith("/balie/") and url_has_allowed_host_and_scheme(asked, None):
        return asked
    return reverse("work-board")


@require_POST
@planners
def undo(request: StaffRequest) -> HttpResponse:
    """Take back the last move of this person."""
    last = request.session.pop(_UNDO, None)
    back = _way_back(request)
    if not last:
        return redirect(back)
    order = get_object_or_404(WorkOrder.objects.plannable_by(request.user), pk=last["order"])
    try:
        if last["crew"]:
            planning.plan(
                order,
                crew=get_object_or_404(Crew.objects.plannable_by(request.user), pk=last["crew"]),
                on=dt.date.fromisoformat(last["on"]),
                position=last["position"],
                by=request.user,
                expected_version=last["version"],
            )
        else:
            planning.unplan(order, by=request.user, expected_version=last["version"])
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    except ChangedMeanwhile:
        messages.error(request, "Een collega veranderde dit intussen. Wij lieten het staan.")
    else:
        messages.success(request, f"“{order.title}” staat weer waar ze stond.")
    return redirect(back)


@require_POST
@planners
def back_to_list(request: StaffRequest, reference: str) -> HttpResponse:
    """Off the planning, to plan again later."""
    order = get_object_or_404(WorkOrder.objects.plannable_by(request.user), reference=reference)
    try:
        planning.unplan(order, by=request.user)
    except CannotChange as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{order.title}” staat weer bij wat u nog moet plannen.")
    return redirect(_way_back(request))


@planners
def route(request: StaffRequest, crew: int, day: str) -> HttpResponse:
    """The day of a crew on the map, and the order that drives least."""
    ours = get_object_or_404(Crew.objects.plannable_by(request.user), pk=crew)
    on = day_from(day)
    depot = depot_of(ours)
    if request.method == "POST":
        best = planning.suggested_route(ours, on, depot)
        try:
            planning.arrange(
                crew=ours, on=on, order_ids=[order.pk for order in best], by=request.user
            )
        except (CannotChange, ChangedMeanwhile):
            messages.error(request, "De dag veranderde intussen. Kijk na en probeer opnieuw.")
        else:
            messages.success(request, "De dag staat in de volgorde met de minste kilometers.")
        return redirect("work-route", crew, day)
    orders = list(board.crew_day(ours, on))
    here = [
        (order.lat, order.lon)
        for order in orders
        if order.lat is not None and order.lon is not None
    ]
    best = planning.suggested_route(ours, on, depot)
    shortest = [(o.lat, o.lon) for o in best if o.lat is not None and o.lon is not None]
    now_metres, best_metres = (rules.route_length(depot, stops) for stops in (here, shortest))
    return render(
        request,
        "workplan/board/route.html",
        {
            "crew": ours,
            "day": on,
            "orders": orders,
            "kilometres": now_metres / 1000,
            "saves": (now_metres - best_metres) / 1000 if now_metres - best_metres > 50 else 0,
            "depot": depot,
            "map": map_source.current(),
            "stops": [
                {
                    "lat": order.lat,
                    "lon": order.lon,
                    "count": order.position,
                    "label": f"{order.position}. {order.title}, {order.place}",
                }
                for order in orders
                if order.lat is not None
            ],
            "depot_point": {"lat": depot[0], "lon": depot[1]},
            "monday": rules.monday_of(on),
            "planned": State.PLANNED,
        },
    )


@require_safe
@planners
def sheet(request: StaffRequest, crew: int, day: str) -> HttpResponse:
    """The day of a crew on paper."""
    ours = get_object_or_404(Crew.objects.plannable_by(request.user), pk=crew)
    on = day_from(day)
    orders = list(board.crew_day(ours, on))
    return render(
        request,
        "workplan/board/sheet.html",
        {
            "crew": ours,
            "members": list(ours.members.all()),
            "day": on,
            "orders": orders,
            "minutes": rules.hours(sum(order.estimated_minutes for order in orders)),
            "printed_at": clock.now(),
            "monday": rules.monday_of(on),
        },
    )
