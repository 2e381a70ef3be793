"""Appointments and what there is room for. Import from here."""

from onthaal.appointments.models.appointment import (
    FRONT_OFFICE,
    Appointment,
    AppointmentItem,
    AppointmentQuerySet,
    BookedBy,
    State,
)
from onthaal.appointments.models.capacity import (
    TICK,
    BookingPolicy,
    CapacityBlock,
    CapacityBlockQuerySet,
    CapacityLane,
    Kind,
    OccupiedTick,
)

__all__ = [
    "FRONT_OFFICE",
    "TICK",
    "Appointment",
    "AppointmentItem",
    "AppointmentQuerySet",
    "BookedBy",
    "BookingPolicy",
    "CapacityBlock",
    "CapacityBlockQuerySet",
    "CapacityLane",
    "Kind",
    "OccupiedTick",
    "State",
]
