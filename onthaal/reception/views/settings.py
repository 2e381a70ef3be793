"""Counters, clerks, who can do what, and how the queue works."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest
from onthaal.reception import places, skills
from onthaal.reception.actions import settings
from onthaal.reception.forms.settings import ClerkForm, CounterForm, PolicyForm
from onthaal.reception.models import Clerk, Counter, QueuePolicy
from onthaal.reception.rules.states import Refused
from onthaal.reception.views.supervision import supervisors


@require_safe
@supervisors
def counters(request: StaffRequest) -> HttpResponse:
    rows = Counter.objects.select_related("location").order_by(
        "location", "-is_active", "position", "pk"
    )
    return render(request, "reception/settings/counters.html", {"rows": list(rows)})


@supervisors
def counter(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A new counter, or one of ours."""
    main = Location.objects.first()
    if main is None:
        return render(request, "reception/settings/no_location.html")
    ours = get_object_or_404(Counter, pk=pk) if pk else Counter(location=main)
    form = CounterForm(request.POST if request.method == "POST" else None, instance=ours)
    if request.method == "POST" and form.is_valid():
        try:
            kept = settings.save_counter(form.filled())
        except Refused as refusal:
            form.add_error("is_active", str(refusal))
        else:
            messages.success(request, f"{kept} is bewaard.")
            return redirect("reception-counters")
    return render(
        request,
        "reception/settings/form.html",
        {
            "form": form,
            "title": str(ours) if pk else "Nieuw loket",
            "back": "reception-counters",
            "back_name": "Loketten",
        },
        status=422 if form.errors else 200,
    )


@require_safe
@supervisors
def clerks(request: StaffRequest) -> HttpResponse:
    """Products against clerks, with the gaps on top."""
    return render(request, "reception/settings/clerks.html", {"matrix": skills.matrix()})


@supervisors
def clerk(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """What a colleague can serve."""
    ours = get_object_or_404(Clerk.objects.select_related("user"), pk=pk) if pk else None
    form = ClerkForm(request.POST if request.method == "POST" else None, clerk=ours)
    if request.method == "POST" and form.is_valid():
        user = ours.user if ours else form.cleaned_data["user"]
        settings.save_clerk(user=user, skills=form.cleaned_data["skills"])
        messages.success(request, f"De bekwaamheden van {user} zijn bewaard.")
        return redirect("reception-clerks")
    return render(
        request,
        "reception/settings/clerk.html",
        {"form": form, "clerk": ours},
        status=422 if form.errors else 200,
    )


@require_POST
@supervisors
def clerk_removal(request: StaffRequest, pk: int) -> HttpResponse:
    ours = get_object_or_404(Clerk.objects.select_related("user"), pk=pk)
    try:
        settings.remove_clerk(clerk=ours)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{ours.user} behandelt niet meer aan een loket.")
    return redirect("reception-clerks")


@supervisors
def policy(request: StaffRequest) -> HttpResponse:
    """How the queue of a place works."""
    place = places.chosen(request.user, request.GET.get("plaats"))
    if place is None:
        return render(request, "reception/desk/no_place.html")
    form = PolicyForm(
        request.POST if request.method == "POST" else None, instance=QueuePolicy.of(place)
    )
    if request.method == "POST" and form.is_valid():
        settings.save_policy(form.filled())
        messages.success(request, "De wachtrij is ingesteld.")
        return redirect(f"{request.path}?plaats={place.pk}")
    return render(
        request,
        "reception/settings/policy.html",
        {"form": form, "place": place, "places": places.with_counters()},
        status=422 if form.errors else 200,
    )
