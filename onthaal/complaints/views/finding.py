"""Fetching a complaint for a page, and keeping that it was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from onthaal.complaints import history
from onthaal.complaints.actions.investigating import note_reading
from onthaal.complaints.forms import ComplaintForm
from onthaal.complaints.models import Complaint, is_coordinator
from onthaal.people.access import StaffRequest
from onthaal.timeline import views as timeline

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
) -> HttpResponse:
    """``timeline.views.change_page`` of a complaint; nothing of it may be kept on the way."""
    return confidential(
        timeline.change_page(
            request,
            find(request, reference, page=title, to_change=to_change),
            form_class,
            act,
            seen_by_them=Complaint.objects.visible_to(request.user).select_related(*_RELATED),
            happened=lambda _, events: history.lines(events.exclude(kind="complaint.read")),
            own_page=reverse("complaint-detail", args=[reference]),
            overview="complaint-list",
            template="complaints/staff/form.html",
            context=lambda complaint, _: {
                "complaint": complaint,
                "title": title,
                "button": button,
                "intro": intro,
            },
            done=done,
        )
    )
