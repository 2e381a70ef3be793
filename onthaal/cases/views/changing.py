"""One way to let a member of staff change a request: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from onthaal.cases import history
from onthaal.cases.actions import filing
from onthaal.cases.forms.files import WithFiles
from onthaal.cases.forms.staff import CaseForm
from onthaal.cases.models import Case
from onthaal.people.access import StaffRequest
from onthaal.timeline import views as timeline

F = TypeVar("F", bound=CaseForm)


def find(request: StaffRequest, reference: str) -> Case:
    """The request, if this person may see it; 404 otherwise."""
    return get_object_or_404(_visible(request), reference=reference)


def _visible(request: StaffRequest) -> QuerySet[Case]:
    return Case.objects.visible_to(request.user).select_related(
        "product", "process_version__process", "step__team", "team", "handler", "submitter"
    )


def change_page(
    request: StaffRequest,
    reference: str,
    form_class: type[F],
    act: Callable[[Case, F], object],
    *,
    done: str,
    title: str,
    button: str,
    intro: str = "",
    template: str = "cases/staff/form.html",
    initial: dict[str, Any] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """``timeline.views.change_page`` of a request. Good files of a form that goes back are kept."""

    def context(case: Case, form: CaseForm) -> dict[str, Any]:
        if isinstance(form, WithFiles) and form.is_bound:
            form.drafts = filing.keep(form.enclosed)
        return {"case": case, "title": title, "button": button, "intro": intro}

    return timeline.change_page(
        request,
        find(request, reference),
        form_class,
        act,
        seen_by_them=_visible(request),
        happened=lambda _, events: history.lines(events),
        own_page=reverse("case", args=[reference]),
        overview="case-list",
        template=template,
        context=context,
        done=done,
        initial=initial,
        more=more,
    )
