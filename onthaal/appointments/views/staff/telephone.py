"""One page to book while somebody is on the telephone: by keyboard, within half a minute."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.appointments import availability, finding, words
from onthaal.appointments.actions import telephone
from onthaal.appointments.actions.booking import Taken
from onthaal.appointments.availability import Wish
from onthaal.appointments.forms.telephone import TelephoneForm, WishForm
from onthaal.appointments.models import Appointment, Kind, State
from onthaal.appointments.places import places_for
from onthaal.appointments.selection import Selection
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role

clerks = role_required(Role.DESK, Role.HANDLER, Role.MANAGER)
DAYS, PER_DAY = 3, 12


@clerks
def telephone_page(request: StaffRequest) -> HttpResponse:
    """Everything on one form; what is free follows what is typed."""
    if request.method != "POST":
        return _page(request, TelephoneForm(initial=request.GET.dict()), done=_done(request))
    form = TelephoneForm(request.POST)
    looking = _is_looking(request)
    if looking or not form.is_valid():
        wish = WishForm(request.POST)
        if looking and wish.is_valid():
            # only looking: what is still empty is no mistake
            return _page(request, TelephoneForm(initial=request.POST.dict()), wish=wish)
        return _page(request, form, wish=wish, status=422)
    cleaned = form.cleaned_data
    try:
        made = telephone.book(
            location=cleaned["plaats"],
            items=form.items,
            start=cleaned["start"],
            contact=form.contact,
            by=request.user,
            kind=cleaned["soort"],
            booked_by=cleaned["booked_by"],
            host=cleaned["met"],
            act=cleaned["act"],
        )
    except Taken:
        why = words.why_not(_wanted(form), cleaned["start"])
        form.add_error("start", f"{why} Kies een ander.")
        return _page(request, form, wish=WishForm(request.POST), status=409)
    return redirect(f"{reverse('appointment-by-staff')}?klaar={made.reference}")


def _is_looking(request: StaffRequest) -> bool:
    """Whether to show only what is free: that was asked, or it is an Enter in the product while
    nothing of when and who is filled in."""
    fields = ("start", "name", "phone", "email", "address_line", "note")
    started = any(request.POST.get(name, "").strip() for name in fields)
    return "tonen" in request.POST or not started


@require_safe
@clerks
def free_moments(request: StaffRequest) -> HttpResponse:
    """The part of the page with what is free, as the products are typed."""
    return render(
        request, "appointments/staff/telephone_moments.html", _moments(WishForm(request.GET))
    )


def _page(
    request: StaffRequest,
    form: TelephoneForm,
    *,
    wish: WishForm | None = None,
    done: Appointment | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "appointments/staff/telephone.html",
        {
            "form": form,
            "products": finding.bookable(),
            "chosen": form["start"].value() or "",
            "done": done,
            "bring": words.bring(done) if done else [],
            "done_products": words.products(done) if done else "",
            **(_moments(wish) if wish else {}),
        },
        status=status,
    )


def _moments(wish: WishForm) -> dict[str, Any]:
    """What is free for a wish: the first days with room, some hours of each."""
    if not wish.is_valid():
        return {"wish": wish, "days": [], "problems": _problems(wish)}
    cleaned = wish.cleaned_data
    wanted = _wanted(wish)
    found = availability.free_moments(wanted, staff=True, first=cleaned["vanaf"])
    days: list[tuple[dt.date, list[dt.datetime], int]] = []
    for day, number in found.counts():
        if number and len(days) < DAYS:
            days.append((day, _spread(found.of_day(day)), number))
    return {
        "wish": wish,
        "days": days,
        "minutes": wanted.minutes,
        "able": cleaned["plaats"] in places_for(wish.items),
        "waiting": _waiting_list(wish),
        "bring_list": words.bring_for(product for product, _ in wish.items),
        "names": words.joined(words.product(product.name, n) for product, n in wish.items),
    }


def _wanted(wish: WishForm) -> Wish:
    cleaned = wish.cleaned_data
    return availability.wish(
        location=cleaned["plaats"], items=wish.items, kind=cleaned["soort"], host=cleaned["met"]
    )


def _waiting_list(wish: WishForm) -> str:
    """The address at which the resident can be put on the list; "" for a visit at home, because
    that page does not ask where."""
    if wish.cleaned_data["soort"] == Kind.HOME:
        return ""
    asked = Selection(tuple(wish.items), wish.cleaned_data["plaats"], wish.cleaned_data["soort"])
    return f"{reverse('appointment-waiting')}?{asked.query()}"


def _spread(moments: list[dt.datetime]) -> list[dt.datetime]:
    """At most a dozen, over the whole day: quarters first, then evenly."""
    quarters = [each for each in moments if each.minute % 15 == 0] or moments
    if len(quarters) <= PER_DAY:
        return quarters
    step = len(quarters) / PER_DAY
    return [quarters[int(number * step)] for number in range(PER_DAY)]


def _problems(wish: WishForm) -> list[str]:
    """What is wrong so far; nothing typed yet is nothing wrong."""
    if not any(str(product.value() or "").strip() for product, _ in wish.rows):
        return []
    return [str(error) for errors in wish.errors.values() for error in errors]


def _done(request: StaffRequest) -> Appointment | None:
    return (
        Appointment.objects.filter(
            reference=request.GET.get("klaar", ""), made_by=request.user, state=State.BOOKED
        )
        .select_related("location")
        .prefetch_related("items__product")
        .first()
    )
