"""One way to let a member of staff change an issue: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onthaal.issues.actions.lifecycle import CannotChange
from onthaal.issues.actions.locking import ChangedMeanwhile
from onthaal.issues.forms.staff.detail import IssueForm
from onthaal.issues.history import lines
from onthaal.issues.models import Issue
from onthaal.people.access import StaffRequest
from onthaal.timeline.models import Event


def find(request: StaffRequest, reference: str) -> Issue:
    """The issue, if this person may see it; 404 otherwise."""
    return get_object_or_404(
        Issue.objects.visible_to(request.user).select_related(
            "category__group", "team", "handler", "reporter", "neighbourhood", "submitter"
        ),
        reference=reference,
    )


def change_page(
    request: StaffRequest,
    reference: str,
    form_class: type[IssueForm],
    act: Callable[[Issue, dict[str, Any]], object],
    *,
    done: str,
    template: str = "form",
    context: Callable[[Issue, IssueForm], dict[str, Any]] | None = None,
    **words: Any,
) -> HttpResponse:
    """Show the form, or do the change and go back to the issue.

    A refusal comes back as an error in the form (422). When somebody else changed the issue
    meanwhile the page (409) shows what, beside everything that was typed.
    """
    issue = find(request, reference)
    form = form_class(
        request.POST or None, issue=issue, user=request.user, initial=request.GET.dict()
    )
    status, meanwhile = 200, []
    if request.method == "POST":
        status = 422
        if "voorbeeld" not in request.POST and form.is_valid():
            try:
                act(issue, form.cleaned_data)
            except CannotChange as refusal:
                form.add_error(None, str(refusal))
            except ChangedMeanwhile as conflict:
                status = 409
                meanwhile = _changes_since(conflict.issue, form)
                form.issue = conflict.issue
                form.look_again()
            else:
                messages.success(request, done)
                return redirect("issue-detail", reference)
        elif "voorbeeld" in request.POST and form.is_valid():
            status = 200
    return render(
        request,
        f"issues/staff/detail/{template}.html",
        {
            "issue": form.issue,
            "form": form,
            "meanwhile": meanwhile,
            "conflict": status == 409,
            **words,
            **(context(issue, form) if context else {}),
        },
        status=status,
    )


def _changes_since(issue: Issue, form: IssueForm) -> list[Any]:
    events = Event.objects.about(issue).select_related("actor")
    if seen_at := form.cleaned_data.get("seen_at"):
        events = events.filter(at__gt=seen_at)
    return lines(events)
