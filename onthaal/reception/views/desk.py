"""The reception desk: register, sign in, correct, answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.appointments.actions.booking import CannotChange
from onthaal.appointments.models import Appointment
from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.people.access import StaffRequest, refreshes_itself
from onthaal.reception import board, desk, places, story
from onthaal.reception.actions import calling, registration
from onthaal.reception.forms.desk import (
    AddProductForm,
    BonusForm,
    DestinationForm,
    PersonsForm,
    VisitForm,
    WalkInForm,
)
from onthaal.reception.models import Arrival, EventKind, Visit, VisitItem, VisitState
from onthaal.reception.rules.states import Refused
from onthaal.reception.rules.times import durations
from onthaal.reception.views.codes import qr
from onthaal.reception.views.workplace import in_the_hall


@in_the_hall
def overview(request: StaffRequest) -> HttpResponse:
    """Register who comes in; beside it who is expected and who waits."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return render(request, "reception/desk/no_place.html")
    form = WalkInForm(
        request.POST if request.method == "POST" else None, initial={"act": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            visit = registration.register(
                location=place,
                items=form.items(),
                arrival=Arrival.DESK,
                by=request.user,
                name=form.cleaned_data["name"],
                note=form.cleaned_data["note"],
                act=form.cleaned_data["act"],
            )
        except Refused as refusal:
            form.add_error("persons_1", str(refusal))
        else:
            if "afdrukken" in request.POST:
                return redirect("reception-ticket", visit.pk)
            return redirect(f"{_address(request)}&nummer={visit.pk}")
    context = {
        **desk.overview(place, request.user, request.GET.get("q", "").strip()),
        "form": form,
        "places": places.with_counters(),
        "offered": board.offered(),
        "given": _given(request),
    }
    return render(
        request, "reception/desk/overview.html", context, status=422 if form.errors else 200
    )


def _address(request: StaffRequest) -> str:
    """This page again, with its choices."""
    query = request.GET.copy()
    query.pop("nummer", None)
    return f"{request.path}?{query.urlencode()}"


def _given(request: StaffRequest) -> Visit | None:
    """The visit that was just registered, to say its number aloud."""
    number = whole(request.GET.get("nummer", ""))
    return Visit.objects.visible_to(request.user).filter(pk=number).first() if number else None


@require_safe
@in_the_hall
@refreshes_itself
def overview_now(request: StaffRequest) -> HttpResponse:
    """The lists of the desk without their frame."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return HttpResponse("")
    context = desk.overview(place, request.user, request.GET.get("q", "").strip())
    return render(request, "reception/desk/now.html", context)


@require_POST
@in_the_hall
def check_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody with an appointment stands at the desk."""
    appointment = get_object_or_404(Appointment.objects.made(), pk=pk)
    try:
        visit = registration.check_in(
            appointment=appointment, arrival=Arrival.DESK, by=request.user
        )
    except (Refused, CannotChange) as refusal:
        messages.error(request, str(refusal))
        return redirect("reception-desk")
    return redirect(f"{_desk_of(visit)}&nummer={visit.pk}")


def _desk_of(visit: Visit) -> str:
    return f"{reverse('reception-desk')}?plaats={visit.location_id}"


def _find(request: StaffRequest, pk: int) -> Visit:
    return get_object_or_404(
        Visit.objects.visible_to(request.user).select_related(
            "location", "appointment", "counter", "clerk", "wanted_counter", "wanted_clerk"
        ),
        pk=pk,
    )


@require_safe
@in_the_hall
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    """One visit: how long still and why, what it is for, and everything that happened."""
    return _visit_page(request, _find(request, pk))


def _visit_page(request: StaffRequest, found: Visit, **forms_typed: Any) -> HttpResponse:
    waiting = board.one_waiting(found)
    may = {kind.value: registration.may(found, kind) for kind in EventKind}
    bound = [each for each in forms_typed.values() if each.errors]
    context = {
        "visit": found,
        "waiting": waiting,
        "items": list(found.items.kept().select_related("product")),
        "entries": story.entries(found),
        "took": durations(found.events.all(), now=clock.now()),
        "may": may,
        "is_over": found.state not in _STILL_HERE,
        "describing": VisitForm(initial={"name": found.name, "note": found.note}),
        "adding": AddProductForm(initial={"act": uuid.uuid4()}),
        "bonus": BonusForm(initial={"minutes": found.bonus_minutes or 10}),
        "destination": DestinationForm(visit=found),
        "offered": board.offered(),
        "form": bound[0] if bound else None,
        **forms_typed,
    }
    return render(request, "reception/desk/visit.html", context, status=422 if bound else 200)


_STILL_HERE = (VisitState.WAITING, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED)


def _change(
    request: StaffRequest, pk: int, deed: Callable[[Visit], Any], said: str
) -> HttpResponse:
    """One press on the page of a visit."""
    found = _find(request, pk)
    try:
        deed(found)
    except (Refused, CannotChange) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said.format(visit=found))
    return redirect("reception-visit", pk)


def _typed(
    request: StaffRequest,
    pk: int,
    name: str,
    make: Callable[[Visit], forms.Form],
    deed: Callable[[Visit, Any], Any],
    said: str,
) -> HttpResponse:
    """One form on the page of a visit; what is wrong comes back on the page itself."""
    found = _find(request, pk)
    form = make(found)
    if form.is_valid():
        try:
            deed(found, form)
        except (Refused, CannotChange) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said.format(visit=found))
            return redirect("reception-visit", pk)
    return _visit_page(request, found, **{name: form})


