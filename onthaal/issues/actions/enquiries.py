"""Asking the reporter or an outsider, and getting the answer through a link without account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues import mails, rules
from onthaal.issues.actions.lifecycle import Change, change_status, note_first_answer
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


class Closed(Exception):
    """The issue is closed: nobody waits for an answer any more."""


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
    enquiry = _ask(
        issue,
        EnquiryKind.REPORTER,
        name=issue.reporter.name,
        email=issue.reporter.email,
        text=text,
        by=by,
    )
    mails.enquiry(enquiry)
    return enquiry


@transaction.atomic
def ask_outsider(
    issue: Issue,
    *,
    name: str,
    email: str,
    text: str,
    by: User,
    tell: str = "",
    expected_version: int | None = None,
) -> Enquiry:
    """Hand the issue to somebody outside, who answers by link and sees no contact details.

    ``tell`` is what the reporter may read about it. Raises CannotChange without a question, and
    ChangedMeanwhile.
    """
    issue = locked(issue.pk, expected_version)
    enquiry = _ask(issue, EnquiryKind.OUTSIDER, name=name, email=email, text=text, by=by, tell=tell)
    mails.enquiry(enquiry)
    if tell.strip():
        mails.status_changed(locked(issue.pk, None), tell, None)
    return enquiry


def _ask(
    issue: Issue,
    kind: EnquiryKind,
    *,
    name: str,
    email: str,
    text: str,
    by: User,
    tell: str = "",
) -> Enquiry:
    if not text.strip():
        raise CannotChange("Schrijf uw vraag.")
    now = clock.now()
    # an earlier question of the same kind is replaced by this one
    issue.enquiries.filter(kind=kind, answered_at=None, expired_at=None).update(expired_at=now)
    # the reporter may read a question that is meant for him, not what we write to others
    public = text if kind == EnquiryKind.REPORTER else tell
    if issue.state != _WAITING[kind]:
        issue = change_status(
            issue, change=Change(to=_WAITING[kind], text=public), by=by, tell=False
        )
    else:
        if public.strip():
            note_first_answer(issue, now)
        save_next(issue, "first_answer_at", "first_answer_days")
    enquiry = Enquiry.objects.create(
        issue=issue,
        kind=kind,
        recipient_name=name,
        recipient_email=email.lower(),
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
    return enquiry


@transaction.atomic
def answer(
    *, enquiry: Enquiry, text: str, photos: Sequence[EncodedPhoto] = (), outcome: str = ""
) -> Enquiry:
    """Keep the answer and give the issue back to its handler; the term runs on.

    An answer after the last day is kept all the same, as a remark. ``outcome`` is what an
    outsider chose, in words. Raises AlreadyAnswered, Closed, and CannotChange without a text.
    """
    issue = locked(enquiry.issue_id, None)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    now = clock.now()
    if enquiry.answered_at:
        raise AlreadyAnswered
    if not issue.is_open:
        raise Closed
    if not text.strip() and not outcome:
        raise CannotChange("Schrijf uw antwoord.")
    in_time = is_waiting(enquiry, now)
    words = "\n\n".join(part for part in (outcome, text.strip()) if part)
    enquiry.answer, enquiry.answered_at = words, now
    enquiry.save(update_fields=["answer", "answered_at"])
    from_reporter = enquiry.kind == EnquiryKind.REPORTER
    add_photos(
        issue, photos, source=PhotoSource.REPORTER if from_reporter else PhotoSource.OUTSIDER
    )
    issue.news_at = issue.news_at or now
    save_next(issue, "news_at")
    who = "melder" if from_reporter else (enquiry.recipient_name or "andere partij")[:80]
    record(
        "issue.remark_added" if from_reporter and not in_time else "issue.enquiry_answered",
        issue,
        by_label=who,
        at=now,
        public_text=words if from_reporter else "",
        internal_text="" if from_reporter else words,
        data={
            "enquiry": enquiry.pk,
            "kind": enquiry.kind,
            "photos": len(photos),
            **({} if in_time else {"late": True}),
        },
    )
    if in_time:
        _give_back(
            issue,
            EnquiryKind(enquiry.kind),
            note=f"Antwoord van {who}",
            why="Bedankt voor uw antwoord. Zolang wij erop wachtten, stond de termijn stil."
            if from_reporter
            else "Wij kregen antwoord van een andere partij. Zolang wij daarop wachtten, stond de "
            "termijn stil.",
        )
    return enquiry


def is_waiting(enquiry: Enquiry, now: dt.datetime) -> bool:
    """Whether the municipality still waits for this answer."""
    return not enquiry.answered_at and not enquiry.expired_at and now <= enquiry.expires_at


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def expire() -> None:
    """Stop waiting for answers that did not come in time. The timetable runs it every hour."""
    late = Enquiry.objects.filter(
        answered_at=None, expired_at=None, expires_at__lt=clock.now()
    ).values_list("pk", "issue_id")
    for pk, issue_id in list(late):
        _expire_one(pk, issue_id)


@transaction.atomic
def _expire_one(pk: int, issue_id: int) -> None:
    issue = locked(issue_id, None)
    enquiry = Enquiry.objects.select_for_update().get(pk=pk)
    if enquiry.answered_at or enquiry.expired_at:
        return
    enquiry.expired_at = clock.now()
    enquiry.save(update_fields=["expired_at"])
    if not issue.is_open:
        return
    issue.news_at = issue.news_at or enquiry.expired_at
    save_next(issue, "news_at")
    record("issue.enquiry_expired", issue, data={"enquiry": pk, "kind": enquiry.kind})
    _give_back(
        issue,
        EnquiryKind(enquiry.kind),
        note="Geen antwoord gekregen binnen de tijd",
        why="Wij wachtten op antwoord. Zolang stond de termijn stil. Wij gaan nu verder.",
    )


def _give_back(issue: Issue, kind: EnquiryKind, *, note: str, why: str) -> None:
    """Let the handler go on, unless the issue waits for something else by now."""
    if issue.state != _WAITING[kind]:
        return
    promised = issue.expected_on
    issue = change_status(
        issue,
        change=Change(to=Status.IN_PROGRESS, note=note),
        by_label="systeem",
        tell=False,
    )
    if issue.expected_on != promised:
        mails.expected_date_changed(issue, why)
