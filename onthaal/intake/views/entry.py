"""Somebody at the desk or on the telephone lets something know."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onthaal.intake import pages, rules, signposts
from onthaal.intake.actions.submission import Submission, submit
from onthaal.intake.forms.staff import EntryForm, NewMessageForm
from onthaal.intake.models import Channel, Kind
from onthaal.intake.views.messages import CAME_BY, shared
from onthaal.issues.suggestions import sounds_dangerous, suggest
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role

CARRY = "overnemen"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def entry(request: StaffRequest) -> HttpResponse:
    """The same text, the same proposal; each door leads to its own form for staff."""
    if request.method != "POST":
        form = EntryForm(initial={"channel": request.GET.get("via") or Channel.PHONE})
        return render(request, "intake/staff/entry.html", {"form": form, **shared(request)})
    form = EntryForm(request.POST)
    if not form.is_valid():
        return render(
            request, "intake/staff/entry.html", {"form": form, **shared(request)}, status=422
        )
    text = form.cleaned_data["text"]
    proposal = rules.propose(text, is_dangerous=sounds_dangerous(text))
    likely = suggest(text, limit=1)
    return render(
        request,
        "intake/staff/entry.html",
        {
            "form": form,
            "proposal": proposal,
            "doors": [(pages.DOORS[door], door == proposal.door) for door in proposal.doors],
            "elsewhere": signposts.shown([kind for kind, _ in proposal.elsewhere]),
            "subject": likely[0].category if likely else None,
            "issue_channel": CAME_BY[form.cleaned_data["channel"]],
            # as the page of the klachten itself decides
            "enters_complaints": request.user.has_role(Role.DESK, Role.COMPLAINTS),
            **shared(request),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new_message(request: StaffRequest) -> HttpResponse:
    """A suggestie, vraag or compliment, typed by staff."""
    carried = request.POST if request.POST.get("doe") == CARRY else request.GET
    if request.method != "POST" or carried is request.POST:
        kind = carried.get("kind", "")
        form = NewMessageForm(
            initial={
                "key": uuid.uuid4(),
                "kind": kind if kind in Kind.values else Kind.QUESTION,
                "channel": carried.get("channel", Channel.PHONE),
                "text": carried.get("text", ""),
            }
        )
        return render(request, "intake/staff/new_message.html", {"form": form})
    form = NewMessageForm(request.POST)
    if not form.is_valid():
        return render(request, "intake/staff/new_message.html", {"form": form}, status=422)
    data = {**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])}
    suggestion = submit(submission=Submission(**data), by=request.user)
    messages.success(request, f"Bewaard als {suggestion.reference}.")
    return redirect("suggestion-detail", suggestion.reference)
