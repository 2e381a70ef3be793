"""An issue on paper, for in the van."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.core.links import absolute
from onthaal.issues.forms.questions import shown_answers
from onthaal.issues.history import lines
from onthaal.issues.models import Issue
from onthaal.issues.views.staff.changing import find
from onthaal.people.access import StaffRequest, staff_required
from onthaal.timeline.models import Event


@require_safe
@staff_required
def print_sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """One A4 with the map, the photos and a QR code that opens the issue on a telephone."""
    issue = find(request, reference)
    return render(
        request,
        "issues/staff/detail/print.html",
        {
            "issue": issue,
            "shows_contact": issue.shows_contact_to(request.user),
            "answers": shown_answers(list(issue.category.questions.all()), issue.answers),
            "photos": list(issue.photos.all()),
            "history": lines(
                Event.objects.about(issue).select_related("actor"),
                shows_contact=issue.shows_contact_to(request.user),
            ),
            "printed_at": clock.now(),
            "qr": _qr(issue),
        },
    )


def _qr(issue: Issue) -> SafeString:
    code = segno.make(absolute(reverse("issue-detail", args=[issue.reference])), error="m")
    drawing = code.svg_inline(
        border=1, omitsize=True, svgclass="print-sheet__qr", lineclass=None, svgid=None
    )
    return mark_safe(drawing)  # noqa: S308 -- lines drawn by us from our own address
