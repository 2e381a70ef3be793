"""The questions and mails that belong to the latest meldingen, as if they had all been sent."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable
from email.utils import format_datetime
from functools import partial

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Max
from django_tasks_db.models import DBTaskResult

from onthaal.core import clock
from onthaal.issues import mails
from onthaal.issues.models import Enquiry, EnquiryKind, Follower, Issue, Survey
from onthaal.issues.rules import ENQUIRY_OPEN_FOR
from onthaal.lindeveld import texts
from onthaal.outbox.actions import as_mail, deliver
from onthaal.outbox.models import DeliveryAttempt, Message, State
from onthaal.timeline.models import Event

_WEEKS = 3
MOST = 80
_SUBJECT = Issue._meta.label_lower
_KINDS = {
    "issue.waiting_reporter": EnquiryKind.REPORTER,
    "issue.waiting_third_party": EnquiryKind.OUTSIDER,
}
_NEWS = {"issue.in_progress", "issue.planned", "issue.reopened"}
_CLOSING = {"issue.resolved", "issue.not_feasible", "issue.not_ours"}


def write(*, now: dt.datetime, seed: int) -> int:
    """Enquiries and sent mails of the last weeks; returns how many mails.

    While trying out, the same mails land in the mailbox that one can read.
    """
    since = now - dt.timedelta(weeks=_WEEKS)
    history: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(subject_type=_SUBJECT, at__gte=since).order_by("at", "id"):
        history[event.subject_id].append(event)
    questions = _ask(history, now, random.Random(f"questions-{seed}"))
    recent = (
        Issue.objects.filter(received_at__gte=since, reporter__email__gt="")
        .select_related("category", "reporter", "duplicate_of")
        .order_by("-received_at")[:MOST]
    )
    promises: list[tuple[dt.datetime, Callable[[], None]]] = []
    for issue in recent:
        promises += _promises(issue, history[issue.pk], questions)
    began = clock.now()
    sent = [
        message for at, promise in sorted(promises, key=_moment) for message in _send(at, promise)
    ]
    Message.objects.bulk_update(
        sent, ["state", "attempts", "created_at", "next_attempt_at", "sent_at"]
    )
    DeliveryAttempt.objects.bulk_create(
        DeliveryAttempt(
            message=message,
            started_at=message.created_at,
            finished_at=message.sent_at,
            outcome="verzonden",
        )
        for message in sent
    )
    # they are sent: nobody needs to look at them any more
    DBTaskResult.objects.filter(task_path=deliver.module_path, enqueued_at__gte=began).delete()
    if not settings.PRODUCTION:
        transaction.on_commit(lambda: _fill_mailbox(sent))
    return len(sent)


def _ask(
    history: dict[int, list[Event]], now: dt.datetime, chance: random.Random
) -> dict[int, Enquiry]:
    """A question for each time that a melding waits, by the event that began the waiting."""
    found: dict[int, Enquiry] = {}
    events: list[Event] = []
    waiting = [e for events in history.values() for e in events if e.kind in _KINDS]
    issues = Issue.objects.select_related("reporter").in_bulk([e.subject_id for e in waiting])
    for asked in waiting:
        issue, kind = issues[asked.subject_id], _KINDS[asked.kind]
        if kind == EnquiryKind.REPORTER:
            if issue.reporter is None or not issue.reporter.email:
                continue
            name, email = issue.reporter.name, issue.reporter.email
            question = asked.public_text
            answer = texts.REPORTER_ANSWERS.get(question, texts.REPORTER_ANSWERS[""])
        else:
            name, email, question = texts.OUTSIDERS[asked.public_text]
            answer = chance.choice(texts.OUTSIDER_ANSWERS)
        later = [e for e in history[issue.pk] if e.at > asked.at and e.kind == "issue.in_progress"]
        answered_at = max(asked.at, later[0].at - dt.timedelta(minutes=12)) if later else None
        # who still waits, waits for some days more
        latest = now + dt.timedelta(days=chance.randint(2, 9))
        found[asked.pk] = Enquiry(
            issue=issue,
            kind=kind,
            recipient_name=name,
            recipient_email=email,
            text=question,
            asked_by_id=asked.actor_id,
            asked_at=asked.at,
            expires_at=max(asked.at + ENQUIRY_OPEN_FOR, latest),
            answer=answer if answered_at else "",
            answered_at=answered_at,
        )
    Enquiry.objects.bulk_create(found.values())
    for asked in waiting:
        if asked.pk not in found:
            continue
        enquiry = found[asked.pk]
        data = {"enquiry": enquiry.pk, "kind": enquiry.kind}
        to_reporter = enquiry.kind == EnquiryKind.REPORTER
        who = enquiry.recipient_name or enquiry.recipient_email
        events.append(
            Event(
                kind="issue.enquiry_sent",
                subject_type=_SUBJECT,
                subject_id=enquiry.issue_id,
                at=enquiry.asked_at,
                actor_id=enquiry.asked_by_id,
                internal_text=f"Aan {who}: {enquiry.text}",
                data=data,
            )
        )
        if enquiry.answered_at:
            events.append(
                Event(
                    kind="issue.enquiry_answered",
                    subject_type=_SUBJECT,
                    subject_id=enquiry.issue_id,
                    at=enquiry.answered_at,
                    actor_label="melder" if to_reporter else who[:80],
                    public_text=enquiry.answer if to_reporter else "",
                    internal_text="" if to_reporter else enquiry.answer,
                    data=data,
                )
            )
    Event.objects.bulk_create(events)
    return found


def _promises(
    issue: Issue, events: list[Event], questions: dict[int, Enquiry]
) -> list[tuple[dt.datetime, Callable[[], None]]]:
    """What was mailed about ``issue``, and when."""
    surveys = {survey.sent_at: survey for survey in Survey.objects.filter(issue=issue)}
    followers = Follower.objects.filter(issue=issue).select_related("issue__category")
    asked = [(follower.asked_at, partial(mails.follow_confirm, follower)) for follower in followers]
    news = [
        (
            event.at,
            partial(_mail, issue, event, questions.get(event.pk), surveys.get(event.at)),
        )
        for event in events
    ]
    return [*asked, *news]


def _mail(issue: Issue, event: Event, question: Enquiry | None, survey: Survey | None) -> None:
    """The mails that ``issues.actions`` sends at such an event."""
    if "to" in event.data and event.kind != "issue.assigned":
        issue.status = event.data["to"]
    if event.kind == "issue.received":
        mails.received(issue)
    elif event.kind == "issue.withdrawn":
        mails.withdrawn(issue)
    elif event.kind == "issue.duplicate" and issue.duplicate_of:
        mails.merged(issue, issue.duplicate_of, event.public_text)
    elif event.kind == "issue.expected_date_changed":
        mails.expected_date_changed(issue, event.public_text)
    elif event.kind in _CLOSING:
        mails.status_changed(issue, event.public_text, survey)
    elif question:
        mails.enquiry(question)
        if question.kind == EnquiryKind.OUTSIDER:
            mails.status_changed(issue, event.public_text, None)
    elif event.kind in _NEWS and event.public_text:
        mails.status_changed(issue, event.public_text, None)


def _send(at: dt.datetime, promise: Callable[[], None]) -> list[Message]:
    last = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    promise()
    made = list(Message.objects.filter(pk__gt=last).order_by("pk"))
    for message in made:
        message.state, message.attempts = State.SENT, 1
        message.created_at = message.next_attempt_at = at
        message.sent_at = at + dt.timedelta(seconds=2)
    return made


def _fill_mailbox(sent: list[Message]) -> None:
    with get_connection() as mailbox:
        for message in sent:
            mail = as_mail(message)
            mail.extra_headers["Date"] = format_datetime(message.sent_at or message.created_at)
            mailbox.send_messages([mail])


def _moment(promise: tuple[dt.datetime, Callable[[], None]]) -> dt.datetime:
    return promise[0]
