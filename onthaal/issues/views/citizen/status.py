"""The reporter's own page, behind the secret link from the mail."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page, withdrawal_page
from onthaal.core.uploads import left_out
from onthaal.issues import public, story
from onthaal.issues.actions.contributions import CannotAdd, add_remark
from onthaal.issues.actions.withdrawal import withdraw
from onthaal.issues.forms.citizen.contact import AdditionForm, WithdrawalForm
from onthaal.issues.forms.questions import shown_answers
from onthaal.issues.models import EnquiryKind, Issue, Question, Survey
from onthaal.issues.succession import successor
from onthaal.issues.views.citizen.photos import signed


@secret_page
@require_safe
def status(request: HttpRequest, secret: str) -> HttpResponse:
    issue = _issue(secret)
    if not issue.is_open and (path := successor(issue)):
        return redirect(path)
    return _page(request, issue, AdditionForm(initial={"key": uuid.uuid4()}))


@secret_page
@limited("melding-aanvulling", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def addition(request: HttpRequest, secret: str) -> HttpResponse:
    issue = _issue(secret)
    if request.method != "POST":
        return redirect("issue-status", secret)
    form = AdditionForm(request.POST, request.FILES, left_out=left_out(request, "photos"))
    if not issue.is_open and (path := successor(issue)):
        return render(
            request,
            "issues/citizen/gone_on.html",
            {"issue": issue, "path": path, "text": form["text"].value()},
            status=409,
        )
    if form.is_valid():
        try:
            add_remark(
                issue=issue,
                text=form.cleaned_data["text"],
                photos=[photo for _, photo in form.accepted],
                key=form.cleaned_data["key"],
                also_late=True,
            )
        except CannotAdd as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _thanks(issue))
            return redirect("issue-status", secret)
    return _page(request, issue, form, status=422)


def _thanks(issue: Issue) -> str:
    if issue.is_open:
        return "Wij hebben uw aanvulling goed ontvangen."
    return (
        "Uw melding was net afgesloten. Wij bewaarden uw aanvulling bij de melding en tonen ze aan "
        "de behandelaar. Is het probleem niet opgelost, zeg het dan op deze pagina of doe een "
        "nieuwe melding."
    )


@secret_page
@limited("melding-intrekking", per_hour=20)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, secret: str) -> HttpResponse:
    issue = _issue(secret)
    return withdrawal_page(
        request,
        WithdrawalForm,
        lambda why: withdraw(issue=issue, why=why),
        template="issues/citizen/withdrawal.html",
        context={"issue": issue},
        back=reverse("issue-status", args=[secret]),
        done="Uw melding is ingetrokken.",
        too_late="Deze melding was al afgesloten.",
    )


def _issue(secret: str) -> Issue:
    questions = Prefetch("category__questions", Question.objects.all())
    return get_object_or_404(
        Issue.objects.select_related(
            "category", "team__department", "reporter", "duplicate_of"
        ).prefetch_related("photos", questions),
        secret=secret,
    )


def _page(
    request: HttpRequest, issue: Issue, form: AdditionForm, status: int = 200
) -> HttpResponse:
    now = clock.now()
    context: dict[str, Any] = {
        "issue": issue,
        "form": form,
        "steps": story.for_reporter(issue),
        "answers": shown_answers(list(issue.category.questions.all()), issue.answers),
        "photos": [
            (photo, signed(photo), signed(photo, small=False)) for photo in issue.photos.all()
        ],
        "enquiry": issue.enquiries.filter(
            kind=EnquiryKind.REPORTER,
            answered_at__isnull=True,
            expired_at__isnull=True,
            expires_at__gt=now,
        ).first(),
        "survey": None
        if issue.is_open
        else Survey.objects.filter(
            issue=issue, answered_at__isnull=True, expires_at__gt=now
        ).last(),
        "public_page": public.issues().filter(pk=issue.pk).exists(),
    }
    return render(request, "issues/citizen/status.html", context, status=status)
