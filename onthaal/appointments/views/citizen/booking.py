"""Making an appointment: what, which day, which hour, who. Each step has its own address."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.appointments import availability, finding, words
from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import CannotChange, HoldOver, Taken, TooMany
from onthaal.appointments.availability import Moments, Wish
from onthaal.appointments.forms.citizen import DetailsForm, MomentForm
from onthaal.appointments.models import Appointment, State
from onthaal.appointments.month import parts_of_day, weeks_of
from onthaal.appointments.places import kinds, places, places_for
from onthaal.appointments.selection import Selection, read_day
from onthaal.appointments.views.citizen.secret import find
from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.people.models import User

# The last hold of this browser: whatever happens in its other tabs, only this one keeps its time. A
# cookie of its own, as a session is stored once more for everybody who chooses an hour.
_HOLD = "gekozen_uur"
_COOKIE_PATH = "/afspraak/"
SOONEST = 3
_WEEK = 7


@require_safe
def what(request: HttpRequest) -> HttpResponse:
    """Step 1: products and persons."""
    chosen = Selection.read(request.GET)
    if slug := request.GET.get("weg"):
        return redirect(_address("appointment-new", chosen.without_product(slug)))
    if slug := request.GET.get("erbij"):
        more = Selection.read(_one_product(slug)).products
        return redirect(
            _address("appointment-new", chosen.with_product(more[0]) if more else chosen)
        )
    text = request.GET.get("zoek", "").strip()[:80]
    found = [each for each in finding.search(text) if each not in chosen.products]
    place = next(iter(places()), None)
    return render(
        request,
        "appointments/citizen/what.html",
        {
            "chosen": chosen,
            "bring": words.bring_for(chosen.products),
            "text": text,
            "found": found,
            "popular": [] if text or chosen.items else finding.popular(),
            "everything": [] if text else finding.bookable(),
            "week": _week(place) if chosen.walk_in else [],
            "step": 1,
        },
    )


@require_safe
def which_day(request: HttpRequest) -> HttpResponse:
    """Step 2: where and on which day."""
    asked = Selection.read(request.GET)
    everywhere = places_for(asked.by_appointment)
    chosen = asked.settled(everywhere or places())
    if not chosen.items or chosen.place is None:
        return redirect(_address("appointment-new", asked))
    if not everywhere:
        apart = [(item[0], replace(asked, items=(item,)).query()) for item in chosen.items]
        context = {"chosen": chosen, "apart": apart, "step": 2}
        return render(request, "appointments/citizen/apart.html", context)
    wanted = _wish(chosen)
    moments = availability.free_moments(wanted)
    return render(
        request,
        "appointments/citizen/day.html",
        {
            "chosen": chosen,
            "wanted": wanted,
            "moments": moments,
            "soonest": _soonest(moments),
            "weeks": weeks_of(moments, read_day(request.GET.get("vanaf", ""))),
            "places": everywhere if len(everywhere) > 1 else [],
            "elsewhere": [] if moments else _elsewhere(chosen, everywhere),
            "ways": kinds(chosen.items, chosen.place),
            "step": 2,
        },
    )


@limited("afspraak-moment", per_hour=60, per_day=200)
@require_http_methods(["GET", "HEAD", "POST"])
def which_hour(request: HttpRequest) -> HttpResponse:
    """Step 3: the hour. Choosing one holds it."""
    asked = Selection.read(request.GET)
    chosen = asked.settled(places_for(asked.by_appointment))
    if not chosen.items or chosen.place is None:
        return redirect(_address("appointment-day", asked))
    if request.method != "POST":
        return _hours(request, chosen, read_day(request.GET.get("dag", "")))
    form = MomentForm(request.POST)
    if not form.is_valid():
        day = read_day(request.GET.get("dag", ""))
        return _hours(request, chosen, day, form=form, status=422)
    start = form.cleaned_data["start"]
    try:
        held = booking.hold(
            location=chosen.place,
            items=chosen.items,
            start=start,
            kind=chosen.kind,
            instead_of=_own_hold(request),
        )
    except Taken as taken:
        return _hours(request, chosen, start.date(), taken=taken, missed=start, status=409)
    return _remembered(redirect("appointment-details", held.secret), held)


@secret_page
@limited("afspraak-gegevens", per_hour=60)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, secret: str) -> HttpResponse:
    """Step 4: who comes."""
    held = find(secret)
    if held.state != State.HELD:
        return redirect("appointment", secret)
    if request.method != "POST":
        return _details(request, held, DetailsForm(appointment=held, initial=_known(request)))
    form = DetailsForm(request.POST, appointment=held)
    if not form.is_valid():
        return _details(request, held, form, status=422)
    try:
        booking.confirm(
            appointment=held,
            contact=form.contact,
            start=form.cleaned_data["start"],
            other=_own_hold(request, but=secret),
        )
    except Taken as taken:
        return _details(request, held, form, taken=taken, status=409)
    except TooMany as refusal:
        form.add_error(
            None,
            f"Op dit {refusal.where} staan al {refusal.most} afspraken. Annuleer er eerst een, of "
            "bel ons als u er echt meer nodig hebt.",
        )
        return _details(request, held, form, status=422)
    except CannotChange:
        return redirect("appointment", secret)
    answer = redirect("appointment-thanks", secret)
    # another tab may have chosen since
    if request.COOKIES.get(_HOLD) == secret:
        answer.delete_cookie(_HOLD, path=_COOKIE_PATH, samesite="Lax")
    return answer


@secret_page
@limited("afspraak-meer-tijd", per_hour=60)
@require_POST
def more_time(request: HttpRequest, secret: str) -> HttpResponse:
    """Hold it longer, without losing what was typed: the page keeps its fields by itself."""
    held = find(secret)
    typed = DetailsForm(initial=request.POST.dict(), appointment=held)
    try:
        held = booking.extend_hold(appointment=held, instead_of=_own_hold(request, but=secret))
    except (HoldOver, CannotChange):
        return _details(request, held, typed, no_more=True)
    except Taken as taken:
        return _details(request, held, typed, taken=taken, status=409)
    return _remembered(_details(request, held, typed), held)


def _hours(
    request: HttpRequest,
    chosen: Selection,
    day: dt.date | None,
    *,
    form: MomentForm | None = None,
    taken: Taken | None = None,
    missed: dt.datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = _wish(chosen)
    moments = taken.near if taken else None
    if moments is None:
        moments = availability.free_moments(wanted, without=_own_hold(request))
    free = [each for each, number in moments.counts() if number]
    if day is None or (day not in free and not taken):
        return redirect(_address("appointment-day", chosen))
    own = moments.of_day(day)
    return render(
        request,
        "appointments/citizen/hour.html",
        {
            "chosen": chosen,
            "wanted": wanted,
            "day": day,
            "parts": parts_of_day(own),
            "number": len(own),
            "before": next((each for each in reversed(free) if each < day), None),
            "after": next((each for each in free if each > day), None),
            "form": form or MomentForm(),
            "taken": taken,
            "missed": missed,
            "step": 3,
        },
        status=status,
    )


def _details(
    request: HttpRequest,
    held: Appointment,
    form: DetailsForm,
    *,
    taken: Taken | None = None,
    no_more: bool = False,
    status: int = 200,
) -> HttpResponse:
    chosen = Selection(
        items=tuple((item.product, item.persons) for item in held.items.all()),
        place=held.location,
        kind=held.kind,
    )
    return render(
        request,
        "appointments/citizen/details.html",
        {
            "held": held,
            "chosen": chosen,
            "form": form,
            "taken": taken,
            "no_more": no_more,
            "over": availability.is_over(held),
            "bring": words.bring(held),
            "bring_head": words.bring_head(held),
            "products": words.products(held),
            "where": words.where(held),
            "step": 4,
        },
        status=status,
    )


def _wish(chosen: Selection) -> Wish:
    if chosen.place is None:
        raise ValueError("a wish needs a place")
    return availability.wish(location=chosen.place, items=chosen.items, kind=chosen.kind)


def _address(name: str, chosen: Selection) -> str:
    query = chosen.query()
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _one_product(slug: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query["product"] = slug
    return query


def _soonest(moments: Moments) -> list[dt.datetime]:
    """The first moment of each of the first days that have one."""
    found: list[dt.datetime] = []
    for day, number in moments.counts():
        if number:
            found.append(moments.of_day(day)[0])
        if len(found) == SOONEST:
            break
    return found


def _elsewhere(chosen: Selection, everywhere: list[Location]) -> list[tuple[Location, Any]]:
    """Other places that do have a moment, with the first one."""
    found = []
    for place in everywhere:
        other = Selection(chosen.items, place, "").settled(everywhere)
        if place != chosen.place and (first := availability.free_moments(_wish(other)).first()):
            found.append((place, first[0]))
    return found


def _week(place: Location | None) -> list[opening.Day]:
    return opening.days(place, clock.today(), _WEEK) if place else []


def _remembered(answer: HttpResponse, held: Appointment) -> HttpResponse:
    answer.set_cookie(
        _HOLD,
        held.secret,
        path=_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _own_hold(request: HttpRequest, *, but: str = "") -> Appointment | None:
    """The last hold of this browser; None when that is the one of the secret ``but``."""
    secret = request.COOKIES.get(_HOLD)
    if not secret or secret == but:
        return None
    rows = Appointment.objects.select_related("location")
    return rows.filter(secret=secret, state=State.HELD).first()


def _known(request: HttpRequest) -> dict[str, str]:
    """What a resident who is logged in need not type."""
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return {}
    return {"name": user.name, "email": user.email, "phone": user.phone}
