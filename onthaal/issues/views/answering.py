"""Where the reporter or an outsider answers a question, through the link in the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.uploads import left_out
from onthaal.issues.actions import enquiries
from onthaal.issues.actions.lifecycle import CannotChange
from onthaal.issues.forms.citizen.answer import OutsiderAnswerForm, ReporterAnswerForm
from onthaal.issues.models import Enquiry, EnquiryKind
from onthaal.issues.views.citizen.photos import signed
from onthaal.issues.views.citizen.secret import secret_page


@secret_page
@limited("antwoord", per_hour=30)
@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, secret: str) -> HttpResponse:
    """The question with a form; afterwards a thank-you. Nothing changes on GET."""
    enquiry = get_object_or_404(
        Enquiry.objects.select_related("issue__category", "issue__team"), secret=secret
    )
    form_class = ReporterAnswerForm if enquiry.kind == EnquiryKind.REPORTER else OutsiderAnswerForm
    form = (
        form_class(request.POST, request.FILES, left_out=left_out(request, "photos"))
        if request.method == "POST"
        else form_class()
    )
    state, status = _state(enquiry), 200
    if request.method == "POST" and state == "open":
        status = 422
        if form.is_valid():
            state, status = _answer(enquiry, form, status)
    return render(
        request,
        "issues/citizen/answering.html",
        {
            "enquiry": enquiry,
            "issue": enquiry.issue,
            "form": form,
            "state": state,
            "photos": [signed(photo) for photo in enquiry.issue.photos.all()],
        },
        status=status,
    )


def _state(enquiry: Enquiry) -> str:
    if enquiry.answered_at:
        return "answered"
    if enquiry.expired_at or clock.now() > enquiry.expires_at or not enquiry.issue.is_open:
        return "expired"
    return "open"


def _answer(enquiry: Enquiry, form: ReporterAnswerForm, status: int) -> tuple[str, int]:
    try:
        enquiries.answer(
            enquiry=enquiry,
            text=form.cleaned_data["text"],
            photos=[photo for _, photo in form.accepted],
            outcome=form.cleaned_data.get("outcome", ""),
        )
    except enquiries.AlreadyAnswered:
        return "answered", 200
    except enquiries.Expired:
        return "expired", 200
    except CannotChange as refusal:
        form.add_error("text", str(refusal))
        return "open", status
    return "thanks", 200
