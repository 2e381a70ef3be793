"""The list of meldingen with which a handler begins the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.issues import figures, selection
from onthaal.issues.forms.staff.saved_filters import SavedFilterForm
from onthaal.issues.models import CategoryGroup, Channel, Issue, SavedFilter
from onthaal.organisation.models import Team
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import User
from onthaal.territory import lookup, map_source
from onthaal.territory.models import Neighbourhood

CHOICES_FOR_SECONDS = 60


@require_safe
@staff_required
def work_list(request: StaffRequest) -> HttpResponse:
    part = _wants_results_only(request)
    saved = [] if part else list(SavedFilter.objects.filter(user=request.user))
    if not request.GET:
        for each in saved:
            if each.is_default and each.query:
                return redirect(f"{reverse('issue-list')}?{each.query}")
    context = {**_results(request), "is_part": part}
    if not part:
        context |= {
            "teams": list(Team.objects.of(request.user).values_list("name", flat=True)),
            "strip": figures.strip_for(request.user),
            "goal": figures.FIRST_ANSWER_GOAL,
            "map": map_source.current(),
            "town": lookup.territory(),
            "statuses": selection.STATUSES,
            "orders": selection.ORDER_LABELS,
            "channels": Channel.choices,
            "choices": _choices(),
        }
    context["saved_filters"] = saved
    context["filter_form"] = SavedFilterForm(initial={"query": context["query_string"]})
    response = render(
        request, f"issues/staff/list/{'results' if part else 'work_list'}.html", context
    )
    # one address, two answers: a cache must not give the part to who asks for the page
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_results_only(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _results(request: StaffRequest) -> dict[str, Any]:
    """The rows and everything around them that changes with the filters."""
    chosen = selection.parse(request.GET, request.user)
    found = selection.page(chosen, request.user)
    today = clock.today()
    numbers = selection.counts(
        {
            **{tab: selection.tab_issues(tab, request.user) for tab, _ in selection.TABS},
            "shown": selection.issues(chosen, request.user),
        },
        limits={"shown": selection.COUNT_FOUND_UP_TO} if chosen.text else None,
    )
    query_string = _without_page(request)
    return {
        "selection": chosen,
        "page": found,
        "rows": [(issue, issue.days_late(today), *_term(issue, today)) for issue in found.rows],
        "shown": numbers["shown"],
        "tabs": [(tab, label, numbers[tab]) for tab, label in selection.TABS],
        "query_string": query_string,
        "markers_url": f"{reverse('issue-list-map')}?{query_string}",
    }


def _term(issue: Issue, today: dt.date) -> tuple[str, bool]:
    """When the term ends, counted from today, and whether that is very soon."""
    days = (issue.due_on - today).days
    words = {0: "vandaag", 1: "morgen", 2: "overmorgen"}.get(days, f"over {days} dagen")
    return words, 0 <= days <= 1


def _without_page(request: HttpRequest) -> str:
    """The query string that says what is shown, without what is empty and without the page."""
    params = request.GET.copy()
    for name in ("na", "voor", "bbox", "zoom"):
        params.pop(name, None)
    for name in [name for name, value in params.items() if not value]:
        del params[name]
    return params.urlencode()


def _choices() -> dict[str, Any]:
    """What can be chosen in the filters; the same for everybody, kept for a minute."""
    found: dict[str, Any] | None = cache.get("issues.choices")
    if found is None:
        found = {
            "groups": [
                (group.pk, group.name, [(c.pk, c.name) for c in group.categories.all()])
                for group in CategoryGroup.objects.prefetch_related("categories")
            ],
            "teams": list(Team.objects.active().values_list("pk", "name")),
            "handlers": list(
                User.objects.filter(is_staff=True, is_active=True, memberships__isnull=False)
                .distinct()
                .order_by("name")
                .values_list("pk", "name")
            ),
            "neighbourhoods": list(Neighbourhood.objects.values_list("pk", "name")),
        }
        cache.set("issues.choices", found, CHOICES_FOR_SECONDS)
    return found
