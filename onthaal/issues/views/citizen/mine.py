"""The issues of a resident who logged in with a code by mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.issues.models import Issue
from onthaal.people.access import resident_required


@resident_required
@require_safe
def my_issues(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated  # noqa: S101 -- tells mypy
    email = request.user.email
    reported = (
        Issue.objects.filter(reporter__email__iexact=email)
        .select_related("category")
        .order_by("-received_at")[:100]
    )
    followed = (
        Issue.objects.filter(followers__email__iexact=email, followers__confirmed_at__isnull=False)
        .select_related("category")
        .order_by("-received_at")[:100]
    )
    response = render(
        request, "issues/citizen/my_issues.html", {"reported": reported, "followed": followed}
    )
    response["Cache-Control"] = "private, no-store"
    return response
