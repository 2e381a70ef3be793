"""Lanes, blocks and rules, with what they mean for a resident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.appointments import availability, capacity, conflicts, finding
from onthaal.appointments.actions import settings
from onthaal.appointments.forms.staff import (
    POLICY_PARTS,
    BlockForm,
    DayBlockForm,
    DayWithoutForm,
    EndForm,
    LaneForm,
    PolicyForm,
    WeekBlockForm,
)
from onthaal.appointments.models import Appointment, BookingPolicy, CapacityBlock, CapacityLane
from onthaal.appointments.places import kinds
from onthaal.appointments.selection import read_day
from onthaal.appointments.views.staff.day import own_place
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, role_required
from onthaal.people.models import Role

managers = role_required(Role.MANAGER)
_ONE_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)
_NEW: dict[str, tuple[str, type[WeekBlockForm] | type[DayBlockForm] | type[DayWithoutForm]]] = {
    "week": ("Nieuw weekblok", WeekBlockForm),
    "dag": ("Andere uren op één dag", DayBlockForm),
    "dicht": ("Een dag zonder afspraken", DayWithoutForm),
}


@require_safe
@managers
def week(request: StaffRequest) -> HttpResponse:
    """Who can be served when: the week of a place as a picture."""
    everywhere = list(Location.objects.all())
    place = own_place(request, everywhere)
    if place is None:
        return render(request, "appointments/staff/settings/no_place.html", {"at": "week"})
    asked = read_day(request.GET.get("week", "")) or clock.today()
    monday = asked - dt.timedelta(days=asked.weekday())
    days = capacity.week_of(place, monday)
    return render(
        request,
        "appointments/staff/settings/week.html",
        {
            **_shared(place, everywhere, "week"),
            "days": [day for day in days if day.is_open or day.blocks],
            "monday": monday,
            "sunday": monday + 6 * _ONE_DAY,
            "before": monday - _WEEK,
            "after": monday + _WEEK,
            "coming": _coming_changes(place),
            "has_lanes": CapacityLane.objects.filter(location=place, is_active=True).exists(),
        },
    )


@require_safe
@managers
def preview(request: StaffRequest) -> HttpResponse:
    """The coming two weeks as a resident sees them."""
    everywhere = list(Location.objects.all())
    place = own_place(request, everywhere)
    products = finding.bookable()
    if place is None:
        return render(request, "appointments/staff/settings/no_place.html", {"at": "preview"})
    asked = request.GET.get("product", "")
    product = next((each for each in products if each.slug == asked), None) or next(
        iter(finding.popular()), None
    )
    rows: list[capacity.Preview] = []
    wanted = None
    ways = kinds(((product, 1),), place) if product else []
    if product and ways:
        wanted = availability.wish(location=place, items=[(product, 1)], kind=ways[0])
        rows = capacity.preview(wanted)
    return render(
        request,
        "appointments/staff/settings/preview.html",
        {
            **_shared(place, everywhere, "preview"),
            "products": products,
            "product": product,
            "wanted": wanted,
            "rows": rows,
            "most": max((row.colleagues for row in rows), default=0),
        },
    )


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def block_new(request: StaffRequest, place: int, sort: str) -> HttpResponse:
    if sort not in _NEW:
        raise Http404
    location = get_object_or_404(Location, pk=place)
    title, form_class = _NEW[sort]
    data = request.POST if request.method == "POST" else None
    form = form_class(data, location=location)
    hit: list[Appointment] = []
    if request.method == "POST" and form.is_valid():
        blocks, lanes = form.blocks(), _lanes(form)
        hit = conflicts.hit_by_blocks(location, blocks[0].kind, new=blocks, lanes=lanes)
        if not hit or "gezien" in request.POST:
            settings.add_blocks(blocks, lanes=lanes, by=request.user)
            messages.success(request, "Bewaard. Zo ziet een inwoner het nu.")
            return redirect(f"{reverse('appointment-preview')}?plaats={location.pk}")
    return _form(request, form, title, hit=hit)


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a block: the old one ends, a new one takes its place."""
    old = _block(pk)
    if old.starts_at is None:
        return redirect("appointment-block-end", pk)
    form_class = DayBlockForm if old.day else WeekBlockForm
    data = request.POST if request.method == "POST" else None
    initial = {"lanes": [lane.pk for lane in old.lanes.all()]}
    form: BlockForm = form_class(data, location=old.location, instance=old, initial=initial)
    hit: list[Appointment] = []
    if request.method == "POST" and form.is_valid():
        fresh = _block(pk)
        blocks, lanes = form.blocks(), _lanes(form)
        hit = conflicts.hit_by_blocks(
            old.location,
            old.kind,
            ended=fresh,
            last_day=_last_day(fresh, blocks[0].valid_from - _ONE_DAY),
            new=blocks,
            lanes=lanes,
        )
        if not hit or "gezien" in request.POST:
            settings.replace_block(fresh, new=blocks, lanes=lanes, by=request.user)
            messages.success(request, "Bewaard. Zo ziet een inwoner het nu.")
            return redirect(f"{reverse('appointment-preview')}?plaats={old.location_id}")
    return _form(request, form, f"Verander {_block(pk)}", hit=hit, block=old)


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def block_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a block stop."""
    old = _block(pk)
    weekly = old.day is None
    data = request.POST if request.method == "POST" else None
    form = EndForm(data, initial={"last_day": clock.today()})
    hit: list[Appointment] = []
    if request.method == "POST" and (not weekly or form.is_valid()):
        last = form.cleaned_data["last_day"] if weekly else clock.today() - _ONE_DAY
        hit = conflicts.hit_by_blocks(
            old.location, old.kind, ended=old, last_day=_last_day(old, last)
        )
        if not hit or "gezien" in request.POST:
            settings.end_block(old, last_day=last, by=request.user)
            messages.success(request, "Het blok is gestopt.")
            return redirect("appointment-settings")
    return render(
        request,
        "appointments/staff/settings/block_end.html",
        {"form": form, "rule": old, "weekly": weekly, "hit": hit},
        status=422 if form.errors and weekly else 409 if hit else 200,
    )


@require_safe
@managers
def lanes(request: StaffRequest) -> HttpResponse:
    everywhere = list(Location.objects.all())
    place = own_place(request, everywhere)
    if place is None:
        return render(request, "appointments/staff/settings/no_place.html", {"at": "lanes"})
    rows = CapacityLane.objects.filter(location=place).prefetch_related("skills")
    return render(
        request,
        "appointments/staff/settings/lanes.html",
        {**_shared(place, everywhere, "lanes"), "lanes": rows},
    )


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def lane_new(request: StaffRequest, place: int) -> HttpResponse:
    location = get_object_or_404(Location, pk=place)
    return _lane(request, CapacityLane(location=location), "Nieuwe baan")


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def lane(request: StaffRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CapacityLane.objects.select_related("location"), pk=pk)
    return _lane(request, row, row.name)


@managers
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: StaffRequest) -> HttpResponse:
    everywhere = list(Location.objects.all())
    place = own_place(request, everywhere)
    if place is None:
        return render(request, "appointments/staff/settings/no_place.html", {"at": "policy"})
    rules = BookingPolicy.objects.of(place)
    form = PolicyForm(request.POST if request.method == "POST" else None, instance=rules)
    if request.method == "POST" and form.is_valid():
        settings.save_policy(form.save(commit=False), location=place, by=request.user)
        messages.success(request, "De regels zijn bewaard. Zo ziet een inwoner het nu.")
        return redirect(f"{reverse('appointment-preview')}?plaats={place.pk}")
    parts = [(title, [form[name] for name in names]) for title, names in POLICY_PARTS]
    return render(
        request,
        "appointments/staff/settings/policy.html",
        {**_shared(place, everywhere, "policy"), "form": form, "parts": parts},
        status=422 if form.errors else 200,
    )


def _lane(request: StaffRequest, row: CapacityLane, title: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = LaneForm(data, instance=row, location=row.location)
    hit: list[Appointment] = []
    if request.method == "POST" and form.is_valid():
        skills = list(form.cleaned_data["skills"])
        hit = conflicts.hit_by_lane(
            row,
            is_active=form.cleaned_data["is_active"],
            skills=skills,
            host=form.cleaned_data["host"],
        )
        if not hit or "gezien" in request.POST:
            settings.save_lane(form.save(commit=False), skills=skills, by=request.user)
            messages.success(request, "De baan is bewaard.")
            return redirect(f"{reverse('appointment-lanes')}?plaats={row.location_id}")
    return _form(
        request,
        form,
        title,
        hit=hit,
        back=f"{reverse('appointment-lanes')}?plaats={row.location_id}",
    )


def _form(
    request: StaffRequest,
    form: Any,
    title: str,
    *,
    hit: Sequence[Appointment],
    block: CapacityBlock | None = None,
    back: str = "",
) -> HttpResponse:
    back = back or f"{reverse('appointment-settings')}?plaats={form.location.pk}"
    return render(
        request,
        "appointments/staff/settings/form.html",
        {"form": form, "title": title, "hit": hit, "rule": block, "back": back},
        status=422 if form.errors else 409 if hit else 200,
    )


def _shared(place: Location, everywhere: list[Location], at: str) -> dict[str, Any]:
    return {"place": place, "places": everywhere, "at": at}


def _coming_changes(place: Location) -> list[CapacityBlock]:
    """Days that differ, and weekly rules that begin or end, from today on."""
    today = clock.today()
    rows = CapacityBlock.objects.filter(location=place, withdrawn_at__isnull=True)
    days = rows.filter(day__gte=today)
    weekly = rows.filter(day__isnull=True)
    later = weekly.filter(valid_from__gt=today) | weekly.filter(valid_until__gte=today)
    return sorted({*days, *later}, key=lambda row: (row.day or max(row.valid_from, today), row.pk))


def _block(pk: int) -> CapacityBlock:
    return get_object_or_404(
        CapacityBlock.objects.filter(withdrawn_at__isnull=True).select_related("location"), pk=pk
    )


def _lanes(form: Any) -> list[CapacityLane]:
    return list(form.cleaned_data.get("lanes", ()))


def _last_day(block: CapacityBlock, wanted: dt.date) -> dt.date | None:
    """Up to when it still holds; None = not at all any more."""
    return None if block.day is not None or wanted < block.valid_from else wanted
