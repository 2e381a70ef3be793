"""Appointments and what there is room for. Import from here."""

from onthaal.appointments.models.appointment import (
    Appointment,
    AppointmentItem,
    AppointmentQuerySet,
    BookedBy,
    Kind,
    State,
)
from onthaal.appointments.models.capacity import CapacityLane, OccupiedTick

__all__ = [
    "Appointment",
    "AppointmentItem",
    "AppointmentQuerySet",
    "BookedBy",
    "CapacityLane",
    "Kind",
    "OccupiedTick",
    "State",
]
