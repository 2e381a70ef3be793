"""What a visitor does without anybody of the town hall: at a kiosk or on a telephone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from onthaal.appointments.actions import visiting
from onthaal.appointments.actions.booking import CannotChange
from onthaal.appointments.models import Appointment
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.reception import events, waits
from onthaal.reception.actions import appointment_news, registration
from onthaal.reception.models import Arrival, EventKind, Visit, VisitState
from onthaal.reception.rules.states import Refused as Refused  # what callers catch

# what a refusal says is meant for who works here
_ASK_THE_DESK = "U kunt zich niet opnieuw aanmelden met deze afspraak. Vraag raad aan het onthaal."


def take_number(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    arrival: Arrival,
    act: uuid.UUID,
) -> Visit:
    """The next number for ``items``; the same ``act`` twice is one number. The wait that is told
    is kept with it. Raises Refused."""
    if not items:
        raise Refused("Kies eerst waarvoor u komt.")
    needed = waits.skills_of([items[0][0]])[items[0][0].pk]
    told = waits.for_new(location, needed)
    return registration.register(
        location=location,
        items=items,
        arrival=arrival,
        act=act,
        told=(told.low, told.high) if told else None,
    )


def arrive(*, location: Location, code: str, arrival: Arrival) -> Visit:
    """Somebody with an appointment is here, with its code or number.

    Raises visiting.NotHere with advice. Who is known already simply gets the same visit; who went
    away or did not answer, waits anew.
    """
    try:
        appointment = visiting.find(location=location, code=code, day=clock.today())
    except visiting.AlreadyArrived as known:
        if known.appointment and (visit := _of_appointment(known.appointment)):
            return _here_again(visit) if visit.state == VisitState.LEFT else visit
        raise
    told = waits.of(location).outcome.estimate(-appointment.pk)
    try:
        return registration.check_in(
            appointment=appointment,
            arrival=arrival,
            told=(told.low, told.high) if told else None,
        )
    except CannotChange as problem:
        raise visiting.NotHere(f"{problem} Vraag raad aan het onthaal.", appointment) from problem
    except Refused as refusal:
        return _unless_gone(Visit.objects.get(appointment=appointment), refusal)


def _here_again(visit: Visit) -> Visit:
    try:
        return registration.come_back(visit=visit)
    except Refused as refusal:
        return _unless_gone(visit, refusal)


def _unless_gone(visit: Visit, refusal: Refused) -> Visit:
    """Who pressed twice is back by the other press. Raises visiting.NotHere for who is not."""
    visit.refresh_from_db()
    if visit.state in (VisitState.LEFT, VisitState.NO_SHOW):
        raise visiting.NotHere(_ASK_THE_DESK, visit.appointment) from refusal
    return visit


def _of_appointment(appointment: Appointment) -> Visit | None:
    return Visit.objects.filter(appointment=appointment).first()


@transaction.atomic
def leave(*, visit: Visit) -> Visit:
    """The visitor goes home. Raises Refused when it is over already."""
    visit = events.locked(visit.pk)
    if visit.state not in (VisitState.WAITING, VisitState.PARKED, VisitState.CALLED):
        raise Refused(f"{visit.number} is niet meer in de rij.")
    events.append(visit, EventKind.LEFT, data={"by": "visitor"})
    appointment_news.tell(visit)
    return visit


@transaction.atomic
def step_aside(*, visit: Visit) -> Visit:
    """Let others go first for a while; what was waited keeps counting. Raises Refused."""
    visit = events.locked(visit.pk)
    if visit.state == VisitState.PARKED:
        return visit
    if visit.state != VisitState.WAITING:
        raise Refused(f"{visit.number} is al aan de beurt.")
    events.append(visit, EventKind.PARKED, data={"by": "visitor"})
    return visit


@transaction.atomic
def step_back(*, visit: Visit) -> Visit:
    """Back in the queue after ``step_aside``. Raises Refused for who a clerk put aside."""
    visit = events.locked(visit.pk)
    if visit.state == VisitState.WAITING:
        return visit
    if not is_aside_by_choice(visit):
        raise Refused("Wacht tot wij u opnieuw oproepen.")
    events.append(visit, EventKind.UNPARKED, data={"by": "visitor"})
    return visit


def is_aside_by_choice(visit: Visit) -> bool:
    """Whether the visitor stepped aside, rather than a clerk who put the visit aside."""
    if visit.state != VisitState.PARKED:
        return False
    last = visit.events.filter(kind=EventKind.PARKED).order_by("-pk").first()
    return last is not None and last.data.get("by") == "visitor"
