"""One way to let a member of staff change a request: a form, one action, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onthaal.cases import history
from onthaal.cases.actions.locking import CannotDo, ChangedMeanwhile
from onthaal.cases.forms.staff import CaseForm
from onthaal.cases.models import Case
from onthaal.people.access import StaffRequest
from onthaal.timeline.models import Event

F = TypeVar("F", bound=CaseForm)


def find(request: StaffRequest, reference: str) -> Case:
    """The request, if this person may see it; 404 otherwise."""
    return get_object_or_404(
        Case.objects.visible_to(request.user).select_related(
            "product", "process_version__process", "step__team", "team", "handler", "submitter"
        ),
        reference=reference,
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
) -> HttpResponse:
    """Show the form, or do the change and go back to the request.

    A refusal comes back as an error in the form (422). When somebody else changed the request
    meanwhile, the page (409) shows what, beside everything that was typed.
    """
    case = find(request, reference)
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, case=case, user=request.user)
    status, meanwhile = 200, None
    if posted is not None:
        status = 422
        if form.is_valid():
            try:
                act(case, form)
            except CannotDo as refusal:
                about = refusal.about if refusal.about in form.fields else None
                form.add_error(about, str(refusal))
            except ChangedMeanwhile:
                status = 409
                events = Event.objects.about(case).select_related("actor")
                if seen_at := form.cleaned_data.get("seen_at"):
                    events = events.filter(at__gt=seen_at)
                meanwhile = history.lines(events)
                case = find(request, reference)
                form.look_again(case)
            else:
                messages.success(request, done)
                # handing it to another team may take it out of one's own sight
                if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
                    return redirect("case", reference)
                return redirect("case-list")
    return render(
        request,
        "cases/staff/form.html",
        {
            "case": case,
            "form": form,
            "meanwhile": meanwhile,
            "title": title,
            "button": button,
            "intro": intro,
        },
        status=status,
    )
