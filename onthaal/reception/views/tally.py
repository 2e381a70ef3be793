"""The tablet with which a town hall without a system counts: three taps per visitor."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.reception import offer
from onthaal.reception.actions import tally as actions
from onthaal.reception.forms.tally import TapForm
from onthaal.reception.models import Visit
from onthaal.reception.rules.pictures import picture

counters = role_required(Role.DESK, Role.MANAGER, Role.ADMINISTRATOR)
_FIRST = 11


def _place(request: StaffRequest) -> Location | None:
    places = list(Location.objects.all())
    asked = request.GET.get("locatie") or request.POST.get("locatie") or ""
    return next((each for each in places if str(each.pk) == asked), places[0] if places else None)


@require_safe
@counters
def tally(request: StaffRequest) -> HttpResponse:
    place = _place(request)
    tiles = [
        (product, picture(product.name, product.themes), uuid.uuid4())
        for product in offer.at_counters(place)
    ]
    context = {
        "place": place,
        "places": Location.objects.all(),
        "first": tiles[:_FIRST],
        "rest": tiles[_FIRST:],
        "visits": _visits(place) if place else [],
        "count": actions.count_today(place) if place else 0,
        "may_import": request.user.has_role(Role.MANAGER, Role.ADMINISTRATOR),
    }
    answer = render(request, "reception/tally/page.html", context)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _visits(place: Location) -> list[dict[str, Any]]:
    return [_visit(visit) for visit in actions.today(place)]


def _visit(visit: Visit) -> dict[str, Any]:
    begun, last = actions.begun_with(visit), actions.last_tap(visit)
    return {
        "act": str(begun),
        "last": str(last),
        "number": visit.number,
        "state": "serving" if visit.state in ("serving", "called") else "waiting",
        "since": visit.state_since.isoformat(),
        "products": ", ".join(item.product.name for item in visit.items.all()),
        # for a form without script: what this press will be called
        "next": str(uuid.uuid4()),
    }


@never_cache
@require_safe
@counters
def state(request: StaffRequest) -> JsonResponse:
    """How it stands, with a fresh token: the page may be open for days."""
    place = _place(request)
    return JsonResponse(
        {
            "token": get_token(request),
            "user": request.user.pk,
            "count": actions.count_today(place) if place else 0,
            "visits": _visits(place) if place else [],
        }
    )


@require_POST
@counters
def tap(request: StaffRequest) -> HttpResponse:
    """One tap. For a page with script: 201, or 422 with what is wrong; the same again is once."""
    form, place = TapForm(request.POST), _place(request)
    wants_json = request.headers.get("Accept") == "application/json"
    problem = ""
    number = ""
    if place is None:
        problem = "Er is nog geen locatie."
    elif not form.is_valid():
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    else:
        try:
            number = _perform(place, form.cleaned_data, request).number
        except actions.Refused as refusal:
            problem = str(refusal)
    if wants_json:
        if problem:
            return JsonResponse({"error": problem}, status=422)
        return JsonResponse({"number": number}, status=201)
    if problem:
        messages.error(request, problem)
    query = urlencode({"locatie": place.pk}) if place else ""
    return redirect(f"{reverse('reception-tally')}?{query}")


def _perform(place: Location, data: dict[str, Any], request: StaffRequest) -> Visit:
    age = dt.timedelta(milliseconds=data.get("age") or 0)
    at = actions.moment(age)
    if data["kind"] == "komt":
        product: Product = data["product"]
        return actions.arrive(
            location=place, items=[(product, 1)], act=data["visit"], at=at, by=request.user
        )
    visit = actions.of(data["visit"])
    if data["kind"] == "terug":
        return actions.take_back(visit=visit, act=data["act"], by=request.user)
    deed = {"begint": actions.begin, "klaar": actions.end, "weg": actions.gone}[data["kind"]]
    return deed(visit=visit, act=data["act"], at=at, by=request.user)
