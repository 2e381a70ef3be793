"""Who handles a complaint; never somebody of the team complained about."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from onthaal.catalogue.models import Process
from onthaal.complaints import mails
from onthaal.complaints.actions.changing import check, check_open, locked
from onthaal.complaints.models import Absence, Complaint, is_coordinator
from onthaal.complaints.states import State
from onthaal.core.changes import CannotChange, save_next
from onthaal.organisation.models import Team, TeamMembership
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event


def check_independent(team: Team | None, person: User | None, about: str) -> None:
    """Raises CannotChange when ``person`` belongs to the team complained about."""
    if team and person and TeamMembership.objects.filter(team=team, user=person).exists():
        raise CannotChange(
            f"{person} hoort bij team {team}, waarover de klacht gaat. Kies iemand anders.", about
        )


@transaction.atomic
def assign(
    complaint: Complaint,
    *,
    handler: User,
    deputy: User | None,
    by: User,
    version: int | None = None,
) -> Complaint:
    """Give the complaint to a handler and, if wanted, a deputy; both get a mail without details.

    Only a coordinator may. An admissible complaint is in investigation from then on.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check_open(complaint)
    _check_coordinator(by)
    check_independent(complaint.team, handler, "handler")
    check_independent(complaint.team, deputy, "deputy")
    if deputy == handler:
        raise CannotChange("De vervanger moet iemand anders zijn.", "deputy")
    new = [each for each in (handler, deputy) if each not in (complaint.handler, complaint.deputy)]
    complaint.handler, complaint.deputy = handler, deputy
    if complaint.state == State.ADMISSIBLE:
        check(complaint, State.INVESTIGATION)
        complaint.state = State.INVESTIGATION
    save_next(complaint, "handler", "deputy", "state")
    record(
        "complaint.assigned",
        complaint,
        by=by,
        data={"handler": handler.pk, "deputy": deputy.pk if deputy else None},
    )
    for person in new:
        if person:
            mails.assigned(complaint, person)
    return complaint


@transaction.atomic
def set_subject(
    complaint: Complaint,
    *,
    team: Team | None,
    process: Process | None,
    by: User,
    version: int | None = None,
) -> Complaint:
    """Say which team and process the complaint is about.

    A handler or deputy who belongs to that team loses the complaint in the same moment. When no
    coordinator is left who may see it, the administrators hear that somebody must be appointed.

    Raises CannotChange.
    """
    complaint = locked(complaint, by=by, version=version)
    check_open(complaint)
    _check_coordinator(by)
    members = set(
        TeamMembership.objects.filter(team=team).values_list("user", flat=True) if team else ()
    )
    lost = [
        role
        for role in ("handler", "deputy")
        if getattr(complaint, f"{role}_id") in members and members
    ]
    for role in lost:
        setattr(complaint, role, None)
    complaint.team, complaint.process = team, process
    save_next(complaint, "team", "process", "handler", "deputy")
    record(
        "complaint.subject_changed",
        complaint,
        by=by,
        data={
            "team": team.pk if team else None,
            "process": process.pk if process else None,
            "lost": lost,
        },
    )
    if by.pk in members or "handler" in lost:
        mails.needs_handler(complaint)
    return complaint


def drop_newcomer(event_id: int) -> None:
    """Somebody joined a team: take away the open complaints about that team that they handle.

    Access ended at the moment of joining (``visible_to``); this gives the complaint back to the
    coordinators and tells them.
    """
    event = Event.objects.get(pk=event_id)
    newcomer = event.data.get("user")
    rows = (
        Complaint.objects.select_for_update(of=("self",))
        .filter(Q(handler=newcomer) | Q(deputy=newcomer), team=event.subject_id)
        .open()
    )
    # handler and deputy may both have joined by now
    members = set(
        TeamMembership.objects.filter(team=event.subject_id).values_list("user", flat=True)
    )
    for complaint in rows:
        dropped = {}
        for role in ("handler", "deputy"):
            person = getattr(complaint, f"{role}_id")
            if person in members:
                dropped[role] = person
                setattr(complaint, role, None)
        if dropped:
            save_next(complaint, "handler", "deputy")
            record("complaint.handler_dropped", complaint, data=dropped)
            mails.needs_handler(complaint)


@transaction.atomic
def add_absence(*, person: User, first_on: dt.date, last_on: dt.date, by: User) -> Absence:
    """Note that somebody is away; reminders go to the deputies. Raises CannotChange."""
    if person != by and not is_coordinator(by):
        raise CannotChange("U kunt alleen uw eigen afwezigheid invullen.")
    if last_on < first_on:
        raise CannotChange("De laatste dag ligt voor de eerste.", "last_on")
    absence = Absence.objects.create(person=person, first_on=first_on, last_on=last_on)
    record("complaint_absence.added", absence, by=by)
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: User) -> None:
    if absence.person != by and not is_coordinator(by):
        raise CannotChange("U kunt alleen uw eigen afwezigheid wissen.")
    record("complaint_absence.removed", absence, by=by)
    absence.delete()


def _check_coordinator(by: User) -> None:
    if not is_coordinator(by):
        raise CannotChange("Alleen een klachtencoördinator kan dit.")
