"""To which melding, klacht or message a mail belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from onthaal.complaints.models import Complaint
from onthaal.core.references import ALPHABET, is_reference
from onthaal.intake.models import Suggestion
from onthaal.intake.reading import ReadMail
from onthaal.issues.models import Issue
from onthaal.outbox.models import Message

Subject = Issue | Suggestion | Complaint

_REFERENCE = re.compile(rf"\b[A-Z]{{2,4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}\b")
_TOKEN = re.compile(r"\+([0-9a-f]{32})@")


@dataclass(frozen=True)
class Thread:
    """What a mail answers. ``message`` is the mail of ours that it answers, if that is known;
    ``is_sure`` whether its sender may speak about the subject without anybody looking."""

    subject: models.Model
    message: Message | None
    is_sure: bool


def find(mail: ReadMail) -> Thread | None:
    """By the token in the address, then by the headers, then by our number in the subject."""
    if message := _by_token(mail) or _by_headers(mail):
        subject = _about(message)
        if subject is None:
            return None
        return Thread(subject, message, _may_speak(subject, mail, message))
    subject = _by_reference(mail.subject)
    return Thread(subject, None, _may_speak(subject, mail, None)) if subject else None


def by_number(reference: str) -> Subject | None:
    """The melding, klacht or message with this number."""
    return (
        Issue.objects.select_related("reporter").filter(reference=reference).first()
        or Suggestion.objects.filter(reference=reference).first()
        or Complaint.objects.select_related("complainant").filter(reference=reference).first()
    )


def _by_token(mail: ReadMail) -> Message | None:
    for address in mail.receivers:
        if found := _TOKEN.search(address):
            message = Message.objects.filter(message_id__startswith=f"<{found[1]}@").first()
            if message:
                return message
    return None


def _by_headers(mail: ReadMail) -> Message | None:
    if not mail.references:
        return None
    # the last of a chain is what is answered
    known = {m.message_id: m for m in Message.objects.filter(message_id__in=mail.references)}
    return next((known[each] for each in reversed(mail.references) if each in known), None)


def _by_reference(subject: str) -> Subject | None:
    for found in _REFERENCE.findall(subject.upper()):
        if is_reference(found) and (known := by_number(found)):
            return known
    return None


def _about(message: Message) -> models.Model | None:
    if not message.about_type or message.about_id is None:
        return None
    subject: models.Model | None = (
        apps.get_model(message.about_type)._default_manager.filter(pk=message.about_id).first()
    )
    return subject


def _may_speak(subject: models.Model, mail: ReadMail, message: Message | None) -> bool:
    """The reporter or writer may, and whoever answers from the address that we wrote to."""
    sender = mail.sender_email
    if isinstance(subject, Issue):
        if message and message.template == "issue_enquiry_outsider":
            return sender == message.to_address.lower()
        return bool(subject.reporter and sender and sender == subject.reporter.email.lower())
    if isinstance(subject, Suggestion):
        return bool(sender) and sender == subject.email.lower()
    if isinstance(subject, Complaint):
        # who has the secret of our mail has the klacht; only a number proves nothing
        known = subject.complainant.email.lower() if subject.complainant else ""
        return message is not None or bool(sender and sender == known)
    return False
