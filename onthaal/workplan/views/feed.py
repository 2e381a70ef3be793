"""The calendar of a crew for any calendar program, behind a secret address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from onthaal.workplan import feed
from onthaal.workplan.models import Crew


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    crew = get_object_or_404(Crew.objects.active(), feed_key=key)
    response = HttpResponse(feed.of_crew(crew), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ploeg.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
