"""Where the reporter or an outsider answers a question, through the link in the mail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page
from onthaal.core.uploads import left_out
from onthaal.issues.actions import enquiries
from onthaal.issues.forms.citizen.answer import OutsiderAnswerForm, ReporterAnswerForm
from onthaal.issues.models import Enquiry, EnquiryKind
from onthaal.issues.views.citizen.photos import signed


@secret_page
@limited("antwoord", per_hour=30)
@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, secret: str) -> HttpResponse:
    """The question with a form; afterwards a thank-you. Nothing changes on GET.

    After the last day the reporter may still answer, as a remark; an outsider sees nothing more
    of the issue, but what is sent from a page that was open already is kept.
    """
    enquiry = get_object_or_404(
        Enquiry.objects.select_related("issue__category", "issue__team"), secret=secret
    )
    form_class = ReporterAnswerForm if enquiry.kind == EnquiryKind.REPORTER else OutsiderAnswerForm
    state = _state(enquiry)
    if request.method != "POST":
        return _page(request, enquiry, state, form_class())
    form = form_class(request.POST, request.FILES, left_out=left_out(request, "photos"))
    if state == "answered":
        return _page(request, enquiry, state, form)
    if not form.is_valid():
        return _page(request, enquiry, state, form, status=422)
    try:
        enquiries.answer(
            enquiry=enquiry,
            text=form.cleaned_data["text"],
            photos=[photo for _, photo in form.accepted],
            outcome=form.cleaned_data.get("outcome", ""),
        )
    except enquiries.AlreadyAnswered:
        pass  # a double click: the first one counts and the page says so
    except enquiries.Closed:
        return _page(request, enquiry, "closed", form, status=409)
    except CannotChange as refusal:
        form.add_error("text", str(refusal))
        return _page(request, enquiry, state, form, status=422)
    return redirect("enquiry", secret)


def _state(enquiry: Enquiry) -> str:
    if enquiry.answered_at:
        return "answered"
    if not enquiry.issue.is_open:
        return "closed"
    return "open" if enquiries.is_waiting(enquiry, clock.now()) else "late"


def _page(
    request: HttpRequest, enquiry: Enquiry, state: str, form: Any, status: int = 200
) -> HttpResponse:
    issue = enquiry.issue
    shows_issue = enquiry.kind == EnquiryKind.OUTSIDER and state == "open"
    return render(
        request,
        "issues/citizen/answering.html",
        {
            "enquiry": enquiry,
            "issue": issue,
            "form": form,
            "state": state,
            "shows_form": state == "open"
            or (state == "late" and (form.is_bound or enquiry.kind == EnquiryKind.REPORTER)),
            "photos": [(signed(photo), signed(photo, small=False)) for photo in issue.photos.all()]
            if shows_issue
            else [],
            "was_late": enquiry.answered_at
            and (enquiry.expired_at or enquiry.answered_at > enquiry.expires_at),
            "typed": form.data.get("text", "") if form.is_bound else "",
        },
        status=status,
    )
