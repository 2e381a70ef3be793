"""The hall as a supervisor sees it, live, and the history of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, refreshes_itself, role_required
from onthaal.people.models import Role
from onthaal.reception import export, places, story, supervision
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions import settings
from onthaal.reception.forms.settings import KioskForm, TodayForm
from onthaal.reception.models import Alarm, Counter, Duty, VisitState
from onthaal.reception.rules.states import Refused
from onthaal.reception.views.workplace import in_the_hall

supervisors = role_required(Role.MANAGER)
PER_PAGE = 50


@require_safe
@in_the_hall
def queue(request: StaffRequest) -> HttpResponse:
    """Everybody in the hall sees how it goes; only a supervisor gets the buttons."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return render(request, "reception/desk/no_place.html")
    return _page(request, place)


def _page(request: StaffRequest, place: Location, **more: Any) -> HttpResponse:
    context = {
        **supervision.overview(place, request.user),
        "places": places.with_counters(),
        "may_steer": request.user.has_role(Role.MANAGER),
    }
    context["kiosk"] = KioskForm(initial={"message": context["policy"].kiosk_message})
    context |= more
    form = more.get("kiosk")
    return render(
        request,
        "reception/queue/overview.html",
        context,
        status=422 if form and form.errors else 200,
    )


@require_safe
@in_the_hall
@refreshes_itself
def queue_now(request: StaffRequest) -> HttpResponse:
    """The same without its frame."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return HttpResponse("")
    context = {
        **supervision.overview(place, request.user),
        "may_steer": request.user.has_role(Role.MANAGER),
    }
    return render(request, "reception/queue/now.html", context)


def _try(request: StaffRequest, place: int, deed: Callable[[], object], said: str) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(f"{reverse('reception-queue')}?plaats={place}")


@require_POST
@supervisors
def counter(request: StaffRequest, pk: int) -> HttpResponse:
    """Open or close a counter, or end the sitting of who forgot to leave."""
    found = get_object_or_404(Counter, pk=pk)
    duty = Duty.objects.open().filter(counter=found).select_related("clerk").first()
    if "verlaten" in request.POST:
        if duty is None:
            messages.info(request, f"Er zit niemand meer aan {found}.")
            return redirect(f"{reverse('reception-queue')}?plaats={found.location_id}")
        sitting = duty
        return _try(
            request,
            found.location_id,
            lambda: duties.leave(duty=sitting),
            f"{sitting.clerk} zit niet meer aan {found}.",
        )
    is_open = "open" in request.POST
    return _try(
        request,
        found.location_id,
        lambda: settings.open_counter(counter=found, is_open=is_open),
        f"{found} is {'open' if is_open else 'gesloten'}.",
    )


@supervisors
def today(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody at a counter may serve besides, only now."""
    duty = get_object_or_404(
        Duty.objects.open().select_related("counter__location", "clerk"), pk=pk
    )
    form = TodayForm(request.POST if request.method == "POST" else None, duty=duty)
    if request.method == "POST" and form.is_valid():
        return _try(
            request,
            duty.counter.location_id,
            lambda: duties.give_skills(duty=duty, skills=form.cleaned_data["skills"]),
            f"Aangepast voor {duty.clerk}, tot het einde van deze dienst.",
        )
    return render(
        request,
        "reception/queue/today.html",
        {"form": form, "duty": duty},
        status=422 if form.errors else 200,
    )


@require_POST
@supervisors
def kiosk(request: StaffRequest, pk: int) -> HttpResponse:
    """Pause the kiosk with a message, or let it go on."""
    place = get_object_or_404(Location, pk=pk)
    form = KioskForm(request.POST)
    if not form.is_valid():
        return _page(request, place, kiosk=form)
    message = "" if "verder" in request.POST else form.cleaned_data["message"]
    said = "De zuil geeft geen volgnummers meer." if message else "De zuil geeft weer volgnummers."
    return _try(request, pk, lambda: settings.tell_kiosk(location=place, message=message), said)


@require_safe
@in_the_hall
def history(request: StaffRequest) -> HttpResponseBase:
    """Every visit of a day with its times, and why each was called."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return render(request, "reception/desk/no_place.html")
    day = _day(request.GET.get("dag", ""))
    typed = request.GET.get("q", "").strip()[:80]
    state = request.GET.get("toestand", "")
    state = state if state in VisitState.values else ""
    visits = story.day_visits(place, day, typed, state)
    if request.GET.get("als") == "xlsx":
        return FileResponse(
            export.as_excel(story.day_lines(visits, clock.now())),
            as_attachment=True,
            filename=f"bezoeken-{day:%Y-%m-%d}.xlsx",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    page = Paginator(visits, PER_PAGE).get_page(request.GET.get("blad"))
    return render(
        request,
        "reception/queue/history.html",
        {
            "place": place,
            "places": places.with_counters(),
            "day": day,
            "day_before": day - dt.timedelta(days=1),
            "day_after": day + dt.timedelta(days=1) if day < clock.today() else None,
            "typed": typed,
            "state": state,
            "states": VisitState.choices,
            "page": page,
            "lines": story.day_lines(page.object_list, clock.now()),
            "alarms": Alarm.objects.filter(
                counter__location=place, raised_at__date=day
            ).select_related("counter", "raised_by", "seen_by"),
        },
    )


def _day(typed: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        return clock.today()
    # there are no visits outside, and not always a day before or after
    return day if 2000 <= day.year < 2100 else clock.today()
