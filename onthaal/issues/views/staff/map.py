"""The work list as points on the map beside it."""

from __future__ import annotations

import datetime as dt

from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.issues import clusters, selection
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest, staff_required

# A search reads each issue that it finds.
MOST_FOUND = 2_000


@require_safe
@staff_required
def work_map(request: StaffRequest) -> JsonResponse:
    """The same selection as markers and clusters for the part of the map in view."""
    box = clusters.Box.parse(request.GET.get("bbox", ""))
    zoom = whole(request.GET.get("zoom", ""), most=99)
    if box is None or zoom is None:
        return JsonResponse({"error": "Geef bbox=west,zuid,oost,noord en zoom."}, status=422)
    chosen = selection.parse(request.GET, request.user)
    today = clock.today()
    most = MOST_FOUND if chosen.text else clusters.MOST_POINTS
    found = clusters.on_map(selection.issues(chosen, request.user), box, zoom, most=most)
    return JsonResponse(
        {
            "items": [
                {
                    "id": issue.reference,
                    "lat": issue.lat,
                    "lon": issue.lon,
                    "icon": issue.category.icon,
                    "tone": _tone(issue, today),
                    "label": f"{issue.title}, {issue.place}{_lateness(issue, today)}",
                    "url": reverse("issue-detail", args=[issue.reference]),
                }
                for issue in found.single
            ],
            "clusters": [
                {"lat": cluster.lat, "lon": cluster.lon, "count": cluster.count}
                for cluster in found.clusters
            ],
            "newest_only": most if found.is_cut else None,
        }
    )


def _tone(issue: Issue, today: dt.date) -> str:
    if not issue.is_open:
        return "done"
    if issue.days_late(today):
        return "late"
    return "new" if issue.handler_id is None else "open"


def _lateness(issue: Issue, today: dt.date) -> str:
    days = issue.days_late(today)
    return f" ({days} {'dag' if days == 1 else 'dagen'} te laat)" if days else ""
