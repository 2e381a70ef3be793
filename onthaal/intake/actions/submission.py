"""A suggestie, vraag or compliment comes in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from onthaal.core.references import new_reference
from onthaal.intake import mails
from onthaal.intake.models import Channel, Kind, Suggestion
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Submission:
    """What somebody writes, and what is known of the writer; every detail may be empty."""

    key: uuid.UUID
    kind: Kind
    text: str
    name: str = ""
    email: str = ""
    phone: str = ""
    user: User | None = None
    channel: str = Channel.WEB
    team: Team | None = None


def submit(*, submission: Submission, by: User | None = None) -> Suggestion:
    """Store the message and promise the confirmation mail, all or nothing.

    ``by`` is the member of staff who enters it. The same key with the same text gives the message
    that is already there, also from two connections at once; with another text (somebody went
    back and wrote about something else) it is another message.
    """
    known = _stored(submission, by)
    if known.text == submission.text and known.kind == submission.kind:
        return known
    other = uuid.uuid5(submission.key, submission.kind + submission.text)
    return _stored(replace(submission, key=other), by)


def _stored(submission: Submission, by: User | None) -> Suggestion:
    try:
        return _store(submission, by)
    except IntegrityError:
        # the same key went in before or at this very moment; anything else is a real error
        if known := Suggestion.objects.filter(submission_key=submission.key).first():
            return known
        raise


@transaction.atomic
def _store(submission: Submission, by: User | None) -> Suggestion:
    suggestion = Suggestion.objects.create(
        kind=submission.kind,
        reference=new_reference(reference_prefix()),
        submission_key=submission.key,
        text=submission.text,
        channel=submission.channel,
        team=submission.team,
        name=submission.name,
        email=submission.email.lower(),
        phone=submission.phone,
        user=submission.user,
        submitter=by,
    )
    record(
        "suggestion.received",
        suggestion,
        by=by,
        by_label="" if by else "inwoner",
        at=suggestion.received_at,
        data={"kind": suggestion.kind, "channel": suggestion.channel},
    )
    mails.received(suggestion)
    return suggestion
