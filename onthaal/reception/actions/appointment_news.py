"""An appointment hears what became of its visit."""

from __future__ import annotations

from onthaal.appointments.actions import visiting
from onthaal.appointments.models import Appointment, State
from onthaal.reception.models import EventKind, Visit, VisitState
from onthaal.reception.rules import states

_HERE = (VisitState.WAITING, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED)


def tell(visit: Visit) -> None:
    """Bring the appointment of ``visit``, if it has one, in line with the state of the visit; also
    when a mistake was taken back. In the transaction of the change, after its event."""
    if visit.appointment_id is None:
        return
    appointment = Appointment.objects.get(pk=visit.appointment_id)
    left_halfway = visit.state == VisitState.LEFT and _was_at_a_counter(visit)
    if visit.state == VisitState.DONE or left_halfway:
        visiting.mark_served(appointment=appointment)
    elif visit.state in (VisitState.NO_SHOW, VisitState.LEFT):
        visiting.mark_missed(appointment=appointment)
    elif visit.state == VisitState.VOID:
        visiting.mark_expected(appointment=appointment)
    elif visit.state in _HERE:
        if appointment.state == State.SERVED:
            visiting.mark_expected(appointment=appointment)
        visiting.mark_arrived(appointment=appointment, at=visit.arrived_at)


def _was_at_a_counter(visit: Visit) -> bool:
    facts = states.effective(visit.events.order_by("pk"))
    return any(fact.kind == EventKind.SHOWN_UP for fact in facts)
