"""The appointments of one resident: by the address that the account has proved to own."""

from __future__ import annotations

from onthaal.appointments.models import Appointment, AppointmentQuerySet, State
from onthaal.core import clock
from onthaal.people.models import User


def coming_of(user: User) -> AppointmentQuerySet:
    """What this person still has to come for, soonest first, booked in whatever way."""
    return (
        _own(user)
        .filter(ends_at__gt=clock.now(), state__in=(State.BOOKED, State.ARRIVED))
        .order_by("starts_at")
    )


def past_of(user: User) -> AppointmentQuerySet:
    """What is over or cancelled, newest first."""
    return _own(user).exclude(pk__in=coming_of(user)).order_by("-starts_at")


def _own(user: User) -> AppointmentQuerySet:
    return (
        Appointment.objects.made()
        .filter(email=user.email)
        .select_related("location")
        .prefetch_related("items__product")
    )
