"""Appointments and what there is room for. Import from here."""

from onthaal.appointments.models.appointment import (
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
from onthaal.appointments.models.personal import (
    BusyBlock,
    CalendarFeed,
    CalendarSource,
    PersonalCalendar,
)

__all__ = [
    "TICK",
    "Appointment",
    "AppointmentItem",
    "AppointmentQuerySet",
    "BookedBy",
    "BookingPolicy",
    "BusyBlock",
    "CalendarFeed",
    "CalendarSource",
    "CapacityBlock",
    "CapacityBlockQuerySet",
    "CapacityLane",
    "Kind",
    "OccupiedTick",
    "PersonalCalendar",
    "State",
]
