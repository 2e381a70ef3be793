"""The issues of a resident who logged in with a code by mail."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.issues.mine import followed_by, reported_by
from onthaal.people.access import ResidentRequest, resident_required


@resident_required
@require_safe
def my_issues(request: ResidentRequest) -> HttpResponse:
    response = render(
        request,
        "issues/citizen/my_issues.html",
        {"reported": reported_by(request.user)[:100], "followed": followed_by(request.user)[:100]},
    )
    response["Cache-Control"] = "private, no-store"
    return response
