"""What is noted, asked and promised while and after a complaint is investigated."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from onthaal.complaints import mails
from onthaal.complaints.actions.changing import check_open, locked
from onthaal.complaints.actions.handling import check_independent
from onthaal.complaints.models import AdviceRequest, Complaint, Measure, Step, StepKind
from onthaal.complaints.states import FOUNDED
from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.people.models import User
from onthaal.timeline.actions import record, record_now

ADVICE_LASTS = dt.timedelta(days=14)


@transaction.atomic
def add_step(
    complaint: Complaint,
    *,
    kind: StepKind,
    text: str,
    by: User,
    held_on: dt.date | None = None,
    present: str = "",
    outcome: str = "",
    version: int | None = None,
) -> Step:
    """Keep a note, a hearing or a mediation. Raises CannotChange."""
    complaint = locked(complaint, by=by, version=version)
    held_on = held_on or clock.today()
    if held_on > clock.today():
        raise CannotChange("Deze dag moet nog komen.", "held_on")
    if kind == StepKind.MEDIATION and not outcome:
        raise CannotChange("Kies hoe de bemiddeling afliep.", "outcome")
    step = Step.objects.create(
        complaint=complaint,
        kind=kind,
        held_on=held_on,
        present=present,
        text=text,
        outcome=outcome,
        made_by=by,
    )
    save_next(complaint)
    record("complaint.step_added", complaint, by=by, data={"kind": kind, "step": step.pk})
    return step


@transaction.atomic
def add_remark(complaint: Complaint, *, text: str) -> None:
    """The resident adds something; the handler, or else the coordinators, get a mail.

    Raises CannotChange when the complaint is closed.
    """
    complaint = locked(complaint, by=None)
    check_open(complaint)
    save_next(complaint)
    record("complaint.remark_added", complaint, by_label="klager", public_text=text)
    mails.remark(complaint)


@transaction.atomic
def ask_advice(
    complaint: Complaint,
    *,
    adviser: User,
    question: str,
    expires_on: dt.date | None = None,
    by: User,
    version: int | None = None,
) -> AdviceRequest:
    """Ask one member of staff, who sees this complaint until ``expires_on`` and no longer.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check_open(complaint)
    check_independent(complaint.team, adviser, "adviser")
    expires_on = expires_on or clock.today() + ADVICE_LASTS
    if expires_on < clock.today():
        raise CannotChange("Kies een dag die nog komt.", "expires_on")
    request = AdviceRequest.objects.create(
        complaint=complaint,
        adviser=adviser,
        question=question,
        asked_by=by,
        expires_on=expires_on,
    )
    save_next(complaint)
    record("complaint.advice_asked", complaint, by=by, data={"adviser": adviser.pk})
    mails.advice_asked(request)
    return request


@transaction.atomic
def give_advice(request: AdviceRequest, *, answer: str, by: User) -> AdviceRequest:
    """Answer, as long as one may see the complaint. Raises CannotChange."""
    complaint = locked(request.complaint, by=None)
    request = AdviceRequest.objects.select_for_update().get(pk=request.pk)
    sees = Complaint.objects.visible_to(by).filter(pk=complaint.pk).exists()
    if request.adviser != by or request.expires_on < clock.today() or not sees:
        raise CannotChange("U kunt hier geen advies meer geven.")
    if request.answered_at:
        raise CannotChange("U gaf al advies.")
    request.answer, request.answered_at = answer, clock.now()
    request.save(update_fields=["answer", "answered_at"])
    save_next(complaint)
    record("complaint.advice_given", complaint, by=by)
    return request


@transaction.atomic
def promise_measure(
    complaint: Complaint,
    *,
    what: str,
    owner: str,
    by_on: dt.date,
    by: User,
    version: int | None = None,
) -> Measure:
    """Note what will be done better after a (partly) founded complaint. Raises CannotChange."""
    complaint = locked(complaint, by=by, version=version)
    if complaint.ruling not in FOUNDED:
        raise CannotChange("Een maatregel hoort bij een klacht die (gedeeltelijk) gegrond is.")
    measure = Measure.objects.create(complaint=complaint, what=what, owner=owner, by_on=by_on)
    save_next(complaint)
    record("complaint.measure_promised", complaint, by=by, data={"measure": measure.pk})
    return measure


@transaction.atomic
def finish_measure(measure: Measure, *, by: User) -> Measure:
    """Note that it is done, today. Doing it twice changes nothing. Raises CannotChange."""
    complaint = locked(measure.complaint, by=by)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.done_on is None:
        measure.done_on = clock.today()
        measure.save(update_fields=["done_on"])
        save_next(complaint)
        record("complaint.measure_done", complaint, by=by, data={"measure": measure.pk})
    return measure


def note_reading(complaint: Complaint, *, by: User, page: str) -> None:
    """Every look at a complaint leaves a line in its history."""
    record_now("complaint.read", complaint, by=by, data={"page": page})
