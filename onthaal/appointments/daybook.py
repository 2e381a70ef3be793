"""One day at one place, as a colleague reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from onthaal.appointments import rules
from onthaal.appointments.models import Appointment, AppointmentQuerySet, State
from onthaal.core.references import tidy_reference
from onthaal.organisation.models import Location
from onthaal.people.models import User

FOUND_AT_MOST = 50


@dataclass(frozen=True)
class Numbers:
    """How the day stands."""

    expected: int
    here: int
    served: int
    missed: int


def of_day(user: User, place: Location, day: dt.date) -> list[Appointment]:
    """Everything that was confirmed for this day, the cancelled ones too, by hour."""
    begin = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
    rows = _rows(user).filter(location=place, starts_at__gte=begin, starts_at__lt=end)
    return list(rows.order_by("starts_at", "lane__position", "pk"))


def found(user: User, text: str) -> list[Appointment]:
    """The appointments that somebody means by a name, code, number, mail or telephone: the coming
    ones first, then the newest."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    rows = _rows(user).filter(
        Q(name__icontains=text)
        | Q(email=text.lower())
        | Q(phone=rules.tidy_phone(text))
        | Q(check_in_code=rules.tidy_code(text))
        | Q(reference=tidy_reference(text))
    )
    newest = list(rows.order_by("-starts_at")[:FOUND_AT_MOST])
    return sorted(newest, key=lambda row: (row.state != State.BOOKED, row.starts_at))


def numbers(rows: list[Appointment]) -> Numbers:
    states = [row.state for row in rows]
    return Numbers(
        expected=states.count(State.BOOKED),
        here=states.count(State.ARRIVED),
        served=states.count(State.SERVED),
        missed=states.count(State.MISSED),
    )


def _rows(user: User) -> AppointmentQuerySet:
    return (
        Appointment.objects.visible_to(user)
        .made()
        .select_related("location", "lane__host")
        .prefetch_related("items__product")
    )
