"""Promising a mail, and keeping the promise."""

from __future__ import annotations

import smtplib
import uuid
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from email.errors import MessageError
from email.utils import formataddr
from urllib.parse import urlparse

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django_tasks import task

from onthaal.core import clock
from onthaal.organisation import house_style
from onthaal.outbox import enclosures, rules, wordings
from onthaal.outbox.models import DeliveryAttempt, MailTemplate, Message, State
from onthaal.outbox.rendering import Rendered, render
from onthaal.people.models import User
from onthaal.timeline.actions import record

# Somebody who waits for a code to log in goes before news about a melding.
WAITED_FOR = 50


class CannotChange(Exception):
    """The message is not in a state for this; the message says why, in Dutch."""


def wording(key: str) -> tuple[str, str]:
    """Subject and body of a mail: the municipality's own, else the standard one."""
    own = MailTemplate.objects.filter(key=key, is_active=True).first()
    standard = wordings.get(key)
    return (own.subject, own.body) if own else (standard.subject, standard.body)


def preview(
    key: str, context: Mapping[str, str], *, own: tuple[str, str] | None = None
) -> Rendered:
    """The mail ``key`` exactly as ``queue_mail`` would send it; ``own`` tries another wording."""
    subject, body = own or wording(key)
    return render(subject, body, context, house_style.current())


def queue_mail(
    template: str,
    *,
    to: str,
    context: Mapping[str, str],
    to_name: str = "",
    about: models.Model | None = None,
    thread: str = "",
    reply_to: str = "",
    list_unsubscribe: str = "",
    enclosure: enclosures.Promised | None = None,
    dedupe_key: str | None = None,
    forget_text: bool = False,
) -> Message:
    """Promise a mail inside the caller's transaction; a worker sends it after the commit, with the
    ``enclosure`` made at that moment.

    Mails with the same ``thread`` and address refer to each other. The same ``dedupe_key`` again
    gives the message that is already there. ``forget_text`` blanks the text once it is sent.
    """
    if dedupe_key and (known := Message.objects.filter(dedupe_key=dedupe_key).first()):
        return known
    mail = preview(template, context)
    message = Message(
        template=template,
        to_address=to,
        to_name=" ".join(to_name.split())[:120],
        reply_to=reply_to,
        subject=mail.subject,
        body_text=mail.text,
        body_html=mail.html,
        list_unsubscribe=list_unsubscribe,
        message_id=_new_message_id(),
        thread=thread,
        references=_thread_start(thread, to) if thread else "",
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        enclosure_kind=enclosure.kind if enclosure else "",
        enclosure_id=enclosure.pk if enclosure else None,
        enclosure_name=enclosure.name if enclosure else "",
        dedupe_key=dedupe_key,
        forget_text=forget_text,
    )
    try:
        # only a double key is survived; without one the caller's transaction is enough
        with transaction.atomic() if dedupe_key else nullcontext():
            message.save(force_insert=True)
    except IntegrityError:
        if dedupe_key and (known := Message.objects.filter(dedupe_key=dedupe_key).first()):
            return known
        raise
    _enqueue(message)
    return message


class ChangedMeanwhile(Exception):
    """Somebody else stored another wording since this person opened it: ``now`` is it, or None
    when the standard wording came back."""

    def __init__(self, now: MailTemplate | None) -> None:
        super().__init__()
        self.now = now


@transaction.atomic
def save_wording(
    key: str, *, subject: str, body: str, by: User, seen: int | None = None
) -> MailTemplate:
    """Use the municipality's own wording from now on; older wordings are kept.

    ``seen`` is the id of the own wording that the person changed, None for the standard one.
    Raises UnknownPlaceholder, and ChangedMeanwhile when another one is in use by now.
    """
    wordings.check(wordings.get(key), subject, body)
    with connection.cursor() as cursor:
        # there may be no row to lock yet
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wording {key}"])
    now = MailTemplate.objects.filter(key=key, is_active=True).select_related("changed_by").first()
    if (now.pk if now else None) != seen:
        raise ChangedMeanwhile(now)
    MailTemplate.objects.filter(key=key, is_active=True).update(is_active=False)
    row = MailTemplate.objects.create(key=key, subject=subject, body=body, changed_by=by)
    record("mail_template.saved", row, by=by, data={"key": key})
    return row


@transaction.atomic
def restore_wording(key: str, *, by: User) -> None:
    """Go back to the standard wording."""
    for row in MailTemplate.objects.filter(key=key, is_active=True):
        row.is_active = False
        row.save(update_fields=["is_active"])
        record("mail_template.restored", row, by=by, data={"key": key})


