"""Who else looks at an issue."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.core.numbers import whole
from onthaal.issues.actions import presence as actions
from onthaal.issues.views.staff.changing import find
from onthaal.people.access import StaffRequest, refreshes_itself, staff_required


@require_safe
@staff_required
@refreshes_itself
def presence(request: StaffRequest, reference: str) -> HttpResponse:
    """A piece of the page; the page asks for it every fifteen seconds. ``versie`` is the version
    on the screen: when it is not the present one, a line says that the page is out of date."""
    issue = find(request, reference)
    seen = whole(request.GET.get("versie", ""))
    return render(
        request,
        "issues/staff/detail/presence.html",
        {
            "issue": issue,
            "others": list(actions.see(issue, by=request.user)),
            "is_outdated": seen is not None and seen != issue.version,
        },
    )
