"""An issue goes from one state to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.issues import mails, rules
from onthaal.issues.actions.joined_followers import back_to_own
from onthaal.issues.actions.locking import locked
from onthaal.issues.models import Issue, Reporter, Survey
from onthaal.issues.states import CLOSED, PAUSED, Status
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.rules import working_days_between
from onthaal.outbox.models import Message
from onthaal.people.models import User
from onthaal.timeline.actions import record


@dataclass(frozen=True)
class Change:
    """What a member of staff decides: the next state and what is said about it.

    ``text`` goes to the reporter, ``note`` stays inside. ``original`` only with DUPLICATE,
    ``forwarded_to`` only with NOT_OURS, ``reason`` only with NOT_FEASIBLE, ``expected_on`` with
    the open states when the date changes along. ``with_parts`` closes the open parts of a split
    issue in the same way; the reporter still gets one mail.
    """

    to: Status
    text: str = ""
    note: str = ""
    reason: str = ""
    forwarded_to: str = ""
    original: Issue | None = None
    expected_on: dt.date | None = None
    with_parts: bool = False


@transaction.atomic
def change_status(
    issue: Issue,
    *,
    change: Change,
    by: User | None = None,
    by_label: str = "",
    expected_version: int | None = None,
    tell: bool = True,
) -> Issue:
    """Make the change, record it, and promise the mails; returns the fresh issue.

    ``tell=False`` sends no status mail, for callers that send a more precise one themselves.

    A reopened duplicate is nobody's double any more: its reporter and followers get its own news
    again, and no longer that of the original.

    Raises CannotChange when the state or what must go with it does not allow it, and
    ChangedMeanwhile when ``expected_version`` is not the issue's version any more.
    """
    original = _original_to_leave(issue, change)
    issue = locked(issue.pk, expected_version)
    _check(issue, change)
    now = clock.now()
    parts = _open_parts(issue) if change.with_parts and change.to in CLOSED else []
    survey = _apply(issue, change, now=now, by=by, by_label=by_label, ask_opinion=tell)
    for part in parts:
        _apply(part, change, now=now, by=by, by_label=by_label, ask_opinion=False)
        mails.tell_followers(part)
    if original:
        back_to_own(issue, original)
    if tell:
        mails.status_changed(issue, change.text, survey, parts=parts, left=original)
    return issue


def _original_to_leave(issue: Issue, change: Change) -> Issue | None:
    """What a reopened duplicate was a double of. Both rows are locked, the lower number first, as
    merging does."""
    if change.to != Status.REOPENED:
        return None
    original_id = Issue.objects.values_list("duplicate_of", flat=True).get(pk=issue.pk)
    if original_id is None:
        return None
    return {pk: locked(pk, None) for pk in sorted((issue.pk, original_id))}[original_id]


def preview(issue: Issue, *, change: Change, by: User) -> Message | None:
    """The very mail that the reporter would get; None when there is no address.

    Does the change and takes it back, so that what is shown cannot differ from what is sent.
    Raises CannotChange like ``change_status``.
    """
    with transaction.atomic():
        undo = transaction.savepoint()
        before = Message.objects.about(issue).order_by("-pk").values_list("pk", flat=True).first()
        issue = change_status(issue, change=change, by=by)
        message = None
        if issue.reporter and issue.reporter.email:
            message = (
                Message.objects.about(issue)
                .filter(pk__gt=before or 0, to_address=issue.reporter.email)
                .first()
            )
        transaction.savepoint_rollback(undo)
    return message


def _apply(
    issue: Issue,
    change: Change,
    *,
    now: dt.datetime,
    by: User | None,
    by_label: str,
    ask_opinion: bool,
) -> Survey | None:
    """Change and record one locked issue, without a word to anybody."""
    old, new = issue.state, change.to
    today = timezone.localdate(now)
    expected_before = issue.expected_on
    issue.status = new
    issue.reason = change.reason if new == Status.NOT_FEASIBLE else ""
    issue.forwarded_to = change.forwarded_to if new == Status.NOT_OURS else ""
    issue.duplicate_of = change.original if new == Status.DUPLICATE else None
    if new == Status.REOPENED:
        _restart(issue, today)
    _run_clock(issue, now)
    if change.expected_on and new not in CLOSED:
        issue.expected_on = change.expected_on
    if by and change.text.strip():
        note_first_answer(issue, now)
    if new == Status.REOPENED and by is None:
        issue.news_at = now
    survey = None
    if new in CLOSED:
        issue.closed_at = now
        issue.news_at = None
        issue.lead_days = working_days_between(
            timezone.localdate(issue.received_at), today, closing_days()
        )
        issue.within_term = today <= issue.due_on
        # who still has a link to answer reads that it is too late
        issue.enquiries.filter(answered_at=None, expired_at=None).update(expired_at=now)
        if ask_opinion and new not in (Status.DUPLICATE, Status.WITHDRAWN):
            survey = _survey(issue, now)
    save_next(
        issue,
        "status",
        "reason",
        "forwarded_to",
        "duplicate_of",
        "paused_at",
        "due_on",
        "expected_on",
        "closed_at",
        "lead_days",
        "within_term",
        "first_answer_at",
        "first_answer_days",
        "reopenings",
        "handler",
        "news_at",
    )
    record(
        f"issue.{new.value}",
        issue,
        by=by,
        by_label=by_label,
        at=now,
        public_text=change.text,
        internal_text=change.note,
        data=_facts(issue, change, old, expected_before),
    )
    return survey


def _facts(
    issue: Issue, change: Change, old: Status, expected_before: dt.date
) -> dict[str, object]:
    """What the history keeps beside the words."""
    facts: dict[str, object] = {"from": old.value, "to": issue.status}
    if issue.reason:
        facts["reason"] = issue.reason
    if change.original and issue.duplicate_of_id:
        facts["original"] = change.original.pk
    if issue.expected_on != expected_before:
        facts["expected_on"] = issue.expected_on.isoformat()
    return facts


def _open_parts(issue: Issue) -> list[Issue]:
    """The parts that are still open, locked."""
    return [
        locked(pk, None) for pk in issue.parts.open().order_by("pk").values_list("pk", flat=True)
    ]


def _check(issue: Issue, change: Change) -> None:
    if not rules.may_become(issue.state, change.to):
        raise CannotChange(
            f"Een melding met status “{issue.state.label}” kan niet “{change.to.label}” worden."
        )
    if change.to in rules.TEXT_REQUIRED and not change.text.strip():
        raise CannotChange("Schrijf een antwoord voor de melder.", "text")
    if change.to in rules.REASON_REQUIRED and not change.reason:
        raise CannotChange("Kies een reden.", "reason")
    if change.to == Status.NOT_OURS and not change.forwarded_to.strip():
        raise CannotChange("Vul in bij wie de melder wel terechtkan.", "forwarded_to")
    if change.to == Status.DUPLICATE:
        if change.original is None:
            raise CannotChange("Kies de melding waarvan dit een dubbel is.", "original")
        if change.original.pk == issue.pk or change.original.duplicate_of_id == issue.pk:
            raise CannotChange("Een melding kan geen dubbel van zichzelf zijn.")


def _restart(issue: Issue, today: dt.date) -> None:
    """A reopened issue gets a fresh term from today and counts its reopening. It goes back to
    the same handler, unless that person left."""
    issue.reopenings += 1
    if issue.handler and not issue.handler.is_active:
        issue.handler = None
    issue.closed_at = None
    issue.lead_days = None
    issue.within_term = None
    issue.due_on = rules.due_on(today, issue.category.working_days, closing_days())
    issue.expected_on = issue.due_on


def _run_clock(issue: Issue, now: dt.datetime) -> None:
    """Stop the term in the waiting states; move it on by the time that it stood still."""
    if issue.paused_at and issue.state not in PAUSED:
        moved = rules.due_after_pause(
            issue.due_on,
            timezone.localdate(issue.paused_at),
            timezone.localdate(now),
            closing_days(),
        )
        if moved > issue.due_on:
            issue.due_on = moved
            issue.expected_on = max(issue.expected_on, moved)
        issue.paused_at = None
    elif issue.state in PAUSED and issue.paused_at is None:
        issue.paused_at = now


def note_first_answer(issue: Issue, now: dt.datetime) -> None:
    """Keep when the citizen first heard something from a person; the caller stores it."""
    if issue.first_answer_at is None:
        issue.first_answer_at = now
        issue.first_answer_days = working_days_between(
            timezone.localdate(issue.received_at), timezone.localdate(now), closing_days()
        )


def _survey(issue: Issue, now: dt.datetime) -> Survey | None:
    reporter: Reporter | None = issue.reporter
    if reporter is None or not reporter.email:
        return None
    return Survey.objects.create(issue=issue, sent_at=now, expires_at=now + rules.SURVEY_OPEN_FOR)
