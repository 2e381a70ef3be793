"""The screen in the hall. Who has its key sees numbers and counters, never names."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.core import clock, live
from onthaal.reception import events, hall, offer, waits
from onthaal.reception.actions import screens
from onthaal.reception.models import Screen, ScreenKind
from onthaal.reception.views.codes import qr
from onthaal.ui import bundles


def _screen(key: str) -> Screen:
    rows = Screen.objects.select_related("location").filter(kind=ScreenKind.DISPLAY)
    screen = get_object_or_404(rows, key=key)
    screens.seen(screen)
    return screen


@require_safe
def display(request: HttpRequest, key: str) -> HttpResponse:
    screen = _screen(key)
    context = _now(screen) | {"topic": events.topic(screen.location_id)}
    answer = render(request, "reception/display/page.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def display_now(request: HttpRequest, key: str) -> HttpResponseBase:
    """The part that changes."""
    return live.fragment(request, "reception/display/now.html", _now(_screen(key)))


def _now(screen: Screen) -> dict[str, Any]:
    hours = hall.hours(screen.location)
    state = waits.of(screen.location)
    register = reverse("kiosk-phone", args=[screen.key])
    return {
        "screen": screen,
        "calls": hall.calls(screen),
        "hours": hours,
        "waiting": state.waiting,
        "estimate": offer.wait_for_a_number(screen.location) if hours.is_open else None,
        "version": bundles.version(),
        "code": qr(register) if screen.by_phone and hours.is_open else "",
        "today": clock.today(),
    }
