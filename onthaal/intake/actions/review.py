"""What the desk does with mail that answers nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.db import transaction

from onthaal.complaints.actions import submission as complaints
from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.intake import threads
from onthaal.intake.actions import handling, sorting
from onthaal.intake.actions.submission import Submission, submit
from onthaal.intake.models import Channel, IncomingMail, Kind, MailState, Suggestion
from onthaal.issues.actions import contributions
from onthaal.issues.actions import submission as issues
from onthaal.issues.models import Issue
from onthaal.issues.photos import MAX_PHOTOS, BadPhoto, EncodedPhoto, encode
from onthaal.people.models import User
from onthaal.timeline.actions import record


class AlreadyHandled(Exception):
    """Somebody did something with this mail meanwhile."""


class CannotAdd(Exception):
    """The mail cannot be added there; the message says why, in Dutch."""


def photos_of(mail: IncomingMail) -> list[EncodedPhoto]:
    """The photos that came with a mail, ready to go along with what it becomes. Slow: not inside
    a transaction."""
    made = []
    for attachment in mail.attachments.filter(is_photo=True).exclude(file="")[:MAX_PHOTOS]:
        try:
            with attachment.file.open("rb") as file:
                made.append(encode(io.BytesIO(file.read()), attachment.name))
        except (BadPhoto, FileNotFoundError):
            continue
    return made


@transaction.atomic
def turn_into_issue(mail: IncomingMail, *, submission: issues.Submission, by: User) -> Issue:
    """The mail becomes a melding; its sender gets the ordinary confirmation.

    Raises AlreadyHandled.
    """
    mail = _in_review(mail)
    issue = issues.submit(submission=submission, by=by)
    _done(mail, issue, by)
    return issue


@transaction.atomic
def turn_into_complaint(
    mail: IncomingMail, *, submission: complaints.Submission, by: User
) -> Complaint:
    """The mail becomes a klacht; its sender gets the acknowledgement. From then on only who may
    see the klacht sees the mail. Raises AlreadyHandled."""
    mail = _in_review(mail)
    complaint = complaints.submit(submission=submission, by=by)
    _done(mail, complaint, by)
    return complaint


@transaction.atomic
def turn_into_message(mail: IncomingMail, *, kind: Kind, by: User, answer: str = "") -> Suggestion:
    """The mail becomes a suggestie, vraag or compliment, and is answered when there is an answer.

    Raises AlreadyHandled.
    """
    mail = _in_review(mail)
    suggestion = submit(
        submission=Submission(
            key=sorting.submission_key(mail),
            kind=kind,
            text=as_text(mail),
            name=mail.sender_name,
            email=mail.sender_email,
            channel=Channel.MAIL,
        ),
        by=by,
    )
    if answer.strip():
        suggestion = handling.answer(suggestion, text=answer, by=by)
    _done(mail, suggestion, by)
    return suggestion


@transaction.atomic
def add_to(
    mail: IncomingMail, *, reference: str, photos: Sequence[EncodedPhoto], by: User
) -> threads.Subject:
    """The mail belongs to the melding, klacht or message with this number, that ``by`` may see.

    Raises AlreadyHandled, and CannotAdd for an unknown number or what takes nothing more.
    """
    mail = _in_review(mail)
    subject = threads.by_number(reference)
    if subject is None or not visible(subject, by):
        raise CannotAdd("Dit nummer kennen wij niet. Kijk het na.")
    try:
        sorting.add(mail, subject, photos)
    except (contributions.CannotAdd, handling.CannotChange) as refusal:
        raise CannotAdd(str(refusal)) from refusal
    _done(mail, subject, by, MailState.ADDED)
    return subject


@transaction.atomic
def set_aside(mail: IncomingMail, *, note: str, by: User) -> None:
    """It is not for us: advertising, or mail for another. Nobody is told. Raises AlreadyHandled."""
    mail = _in_review(mail)
    mail.state, mail.note = MailState.NOT_OURS, note.strip()[:250]
    mail.handled_at, mail.handled_by = clock.now(), by
    mail.save(update_fields=["state", "note", "handled_at", "handled_by"])
    record("mail.set_aside", mail, by=by)


@transaction.atomic
def look_again(mail: IncomingMail, *, by: User) -> None:
    """Put back on the list what was set aside, by a person or by the rules. Otherwise nothing."""
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state not in (MailState.NOT_OURS, MailState.AUTOMATIC, MailState.BOUNCE):
        return
    mail.state, mail.handled_at, mail.handled_by = MailState.REVIEW, None, None
    mail.save(update_fields=["state", "handled_at", "handled_by"])
    record("mail.put_back", mail, by=by)


def visible(subject: threads.Subject, user: User) -> bool:
    """Whether this person may see what a mail belongs to."""
    if isinstance(subject, Complaint):
        return Complaint.objects.visible_to(user).filter(pk=subject.pk).exists()
    if isinstance(subject, Issue):
        return Issue.objects.visible_to(user).filter(pk=subject.pk).exists()
    return Suggestion.objects.visible_to(user).filter(pk=subject.pk).exists()


def _in_review(mail: IncomingMail) -> IncomingMail:
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != MailState.REVIEW:
        raise AlreadyHandled
    return mail


def _done(
    mail: IncomingMail,
    subject: threads.Subject,
    by: User,
    state: MailState = MailState.TURNED,
) -> None:
    sorting.note_where(mail, subject, state)
    mail.handled_by = by
    mail.save(
        update_fields=[
            "state",
            "became_type",
            "became_id",
            "became_reference",
            "handled_at",
            "handled_by",
        ]
    )
    record(
        "mail.handled",
        mail,
        by=by,
        data={"state": mail.state, "type": mail.became_type, "id": mail.became_id},
    )


def as_text(mail: IncomingMail) -> str:
    """What the sender wrote, with the subject above it when that says something more."""
    text = mail.own_text.strip() or mail.subject or "(geen tekst)"
    starts = mail.subject and mail.subject.casefold() not in text.casefold()
    return (f"{mail.subject}\n\n{text}" if starts else text)[:10_000]
