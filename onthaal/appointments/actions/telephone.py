"""Booking for somebody on the telephone or at the desk: at once, without holding first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import Contact
from onthaal.appointments.models import Appointment, BookedBy, Kind
from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location
from onthaal.people.models import User


def book(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    start: dt.datetime,
    contact: Contact,
    by: User,
    kind: str = Kind.COUNTER,
    booked_by: str = BookedBy.PHONE,
    host: User | None = None,
) -> Appointment:
    """Make the appointment, up to the ceiling for colleagues. Raises Taken."""
    held = booking.hold(
        location=location,
        items=items,
        start=start,
        kind=kind,
        booked_by=booked_by,
        by=by,
        host=host,
    )
    return booking.confirm(appointment=held, contact=contact, by=by)
