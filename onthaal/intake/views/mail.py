"""Mail that came in, for who opens the post."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.fields.files import FieldFile
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onthaal.complaints.actions.investigating import note_reading
from onthaal.complaints.models import Complaint
from onthaal.complaints.states import Channel as ComplaintChannel
from onthaal.core.references import tidy_reference
from onthaal.intake import pages
from onthaal.intake.actions import review
from onthaal.intake.actions.review import AlreadyHandled, CannotAdd
from onthaal.intake.actions.sorting import submission_key
from onthaal.intake.doors import Door
from onthaal.intake.forms.staff import (
    AddMailForm,
    MailAnswerForm,
    SetAsideForm,
    TurnIntoComplaintForm,
    TurnIntoIssueForm,
)
from onthaal.intake.models import (
    Attachment,
    IncomingMail,
    Kind,
    Mailbox,
    MailState,
    Suggestion,
)
from onthaal.intake.views.messages import chosen_category, shared, told_of
from onthaal.issues.models import Channel as IssueChannel
from onthaal.issues.models import Issue
from onthaal.issues.suggestions import suggest
from onthaal.people.access import StaffRequest, role_required, staff_required
from onthaal.people.models import Role

PAGE = 50
desk = role_required(Role.DESK, Role.MANAGER, Role.COMPLAINTS)
TABS = {
    "": ("mail", [MailState.REVIEW, MailState.FETCHED]),
    "klaar": ("mail-klaar", [MailState.ADDED, MailState.TURNED, MailState.NOT_OURS]),
    "automatisch": ("mail-automatisch", [MailState.AUTOMATIC, MailState.BOUNCE]),
}


@require_safe
@desk
def mail_list(request: StaffRequest) -> HttpResponse:
    tab, states = TABS.get(request.GET.get("tab", ""), TABS[""])
    rows = IncomingMail.objects.visible_to(request.user).filter(state__in=states)
    if text := request.GET.get("q", "").replace("\0", "").strip():
        rows = rows.filter(sender_email__icontains=text) | rows.filter(subject__icontains=text)
    order = "fetched_at" if tab == "mail" else "-fetched_at"
    page = Paginator(rows.order_by(order, "pk"), PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "intake/staff/mails.html",
        {
            "page": page,
            "tab": tab,
            "text": text,
            "mailboxes": Mailbox.objects.order_by("name"),
            **shared(request),
            "waiting": Suggestion.objects.visible_to(request.user).waiting().count(),
        },
    )


@require_safe
@staff_required
def mail(request: StaffRequest, pk: int) -> HttpResponse:
    """The mail, for who opens the post and for who sees the melding or message that it is in."""
    found = _readable(request, pk)
    door = Door(found.proposal) if found.proposal else None
    return render(
        request,
        "intake/staff/mail.html",
        {
            "mail": found,
            "proposed": pages.DOORS[door] if door else None,
            "kinds": [(kind, pages.DOORS[Door(kind.value)].icon) for kind in Kind],
            "path": _path(_subject(request, found)),
            "opens_mail": request.user.has_role(Role.DESK, Role.MANAGER, Role.COMPLAINTS),
            "in_review": found.state == MailState.REVIEW,
            "can_put_back": found.state
            in (MailState.NOT_OURS, MailState.AUTOMATIC, MailState.BOUNCE),
        },
    )


@require_safe
@staff_required
def mail_source(request: StaffRequest, pk: int) -> FileResponse:
    """The mail exactly as it came, to keep or to open in a mail program."""
    found = _readable(request, pk)
    if not found.raw:
        raise Http404
    return _download(found.raw, f"mail-{pk}.eml")


@require_safe
@staff_required
def attachment(request: StaffRequest, key: str) -> FileResponse:
    """Photos are ours and may be shown; everything else is only handed over."""
    found = get_object_or_404(Attachment.objects.select_related("mail").exclude(file=""), key=key)
    if not _may_see(request, found.mail):
        raise Http404
    _note_reading(request, found.mail)
    if not found.is_photo:
        return _download(found.file, found.name)
    return _opened(found.file, "image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail_into_issue(request: StaffRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    came_by = IssueChannel.MAIL.value
    asks = "vragen" in request.POST
    if request.method == "POST":
        form = TurnIntoIssueForm(request.POST, request.FILES, came_by=came_by, tells=False)
        if not asks and form.is_valid():
            photos = review.photos_of(found)
            try:
                issue = review.turn_into_issue(
                    found, submission=form.submission(also=photos), by=request.user
                )
            except AlreadyHandled:
                return _too_late(request, pk)
            messages.success(request, f"Het is nu melding {issue.reference}.")
            return redirect("issue-detail", issue.reference)
    else:
        likely = suggest(f"{found.subject} {found.own_text}", limit=1)
        form = TurnIntoIssueForm(
            came_by=came_by,
            tells=False,
            initial={
                "key": submission_key(found),
                "description": found.own_text or found.subject,
                "category": likely[0].category.pk if likely else None,
                "name": found.sender_name,
                "email": found.sender_email,
            },
        )
    return render(
        request,
        "intake/staff/into_issue.html",
        {
            "form": form,
            "category": chosen_category(form),
            "back": found.get_absolute_url(),
            "text": found.own_text,
            "mail": found,
        },
        status=422 if form.is_bound and not asks else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail_into_complaint(request: StaffRequest, pk: int) -> HttpResponse:
    """The mail becomes a klacht, and nobody who does not handle it sees it any more."""
    found = _find(request, pk)
    form = TurnIntoComplaintForm(
        request.POST if request.method == "POST" else None,
        tells=False,
        initial={
            "key": submission_key(found),
            "text": review.as_text(found),
            "name": found.sender_name,
            "email": found.sender_email,
        },
    )
    if request.method == "POST" and form.is_valid():
        submission = form.submission(channel=ComplaintChannel.MAIL)
        try:
            made = review.turn_into_complaint(found, submission=submission, by=request.user)
        except AlreadyHandled:
            return _too_late(request, pk)
        messages.success(request, told_of(made))
        return redirect("mail-list")
    return render(
        request,
        "intake/staff/into_complaint.html",
        {
            "form": form,
            "back": found.get_absolute_url(),
            "text": found.own_text,
            "mail": found,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@desk
def mail_into_message(request: StaffRequest, pk: int) -> HttpResponse:
    """One click: it is a suggestie, vraag or compliment."""
    found, kind = _find(request, pk), request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    try:
        made = review.turn_into_message(found, kind=Kind(kind), by=request.user)
    except AlreadyHandled:
        return _too_late(request, pk)
    messages.success(request, f"Het is nu {made.get_kind_display().lower()} {made.reference}.")
    return redirect("suggestion-detail", made.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer at once; the mail is kept as a vraag with its answer."""
    found = _find(request, pk)
    form = MailAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = review.turn_into_message(
                found, kind=Kind.QUESTION, answer=form.cleaned_data["text"], by=request.user
            )
        except AlreadyHandled:
            return _too_late(request, pk)
        messages.success(request, "Het antwoord is onderweg.")
        return redirect("suggestion-detail", made.reference)
    return _form_page(request, found, form, title="Beantwoorden", button="Antwoord versturen")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail_addition(request: StaffRequest, pk: int) -> HttpResponse:
    """The mail belongs to something that we know."""
    found = _find(request, pk)
    form = AddMailForm(
        request.POST if request.method == "POST" else None,
        initial={"reference": found.seems_about},
    )
    if request.method == "POST" and form.is_valid():
        try:
            subject = review.add_to(
                found,
                reference=tidy_reference(form.cleaned_data["reference"]),
                photos=review.photos_of(found),
                by=request.user,
            )
        except AlreadyHandled:
            return _too_late(request, pk)
        except CannotAdd as refusal:
            form.add_error("reference", str(refusal))
        else:
            messages.success(request, f"Toegevoegd aan {subject.reference}.")
            return redirect("mail-list")
    return _form_page(request, found, form, title="Bij een nummer voegen", button="Toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def mail_set_aside(request: StaffRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            review.set_aside(found, note=form.cleaned_data["note"], by=request.user)
        except AlreadyHandled:
            return _too_late(request, pk)
        messages.success(request, "De mail staat bij de behandelde mail.")
        return redirect("mail-list")
    return _form_page(request, found, form, title="Niet voor ons", button="Opzijzetten")


@require_POST
@desk
def mail_put_back(request: StaffRequest, pk: int) -> HttpResponse:
    review.look_again(_find(request, pk), by=request.user)
    messages.success(request, "De mail staat weer bij de binnengekomen mail.")
    return redirect("mail", pk)


def _find(request: StaffRequest, pk: int) -> IncomingMail:
    rows = IncomingMail.objects.visible_to(request.user).select_related("handled_by")
    found = get_object_or_404(rows.prefetch_related("attachments"), pk=pk)
    _note_reading(request, found)
    return found


def _note_reading(request: StaffRequest, found: IncomingMail) -> None:
    """A look at a mail of a klacht is a look at the klacht."""
    if found.became_type == Complaint._meta.label_lower and found.became_id is not None:
        made = Complaint.objects.filter(pk=found.became_id).first()
        if made:
            note_reading(made, by=request.user, page="mail")


def _readable(request: StaffRequest, pk: int) -> IncomingMail:
    found = get_object_or_404(
        IncomingMail.objects.select_related("handled_by").prefetch_related("attachments"), pk=pk
    )
    if not _may_see(request, found):
        raise Http404
    _note_reading(request, found)
    return found


def _may_see(request: StaffRequest, found: IncomingMail) -> bool:
    if IncomingMail.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return True
    return _subject(request, found) is not None


def _subject(request: StaffRequest, found: IncomingMail) -> Issue | Suggestion | None:
    """What the mail belongs to, if this person may see it."""
    if found.became_id is None:
        return None
    if found.became_type == Issue._meta.label_lower:
        return Issue.objects.visible_to(request.user).filter(pk=found.became_id).first()
    if found.became_type == Suggestion._meta.label_lower:
        return Suggestion.objects.visible_to(request.user).filter(pk=found.became_id).first()
    return None


def _path(subject: Issue | Suggestion | None) -> str:
    if isinstance(subject, Issue):
        return reverse("issue-detail", args=[subject.reference])
    return subject.get_absolute_url() if subject else ""


def _too_late(request: StaffRequest, pk: int) -> HttpResponse:
    messages.info(request, "Een collega deed intussen al iets met deze mail.")
    return redirect("mail", pk)


def _download(file: FieldFile, name: str) -> FileResponse:
    response = _opened(file, "application/octet-stream", as_attachment=True, name=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _opened(
    file: FieldFile, content_type: str, *, as_attachment: bool = False, name: str = "foto.jpg"
) -> FileResponse:
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, content_type=content_type, as_attachment=as_attachment, filename=name
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _form_page(
    request: StaffRequest, found: IncomingMail, form: Form, *, title: str, button: str
) -> HttpResponse:
    return render(
        request,
        "intake/staff/mail_form.html",
        {"mail": found, "form": form, "title": title, "button": button},
        status=422 if form.errors else 200,
    )
