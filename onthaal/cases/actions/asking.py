"""Asking the resident something, and getting the answer."""

from __future__ import annotations

from django.db import transaction

from onthaal.cases import mails, rules
from onthaal.cases.actions import filing, standing
from onthaal.cases.actions.locking import locked, must_be_open
from onthaal.cases.actions.moving import advance
from onthaal.cases.models import Case, CaseQuestion, SentBy
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.people.models import User
from onthaal.timeline.actions import record


class NothingAsked(Exception):
    """Nobody waits for an answer any more: it was given, or the request went on."""


@transaction.atomic
def ask(case: Case, *, text: str, by: User, expected_version: int | None = None) -> CaseQuestion:
    """Ask the resident something by mail; the terms stand still until the answer. An earlier
    question that still waits is replaced, that of a step of the resident excepted.

    Raises CannotChange and ChangedMeanwhile.
    """
    case = locked(case.pk, expected_version)
    must_be_open(case)
    if not case.email:
        raise CannotChange("De inwoner gaf geen e-mailadres. Bel, en noteer het antwoord.")
    if not text.strip():
        raise CannotChange("Schrijf uw vraag.", "text")
    now = clock.now()
    waiting = case.questions.filter(answered_at=None, dropped_at=None)
    if waiting.filter(of_step=True).exists():
        raise CannotChange("Wij wachten al op de inwoner: dat is deze stap van het proces.")
    waiting.update(dropped_at=now)
    question = CaseQuestion.objects.create(
        case=case, step=case.step, text=text.strip(), asked_by=by, asked_at=now
    )
    standing.wait(case, now)
    save_next(case, "state", "paused_at")
    record("case.question_asked", case, by=by, at=now, public_text=text)
    mails.question(question)
    return question


@transaction.atomic
def answer(
    case: Case, *, text: str, by: User | None = None, enclosed: filing.Enclosed | None = None
) -> Case:
    """Keep the answer to what we wait for, of the resident or, on the telephone, through ``by``.
    Files alone are an answer, too.

    What was a step of the resident is done with it, and the request goes on. Raises NothingAsked,
    and CannotChange without words or files.
    """
    case = locked(case.pk)
    question = case.questions.select_for_update().filter(answered_at=None, dropped_at=None).first()
    if question is None or not case.is_open:
        raise NothingAsked
    if not text.strip() and not enclosed:
        raise CannotChange("Schrijf uw antwoord.", "text")
    now = clock.now()
    came = filing.attach(case, enclosed, sent_by=SentBy.RESIDENT, at=now, by=by)
    question.answer, question.answered_at = text.strip(), now
    question.save(update_fields=["answer", "answered_at"])
    standing.resume(case, now)
    case.news_at = None if by else now
    save_next(case, "state", "due_on", "expected_on", "step_due_on", "paused_at", "news_at")
    record(
        "case.question_answered",
        case,
        by=by,
        by_label="" if by else "inwoner",
        at=now,
        public_text=text,
        data=came,
    )
    if question.of_step and len(rules.ways_out(case.process_version.lines(), case.step.key)) == 1:
        case = advance(case, by=by)
        if by is None and case.is_open:
            case.news_at = now
            save_next(case, "news_at")
    return case
