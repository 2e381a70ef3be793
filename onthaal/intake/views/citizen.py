"""The front door: describe, see what we propose, and go on to the right form."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.complaints.actions.submission import submit as submit_complaint
from onthaal.complaints.models import Complaint, Regulation
from onthaal.complaints.states import Channel as ComplaintChannel
from onthaal.core import clock
from onthaal.core.rate_limits import limited
from onthaal.core.secret_pages import secret_page
from onthaal.intake import pages, rules, signposts
from onthaal.intake.actions.handling import CannotChange, add_remark
from onthaal.intake.actions.submission import Submission, submit
from onthaal.intake.doors import Door, Elsewhere
from onthaal.intake.forms.citizen import ComplaintForm, DescribeForm, MessageForm, RemarkForm
from onthaal.intake.models import KINDS, State, Suggestion
from onthaal.issues.suggestions import sounds_dangerous, suggest
from onthaal.people.models import User
from onthaal.timeline.models import Event

# "doe" of a button that only carries a text to the next page, where nothing is judged yet
CARRY = "overnemen"
SENT_PER_HOUR = 120


@limited("laat-het-ons-weten", per_hour=SENT_PER_HOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def front_door(request: HttpRequest) -> HttpResponse:
    """Describe; a POST answers with what we propose. Nothing is stored here."""
    if request.method != "POST" or request.POST.get("doe") == "aanpassen":
        return _describe(request, DescribeForm(initial=_typed(request)))
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _describe(request, form, status=422)
    text = form.cleaned_data["text"]
    proposal = rules.propose(
        text,
        wish=form.door,
        contests_decision=form.cleaned_data["decision"],
        is_dangerous=sounds_dangerous(text),
    )
    subjects = suggest(text, limit=1) if proposal.door == Door.ISSUE else []
    response = render(
        request,
        "intake/citizen/proposal.html",
        {
            "form": form,
            "proposal": proposal,
            "proposed": pages.DOORS[proposal.door] if proposal.door else None,
            "others": [pages.DOORS[door] for door in proposal.others],
            "elsewhere": signposts.shown([kind for kind, _ in proposal.elsewhere]),
            "subject": subjects[0].category if subjects else None,
            "key": uuid.uuid4(),
        },
    )
    response["Cache-Control"] = "private, no-store"
    return response


@limited("bericht", per_hour=SENT_PER_HOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a suggestie, vraag or compliment."""
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    if request.method != "POST" or request.POST.get("doe") == CARRY:
        initial = {"key": uuid.uuid4(), "text": request.POST.get("text", ""), **_own(request)}
        return _message(request, MessageForm(kind=kind, initial=initial))
    form = MessageForm(request.POST, kind=kind)
    if not form.is_valid():
        return _message(request, form, status=422)
    suggestion = submit(
        submission=Submission(
            kind=kind,
            user=request.user if isinstance(request.user, User) else None,
            **form.cleaned_data,
        )
    )
    return redirect("suggestion-thanks", suggestion.secret)


@limited("klacht", per_hour=SENT_PER_HOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest) -> HttpResponse:
    """The form of a klacht."""
    regulation = Regulation.objects.valid_on(clock.today()) or Regulation()
    if request.method != "POST" or request.POST.get("doe") == CARRY:
        initial = {"key": uuid.uuid4(), "text": request.POST.get("text", ""), **_own(request)}
        form = ComplaintForm(initial=initial, may_be_anonymous=regulation.anonymous_allowed)
        return _complaint(request, form, regulation)
    form = ComplaintForm(request.POST, may_be_anonymous=regulation.anonymous_allowed)
    if not form.is_valid():
        return _complaint(request, form, regulation, status=422)
    made = submit_complaint(submission=form.submission(channel=ComplaintChannel.WEB))
    return redirect("complaint-received", made.secret)


@secret_page
@require_safe
def complaint_received(request: HttpRequest, secret: str) -> HttpResponse:
    made = get_object_or_404(Complaint.objects.select_related("complainant"), secret=secret)
    return render(request, "intake/citizen/complaint_received.html", {"complaint": made})


@secret_page
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    suggestion = get_object_or_404(Suggestion, secret=secret)
    return render(request, "intake/citizen/thanks.html", {"suggestion": suggestion})


@secret_page
@limited("bericht-aanvulling", per_hour=40)
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """The writer's own page: what was written, what we answered, and room to add something."""
    suggestion = get_object_or_404(Suggestion, secret=secret)
    form = RemarkForm(initial={"key": uuid.uuid4()})
    if request.method == "POST":
        form = RemarkForm(request.POST)
        if form.is_valid():
            try:
                add_remark(suggestion, **form.cleaned_data)
            except CannotChange as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, "Wij hebben uw aanvulling goed ontvangen.")
                return redirect("suggestion-status", secret)
    return render(
        request,
        "intake/citizen/status.html",
        {
            "suggestion": suggestion,
            "form": form,
            "events": Event.objects.about(suggestion).filter(
                kind__in=["suggestion.answered", "suggestion.remark_added", "suggestion.became"]
            ),
            "can_add": suggestion.state != State.MOVED,
        },
        status=422 if form.errors else 200,
    )


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Which form to print."""
    return render(request, "intake/citizen/paper.html")


@require_safe
def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for who writes with a pen; two A4 pages at most."""
    if slug not in ("melding", "klacht"):
        raise Http404
    return render(
        request,
        "intake/citizen/paper_form.html",
        {"slug": slug, "emergency": signposts.shown([Elsewhere.EMERGENCY])[0]},
    )


def _describe(request: HttpRequest, form: DescribeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "intake/citizen/describe.html", {"form": form}, status=status)


def _message(request: HttpRequest, form: MessageForm, *, status: int = 200) -> HttpResponse:
    door = pages.DOORS[Door(form.kind.value)]
    return render(
        request, "intake/citizen/message.html", {"form": form, "door": door}, status=status
    )


def _complaint(
    request: HttpRequest, form: ComplaintForm, regulation: Regulation, *, status: int = 200
) -> HttpResponse:
    door = pages.DOORS[Door.COMPLAINT]
    context = {"form": form, "door": door, "regulation": regulation}
    return render(request, "intake/citizen/complaint.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        "text": request.POST.get("text", ""),
        "wish": request.POST.get("wish", ""),
        "decision": bool(request.POST.get("decision")),
    }


def _own(request: HttpRequest) -> dict[str, str]:
    if not isinstance(request.user, User):
        return {}
    user = request.user
    return {"name": user.name, "email": user.email, "phone": user.phone}
