"""One way to let a member of staff change an issue: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from onthaal.issues.forms.staff.issue_form import IssueForm
from onthaal.issues.history import lines
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest
from onthaal.timeline import views as timeline

F = TypeVar("F", bound=IssueForm)


def find(request: StaffRequest, reference: str) -> Issue:
    """The issue, if this person may see it; 404 otherwise."""
    return get_object_or_404(_visible(request), reference=reference)


def _visible(request: StaffRequest) -> QuerySet[Issue]:
    return Issue.objects.visible_to(request.user).select_related(
        "category__group",
        "team",
        "handler",
        "reporter",
        "neighbourhood",
        "submitter",
        "duplicate_of",
        "split_from",
    )


def change_page(
    request: StaffRequest,
    reference: str,
    form_class: type[F],
    act: Callable[[Issue, F], object],
    *,
    done: str,
    title: str,
    button: str = "Bewaren",
    template: str = "form",
    context: Callable[[Issue, F], dict[str, Any]] | None = None,
    look: Callable[[Issue, F], dict[str, Any] | None] | None = None,
) -> HttpResponse:
    """``timeline.views.change_page`` of an issue; the address may fill in a part of the form."""
    return timeline.change_page(
        request,
        find(request, reference),
        form_class,
        act,
        seen_by_them=_visible(request),
        happened=lambda issue, events: lines(
            events, shows_contact=issue.shows_contact_to(request.user)
        ),
        own_page=reverse("issue-detail", args=[reference]),
        overview="issue-list",
        template=f"issues/staff/detail/{template}.html",
        context=lambda issue, form: {
            "issue": issue,
            "title": title,
            "button": button,
            **(context(issue, form) if context else {}),
        },
        done=done,
        initial=request.GET.dict(),
        look=look,
    )
