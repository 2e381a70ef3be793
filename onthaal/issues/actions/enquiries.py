"""Asking the reporter or an outsider, and getting the answer through a link without account."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.issues import mails, rules
from onthaal.issues.actions.lifecycle import CannotChange, Change, change_status
from onthaal.issues.actions.locking import locked
from onthaal.issues.actions.submission import add_photos
from onthaal.issues.models import Enquiry, EnquiryKind, Issue, PhotoSource
from onthaal.issues.photos import EncodedPhoto
from onthaal.issues.states import Status
from onthaal.people.models import User
from onthaal.timeline.actions import record

_WAITING = {
    EnquiryKind.REPORTER: Status.WAITING_REPORTER,
    EnquiryKind.OUTSIDER: Status.WAITING_THIRD_PARTY,
}


class AlreadyAnswered(Exception):
    """One answer counts, and it has been given."""


class Expired(Exception):
    """The link is too old, or the issue is closed."""


@transaction.atomic
def ask_reporter(
    issue: Issue, *, text: str, by: User, expected_version: int | None = None
) -> Enquiry:
    """Ask the reporter something by mail; the term stands still until the answer or the expiry.

    Raises CannotChange without an address or a question, and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    if issue.reporter is None or not issue.reporter.email:
        raise CannotChange("De melder gaf geen e-mailadres. Bel, of noteer een terugbelverzoek.")
    return _ask(
        issue,
        EnquiryKind.REPORTER,
        name=issue.reporter.name,
        email=issue.reporter.email,
        text=text,
        by=by,
    )


@transaction.atomic
def ask_outsider(
    issue: Issue,
    *,
    name: str,
    email: str,
    text: str,
    by: User,
    expected_version: int | None = None,
) -> Enquiry:
    """Hand the issue to somebody outside, who answers by link and sees no contact details.

    Raises CannotChange without a question, and ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    return _ask(issue, EnquiryKind.OUTSIDER, name=name, email=email, text=text, by=by)


def _ask(issue: Issue, kind: EnquiryKind, *, name: str, email: str, text: str, by: User) -> Enquiry:
    if not text.strip():
        raise CannotChange("Schrijf uw vraag.")
    now = clock.now()
    # an earlier question of the same kind is replaced by this one
    issue.enquiries.filter(kind=kind, answered_at=None, expired_at=None).update(expired_at=now)
    if issue.state != _WAITING[kind]:
        issue = change_status(issue, change=Change(to=_WAITING[kind], text=text), by=by, tell=False)
    enquiry = Enquiry.objects.create(
        issue=issue,
        kind=kind,
        recipient_name=name,
        recipient_email=email,
        text=text,
        asked_by=by,
        asked_at=now,
        expires_at=now + rules.ENQUIRY_OPEN_FOR,
    )
    record(
        "issue.enquiry_sent",
        issue,
        by=by,
        at=now,
        internal_text=f"Aan {name or email}: {text}",
        data={"enquiry": enquiry.pk, "kind": kind},
    )
    mails.enquiry(enquiry)
    return enquiry


@transaction.atomic
def answer(
    *, enquiry: Enquiry, text: str, photos: Sequence[EncodedPhoto] = (), outcome: str = ""
) -> Enquiry:
    """Keep the answer and give the issue back to its handler; the term runs on.

    ``outcome`` is what an outsider chose, in words. Raises AlreadyAnswered, Expired, and
    CannotChange without a text.
    """
    issue = locked(enquiry.issue_id, None)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    now = clock.now()
    if enquiry.answered_at:
        raise AlreadyAnswered
    if enquiry.expired_at or now > enquiry.expires_at or not issue.is_open:
        raise Expired
    if not text.strip() and not outcome:
        raise CannotChange("Schrijf uw antwoord.")
    words = "\n\n".join(part for part in (outcome, text.strip()) if part)
    enquiry.answer, enquiry.answered_at = words, now
    enquiry.save(update_fields=["answer", "answered_at"])
    from_reporter = enquiry.kind == EnquiryKind.REPORTER
    source = PhotoSource.REPORTER if from_reporter else PhotoSource.OUTSIDER
    add_photos(issue, photos, source=source)
    who = "melder" if from_reporter else (enquiry.recipient_name or "andere partij")
    record(
        "issue.enquiry_answered",
        issue,
        by_label=who,
        at=now,
        public_text=words if from_reporter else "",
        internal_text="" if from_reporter else words,
        data={"enquiry": enquiry.pk, "photos": len(photos)},
    )
    _give_back(enquiry, note=f"Antwoord van {who}")
    return enquiry


@task()
def expire() -> int:
    """Close the questions that nobody answered in time; returns how many. Runs every hour."""
    late = Enquiry.objects.filter(
        answered_at=None, expired_at=None, expires_at__lt=clock.now()
    ).values_list("pk", flat=True)
    return sum(_expire_one(pk) for pk in list(late))


@transaction.atomic
def _expire_one(pk: int) -> bool:
    enquiry = Enquiry.objects.get(pk=pk)
    locked(enquiry.issue_id, None)
    enquiry = Enquiry.objects.select_for_update().get(pk=pk)
    if enquiry.answered_at or enquiry.expired_at:
        return False
    enquiry.expired_at = clock.now()
    enquiry.save(update_fields=["expired_at"])
    record(
        "issue.enquiry_expired", enquiry.issue, data={"enquiry": enquiry.pk, "kind": enquiry.kind}
    )
    _give_back(enquiry, note="Geen antwoord gekregen binnen de tijd")
    return True


def _give_back(enquiry: Enquiry, *, note: str) -> None:
    issue = locked(enquiry.issue_id, None)
    if issue.state == _WAITING[EnquiryKind(enquiry.kind)]:
        change_status(
            issue, change=Change(to=Status.IN_PROGRESS, note=note), by_label="systeem", tell=False
        )
