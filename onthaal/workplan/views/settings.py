"""Crews, rounds and material."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.core.changes import CannotChange
from onthaal.core.links import absolute
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role
from onthaal.workplan import rules
from onthaal.workplan.actions import calendars, exchange, rounds, settings
from onthaal.workplan.forms.settings import (
    CalendarForm,
    CrewForm,
    ImportForm,
    MaterialForm,
    RoundForm,
)
from onthaal.workplan.models import CalendarLink, CalendarPush, Crew, Material, PushState, Round
from onthaal.workplan.views.board import planners


@require_safe
@planners
def crews(request: StaffRequest) -> HttpResponse:
    rows = (
        Crew.objects.plannable_by(request.user)
        .select_related("team")
        .prefetch_related("members", "skills")
    )
    return render(
        request,
        "workplan/settings/crews.html",
        {"rows": [(crew, rules.hours(sum(crew.minutes))) for crew in rows]},
    )


@planners
def crew(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A new crew, or one of ours."""
    ours = get_object_or_404(Crew.objects.plannable_by(request.user), pk=pk) if pk else Crew()
    form = CrewForm(
        request.POST if request.method == "POST" else None, instance=ours, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = settings.save_crew(
                form.filled(),
                members=list(form.cleaned_data["members"]),
                skills=form.skill_names(),
                by=request.user,
            )
        except CannotChange as refusal:
            refusal.add_to(form)
        else:
            messages.success(request, f"Ploeg {kept} is bewaard.")
            return redirect("work-crews")
    week = [form[f"hours_{number}"] for number in range(7)]
    return render(
        request,
        "workplan/settings/crew.html",
        {
            "form": form,
            "week": week,
            "crew": ours if ours.pk else None,
            "feed": absolute(reverse("work-feed", args=[ours.feed_key])) if ours.feed_key else "",
        },
        status=422 if form.errors else 200,
    )


@require_POST
@planners
def feed_key(request: StaffRequest, pk: int) -> HttpResponse:
    """A fresh secret address for the calendar of a crew, or none any more."""
    ours = get_object_or_404(Crew.objects.plannable_by(request.user), pk=pk)
    if "weg" in request.POST:
        settings.close_feed(ours, by=request.user)
        messages.success(request, "Het agenda-adres werkt niet meer.")
    else:
        settings.open_feed(ours, by=request.user)
        messages.success(
            request, "Er is een nieuw agenda-adres. Een vroeger adres werkt niet meer."
        )
    return redirect("work-crew", pk)


# who types an address here lets the server call it: not for everybody
@role_required(Role.MANAGER)
def calendar_link(request: StaffRequest, pk: int) -> HttpResponse:
    """The calendar of a crew in another system."""
    ours = get_object_or_404(
        Crew.objects.plannable_by(request.user).select_related("calendar"), pk=pk
    )
    link: CalendarLink | None = getattr(ours, "calendar", None)
    form = CalendarForm(
        request.POST if request.method == "POST" else None,
        has_password=link is not None,
        initial={"url": link.url, "username": link.username} if link else {},
    )
    if request.method == "POST":
        if "weg" in request.POST and link:
            calendars.disconnect(link, by=request.user)
            messages.success(request, "De koppeling staat uit. De agenda blijft zoals ze is.")
            return redirect("work-crew", pk)
        if form.is_valid():
            calendars.connect(ours, by=request.user, **form.cleaned_data)
            messages.success(request, "De koppeling is bewaard. Hieronder ziet u wat vertrekt.")
            return redirect("work-pushes")
    return render(
        request,
        "workplan/settings/calendar.html",
        {"form": form, "crew": ours, "link": link},
        status=422 if form.errors else 200,
    )


_SHOWN = 200


@planners
def pushes(request: StaffRequest) -> HttpResponse:
    """What must stand in which calendar, and what became of it."""
    rows = CalendarPush.objects.visible_to(request.user)
    if request.method == "POST":
        row = get_object_or_404(rows, pk=request.POST.get("rij", "0") or "0")
        calendars.again(row, by=request.user)
        messages.success(request, "Het vertrekt opnieuw binnen een minuut.")
        return redirect("work-pushes")
    chosen = request.GET.get("stand", "")
    if chosen in PushState.values:
        rows = rows.filter(state=chosen)
    else:
        chosen = ""
    return render(
        request,
        "workplan/settings/pushes.html",
        {
            "rows": rows.select_related("order", "link__crew")[:_SHOWN],
            "chosen": chosen,
            "states": [("", "Alles"), *PushState.choices],
            "failed": PushState.FAILED,
            "acknowledged": PushState.ACKNOWLEDGED,
        },
    )


@planners
def exchange_page(request: StaffRequest) -> HttpResponse:
    """The planning as a file, out and in."""
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    outcome = None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = exchange.bring_in(form.cleaned_data["file"].read(), by=request.user)
        except CannotChange as refusal:
            form.add_error("file", str(refusal))
    return render(
        request,
        "workplan/settings/exchange.html",
        {"form": form, "outcome": outcome},
        status=422 if form.errors else 200,
    )


@require_safe
@planners
def export(request: StaffRequest) -> HttpResponse:
    """Every order that this person plans, of the last three months and ahead."""
    response = HttpResponse(exchange.table(request.user), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="werkopdrachten.csv"'
    return response


@require_safe
@planners
def materials(request: StaffRequest) -> HttpResponse:
    rows = [(row, row.price_cents / 100) for row in Material.objects.all()]
    return render(request, "workplan/settings/materials.html", {"rows": rows})


@planners
def material(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Material, pk=pk) if pk else Material()
    form = MaterialForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        settings.save_material(form.filled(), by=request.user)
        messages.success(request, "Het materiaal is bewaard.")
        return redirect("work-materials")
    return render(
        request,
        "workplan/settings/form.html",
        {
            "form": form,
            "title": row.name or "Nieuw materiaal",
            "list_url": reverse("work-materials"),
            "list_name": "Materiaal",
        },
        status=422 if form.errors else 200,
    )


@require_safe
@planners
def round_list(request: StaffRequest) -> HttpResponse:
    rows = Round.objects.plannable_by(request.user).select_related("crew")
    return render(request, "workplan/settings/rounds.html", {"rows": rows})


@planners
def round_page(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A new round, or one of ours; what comes next is made at once."""
    ours = get_object_or_404(Round.objects.plannable_by(request.user), pk=pk) if pk else Round()
    form = RoundForm(
        request.POST if request.method == "POST" else None, instance=ours, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        rounds.save_round(form.filled(), by=request.user)
        messages.success(request, "De ronde is bewaard. De volgende keren staan op het planbord.")
        return redirect("work-rounds")
    return render(
        request,
        "workplan/settings/form.html",
        {
            "form": form,
            "title": ours.title if ours.pk else "Nieuwe ronde",
            "list_url": reverse("work-rounds"),
            "list_name": "Rondes",
            "orders": list(
                ours.orders.filter(round_on__isnull=False)
                .select_related("crew")
                .order_by("-round_on")[:12]
            )
            if ours.pk
            else [],
        },
        status=422 if form.errors else 200,
    )
