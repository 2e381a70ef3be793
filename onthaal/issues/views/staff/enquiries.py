"""Asking the reporter or somebody outside."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from onthaal.issues.actions import enquiries
from onthaal.issues.forms.staff.enquiries import OutsiderForm, ReporterQuestionForm
from onthaal.issues.models import Enquiry, EnquiryKind, Issue
from onthaal.issues.views.staff.changing import change_page
from onthaal.issues.warnings import personal_signs
from onthaal.people.access import StaffRequest, staff_required


@staff_required
def question(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: ReporterQuestionForm) -> None:
        enquiries.ask_reporter(
            issue,
            text=form.cleaned_data["text"],
            by=request.user,
            expected_version=form.cleaned_data["version"],
        )

    return change_page(
        request,
        reference,
        ReporterQuestionForm,
        act,
        done="De vraag is onderweg. De termijn staat stil tot er antwoord is.",
        title="Vraag aan de melder",
        button="Vraag versturen",
        template="question",
    )


@staff_required
def outsider(request: StaffRequest, reference: str) -> HttpResponse:
    def act(issue: Issue, form: OutsiderForm) -> None:
        data = form.cleaned_data
        enquiries.ask_outsider(
            issue,
            name=data["name"],
            email=data["email"],
            text=data["text"],
            tell=data["tell"],
            by=request.user,
            expected_version=data["version"],
        )

    def context(issue: Issue, form: OutsiderForm) -> dict[str, Any]:
        return {
            "signs": personal_signs(f"{issue.description}\n{issue.place_note}"),
            "earlier": _earlier_outsiders(),
            "photos": issue.photos.all(),
        }

    return change_page(
        request,
        reference,
        OutsiderForm,
        act,
        done="De andere partij krijgt een mail met een link om te antwoorden.",
        title="Doorsturen naar een andere partij",
        button="Doorsturen",
        template="outsider",
        context=context,
    )


def _earlier_outsiders() -> list[tuple[str, str]]:
    """Name and address of those whom the town hall wrote to last, each once."""
    rows = (
        Enquiry.objects.filter(kind=EnquiryKind.OUTSIDER)
        .exclude(recipient_email="")
        .order_by("-asked_at")
        .values_list("recipient_email", "recipient_name")[:100]
    )
    latest: dict[str, str] = {}
    for email, name in rows:
        latest.setdefault(email, name)
    return [(name, email) for email, name in latest.items()][:12]
