"""The calendar of a colleague who receives people: read from elsewhere, and told elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onthaal.appointments import feed
from onthaal.appointments.actions import calendars
from onthaal.appointments.forms.calendars import PersonalCalendarForm
from onthaal.appointments.models import (
    Appointment,
    BusyBlock,
    CalendarFeed,
    CapacityLane,
    PersonalCalendar,
)
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.people.access import StaffRequest, staff_required

SHOWN = 20


@require_safe
@staff_required
def calendar_page(request: StaffRequest) -> HttpResponse:
    """My appointments, my calendar elsewhere and my feed."""
    now = clock.now()
    known = PersonalCalendar.objects.filter(user=request.user).first()
    address = CalendarFeed.objects.filter(user=request.user).first()
    coming = Appointment.objects.coming().filter(lane__host=request.user, ends_at__gt=now)
    return render(
        request,
        "appointments/staff/calendar.html",
        {
            "calendar": known,
            "busy": BusyBlock.objects.filter(calendar=known, ends_at__gt=now)[:SHOWN],
            "busy_count": BusyBlock.objects.filter(calendar=known, ends_at__gt=now).count(),
            "feed": absolute(reverse("host-feed", args=[address.key])) if address else "",
            "lanes": CapacityLane.objects.filter(host=request.user, is_active=True).select_related(
                "location"
            ),
            "coming": coming.select_related("location").prefetch_related("items__product")[:SHOWN],
            "clashes": calendars.clashes(request.user),
        },
    )


@staff_required
def calendar_connection(request: StaffRequest) -> HttpResponse:
    known = PersonalCalendar.objects.filter(user=request.user).first()
    initial = {"source": known.source, "username": known.username} if known else {}
    form = PersonalCalendarForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        calendars.connect(user=request.user, **form.cleaned_data)
        messages.success(
            request, "Uw agenda is gekoppeld. Binnen enkele minuten is ze voor het eerst gelezen."
        )
        return redirect("host-calendar")
    return render(
        request,
        "appointments/staff/calendar_connection.html",
        {"form": form, "calendar": known},
        status=422 if form.errors else 200,
    )


@require_POST
@staff_required
def calendar_end(request: StaffRequest) -> HttpResponse:
    calendars.disconnect(user=request.user)
    messages.success(request, "De koppeling is weg, met alles wat wij uit uw agenda lazen.")
    return redirect("host-calendar")


@require_POST
@staff_required
def feed_key(request: StaffRequest) -> HttpResponse:
    """A fresh secret address, or none any more."""
    if "weg" in request.POST:
        calendars.close_feed(user=request.user)
        messages.success(request, "Het agenda-adres werkt niet meer.")
    else:
        calendars.open_feed(user=request.user)
        messages.success(
            request, "Er is een nieuw agenda-adres. Een vroeger adres werkt niet meer."
        )
    return redirect("host-calendar")


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    row = get_object_or_404(CalendarFeed, key=key, user__is_active=True)
    response = HttpResponse(feed.of_host(row.user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="afspraken.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
