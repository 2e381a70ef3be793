"""Who changes what is booked on a day at a place, does so alone.

Every action takes its locks in one order: first the addresses (so that limits hold), then the
days, then the row. So nobody ever waits in a circle; should the database still break off a
transaction, it is done again and nobody notices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from onthaal.appointments.models import Appointment
from onthaal.organisation.models import Location

T = TypeVar("T")

TRIES = 5
# serialization failure and deadlock: the same again can succeed
_AGAIN = {"40001", "40P01"}


def settled(deed: Callable[[], T]) -> T:
    """Run ``deed`` in a transaction, again when the database broke it off."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return deed()
        except OperationalError as failure:
            broken_off = getattr(failure.__cause__, "sqlstate", "") in _AGAIN
            if not broken_off or connection.in_atomic_block:
                raise
    with transaction.atomic():
        return deed()


def lock_days(places: Iterable[tuple[Location, dt.datetime]]) -> None:
    """Be alone on these days at these places until the transaction ends."""
    keys = {(place.pk, timezone.localdate(moment).toordinal()) for place, moment in places}
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", key)


def lock_addresses(*addresses: str) -> None:
    """Be alone with these e-mail addresses and telephone numbers until the transaction ends."""
    with connection.cursor() as cursor:
        for address in sorted({each for each in addresses if each}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"afspraak {address}"])


def locked(appointment: Appointment) -> Appointment:
    """The row as it is now, for us alone. Raises Appointment.DoesNotExist."""
    return (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("location", "lane")
        .get(pk=appointment.pk)
    )