@transaction.atomic
def retry(message: Message, *, by: User, to: str = "") -> Message:
    """Send a failed, bounced or cancelled message (again), if wanted to a corrected address.

    Raises CannotChange for a message that is sent or still on its way, and for a mail with a
    code or a link to log in that would go to another address than its owner's.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state in (State.SENT, State.SENDING):
        raise CannotChange("Dit bericht is al verzonden of onderweg.")
    if not message.body_text:
        raise CannotChange("De tekst van dit bericht is gewist. Laat het opnieuw aanmaken.")
    corrected = bool(to) and to.lower() != message.to_address.lower()
    if corrected and message.forget_text:
        raise CannotChange(
            "Deze mail bevat een persoonlijke code of link en mag niet omgeleid worden."
        )
    if corrected:
        message.to_address = to
    message.state, message.next_attempt_at, message.sent_at = State.QUEUED, clock.now(), None
    # a new promise: a server that says "later, please" gets its three days again
    message.attempts = 0
    message.save(update_fields=["to_address", "state", "next_attempt_at", "sent_at", "attempts"])
    record("message.retried", message, by=by, data={"corrected": corrected})
    _enqueue(message)
    return message


@transaction.atomic
def cancel(message: Message, *, by: User) -> Message:
    """Do not send a waiting message. Raises CannotChange when it is too late."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != State.QUEUED:
        raise CannotChange("Alleen een bericht dat nog wacht, kan geannuleerd worden.")
    message.state = State.CANCELLED
    message.save(update_fields=["state", *_forget(message)])
    record("message.cancelled", message, by=by)
    return message


@task(priority=10)  # type: ignore[untyped-decorator]  # django-tasks ships no types
def deliver(message_id: int) -> None:
    """Send one message if it is due. Safe to run at any moment, any number of times."""
    if claimed := _claim(Q(pk=message_id)):
        _send(*claimed)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def sweep() -> int:
    """Try everything that is due and pick up what a killed worker left; returns how many.

    Jobs may get lost; rows do not. Run every minute by the timetable. Stops at a mail server that
    is away: the others need not wait for the same silence one by one.
    """
    _release_stuck()
    tried = 0
    while claimed := _claim(Q()):
        tried += 1
        if not _send(*claimed):
            break
    return tried


@transaction.atomic
def bounced(message_id: str, diagnosis: str) -> Message | None:
    """Note that the mail with header ``message_id`` came back; None when it is not ours."""
    message = Message.objects.select_for_update().filter(message_id=message_id).first()
    if message is None:
        return None
    message.state, message.error = State.BOUNCED, diagnosis[:1000]
    message.save(update_fields=["state", "error"])
    record(
        "message.bounced",
        message,
        by_label="mailserver",
        data={"about_type": message.about_type, "about_id": message.about_id},
    )
    return message


def _claim(which: Q) -> tuple[Message, DeliveryAttempt] | None:
    """Take one due message for this process and store the attempt before it begins."""
    now = clock.now()
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(which, state=State.QUEUED, next_attempt_at__lte=now)
            .order_by("-forget_text", "next_attempt_at", "pk")
            .first()
        )
        if message is None:
            return None
        reason = message.error if message.error == rules.UNSURE else ""
        message.state = State.SENDING
        message.attempts += 1
        message.next_attempt_at = now + rules.STUCK_AFTER
        message.save(update_fields=["state", "attempts", "next_attempt_at"])
        attempt = DeliveryAttempt.objects.create(
            message=message, started_at=now, repeat_reason=reason
        )
    return message, attempt


def _send(message: Message, attempt: DeliveryAttempt) -> bool:
    """Talk with the mail server, outside any transaction, and keep how it went.

    False when there was no server to talk with. Only an answer about this address or this text
    may be final; what is wrong with the server or our account there (a password that changed)
    is tried again.
    """
    try:
        file = _enclosed(message)
    except enclosures.NotMade as problem:
        _failed(message, attempt, f"bijlage niet gemaakt: {problem}", again=True)
        return True
    connection = get_connection()
    try:
        connection.open()
    except OSError as problem:
        _failed(message, attempt, f"mailserver niet bereikbaar: {problem}", again=True)
        return False
    try:
        connection.send_messages([as_mail(message, file)])
    except smtplib.SMTPRecipientsRefused as refusal:
        code, answer = next(iter(refusal.recipients.values()), (550, b""))
        _failed(message, attempt, f"{code} {_text(answer)}", again=rules.is_temporary(code))
    except smtplib.SMTPDataError as answer:
        _failed(
            message,
            attempt,
            f"{answer.smtp_code} {_text(answer.smtp_error)}",
            again=rules.is_temporary(answer.smtp_code),
        )
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as problem:
        # perhaps the server had it all and only its answer got lost
        _failed(message, attempt, f"verbinding verbroken: {problem}", again=True, unsure=True)
    except OSError as problem:
        _failed(message, attempt, f"mailserver weigert: {problem}", again=True)
    except (ValueError, MessageError) as problem:
        _failed(message, attempt, f"ongeldig bericht: {problem}", again=False)
    else:
        _succeeded(message, attempt)
    finally:
        # whatever happens after the answer changes nothing any more
        with suppress(OSError):
            connection.close()
    return True