@require_POST
@in_the_hall
def describe(request: StaffRequest, pk: int) -> HttpResponse:
    return _typed(
        request,
        pk,
        "describing",
        lambda _: VisitForm(request.POST),
        lambda found, form: registration.describe(visit=found, **form.cleaned_data),
        "Naam en notitie zijn bewaard.",
    )


@require_POST
@in_the_hall
def add_product(request: StaffRequest, pk: int) -> HttpResponse:
    return _typed(
        request,
        pk,
        "adding",
        lambda _: AddProductForm(request.POST),
        lambda found, form: registration.add_item(
            visit=found, by=request.user, **form.cleaned_data
        ),
        "Het product staat erbij.",
    )


@require_POST
@in_the_hall
def bonus(request: StaffRequest, pk: int) -> HttpResponse:
    return _typed(
        request,
        pk,
        "bonus",
        lambda _: BonusForm(request.POST),
        lambda found, form: registration.give_bonus(
            visit=found, by=request.user, **form.cleaned_data
        ),
        "De voorrang van {visit} is aangepast.",
    )


@require_POST
@in_the_hall
def transfer(request: StaffRequest, pk: int) -> HttpResponse:
    return _typed(
        request,
        pk,
        "destination",
        lambda found: DestinationForm(request.POST, visit=found),
        lambda found, form: calling.transfer(visit=found, by=request.user, **form.where()),
        "{visit} is doorgegeven.",
    )


@require_POST
@in_the_hall
def item(request: StaffRequest, pk: int, item: int) -> HttpResponse:
    """Another number of persons, or (``weg``) the product off the list."""
    row = get_object_or_404(VisitItem.objects.kept(), pk=item, visit=_find(request, pk))
    if "weg" in request.POST:
        return _change(
            request,
            pk,
            lambda _: registration.drop_item(item=row, by=request.user),
            f"{row.product} is geschrapt.",
        )
    form = PersonsForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["persons"][0]))
        return redirect("reception-visit", pk)
    return _change(
        request,
        pk,
        lambda _: registration.change_persons(
            item=row, persons=form.cleaned_data["persons"], by=request.user
        ),
        "Het aantal personen is aangepast.",
    )


@require_POST
@in_the_hall
def end(request: StaffRequest, pk: int, how: str) -> HttpResponse:
    """Left, a mistake, back in the queue: what the desk decides with one press."""
    deeds: dict[str, tuple[Callable[[Visit], Any], str]] = {
        "weg": (lambda one: registration.leave(visit=one, by=request.user), "{visit} is weg."),
        "vergissing": (
            lambda one: registration.void(visit=one, by=request.user),
            "Volgnummer {visit} geldt niet meer.",
        ),
        "terug": (
            lambda one: registration.come_back(visit=one, by=request.user),
            "{visit} staat weer in de rij.",
        ),
        "verder": (
            lambda one: calling.unpark(visit=one, by=request.user),
            "{visit} staat weer in de rij.",
        ),
    }
    if how not in deeds:
        raise Http404
    deed, said = deeds[how]
    return _change(request, pk, deed, said)


@require_safe
@in_the_hall
def ticket(request: StaffRequest, pk: int) -> HttpResponse:
    """The number on paper."""
    found = _find(request, pk)
    return render(
        request,
        "reception/desk/ticket.html",
        {
            "visit": found,
            "waiting": board.one_waiting(found),
            "code": qr(reverse("visit", args=[found.secret]), label="QR-code van uw volgnummer"),
            "items": list(found.items.kept().select_related("product")),
        },
    )
