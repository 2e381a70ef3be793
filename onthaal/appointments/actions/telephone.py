"""Booking for somebody on the telephone or at the desk: at once, without holding first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError

from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import Contact, Taken
from onthaal.appointments.models import Appointment, BookedBy, Kind, State
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
    act: UUID | None = None,
) -> Appointment:
    """Make the appointment, up to the ceiling for colleagues. Raises Taken.

    ``act`` is of the form: sent twice (a double click) it gives the appointment of the first time.
    A form that was filled in anew for somebody else is a new act.
    """
    known = _made_by(act, by, start, contact)
    if known is None:
        if act and Appointment.objects.filter(submission_key=act).exists():
            act = None
        try:
            known = booking.hold(
                location=location,
                items=items,
                start=start,
                kind=kind,
                booked_by=booked_by,
                by=by,
                host=host,
                submission_key=act,
            )
        except (IntegrityError, Taken):
            # by the first click, at this very moment?
            known = _made_by(act, by, start, contact)
            if known is None:
                raise
    if known.state != State.HELD:
        return known
    return booking.confirm(appointment=known, contact=contact, by=by)


def _made_by(
    act: UUID | None, by: User, start: dt.datetime, contact: Contact
) -> Appointment | None:
    """What the same form made before for the same person."""
    if act is None:
        return None
    row = Appointment.objects.filter(submission_key=act, made_by=by, starts_at=start).first()
    same = row and (row.state == State.HELD or row.name == " ".join(contact.name.split()))
    return row if same else None
