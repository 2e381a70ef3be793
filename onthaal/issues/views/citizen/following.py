"""Getting the news of somebody else's melding, without an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onthaal.core.rate_limits import HOUR, Limited, count, limited, too_many
from onthaal.core.secret_pages import secret_page
from onthaal.issues import public
from onthaal.issues.actions.following import NoLongerValid, confirm, follow, follow_as, stop
from onthaal.issues.forms.citizen.contact import FollowForm
from onthaal.issues.models import Follower
from onthaal.issues.views.citizen.public import issue_context
from onthaal.people.models import User

# Mails to one address, whoever asks for them.
MAILS_PER_HOUR = 6


@limited("volgen", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, reference: str) -> HttpResponse:
    """The page to follow an issue; with an account one click is enough."""
    issue = public.find(reference)
    if issue is None:
        raise Http404
    if request.method != "POST":
        return render(request, "issues/citizen/following.html", issue_context(request, issue))
    if isinstance(request.user, User):
        follow_as(issue=issue, user=request.user)
        messages.success(request, "U volgt deze melding nu. U krijgt het nieuws per mail.")
        return redirect("issue", issue.reference)
    form = FollowForm(request.POST)
    if not form.is_valid():
        context = issue_context(request, issue, form)
        return render(request, "issues/citizen/following.html", context, status=422)
    email = form.cleaned_data["email"]
    try:
        count("volgen-mail", email.lower(), limit=MAILS_PER_HOUR, period=HOUR)
    except Limited as refusal:
        return too_many(request, refusal.until)
    follow(issue=issue, email=email)
    return render(request, "issues/citizen/following_asked.html", {"issue": issue, "email": email})


@secret_page
@limited("volgen-bevestiging", per_hour=60)
@require_http_methods(["GET", "HEAD", "POST"])
def follower(request: HttpRequest, secret: str) -> HttpResponse:
    """The follower's own page. A mail program that opens links confirms nothing: that is a POST."""
    if request.method == "POST":
        try:
            confirm(secret=secret)
        except NoLongerValid:
            return render(request, "issues/citizen/follower_gone.html", status=410)
        messages.success(request, "U volgt deze melding nu. U krijgt het nieuws per mail.")
        return redirect("follower", secret)
    found = (
        Follower.objects.filter(secret=secret)
        .select_related("issue__category", "issue__neighbourhood")
        .first()
    )
    if found is None:
        return render(request, "issues/citizen/follower_gone.html", status=410)
    return render(
        request,
        "issues/citizen/follower.html",
        {
            "follower": found,
            "issue": found.issue,
            "is_public": public.issues().filter(pk=found.issue_id).exists(),
        },
    )


@csrf_exempt  # mail programs POST here for the one-click unsubscribe of RFC 8058
@secret_page
@limited("volgen-stoppen", per_hour=120)
@require_http_methods(["GET", "HEAD", "POST"])
def follower_stop(request: HttpRequest, secret: str) -> HttpResponse:
    if request.method == "POST":
        stop(secret=secret)
        return render(request, "issues/citizen/follower_stopped.html")
    found = get_object_or_404(Follower.objects.select_related("issue__category"), secret=secret)
    return render(
        request, "issues/citizen/follower_stop.html", {"follower": found, "issue": found.issue}
    )
