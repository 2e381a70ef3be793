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
    ROOM,
    TICK,
    BookingPolicy,
    CapacityBlock,
    CapacityBlockQuerySet,
    CapacityLane,
    Kind,
    OccupiedTick,
    is_video_address,
)
from onthaal.appointments.models.personal import (
    BusyBlock,
    CalendarFeed,
    CalendarSource,
    PersonalCalendar,
)
from onthaal.appointments.models.waiting import (
    PartOfDay,
    WaitingItem,
    WaitingOutcome,
    WaitingWish,
)

__all__ = [
    "FRONT_OFFICE",
    "ROOM",
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
    "PartOfDay",
    "PersonalCalendar",
    "State",
    "WaitingItem",
    "WaitingOutcome",
    "WaitingWish",
    "is_video_address",
]
