"""In which step a request stands: entering it, leaving it, waiting in it. For the other actions.

All of it works on a locked request that the caller stores.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from onthaal.cases import mails, rules
from onthaal.cases.models import Case, CaseQuestion, Passage
from onthaal.cases.states import CaseState
from onthaal.catalogue.flow import Kind, Line
from onthaal.catalogue.models import Step
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.models import Team
from onthaal.organisation.rules import working_days_between
from onthaal.people.models import User

# what `enter` and `leave` change on the request
FIELDS = (
    "step",
    "state",
    "team",
    "handler",
    "step_due_on",
    "due_on",
    "expected_on",
    "paused_at",
)


def enter(
    case: Case,
    step: Step,
    *,
    lines: tuple[Line, ...],
    now: dt.datetime,
    tell: bool = True,
    text: str = "",
) -> None:
    """Let the request stand in ``step`` from ``now`` on; the step before must have been left.

    A step of the resident makes the request wait and asks for it. With ``tell`` the resident gets
    a mail about a step that is public; ``text`` stands in it.
    """
    today = timezone.localdate(now)
    case.step = step
    if step.team and step.team.is_active and step.team_id != case.team_id:
        case.team = step.team
        case.handler = still_fitting(case.handler, step.team)
    case.step_due_on = rules.step_due(today, step.norm_days, closing_days())
    case.expected_on = rules.expected(case.expected_on, today, lines, step.key, closing_days())
    Passage.objects.create(
        case=case,
        step=step,
        number=case.passages.count() + 1,
        team=case.team,
        handler=case.handler,
        entered_at=now,
    )
    if step.kind == Kind.RESIDENT:
        question = CaseQuestion.objects.create(
            case=case,
            step=step,
            of_step=True,
            text=text or step.public_text or step.name,
            asked_at=now,
        )
        wait(case, now)
        if tell:
            mails.question(question)
    elif tell and (step.public_text or text):
        mails.news(case, text)


def leave(case: Case, *, now: dt.datetime, answer: str = "") -> None:
    """End the stay in the present step; what we still waited for is dropped."""
    case.questions.filter(answered_at=None, dropped_at=None).update(dropped_at=now)
    resume(case, now)
    passage = case.passages.get(left_at=None)
    days = working_days_between(
        timezone.localdate(passage.entered_at), timezone.localdate(now), closing_days()
    )
    passage.left_at, passage.answer = now, answer
    passage.days = max(0, days - passage.paused_days)
    passage.handler = case.handler
    passage.save(update_fields=["left_at", "answer", "days", "handler"])


def wait(case: Case, now: dt.datetime) -> None:
    """Stop the terms: the resident must do something first."""
    case.state = CaseState.WAITING
    case.paused_at = case.paused_at or now


def resume(case: Case, now: dt.datetime) -> None:
    """Let the terms run on, later by the working days in which they stood still."""
    if case.paused_at is None:
        return
    days = rules.paused_days(
        timezone.localdate(case.paused_at), timezone.localdate(now), closing_days()
    )
    case.due_on = rules.moved_on(case.due_on, days, closing_days())
    case.expected_on = rules.moved_on(case.expected_on, days, closing_days())
    if case.step_due_on:
        case.step_due_on = rules.moved_on(case.step_due_on, days, closing_days())
    passage = case.passages.get(left_at=None)
    passage.paused_days += days
    passage.save(update_fields=["paused_days"])
    case.paused_at = None
    case.state = CaseState.OPEN


def still_fitting(handler: User | None, team: Team) -> User | None:
    """The handler, if he or she works in ``team``."""
    if handler and handler.is_active and team.memberships.filter(user=handler).exists():
        return handler
    return None


def visited(case: Case) -> list[str]:
    """The keys of the steps in the order in which the request was in them."""
    return list(case.passages.order_by("number").values_list("step__key", flat=True))
