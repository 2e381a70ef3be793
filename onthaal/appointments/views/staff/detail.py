"""One appointment, and what a colleague can do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.appointments import availability, words
from onthaal.appointments.actions import booking, visiting
from onthaal.appointments.actions.booking import CannotChange, Taken
from onthaal.appointments.forms.citizen import MomentForm
from onthaal.appointments.forms.staff import CancellationForm, NoteForm, VideoLinkForm
from onthaal.appointments.history import lines
from onthaal.appointments.models import Appointment, State
from onthaal.appointments.month import parts_of_day, weeks_of
from onthaal.appointments.selection import read_day
from onthaal.appointments.views.staff.day import front_office
from onthaal.core import clock
from onthaal.people.access import StaffRequest
from onthaal.people.actions import persons
from onthaal.timeline.models import Event

_MARKS: dict[str, tuple[Callable[..., Appointment], str]] = {
    "aangemeld": (visiting.mark_arrived, "is aangemeld"),
    "geholpen": (visiting.mark_served, "is geholpen"),
    "niet-gekomen": (visiting.mark_missed, "staat op ‘niet gekomen’"),
    "verwacht": (visiting.mark_expected, "wordt weer verwacht"),
}


@require_safe
@front_office
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    row = find(request, reference)
    if row.is_sensitive:
        persons.note_reading(row.email, what=row.reference, by=request.user)
    return _page(request, row)


@front_office
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: StaffRequest, reference: str) -> HttpResponse:
    row = find(request, reference)
    if request.method != "POST":
        return redirect("appointment-detail", reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    booking.annotate(appointment=row, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, "De opmerking is bewaard.")
    return redirect("appointment-detail", reference)


@front_office
@require_http_methods(["GET", "HEAD", "POST"])
def video_link(request: StaffRequest, reference: str) -> HttpResponse:
    row = find(request, reference)
    if request.method != "POST":
        return redirect("appointment-detail", reference)
    form = VideoLinkForm(request.POST)
    if not form.is_valid():
        return _page(request, row, video_form=form, status=422)
    try:
        booking.give_video_link(
            appointment=row, link=form.cleaned_data["video_link"], by=request.user
        )
    except CannotChange as problem:
        messages.warning(request, str(problem))
    else:
        told = f"{row.name} krijgt een mail" if row.email else "Er is geen mailadres: bel even"
        messages.success(request, f"De link is bewaard. {told}.")
    return redirect("appointment-detail", reference)


@require_POST
@front_office
def mark(request: StaffRequest, reference: str) -> HttpResponse:
    """Came, was served, stayed away, or none of these after all."""
    row = find(request, reference)
    action, words_after = _MARKS.get(request.POST.get("stand", ""), (None, ""))
    if action is None:
        return redirect("appointment-detail", reference)
    more: dict[str, Any] = {"at": clock.now()} if action is visiting.mark_arrived else {}
    try:
        action(appointment=row, by=request.user, **more)
    except CannotChange as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, f"{row.name or row.reference} {words_after}.")
    return redirect(_way_back(request, reference))


@front_office
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, reference: str) -> HttpResponse:
    row = find(request, reference)
    if row.state != State.BOOKED or row.lane_id is None:
        return redirect("appointment-detail", reference)
    if request.method != "POST":
        return _move(request, row)
    form = MomentForm(request.POST)
    if not form.is_valid():
        return _move(request, row, form=form, status=422)
    try:
        booking.move(appointment=row, start=form.cleaned_data["start"], by=request.user)
    except Taken as taken:
        return _move(request, row, taken=taken, missed=form.cleaned_data["start"], status=409)
    except CannotChange as problem:
        messages.warning(request, str(problem))
        return redirect("appointment-detail", reference)
    told = "krijgt een mail" if row.email else "krijgt geen mail: bel even"
    messages.success(request, f"De afspraak is verplaatst. {row.name} {told}.")
    return redirect("appointment-detail", reference)


@front_office
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: StaffRequest, reference: str) -> HttpResponse:
    row = find(request, reference)
    if row.state != State.BOOKED:
        return redirect("appointment-detail", reference)
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "appointments/staff/cancellation.html",
            {"appointment": row, "products": words.products(row), "form": form},
            status=422 if form.errors else 200,
        )
    try:
        booking.cancel(appointment=row, by=request.user, reason=form.cleaned_data["reason"])
    except CannotChange as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, "De afspraak is geannuleerd.")
    return redirect("appointment-detail", reference)


def find(request: StaffRequest, reference: str) -> Appointment:
    """The appointment, if this colleague may see it. Raises Http404."""
    return get_object_or_404(
        Appointment.objects.visible_to(request.user)
        .made()
        .select_related("location", "lane__host", "made_by")
        .prefetch_related("items__product"),
        reference=reference,
    )


def _page(
    request: StaffRequest,
    row: Appointment,
    *,
    form: NoteForm | None = None,
    video_form: VideoLinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    response = render(
        request,
        "appointments/staff/detail.html",
        {
            "appointment": row,
            "products": words.products(row),
            "bring": words.bring(row),
            "where": words.where(row),
            "form": form or NoteForm(initial={"note": row.note}),
            "video_form": video_form or VideoLinkForm(initial={"video_link": row.video_link}),
            "bring_head": words.bring_head(row),
            "history": lines(Event.objects.about(row).select_related("actor")),
            "day": timezone.localdate(row.starts_at),
            "today": clock.today(),
        },
        status=status,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _move(
    request: StaffRequest,
    row: Appointment,
    *,
    form: MomentForm | None = None,
    taken: Taken | None = None,
    missed: dt.datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = availability.wish_of(row)
    moments = availability.free_moments(wanted, staff=True, without=row)
    day = read_day(request.GET.get("dag", ""))
    grid = wanted.policy.grid_minutes
    free = [
        each
        for each in (moments.of_day(day) if day else [])
        if each != row.starts_at and each.minute % grid == 0
    ]
    return render(
        request,
        "appointments/staff/move.html",
        {
            "appointment": row,
            "products": words.products(row),
            "weeks": weeks_of(moments, read_day(request.GET.get("vanaf", "")), day),
            "day": day,
            "parts": parts_of_day(free),
            "form": form or MomentForm(),
            "taken": taken,
            "why": words.why_not(wanted, missed) if missed else "",
        },
        status=status,
    )


def _way_back(request: StaffRequest, reference: str) -> str:
    """The list where the button stood, else the appointment."""
    back = request.POST.get("terug", "")
    if back and url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return back
    return f"/balie/afspraken/{reference}/"
