"""The resident's own pages, behind the secret link or after log-in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.complaints import history
from onthaal.complaints.actions.deciding import withdraw
from onthaal.complaints.actions.investigating import add_remark
from onthaal.complaints.forms import CitizenWithdrawalForm, RemarkForm
from onthaal.complaints.models import Complaint, Letter
from onthaal.complaints.views.paper import letter_response
from onthaal.core.changes import CannotChange
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page, withdrawal_page
from onthaal.people.access import ResidentRequest, resident_required
from onthaal.timeline.models import Event

page = require_http_methods(["GET", "HEAD", "POST"])


@secret_page
@require_safe
def status(request: HttpRequest, secret: str) -> HttpResponse:
    return _page(request, _find(secret), RemarkForm())


@secret_page
@limited("klacht-aanvulling", per_hour=40)
@page
def remark(request: HttpRequest, secret: str) -> HttpResponse:
    complaint = _find(secret)
    if request.method != "POST":
        return redirect("complaint-status", secret)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            add_remark(complaint, text=form.cleaned_data["text"])
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Wij hebben uw aanvulling goed ontvangen.")
            return redirect("complaint-status", secret)
    return _page(request, complaint, form, status=422)


@secret_page
@limited("klacht-intrekking", per_hour=20)
@page
def withdrawal(request: HttpRequest, secret: str) -> HttpResponse:
    complaint = _find(secret)
    return withdrawal_page(
        request,
        CitizenWithdrawalForm,
        lambda why: withdraw(complaint, why=why),
        template="complaints/citizen/withdrawal.html",
        context={"complaint": complaint},
        back=reverse("complaint-status", args=[secret]),
        done="Uw klacht is ingetrokken.",
        too_late="Deze klacht was al afgesloten.",
    )


@secret_page
@require_safe
def letter(request: HttpRequest, secret: str, pk: int) -> HttpResponse:
    complaint = _find(secret)
    return letter_response(request, get_object_or_404(Letter, pk=pk, complaint=complaint))


@resident_required
@require_safe
def mine(request: ResidentRequest) -> HttpResponse:
    rows = Complaint.objects.filter(complainant__email__iexact=request.user.email)
    response = render(request, "complaints/citizen/mine.html", {"complaints": rows[:100]})
    response["Cache-Control"] = "private, no-store"
    return response


def _find(secret: str) -> Complaint:
    return get_object_or_404(
        Complaint.objects.select_related("regulation", "became_issue", "complainant"),
        secret=secret,
    )


def _page(
    request: HttpRequest, complaint: Complaint, form: RemarkForm, status: int = 200
) -> HttpResponse:
    if complaint.became_issue:
        return redirect(complaint.became_issue.status_path)
    return render(
        request,
        "complaints/citizen/status.html",
        {
            "complaint": complaint,
            "form": form,
            "steps": history.for_resident(Event.objects.about(complaint)),
            "letters": complaint.letters.all(),
        },
        status=status,
    )
