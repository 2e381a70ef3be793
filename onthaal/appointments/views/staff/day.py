"""The appointments of a day, and finding one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.appointments import conflicts, daybook
from onthaal.appointments.models import FRONT_OFFICE
from onthaal.appointments.places import places
from onthaal.appointments.selection import read_day
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.access import StaffRequest, role_required

front_office = role_required(*FRONT_OFFICE)
_PLACE = "appointment_place"
_ONE_DAY = dt.timedelta(days=1)


@require_safe
@front_office
def day_list(request: StaffRequest) -> HttpResponse:
    everywhere = places() or list(Location.objects.all()[:1])
    place = own_place(request, everywhere)
    day = read_day(request.GET.get("dag", "")) or clock.today()
    text = request.GET.get("zoek", "").strip()[:80]
    rows = daybook.found(request.user, text) if text else []
    if not text and place:
        rows = daybook.of_day(request.user, place, day)
    context: dict[str, Any] = {
        "places": everywhere,
        "place": place,
        "day": day,
        "today": clock.today(),
        "before": day - _ONE_DAY,
        "after": day + _ONE_DAY,
        "text": text,
        "rows": rows,
        "numbers": daybook.numbers(rows),
        "now": clock.now(),
        "lost": len(conflicts.lost(seen_by=request.user)),
    }
    response = render(request, "appointments/staff/day.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def own_place(request: StaffRequest, everywhere: list[Location]) -> Location | None:
    """The place that this colleague chose last; the first one while none was chosen."""
    asked = request.GET.get("plaats", "")
    chosen = asked if asked.isdecimal() else str(request.session.get(_PLACE, ""))
    place = next((each for each in everywhere if str(each.pk) == chosen), None)
    if place and asked:
        request.session[_PLACE] = place.pk
    return place or next(iter(everywhere), None)
