"""The page of one appointment, behind the secret link, and what can be done there."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.appointments import availability, calendar_entry, conflicts, words
from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import CannotChange, Taken
from onthaal.appointments.forms.citizen import MomentForm
from onthaal.appointments.mine import coming_of, past_of
from onthaal.appointments.models import Appointment, Kind, State
from onthaal.appointments.month import parts_of_day, weeks_of
from onthaal.appointments.selection import Selection, read_day
from onthaal.appointments.views.citizen.secret import find
from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page
from onthaal.people.access import ResidentRequest, resident_required

PAST_SHOWN = 50


@secret_page
@require_safe
def appointment(request: HttpRequest, secret: str) -> HttpResponse:
    row = find(secret)
    if row.state == State.HELD:
        return redirect("appointment-details", secret)
    return _page(request, row, "appointments/citizen/appointment.html")


@secret_page
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    row = find(secret)
    if row.state != State.BOOKED:
        return redirect("appointment", secret)
    return _page(request, row, "appointments/citizen/thanks.html")


@secret_page
@require_safe
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The entry for one's own calendar."""
    row = find(secret)
    if row.state == State.HELD:
        return redirect("appointment-details", secret)
    response = HttpResponse(
        calendar_entry.file(row), content_type="text/calendar; charset=utf-8; method=PUBLISH"
    )
    response["Content-Disposition"] = f'attachment; filename="{calendar_entry.FILE_NAME}"'
    return response


@secret_page
@limited("afspraak-verplaatsing", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, secret: str) -> HttpResponse:
    """Another moment: the day, and below it the hours of that day."""
    row = find(secret)
    if not can_change(row):
        return redirect("appointment", secret)
    if request.method != "POST":
        return _move(request, row)
    form = MomentForm(request.POST)
    if not form.is_valid():
        return _move(request, row, form=form, status=422)
    try:
        booking.move(appointment=row, start=form.cleaned_data["start"])
    except Taken as taken:
        return _move(request, row, taken=taken, status=409)
    except CannotChange as problem:
        messages.warning(request, str(problem))
        return redirect("appointment", secret)
    messages.success(request, _moved_words(row))
    return redirect("appointment", secret)


@secret_page
@limited("afspraak-annulering", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, secret: str) -> HttpResponse:
    row = find(secret)
    if not can_change(row):
        return redirect("appointment", secret)
    if request.method != "POST":
        return _page(request, row, "appointments/citizen/cancellation.html")
    try:
        booking.cancel(appointment=row)
    except CannotChange as problem:
        messages.warning(request, str(problem))
    return redirect("appointment", secret)


@resident_required
@require_safe
def my_appointments(request: ResidentRequest) -> HttpResponse:
    response = render(
        request,
        "appointments/citizen/my_appointments.html",
        {"coming": coming_of(request.user), "past": past_of(request.user)[:PAST_SHOWN]},
    )
    response["Cache-Control"] = "private, no-store"
    return response


def can_change(row: Appointment) -> bool:
    """Whether a resident may still move or cancel it."""
    return row.state == State.BOOKED and row.starts_at > clock.now()


def _page(request: HttpRequest, row: Appointment, template: str) -> HttpResponse:
    return render(
        request,
        template,
        {
            "appointment": row,
            "products": words.products(row),
            "bring": words.bring(row),
            "bring_head": words.bring_head(row),
            "where": words.where(row),
            "explained": words.explained(row),
            "can_change": can_change(row),
            "closed": can_change(row) and conflicts.is_closed(row),
            "expected": row.state in (State.BOOKED, State.ARRIVED),
            "reminds": words.gets_reminder(row),
            "at_counter": row.kind == Kind.COUNTER,
            "qr": qr(row) if row.kind == Kind.COUNTER else "",
            "again": _selection(row).query(),
        },
    )


def _move(
    request: HttpRequest,
    row: Appointment,
    *,
    form: MomentForm | None = None,
    taken: Taken | None = None,
    status: int = 200,
) -> HttpResponse:
    wanted = availability.wish_of(row)
    moments = availability.free_moments(wanted, without=row)
    day = read_day(request.GET.get("dag", ""))
    free = moments.of_day(day) if day else []
    return render(
        request,
        "appointments/citizen/move.html",
        {
            "appointment": row,
            "products": words.products(row),
            "moments": moments,
            "weeks": weeks_of(moments, read_day(request.GET.get("vanaf", "")), day),
            "day": day,
            "parts": parts_of_day([each for each in free if each != row.starts_at]),
            "form": form or MomentForm(),
            "taken": taken,
        },
        status=status,
    )


def _selection(row: Appointment) -> Selection:
    return Selection(
        items=tuple((item.product, item.persons) for item in row.items.all()),
        place=row.location,
        kind=row.kind,
    )


def _moved_words(row: Appointment) -> str:
    if row.email:
        return "Uw afspraak is verplaatst. U krijgt een mail met het nieuwe moment."
    return "Uw afspraak is verplaatst. Noteer het nieuwe moment."


def qr(row: Appointment) -> SafeString:
    """What the kiosk in the hall reads."""
    drawing = segno.make(row.check_in_code, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="booked__qr", lineclass=None, svgid=None
    )
    return mark_safe(drawing)  # noqa: S308 -- lines drawn by us from our own code
