"""What becomes of a mail that came in: an answer to something, noise, or work for the desk."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import models, transaction
from django_tasks import task

from onthaal.complaints.actions import investigating
from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.intake import files, reading, rules, threads
from onthaal.intake.actions import handling
from onthaal.intake.models import Attachment, IncomingMail, MailState, Suggestion
from onthaal.intake.reading import ReadMail
from onthaal.issues.actions import contributions, enquiries
from onthaal.issues.incoming_files import Taken
from onthaal.issues.models import Enquiry, EnquiryKind, Issue
from onthaal.issues.photos import MAX_PHOTOS, EncodedPhoto
from onthaal.outbox import bounces
from onthaal.outbox.actions import bounced
from onthaal.timeline.actions import record

log = logging.getLogger("onthaal.intake")
_KEYS = uuid.UUID("6b9a6c9e-4f0b-4c0e-9a51-6d5b6f2f1d11")


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sort(mail_id: int) -> None:
    """Read one mail and put it where it belongs. Safe to run any number of times."""
    mail = IncomingMail.objects.filter(pk=mail_id, state=MailState.FETCHED).first()
    if mail:
        _sort(mail)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep_files() -> int:
    """Remove files of the post that no row needs; the timetable runs it every night."""
    return files.remove_unused()


def sort_waiting() -> None:
    """Sort what lost jobs left lying."""
    for mail in IncomingMail.objects.filter(state=MailState.FETCHED).order_by("pk")[:200]:
        _sort(mail)


def submission_key(mail: IncomingMail) -> uuid.UUID:
    """The key of what this mail becomes: the same for the same mail, so that it becomes it once."""
    return uuid.uuid5(_KEYS, mail.fingerprint)


def _sort(mail: IncomingMail) -> None:
    with mail.raw.open("rb") as file:
        raw = file.read()
    try:
        found = reading.read(raw)
        taken = files.take(found.files)
    except Exception:
        # a mail that nobody foresaw must not stop the others, nor get lost
        log.exception("mail %s could not be read", mail.pk)
        _put_aside(mail)
        return
    _store(mail, raw, found, taken)


@transaction.atomic
def _put_aside(mail: IncomingMail) -> None:
    IncomingMail.objects.filter(pk=mail.pk, state=MailState.FETCHED).update(
        state=MailState.REVIEW,
        note="Deze mail konden wij niet lezen. Open de mail zoals ze binnenkwam.",
    )


@transaction.atomic
def _store(mail: IncomingMail, raw: bytes, found: ReadMail, taken: Sequence[Taken]) -> None:
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != MailState.FETCHED:
        return
    mail.message_id, mail.subject = found.message_id[:250], found.subject
    mail.sender_name, mail.sender_email = found.sender_name, found.sender_email
    mail.text, mail.own_text = found.text, found.own_text
    keep_attachments(mail, taken)
    if found.is_report:
        bounce = bounces.read(raw)
        if bounce and bounce.is_final:
            bounced(bounce.message_id, bounce.diagnosis)
        mail.state = MailState.BOUNCE
    elif found.is_automatic:
        mail.state = MailState.AUTOMATIC
    else:
        photos = [each.photo for each in taken if each.photo][:MAX_PHOTOS]
        _place(mail, found, photos)
    mail.save()
    record("mail.sorted", mail, data={"state": mail.state, "became": mail.became_type})


def _place(mail: IncomingMail, found: ReadMail, photos: Sequence[EncodedPhoto]) -> None:
    """Add it to what it answers, or leave it to the desk with a proposal."""
    thread = threads.find(found)
    mail.state = MailState.REVIEW
    if thread and thread.is_sure:
        try:
            # a refusal must not spoil the transaction of the mail itself
            with transaction.atomic():
                add(mail, thread.subject, photos, outsider=_is_outsider(thread))
        except (contributions.CannotAdd, handling.CannotChange) as refusal:
            mail.note = str(refusal)[:250]
            if isinstance(thread.subject, Complaint):
                # it waits for who may see the klacht, not for the desk
                note_where(mail, thread.subject, MailState.REVIEW)
        else:
            note_where(mail, thread.subject, MailState.ADDED)
            return
    if thread:
        mail.seems_about = str(getattr(thread.subject, "reference", ""))[:20]
        mail.note = mail.note or "De afzender is niet wie wij kennen bij dit nummer."
    proposal = rules.propose(f"{found.subject}\n{found.own_text}")
    mail.proposal = proposal.door or ""


def add(
    mail: IncomingMail,
    subject: models.Model,
    photos: Sequence[EncodedPhoto],
    *,
    outsider: bool = False,
) -> None:
    """Let the text of a mail become an answer to our question, or a remark.

    Raises ``contributions.CannotAdd`` or ``handling.CannotChange`` when the subject takes nothing
    more.
    """
    key = submission_key(mail)
    if isinstance(subject, Suggestion):
        handling.add_remark(subject, text=with_files(mail), key=key)
        return
    if isinstance(subject, Complaint):
        try:
            investigating.add_remark(subject, text=with_files(mail))
        except CannotChange as refusal:
            raise handling.CannotChange(str(refusal)) from refusal
        return
    if not isinstance(subject, Issue):
        raise handling.CannotChange("Hieraan kunnen wij geen mail toevoegen.")
    kind = EnquiryKind.OUTSIDER if outsider else EnquiryKind.REPORTER
    waiting = Enquiry.objects.filter(
        issue=subject, kind=kind, answered_at__isnull=True, expired_at__isnull=True
    )
    if outsider:
        waiting = waiting.filter(recipient_email__iexact=mail.sender_email)
    text = with_files(mail)
    enquiry = waiting.first()
    if enquiry and text:
        try:
            enquiries.answer(enquiry=enquiry, text=text, photos=photos)
        except (enquiries.AlreadyAnswered, enquiries.Closed, CannotChange) as refusal:
            raise contributions.CannotAdd("Deze melding is afgesloten.") from refusal
        return
    if outsider:
        raise contributions.CannotAdd("Op deze vraag is al geantwoord.")
    contributions.add_remark(issue=subject, text=text, photos=photos, key=key)


def with_files(mail: IncomingMail) -> str:
    """The text of a mail, and the names of the documents that came with it."""
    names = [each.name for each in mail.attachments.filter(is_photo=False)]
    told = f"Bij deze mail: {', '.join(names)} (post {mail.pk})" if names else ""
    return "\n\n".join(part for part in (mail.own_text.strip(), told) if part)


def note_where(mail: IncomingMail, subject: models.Model, state: MailState) -> None:
    """Put on the mail what it belongs to; the caller saves it."""
    mail.state = state
    mail.became_type, mail.became_id = subject._meta.label_lower, subject.pk
    mail.became_reference = str(getattr(subject, "reference", ""))[:20]
    mail.handled_at = clock.now()


def keep_attachments(mail: IncomingMail, taken: Sequence[Taken]) -> None:
    """Store what came with a mail, in the caller's transaction."""
    rows = []
    for each in taken:
        row = Attachment(
            mail=mail,
            name=(each.name or "bijlage")[:120],
            size=each.size,
            is_photo=each.photo is not None,
            refused=each.refused,
        )
        content = each.photo.jpeg if each.photo else each.content
        if content is not None:
            row.file.save(uuid.uuid4().hex, ContentFile(content), save=False)
        rows.append(row)
    Attachment.objects.bulk_create(rows)


def _is_outsider(thread: threads.Thread) -> bool:
    return bool(thread.message and thread.message.template == "issue_enquiry_outsider")
