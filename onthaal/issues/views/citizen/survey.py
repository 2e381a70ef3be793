"""How did it go? One page, one answer."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page
from onthaal.issues import rules
from onthaal.issues.actions.survey import AlreadyAnswered, Expired, answer_survey
from onthaal.issues.forms.citizen.contact import SurveyForm
from onthaal.issues.models import Survey


@secret_page
@limited("mening", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link changes nothing; mail programs do that by themselves."""
    found = get_object_or_404(
        Survey.objects.select_related("issue__category", "issue__handler"), secret=secret
    )
    form = SurveyForm(
        request.POST if request.method == "POST" else None,
        initial={"satisfaction": request.GET.get("score")},
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            with suppress(AlreadyAnswered, Expired):  # the page says so
                answer_survey(survey=found, **form.cleaned_data)
            return redirect("survey", secret)
        status = 422
    now = clock.now()
    return render(
        request,
        "issues/citizen/survey.html",
        {
            "survey": found,
            "issue": found.issue,
            "form": form,
            "is_expired": found.answered_at is None and now > found.expires_at,
            "may_reopen": rules.may_reopen(found.issue.state, found.issue.closed_at, now),
        },
        status=status,
    )
