"""Suggesties, vragen and complimenten, for staff."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onthaal.complaints.models import Complaint
from onthaal.core.numbers import whole
from onthaal.intake.actions import handling, moving
from onthaal.intake.actions.handling import CannotChange
from onthaal.intake.forms.staff import (
    AnswerForm,
    AssignForm,
    CloseForm,
    TurnIntoComplaintForm,
    TurnIntoIssueForm,
)
from onthaal.intake.models import Channel, IncomingMail, Kind, State, Suggestion
from onthaal.issues.models import Category
from onthaal.issues.models import Channel as IssueChannel
from onthaal.issues.suggestions import suggest
from onthaal.people.access import StaffRequest, staff_required
from onthaal.people.models import Role
from onthaal.timeline.models import Event

PAGE = 50
# how a message came → how the melding that it becomes came
CAME_BY = {
    Channel.WEB.value: IssueChannel.WEB.value,
    Channel.PHONE.value: IssueChannel.PHONE.value,
    Channel.DESK.value: IssueChannel.DESK.value,
    Channel.MAIL.value: IssueChannel.MAIL.value,
    Channel.PAPER.value: IssueChannel.LETTER.value,
}


@require_safe
@staff_required
def message_list(request: StaffRequest) -> HttpResponse:
    rows = Suggestion.objects.visible_to(request.user).select_related("team")
    tab = "klaar" if request.GET.get("tab") == "klaar" else "open"
    waiting = rows.waiting()
    shown = waiting if tab == "open" else rows.exclude(pk__in=waiting.values("pk"))
    kind = request.GET.get("soort", "")
    if kind in Kind.values:
        shown = shown.filter(kind=kind)
    page = Paginator(
        shown.order_by("received_at" if tab == "open" else "-received_at"), PAGE
    ).get_page(request.GET.get("pagina"))
    return render(
        request,
        "intake/staff/messages.html",
        {
            "page": page,
            "tab": tab,
            "kind": kind,
            "kinds": Kind.choices,
            "waiting": waiting.count(),
            **shared(request),
        },
    )


@require_safe
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    return _detail(request, _find(request, reference), AnswerForm())


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    suggestion = _find(request, reference)
    if request.method != "POST":
        return redirect("suggestion-detail", reference)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            handling.answer(suggestion, text=form.cleaned_data["text"], by=request.user)
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            told = "Het antwoord is onderweg." if suggestion.email else "Het antwoord is bewaard."
            messages.success(request, told)
            return redirect("suggestion-detail", reference)
    return _detail(request, suggestion, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def assignment(request: StaffRequest, reference: str) -> HttpResponse:
    suggestion = _find(request, reference)
    form = AssignForm(request.POST or None, initial={"team": suggestion.team_id})
    if request.method == "POST" and form.is_valid():
        team = form.cleaned_data["team"]
        handling.assign(suggestion, team=team, by=request.user)
        messages.success(request, f"Nu bij team {team}." if team else "Terug bij het onthaal.")
        if Suggestion.objects.visible_to(request.user).filter(pk=suggestion.pk).exists():
            return redirect("suggestion-detail", reference)
        return redirect("suggestion-list")
    return _form_page(request, suggestion, form, title="Aan een team geven", button="Bewaren")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def closing(request: StaffRequest, reference: str) -> HttpResponse:
    suggestion = _find(request, reference)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            handling.close(suggestion, note=form.cleaned_data["note"], by=request.user)
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Afgesloten. De inwoner krijgt hier geen mail van.")
            return redirect("suggestion-detail", reference)
    return _form_page(
        request, suggestion, form, title="Afsluiten zonder antwoord", button="Afsluiten"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def into_issue(request: StaffRequest, reference: str) -> HttpResponse:
    """The message becomes a melding; its writer is told."""
    suggestion = _find(request, reference)
    came_by = CAME_BY[suggestion.channel]
    if request.method == "POST":
        form = TurnIntoIssueForm(request.POST, request.FILES, came_by=came_by)
        if "vragen" not in request.POST and form.is_valid():
            try:
                issue = moving.become_issue(
                    suggestion,
                    submission=form.submission(),
                    tell=form.cleaned_data["tell"],
                    by=request.user,
                )
            except CannotChange as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"Het is nu melding {issue.reference}.")
                return redirect("suggestion-detail", reference)
        status = 200 if "vragen" in request.POST else 422
    else:
        likely = suggest(suggestion.text, limit=1)
        form = TurnIntoIssueForm(
            came_by=came_by,
            initial={
                "description": suggestion.text,
                "category": likely[0].category.pk if likely else None,
                "name": suggestion.name,
                "email": suggestion.email,
                "phone": suggestion.phone,
            },
        )
        status = 200
    return render(
        request,
        "intake/staff/into_issue.html",
        {
            "suggestion": suggestion,
            "form": form,
            "category": chosen_category(form),
            "back": suggestion.get_absolute_url(),
            "text": suggestion.text,
            "mail": None,
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def into_complaint(request: StaffRequest, reference: str) -> HttpResponse:
    """The message becomes a klacht; its writer is told, and nobody here sees it any more."""
    suggestion = _find(request, reference)
    form = TurnIntoComplaintForm(
        request.POST if request.method == "POST" else None,
        initial={
            "key": uuid.uuid4(),
            "text": suggestion.text,
            "name": suggestion.name,
            "email": suggestion.email,
            "phone": suggestion.phone,
        },
    )
    if request.method == "POST" and form.is_valid():
        channel = CAME_BY[suggestion.channel]
        try:
            made = moving.become_complaint(
                suggestion,
                submission=form.submission(channel=channel),
                tell=form.cleaned_data["tell"],
                by=request.user,
            )
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told_of(made))
            return redirect("suggestion-list")
    return render(
        request,
        "intake/staff/into_complaint.html",
        {
            "form": form,
            "back": suggestion.get_absolute_url(),
            "text": suggestion.text,
            "mail": None,
        },
        status=422 if form.errors else 200,
    )


def told_of(complaint: Complaint) -> str:
    """What the person who made a klacht of something reads."""
    return (
        f"Het is nu klacht {complaint.reference}. De klachtencoördinator weet het. Wie de klacht "
        "niet behandelt, ziet ze niet meer."
    )


def chosen_category(form: TurnIntoIssueForm) -> Category | None:
    """The category that stands in the form, for its notice and questions."""
    chosen = whole(str(form["category"].value() or "")) or 0
    return Category.objects.filter(pk=chosen).first()


def shared(request: StaffRequest) -> dict[str, Any]:
    """What the pages of the post have in common: who may open the mail, and how much there is."""
    opens = request.user.has_role(Role.DESK, Role.MANAGER, Role.COMPLAINTS)
    mails = IncomingMail.objects.visible_to(request.user)
    return {"opens_mail": opens, "mails_waiting": mails.to_review().count() if opens else 0}


def _find(request: StaffRequest, reference: str) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related(
        "team", "submitter", "answered_by"
    )
    return get_object_or_404(rows, reference=reference)


def _detail(
    request: StaffRequest, suggestion: Suggestion, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "intake/staff/message.html",
        {
            "suggestion": suggestion,
            "form": form,
            "events": Event.objects.about(suggestion).select_related("actor"),
            "mails": IncomingMail.objects.filter(
                became_type=Suggestion._meta.label_lower, became_id=suggestion.pk
            ).prefetch_related("attachments"),
            "can_answer": suggestion.state != State.MOVED,
            **shared(request),
        },
        status=status,
    )


def _form_page(
    request: StaffRequest, suggestion: Suggestion, form: Form, *, title: str, button: str
) -> HttpResponse:
    return render(
        request,
        "intake/staff/form.html",
        {"suggestion": suggestion, "form": form, "title": title, "button": button},
        status=422 if form.errors else 200,
    )