def _enqueue(message: Message) -> None:
    priority = WAITED_FOR if message.forget_text else deliver.priority
    deliver.using(priority=priority).enqueue(message.pk)


def _forget(message: Message) -> list[str]:
    """Blank a text that nobody may keep; returns the fields to save."""
    if not message.forget_text:
        return []
    message.body_text = message.body_html = ""
    return ["body_text", "body_html"]


@transaction.atomic
def _succeeded(message: Message, attempt: DeliveryAttempt) -> None:
    now = clock.now()
    message.state, message.sent_at, message.error = State.SENT, now, ""
    message.save(update_fields=["state", "sent_at", "error", *_forget(message)])
    attempt.finished_at, attempt.outcome = now, "verzonden"
    attempt.save(update_fields=["finished_at", "outcome"])


@transaction.atomic
def _failed(
    message: Message,
    attempt: DeliveryAttempt,
    problem: str,
    *,
    again: bool,
    unsure: bool = False,
) -> None:
    now = clock.now()
    attempt.finished_at, attempt.outcome = now, problem[:250]
    attempt.save(update_fields=["finished_at", "outcome"])
    later = rules.next_attempt(message.attempts, now) if again else None
    if later is None:
        _give_up(message, problem)
        return
    message.state, message.next_attempt_at = State.QUEUED, later
    message.error = rules.UNSURE if unsure else problem[:1000]
    message.save(update_fields=["state", "next_attempt_at", "error"])


def _give_up(message: Message, problem: str) -> None:
    message.state, message.error = State.FAILED, problem[:1000]
    message.save(update_fields=["state", "error", *_forget(message)])
    record(
        "message.failed",
        message,
        data={"about_type": message.about_type, "about_id": message.about_id},
    )


@transaction.atomic
def _release_stuck() -> None:
    """A message whose worker died is tried again, with the reason kept: it may arrive twice."""
    stuck = Message.objects.select_for_update(skip_locked=True).filter(
        state=State.SENDING, next_attempt_at__lte=clock.now()
    )
    for message in stuck:
        if rules.next_attempt(message.attempts, clock.now()) is None:
            _give_up(message, rules.UNSURE)
        else:
            message.state, message.error = State.QUEUED, rules.UNSURE
            message.save(update_fields=["state", "error"])
        message.tries.filter(finished_at__isnull=True).update(
            finished_at=clock.now(), outcome="afgebroken"
        )


def _enclosed(message: Message) -> enclosures.File | None:
    if not message.enclosure_kind or message.enclosure_id is None:
        return None
    return enclosures.made(message.enclosure_kind, message.enclosure_id)


def as_mail(message: Message, file: enclosures.File | None = None) -> EmailMultiAlternatives:
    """The message as the mail server gets it, with its file."""
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.references:
        headers["In-Reply-To"] = headers["References"] = message.references
    if message.list_unsubscribe:
        headers["List-Unsubscribe"] = f"<{message.list_unsubscribe}>"
    mail = EmailMultiAlternatives(
        message.subject,
        message.body_text,
        from_email=_mailbox(house_style.current().municipality_name, settings.MAIL_FROM),
        to=[_mailbox(message.to_name, message.to_address)],
        reply_to=[reply_to] if (reply_to := message.reply_to or _answers_to(message)) else None,
        headers=headers,
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    if file:
        mail.attach(message.enclosure_name, file.content, file.content_type)
    return mail


def _answers_to(message: Message) -> str:
    """Where an answer to news about something goes: the town's mailbox, with a token by which it
    finds back what it answers. Empty without a mailbox, or for a code to log in."""
    if not settings.MAIL_REPLY_TO or not message.about_type or message.forget_text:
        return ""
    user, _, domain = settings.MAIL_REPLY_TO.rpartition("@")
    token = message.message_id.strip("<>").partition("@")[0]
    return f"{user}+{token}@{domain}"


def _mailbox(name: str, address: str) -> str:
    """Raises ValueError for an address that a mail server without SMTPUTF8 cannot take."""
    user, _, domain = address.rpartition("@")
    return formataddr((name, f"{user}@{domain.encode('idna').decode()}"))


def _new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{urlparse(settings.PUBLIC_URL).hostname}>"


def _thread_start(thread: str, to: str) -> str:
    """The Message-ID of the thread's first mail to this address; empty when there is none."""
    first = (
        Message.objects.filter(thread=thread, to_address=to)
        .order_by("pk")
        .values_list("message_id", flat=True)
        .first()
    )
    return first or ""


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


@transaction.atomic
def send_now(template: str, *, to: str, context: Mapping[str, str]) -> Message:
    """Promise a mail that belongs to no other change, such as a test mail."""
    return queue_mail(template, to=to, context=context)
