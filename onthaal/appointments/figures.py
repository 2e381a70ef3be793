"""Numbers about appointments for others: how many, who stayed away, and how long one waits for a
free moment. Days are Belgian; what was only held never counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.utils import timezone

from onthaal.appointments import availability
from onthaal.appointments.models import (
    Appointment,
    AppointmentItem,
    AppointmentQuerySet,
    BookedBy,
    Kind,
    State,
)
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location

# what came of it is known
_SETTLED = (State.ARRIVED, State.SERVED, State.MISSED)
_MISSED = Count("pk", filter=Q(state=State.MISSED))
THIRD = 3


@dataclass(frozen=True)
class NoShow:
    """Of ``expected`` appointments of one sort, ``missed`` stayed away. Cancelled ones do not
    count: whoever cancels makes room."""

    label: str
    expected: int
    missed: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when nobody was expected."""
        return self.missed / self.expected if self.expected else None


@dataclass(frozen=True)
class Booked:
    """What took place or was to take place in a period, and how it was booked."""

    total: int
    online: int
    phone: int
    desk: int
    cancelled: int


@dataclass(frozen=True)
class Wait:
    """How many days until the third free moment for one product at one place; None = none as far
    as may be booked. The third, because the first is often a moment that was just cancelled."""

    product: Product
    days: int | None


def booked(first: dt.date, last: dt.date, *, location: Location | None = None) -> Booked:
    """The appointments of the days from ``first`` up to and with ``last``."""
    rows = _between(first, last, location)
    counted = rows.aggregate(
        total=Count("pk", filter=~Q(state=State.CANCELLED)),
        online=Count("pk", filter=~Q(state=State.CANCELLED) & Q(booked_by=BookedBy.WEB)),
        phone=Count("pk", filter=~Q(state=State.CANCELLED) & Q(booked_by=BookedBy.PHONE)),
        desk=Count("pk", filter=~Q(state=State.CANCELLED) & Q(booked_by=BookedBy.DESK)),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
    )
    return Booked(**counted)


def no_show(first: dt.date, last: dt.date, *, location: Location | None = None) -> NoShow:
    """All together."""
    counted = _settled(first, last, location).aggregate(expected=Count("pk"), missed=_MISSED)
    return NoShow("Alle afspraken", **counted)


def settled_days(first: dt.date, last: dt.date, *, location: Location | None = None) -> int:
    """On how many days somebody came for an appointment or stayed away."""
    settled = _settled(first, last, location)
    days: int = settled.aggregate(days=Count("starts_at__date", distinct=True))["days"]
    return days


def no_show_by_product(
    first: dt.date, last: dt.date, *, location: Location | None = None
) -> list[NoShow]:
    """Per product, the most expected first; an appointment for two products counts for both."""
    rows = (
        AppointmentItem.objects.filter(appointment__in=_settled(first, last, location))
        .values("product__name")
        .annotate(
            expected=Count("pk"), missed=Count("pk", filter=Q(appointment__state=State.MISSED))
        )
        .order_by("-expected", "product__name")
    )
    return [NoShow(row["product__name"], row["expected"], row["missed"]) for row in rows]


def no_show_by_lead(
    first: dt.date, last: dt.date, *, location: Location | None = None
) -> list[NoShow]:
    """By how long before it was booked."""
    rows = _settled(first, last, location).annotate(
        lead=ExpressionWrapper(F("starts_at") - F("booked_at"), output_field=DurationField())
    )
    bounds: Sequence[tuple[str, int, int | None]] = (
        ("Minder dan 2 dagen", 0, 2),
        ("2 tot 7 dagen", 2, 7),
        ("1 tot 3 weken", 7, 21),
        ("Langer dan 3 weken", 21, None),
    )
    found = []
    for label, least, most in bounds:
        within = Q(lead__gte=dt.timedelta(days=least)) if least else Q()
        if most is not None:
            within &= Q(lead__lt=dt.timedelta(days=most))
        counted = rows.filter(within, booked_at__isnull=False).aggregate(
            expected=Count("pk"), missed=_MISSED
        )
        found.append(NoShow(label, **counted))
    return found


def no_show_by_reminder(
    first: dt.date, last: dt.date, *, location: Location | None = None
) -> list[NoShow]:
    """With and without a reminder."""
    rows = _settled(first, last, location)
    return [
        NoShow(
            label,
            **rows.filter(reminded_at__isnull=without).aggregate(
                expected=Count("pk"), missed=_MISSED
            ),
        )
        for label, without in (("Met herinnering", False), ("Zonder herinnering", True))
    ]


def wait_for_third(
    location: Location, products: Sequence[Product], *, kind: str = Kind.COUNTER
) -> list[Wait]:
    """Per product how long a resident waits at this moment for the third free moment."""
    today = clock.today()
    waits = []
    for product in products:
        wanted = availability.wish(location=location, items=[(product, 1)], kind=kind)
        moments = availability.free_moments(wanted).first(THIRD)
        days = (moments[-1].date() - today).days if len(moments) == THIRD else None
        waits.append(Wait(product, days))
    return waits


def _settled(first: dt.date, last: dt.date, location: Location | None) -> AppointmentQuerySet:
    return _between(first, last, location).filter(state__in=_SETTLED)


def _between(first: dt.date, last: dt.date, location: Location | None) -> AppointmentQuerySet:
    begin = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))
    rows = Appointment.objects.made().filter(starts_at__gte=begin, starts_at__lt=end)
    return rows.filter(location=location) if location else rows
