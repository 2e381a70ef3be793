"""One issue, whole, for the people who handle it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.issues.actions import presence
from onthaal.issues.forms.questions import shown_answers
from onthaal.issues.history import lines
from onthaal.issues.models import Issue, Status
from onthaal.issues.nearby import near_for_staff
from onthaal.issues.rules import NEXT
from onthaal.issues.views.staff.changing import find
from onthaal.outbox.models import Message
from onthaal.people.access import StaffRequest, staff_required
from onthaal.territory import map_source
from onthaal.timeline.models import Event

SHOWN = 8


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    issue = find(request, reference)
    history = lines(Event.objects.about(issue).select_related("actor"))
    which = request.GET.get("tijdlijn", "alles")
    if which == "melder":
        history = [line for line in history if line.public_text or line.is_change]
    return render(
        request,
        "issues/staff/detail/detail.html",
        {
            "issue": issue,
            "today": clock.today(),
            "days_late": issue.days_late(clock.today()),
            "answers": shown_answers(list(issue.category.questions.all()), issue.answers),
            "photos": issue.photos.all(),
            "history": reversed(history),
            "which": which,
            "others": presence.see(issue, by=request.user),
            "next_states": NEXT[issue.state],
            "same_reporter": _same_reporter(request, issue),
            "nearby": near_for_staff(issue, request.user)[:SHOWN],
            "duplicates": issue.duplicates.all(),
            "parts": issue.parts.select_related("team"),
            "enquiries": issue.enquiries.all(),
            "messages_sent": Message.objects.about(issue).defer("body_html")[:SHOWN],
            "map": map_source.current(),
            "marker": [
                {
                    "lat": issue.lat,
                    "lon": issue.lon,
                    "icon": issue.category.icon,
                    "label": issue.place,
                    "tone": "new" if issue.state == Status.NEW else "open",
                }
            ],
        },
    )


@require_safe
@staff_required
def here(request: StaffRequest, reference: str) -> HttpResponse:
    """Who else looks at this issue; the page asks it every fifteen seconds."""
    issue = find(request, reference)
    others = presence.see(issue, by=request.user)
    return render(request, "issues/staff/detail/here.html", {"others": others, "issue": issue})


@require_safe
@staff_required
def print_sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything about the issue on paper, for in the van."""
    issue = find(request, reference)
    return render(
        request,
        "issues/staff/detail/print.html",
        {
            "issue": issue,
            "answers": shown_answers(list(issue.category.questions.all()), issue.answers),
            "photos": issue.photos.all(),
            "history": lines(Event.objects.about(issue).select_related("actor")),
            "printed_at": clock.now(),
        },
    )


def _same_reporter(request: StaffRequest, issue: Issue) -> list[Issue]:
    if not issue.reporter or not issue.reporter.email:
        return []
    return list(
        Issue.objects.visible_to(request.user)
        .filter(reporter__email__iexact=issue.reporter.email)
        .exclude(pk=issue.pk)
        .select_related("category")
        .order_by("-received_at")[:SHOWN]
    )
