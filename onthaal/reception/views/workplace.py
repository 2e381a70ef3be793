"""The page of a clerk, made to work at for a whole day."""

from __future__ import annotations

from functools import wraps
from typing import Any, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import live
from onthaal.people.access import StaffRequest, View, refreshes_itself, role_required
from onthaal.people.models import Role
from onthaal.reception import board, places
from onthaal.reception.actions import alarms, deeds
from onthaal.reception.actions import duty as duties
from onthaal.reception.forms.workplace import DeedForm, SitDownForm
from onthaal.reception.models import Alarm, Clerk
from onthaal.reception.rules.states import Refused

P = ParamSpec("P")


def in_the_hall(view: View[P]) -> View[P]:
    """Only for who has to do with visitors; see ``Clerk.works_in_the_hall``."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not Clerk.works_in_the_hall(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return role_required(Role.DESK, Role.HANDLER, Role.MANAGER)(cast("View[P]", guarded))


@require_safe
@in_the_hall
def workplace(request: StaffRequest) -> HttpResponse:
    """Where this person sits and who is there; without a seat, the free counters."""
    return _page(request)


@require_safe
@in_the_hall
@refreshes_itself
def workplace_now(request: StaffRequest) -> HttpResponse:
    """The same without the frame, as the page asks for when something changed."""
    duty = duties.of(request.user)
    if duty is None:
        return render(request, "reception/workplace/gone.html")
    return render(request, "reception/workplace/now.html", board.workplace(duty))


@require_POST
@in_the_hall
def deed(request: StaffRequest) -> HttpResponse:
    """A press of a button."""
    form = DeedForm(request.POST)
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        typed = form.data.get("product", "")
        return _answer(request, problem=str(problem), typed=typed, status=422)
    try:
        said = deeds.perform(user=request.user, deed=form.wanted())
    except Refused as refusal:
        return _answer(request, problem=str(refusal), status=409)
    return _answer(request, said=said)


def _answer(
    request: StaffRequest,
    *,
    said: str = "",
    problem: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The piece of the page again for htmx; the whole page otherwise."""
    duty = duties.of(request.user)
    if request.headers.get("HX-Request") and duty is not None:
        context = {**board.workplace(duty), "said": said, "problem": problem, "typed": typed}
        return render(request, "reception/workplace/now.html", context, status=status)
    if problem:
        return _page(request, problem=problem, typed=typed, status=status)
    if said:
        messages.success(request, said)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("reception-counter")})
    return redirect("reception-counter")


def _page(
    request: StaffRequest, *, problem: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    duty = duties.of(request.user)
    if duty is not None:
        context = {**board.workplace(duty), "problem": problem, **more}
        return render(request, "reception/workplace/page.html", context, status=status)
    place = places.chosen(request.user, request.GET.get("plaats"))
    context = {
        "place": place,
        "places": places.with_counters(),
        "counters": board.free_counters(place) if place else [],
        "may_serve": Clerk.objects.filter(user=request.user).exists(),
        "problem": problem,
        **more,
    }
    return render(request, "reception/workplace/sit_down.html", context, status=status)


@require_POST
@in_the_hall
def sit_down(request: StaffRequest) -> HttpResponse:
    form = SitDownForm(request.POST)
    if not form.is_valid():
        return _page(request, problem=str(form.errors["counter"][0]), status=422)
    try:
        duties.sit_down(user=request.user, counter=form.cleaned_data["counter"])
    except Refused as refusal:
        return _page(request, problem=str(refusal), status=409)
    return redirect("reception-counter")


@require_safe
@in_the_hall
@refreshes_itself
def alarms_now(request: StaffRequest) -> HttpResponseBase:
    """The alarms, for on every other page of staff."""
    return _alarms(request)


def _alarms(request: StaffRequest) -> HttpResponseBase:
    context = {"alarms": board.alarms_everywhere(request.user)}
    return live.fragment(request, "reception/alarms_everywhere.html", context)


@require_POST
@in_the_hall
def alarm_seen(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Somebody goes and looks."""
    alarm = Alarm.objects.filter(pk=pk).select_related("counter").first()
    if alarm is not None:
        alarm = alarms.acknowledge(alarm=alarm, by=request.user)
    if request.headers.get("HX-Request"):
        # what was being typed on that page stays
        return _alarms(request)
    if alarm is not None:
        who = "U gaat" if alarm.seen_by_id == request.user.pk else f"{alarm.seen_by} gaat"
        messages.success(request, f"{who} kijken aan {alarm.counter}.")
    back = {"balie": "reception-desk", "rij": "reception-queue", "overal": "reception-queue"}
    return redirect(back.get(request.POST.get("terug", ""), "reception-counter"))
