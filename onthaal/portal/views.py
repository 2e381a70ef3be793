"""The front door for residents, and the place where they find everything of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from onthaal.appointments.mine import coming_of
from onthaal.cases.mine import asked_by
from onthaal.catalogue import readership
from onthaal.catalogue import search as products
from onthaal.catalogue.actions.finding import count_search
from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.core.rate_limits import limited
from onthaal.core.references import is_reference, tidy_reference
from onthaal.intake.mine import written_by
from onthaal.issues import public, suggestions
from onthaal.issues.mine import followed_by, reported_by
from onthaal.issues.public import Choice, Shown
from onthaal.issues.states import Status
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.people import personal_data
from onthaal.people.access import ResidentRequest, resident_required
from onthaal.people.models import RetentionRule
from onthaal.portal import own_pages, site_map

LATEST = 4
MOST_FOUND, MOST_READ = 8, 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/home.html",
        {
            "figures": public.town_figures(),
            "counter": _counter(),
            "most_read": readership.most_read(MOST_READ),
            "solved": public.chosen(Choice(status=Shown.CLOSED))
            .filter(status=Status.RESOLVED)
            .order_by("-closed_at")[:LATEST],
        },
    )


@require_safe
@limited("zoeken", per_minute=120, methods=("GET",))
def search(request: HttpRequest) -> HttpResponse:
    """Our own pages, products, what can be reported, and what was reported: one question."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    if not text:
        return redirect("home")
    number = tidy_reference(text)
    if is_reference(number) and (known := public.find(number)):
        return redirect("issue", known.reference)
    found = products.find(text, most=MOST_FOUND)
    pages = own_pages.find(text)
    count_search(text=text, found=len(found.products) + len(pages))
    return render(
        request,
        "portal/search.html",
        {
            "text": text,
            "found": found,
            "pages": pages,
            "subjects": [each.category for each in suggestions.suggest(text)],
            "reported": public.mentioning(found.meant or text)[:LATEST],
        },
    )


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    return HttpResponse(site_map.document(), content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: what is somebody's own, and endless lists of results."""
    lines = [
        "User-agent: *",
        "Disallow: /balie/",
        "Disallow: /mijn/",
        "Disallow: /zoeken/",
        "Disallow: /producten/?q=",
        "Disallow: /producten/suggesties/",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


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
            "appointments_coming": coming_of(request.user)[:LATEST],
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


def _counter() -> opening.Glance | None:
    """The main location, its hours of today and the next day that it opens; None without one."""
    location = Location.objects.filter(is_main=True).first()
    return opening.glance(location, clock.now()) if location else None
