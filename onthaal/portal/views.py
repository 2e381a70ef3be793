"""The front door for residents, and the place where they find everything of their own."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onthaal.cases.mine import asked_by
from onthaal.core import clock
from onthaal.intake.mine import written_by
from onthaal.issues import public
from onthaal.issues.mine import followed_by, reported_by
from onthaal.issues.public import Choice, Shown
from onthaal.issues.states import Status
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.people import personal_data
from onthaal.people.access import ResidentRequest, resident_required
from onthaal.people.models import RetentionRule

LATEST = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/home.html",
        {
            "figures": public.town_figures(),
            "counter": _counter(),
            "solved": public.chosen(Choice(status=Shown.CLOSED))
            .filter(status=Status.RESOLVED)
            .order_by("-closed_at")[:LATEST],
        },
    )


@resident_required
@require_safe
def my_home(request: ResidentRequest) -> HttpResponse:
    response = render(
        request,
        "portal/my_home.html",
        {
            "reported": reported_by(request.user)[:LATEST],
            "open_count": reported_by(request.user).open().count(),
            "followed_count": followed_by(request.user).count(),
            "messages_sent": written_by(request.user)[:LATEST],
            "cases": asked_by(request.user)[:LATEST],
            "open_cases": asked_by(request.user).open().count(),
        },
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep, why and how long: the terms are those that really hold."""
    kept = dict(RetentionRule.objects.filter(active=True).values_list("key", "days"))
    switched_off = set(RetentionRule.objects.filter(active=False).values_list("key", flat=True))
    terms = [
        (kind.label, _how_long(kept.get(kind.key, kind.default_days)))
        for kind in personal_data.retention_kinds()
        if kind.key not in switched_off and (kind.key in kept or kind.active_by_default)
    ]
    return render(request, "portal/privacy.html", {"terms": terms})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


def _how_long(days: int) -> str:
    """``5 jaar``, ``14 dagen``."""
    if days % 365 == 0:
        return f"{days // 365} jaar"
    return "1 dag" if days == 1 else f"{days} dagen"


def _counter() -> dict[str, object] | None:
    """The main location, its hours of today and the next day that it opens; None without one."""
    location = Location.objects.filter(is_main=True).first()
    if location is None:
        return None
    now = timezone.localtime(clock.now())
    week = opening.days(location, now.date(), 8)
    today = week[0]
    coming = [period for period in today.periods if period.opens_at > now.time()]
    next_day = next((day for day in week[1:] if day.is_open), None)
    return {
        "location": location,
        "today": today,
        "now": opening.open_now(today, now.time()),
        "later": coming[0] if coming else None,
        "next_day": next_day,
        "next_is_tomorrow": bool(next_day and next_day.day == now.date() + dt.timedelta(days=1)),
    }
