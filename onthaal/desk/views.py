"""The first page of a member of staff, and one search over everything."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from onthaal.catalogue import search as catalogue
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.core.references import is_reference, tidy_reference
from onthaal.desk.first_steps import first_steps
from onthaal.issues import selection
from onthaal.issues.models import Issue
from onthaal.outbox import health
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role
from onthaal.ui import navigation

SHOWN = 8
MOST_FOUND = 30
MOST_PRODUCTS = 6


@require_safe
@staff_required
def overview(request: StaffRequest) -> HttpResponse:
    """What waits for this person and the own teams."""
    today = clock.today()
    user = request.user
    mine = selection.tab_issues("mijn", user).select_related("category")
    team = selection.tab_issues("team", user).select_related("category", "handler")
    news = mine.with_news_for(user)
    everything = selection.tab_issues("alles", user)
    numbers = selection.counts(
        {
            "mine": mine,
            "team": team,
            "late": everything.late(today),
            "unassigned": everything.filter(handler__isnull=True),
            "news": news,
        }
    )
    problem = health.check()
    return render(
        request,
        "desk/overview.html",
        {
            "today": today,
            "numbers": numbers,
            "has_late": numbers["late"].value > 0,
            "news": news.order_by("-news_at")[:SHOWN],
            "urgent": [
                (issue, issue.days_late(today)) for issue in mine.order_by("due_on", "pk")[:SHOWN]
            ],
            "unassigned": team.filter(handler__isnull=True).order_by("due_on", "pk")[:SHOWN],
            "mail_problem": problem,
            "first_steps": first_steps() if user.has_role(Role.ADMINISTRATOR) else [],
            "pages": [
                entry
                for entry in navigation.entries(request, "staff")
                if entry["group"] and entry["hint"]
            ],
        },
    )


@require_safe
@staff_required
def search(request: StaffRequest) -> HttpResponse:
    """Find a melding by number, words, street, or (for who may) the reporter; and a product."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    seen = Issue.objects.visible_to(request.user)
    reference = tidy_reference(text)
    if is_reference(reference) and seen.filter(reference=reference).exists():
        return redirect("issue-detail", reference)
    found: list[Issue] = []
    products: list[Product] = []
    by_reporter: list[Issue] = []
    if text:
        found = list(
            seen.filter(selection.matches(text))
            .select_related("category")
            .order_by("-received_at")[:MOST_FOUND]
        )
        products = catalogue.find(text, most=MOST_PRODUCTS).products
        if _may_search_people(request):
            by_reporter = list(
                selection.of_reporter(seen, text)
                .select_related("category", "reporter")
                .order_by("-received_at")[:MOST_FOUND]
            )
    return render(
        request,
        "desk/search.html",
        {"text": text, "found": found, "by_reporter": by_reporter, "products": products},
    )


def _may_search_people(request: StaffRequest) -> bool:
    return request.user.has_role(Role.DESK, Role.MANAGER, Role.HANDLER)
