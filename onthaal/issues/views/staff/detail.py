"""One issue, whole, for the people who handle it."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onthaal.core import clock
from onthaal.issues import verbs
from onthaal.issues.actions import presence
from onthaal.issues.forms.questions import shown_answers
from onthaal.issues.history import Line, lines
from onthaal.issues.models import Issue
from onthaal.issues.nearby import near_for_staff
from onthaal.issues.views.staff.changing import find
from onthaal.outbox.models import Message
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import User
from onthaal.territory import map_source
from onthaal.timeline.models import Event

SHOWN = 6
FILTERS = {"": "Alles", "melder": "Voor de melder", "intern": "Alleen intern"}


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything about the issue on one page. Opening it tells colleagues that one is here, and
    takes the mark "nieuw" off one's own issue."""
    issue = find(request, reference)
    shows_contact = issue.shows_contact_to(request.user)
    which = request.GET.get("tijdlijn", "")
    presence.read(issue, by=request.user)
    return render(
        request,
        "issues/staff/detail/detail.html",
        {
            "issue": issue,
            "days_late": issue.days_late(clock.today()),
            "answers": shown_answers(list(issue.category.questions.all()), issue.answers),
            "photos": list(issue.photos.all()),
            "history": _history(issue, which, shows_contact=shows_contact),
            "filters": FILTERS.items(),
            "which": which if which in FILTERS else "",
            "others": list(presence.see(issue, by=request.user)),
            "may_take": _may_take(issue, request.user),
            "more_verbs": verbs.shown(issue),
            "shows_contact": shows_contact,
            "same_reporter": _same_reporter(request, issue) if shows_contact else [],
            "nearby": near_for_staff(issue, request.user)[:SHOWN],
            "duplicates": list(issue.duplicates.all()),
            "parts": list(issue.parts.select_related("team")),
            "enquiries": list(issue.enquiries.all()),
            "messages_sent": list(
                Message.objects.about(issue).defer("body_html", "body_text")[:SHOWN]
            ),
            "map": map_source.current(),
            "marker": _markers(issue),
        },
    )


def _history(issue: Issue, which: str, *, shows_contact: bool) -> list[Line]:
    """The newest first."""
    shown = lines(Event.objects.about(issue).select_related("actor"), shows_contact=shows_contact)
    if which == "melder":
        shown = [line for line in shown if line.is_for_reporter]
    elif which == "intern":
        shown = [line for line in shown if line.is_internal]
    return shown[::-1]


def _may_take(issue: Issue, user: User) -> bool:
    return (
        issue.is_open
        and issue.handler_id != user.pk
        and issue.team.memberships.filter(user=user).exists()
    )


def _markers(issue: Issue) -> list[dict[str, Any]]:
    if issue.lat is None:
        return []
    return [
        {
            "lat": issue.lat,
            "lon": issue.lon,
            "icon": issue.category.icon,
            "tone": "open" if issue.is_open else "closed",
            "label": issue.place,
        }
    ]


def _same_reporter(request: StaffRequest, issue: Issue) -> list[Issue]:
    if not issue.reporter or not issue.reporter.email:
        return []
    return list(
        Issue.objects.visible_to(request.user)
        # by the index on the lower-cased address; iexact would read every reporter
        .alias(who=Lower("reporter__email"))
        .filter(who=issue.reporter.email.lower())
        .exclude(pk=issue.pk)
        .select_related("category")
        .order_by("-received_at")[:SHOWN]
    )
