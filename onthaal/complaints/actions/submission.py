"""A complaint comes in, from whatever side."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from onthaal.catalogue.models import Process
from onthaal.complaints import letters, mails, rules
from onthaal.complaints.models import Complainant, Complaint, LetterKind, Regulation
from onthaal.complaints.models.regulation import Counts
from onthaal.complaints.states import Channel
from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.core.references import new_reference
from onthaal.issues.models import Issue
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Contact:
    """Who complains; everything may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.phone or self.address)


@dataclass(frozen=True)
class Submission:
    """What a resident, or somebody for a resident, sends in."""

    description: str
    contact: Contact = Contact()
    wish: str = ""
    channel: str = Channel.WEB
    team: Team | None = None
    process: Process | None = None
    facts_on: dt.date | None = None
    received_on: dt.date | None = None
    from_issue: Issue | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def submit(*, submission: Submission, by: User | None = None) -> Complaint:
    """Store the complaint under the regulation of its day and promise the acknowledgement.

    ``by`` is the member of staff who enters it; having typed it gives no access to it later. The
    same ``submission.key`` again gives the complaint that is already there. Anonymous complaints
    are stored too: the coordinator decides on them with the regulation in hand.

    Raises CannotChange for a day of receipt that is still to come.
    """
    try:
        return _store(submission, by)
    except IntegrityError:
        if known := Complaint.objects.filter(submission_key=submission.key).first():
            return known
        raise


@transaction.atomic
def _store(submission: Submission, by: User | None) -> Complaint:
    today = clock.today()
    received_on = submission.received_on or today
    if received_on > today:
        raise CannotChange("Deze dag moet nog komen.", "received_on")
    regulation = Regulation.objects.valid_on(received_on) or Regulation.objects.create(
        valid_from=dt.date(2019, 1, 1)
    )
    start = received_on if regulation.counts_from == Counts.RECEIPT else today
    contact = submission.contact
    process = submission.process
    complaint = Complaint(
        reference=new_reference(reference_prefix()),
        submission_key=submission.key,
        regulation=regulation,
        channel=submission.channel,
        received_on=received_on,
        registered_on=today,
        facts_on=submission.facts_on,
        description=submission.description,
        wish=submission.wish,
        team=submission.team or (process.owner if process else None),
        process=process,
        submitter=by,
        from_issue=submission.from_issue,
        admissible_by=term(regulation, start, regulation.admissibility_days),
        rule_by=term(regulation, start, regulation.ruling_days),
        complainant=Complainant.objects.create(
            name=contact.name,
            email=contact.email.strip().lower(),
            phone=contact.phone,
            address=contact.address,
        )
        if contact
        else None,
    )
    complaint.save(force_insert=True)
    record(
        "complaint.received",
        complaint,
        by=by,
        by_label="" if by else "klager",
        data={"channel": complaint.channel},
    )
    letter = letters.write(complaint, LetterKind.ACKNOWLEDGEMENT)
    mails.received(complaint, letter)
    mails.tell_coordinators(complaint)
    return complaint


def term(regulation: Regulation, start: dt.date, days: int) -> dt.date:
    """The last day of a term, as this regulation counts."""
    return rules.last_day(
        start,
        days,
        moves_to_working_day=regulation.moves_to_working_day,
        closing_days=closing_days(),
    )
