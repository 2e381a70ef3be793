"""One way to let a member of staff change an issue: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onthaal.issues.actions.lifecycle import CannotChange
from onthaal.issues.actions.locking import ChangedMeanwhile
from onthaal.issues.forms.staff.issue_form import IssueForm
from onthaal.issues.history import Line, lines
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest
from onthaal.people.models import User
from onthaal.timeline.models import Event

F = TypeVar("F", bound=IssueForm)


def find(request: StaffRequest, reference: str) -> Issue:
    """The issue, if this person may see it; 404 otherwise."""
    return get_object_or_404(
        Issue.objects.visible_to(request.user).select_related(
            "category__group",
            "team",
            "handler",
            "reporter",
            "neighbourhood",
            "submitter",
            "duplicate_of",
            "split_from",
        ),
        reference=reference,
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
    """Show the form, or do the change and go back to the issue.

    A refusal comes back as an error in the form (422). When somebody else changed the issue
    meanwhile, the page (409) shows what, beside everything that was typed. ``look`` is asked
    first: what it returns is shown without doing anything, ``None`` lets the change happen.
    """
    issue = find(request, reference)
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, issue=issue, user=request.user, initial=request.GET.dict())
    status, meanwhile, seen = 200, None, None
    if posted is not None:
        seen = look(issue, form) if look else None
        if seen is None:
            status = 422
            if form.is_valid():
                try:
                    act(issue, form)
                except CannotChange as refusal:
                    about = refusal.about if refusal.about in form.fields else None
                    form.add_error(about, str(refusal))
                except ChangedMeanwhile as conflict:
                    status = 409
                    meanwhile = _changes_since(conflict.issue, form, request.user)
                    issue = find(request, reference)
                    form.look_again(issue)
                else:
                    messages.success(request, done)
                    return redirect("issue-detail", reference)
    return render(
        request,
        f"issues/staff/detail/{template}.html",
        {
            "issue": issue,
            "form": form,
            "meanwhile": meanwhile,
            "title": title,
            "button": button,
            **(context(issue, form) if context else {}),
            **(seen or {}),
        },
        status=status,
    )


def _changes_since(issue: Issue, form: IssueForm, user: User) -> list[Line]:
    """What happened since this person opened the form, in words."""
    events = Event.objects.about(issue).select_related("actor")
    if seen_at := form.cleaned_data.get("seen_at"):
        events = events.filter(at__gt=seen_at)
    return lines(events, shows_contact=issue.shows_contact_to(user))
