"""Fetching a complaint for a page, and keeping that it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onthaal.complaints.actions.changing import CannotChange, ChangedMeanwhile
from onthaal.complaints.actions.investigating import note_reading
from onthaal.complaints.forms import ComplaintForm
from onthaal.complaints.models import Complaint, is_coordinator
from onthaal.people.access import StaffRequest

F = TypeVar("F", bound=ComplaintForm)
_RELATED = ("team", "process", "handler", "deputy", "complainant", "regulation")


def find(request: StaffRequest, reference: str, *, page: str, to_change: bool = False) -> Complaint:
    """The complaint if this person may see (or change) it, 404 otherwise; the look is logged."""
    rows = (
        Complaint.objects.handled_by(request.user)
        if to_change
        else Complaint.objects.visible_to(request.user)
    )
    complaint = get_object_or_404(rows.select_related(*_RELATED), reference=reference)
    note_reading(complaint, by=request.user, page=page)
    return complaint


def only_coordinators(request: StaffRequest) -> None:
    """Administrators are no coordinators without that role. Raises PermissionDenied."""
    if not is_coordinator(request.user):
        raise PermissionDenied


def confidential(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def change_page(
    request: StaffRequest,
    reference: str,
    form_class: type[F],
    act: Callable[[Complaint, F], object],
    *,
    title: str,
    button: str,
    done: str,
    intro: str = "",
    to_change: bool = True,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or do the change and go back to the complaint; 422 says what is wrong."""
    complaint = find(request, reference, page=title, to_change=to_change)
    form = form_class(
        request.POST if request.method == "POST" else None, complaint=complaint, user=request.user
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(complaint, form)
            except CannotChange as refusal:
                form.add_error(
                    refusal.about if refusal.about in form.fields else None, str(refusal)
                )
                if isinstance(refusal, ChangedMeanwhile):
                    status = 409
                    form.look_again(Complaint.objects.get(pk=complaint.pk))
            else:
                messages.success(request, done)
                sees = Complaint.objects.visible_to(request.user).filter(pk=complaint.pk)
                return (
                    redirect("complaint-detail", reference)
                    if sees.exists()
                    else redirect("complaint-list")
                )
    return confidential(
        render(
            request,
            "complaints/staff/form.html",
            {
                "complaint": complaint,
                "form": form,
                "title": title,
                "button": button,
                "intro": intro,
                **(context or {}),
            },
            status=status,
        )
    )
