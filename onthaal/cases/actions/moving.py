"""A request goes on to its next step, back, or to its end."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from onthaal.cases import mails, rules
from onthaal.cases.actions import standing
from onthaal.cases.actions.locking import locked, must_be_open
from onthaal.cases.models import Case
from onthaal.cases.states import CaseState
from onthaal.catalogue import flow
from onthaal.catalogue.models import Step
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.rules import working_days_between
from onthaal.people.models import User
from onthaal.timeline.actions import record


@transaction.atomic
def advance(
    case: Case,
    *,
    by: User | None,
    answer: str = "",
    text: str = "",
    note: str = "",
    expected_version: int | None = None,
) -> Case:
    """Go on to the step that follows in the version with which the request began.

    ``answer`` is that of a decision. ``text`` goes to the resident, ``note`` stays inside. Where
    the list ends, the request is closed. Raises CannotChange and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    must_be_open(case)
    lines = case.process_version.lines()
    way = rules.way_out(lines, case.step.key, answer)
    if way is None:
        raise CannotChange("Kies een antwoord. Daarmee weten wij wat volgt.", "answer")
    if way.next in flow.ENDS:
        state = CaseState.REFUSED if way.next == flow.REFUSED else CaseState.DONE
        return _end(case, state, answer=answer, text=text, note=note, by=by)
    return _go(case, way.next, lines=lines, answer=answer, text=text, note=note, by=by)


@transaction.atomic
def send_back(
    case: Case, *, to: str, why: str, by: User, expected_version: int | None = None
) -> Case:
    """Return to a step in which the request was before; ``to`` is its key.

    Raises CannotChange without a reason or for a step that it was not in, and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    must_be_open(case)
    if to not in earlier(case):
        raise CannotChange("Kies een stap waarin de aanvraag al stond.", "to")
    if not why.strip():
        raise CannotChange("Schrijf voor uw collega’s waarom de aanvraag teruggaat.", "why")
    lines = case.process_version.lines()
    return _go(case, to, lines=lines, note=why, by=by, kind="case.sent_back")


@transaction.atomic
def close(
    case: Case,
    *,
    granted: bool,
    text: str,
    by: User,
    note: str = "",
    expected_version: int | None = None,
) -> Case:
    """End the request here, wherever it stands; the resident reads ``text``.

    Raises CannotChange without a text, and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    must_be_open(case)
    if not text.strip():
        raise CannotChange("Schrijf de inwoner wat de beslissing is en waarom.", "text")
    state = CaseState.DONE if granted else CaseState.REFUSED
    return _end(case, state, text=text, note=note, by=by)


@transaction.atomic
def withdraw(case: Case, *, why: str = "") -> Case:
    """The resident takes the request back. Raises CannotChange when it is closed already."""
    case = locked(case.pk)
    must_be_open(case)
    return _end(case, CaseState.WITHDRAWN, text=why, by=None)


@transaction.atomic
def reopen(case: Case, *, why: str, by: User, expected_version: int | None = None) -> Case:
    """Take a closed request up again, in the step in which it ended.

    Raises CannotChange without a reason, and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    if case.is_open:
        raise CannotChange("Deze aanvraag loopt nog.")
    if not why.strip():
        raise CannotChange("Schrijf waarom de aanvraag weer opengaat.", "why")
    now = clock.now()
    case.state, case.closed_at, case.outcome = CaseState.OPEN, None, ""
    case.lead_days = case.within_term = None
    case.handler = standing.still_fitting(case.handler, case.team)
    lines = case.process_version.lines()
    standing.enter(case, case.step, lines=lines, now=now, text=why)
    save_next(case, *standing.FIELDS, "closed_at", "outcome", "lead_days", "within_term")
    record("case.reopened", case, by=by, at=now, public_text=why)
    return case


def earlier(case: Case) -> list[str]:
    """The keys of the other steps in which the request was, the latest first."""
    keys = dict.fromkeys(reversed(standing.visited(case)))
    return [key for key in keys if key != case.step.key]


def _go(
    case: Case,
    to: str,
    *,
    lines: tuple[flow.Line, ...],
    by: User | None,
    answer: str = "",
    text: str = "",
    note: str = "",
    kind: str = "case.advanced",
) -> Case:
    now = clock.now()
    before = case.step
    team_before = case.team_id
    standing.leave(case, now=now, answer=answer)
    step = Step.objects.select_related("team").get(version=case.process_version_id, key=to)
    standing.enter(case, step, lines=lines, now=now, text=text.strip())
    if by is not None:
        case.news_at = None
    save_next(case, *standing.FIELDS, "news_at")
    data: dict[str, object] = {"from": before.pk, "to": step.pk, "answer": answer}
    if case.team_id != team_before:
        data["team"] = case.team_id
    record(
        kind,
        case,
        by=by,
        by_label="" if by else "inwoner",
        at=now,
        public_text=text,
        internal_text=note,
        data=data,
    )
    return case


def _end(
    case: Case,
    state: CaseState,
    *,
    text: str,
    by: User | None,
    answer: str = "",
    note: str = "",
) -> Case:
    if state == CaseState.REFUSED and not text.strip():
        raise CannotChange("Leg de inwoner uit waarom de aanvraag geweigerd wordt.", "text")
    now = clock.now()
    today = timezone.localdate(now)
    standing.leave(case, now=now, answer=answer)
    case.state, case.closed_at = state, now
    case.outcome = text.strip()
    case.step_due_on, case.news_at = None, None
    case.lead_days = working_days_between(timezone.localdate(case.opened_at), today, closing_days())
    case.within_term = today <= case.due_on
    save_next(case, *standing.FIELDS, "closed_at", "outcome", "lead_days", "within_term", "news_at")
    record(
        f"case.{state.value}",
        case,
        by=by,
        by_label="" if by else "inwoner",
        at=now,
        public_text=text,
        internal_text=note,
        data={"from": case.step_id, "answer": answer},
    )
    mails.closed(case)
    return case
