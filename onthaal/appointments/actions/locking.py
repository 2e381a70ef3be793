"""Who changes what is booked in an hour at a place, does so alone.

Every action takes its locks in one order: first the addresses (so that limits hold), then the
hours, then the row. So nobody ever waits in a circle; should the database still break off a
transaction, it is done again and nobody notices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import psycopg
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from onthaal.appointments import rules
from onthaal.appointments.models import TICK, Appointment
from onthaal.appointments.models.appointment import ONE_OF_A_CODE
from onthaal.organisation.models import Location

T = TypeVar("T")

TRIES = 5
# in ticks
_AN_HOUR = 60 // TICK
# serialization failure and deadlock: the same again can succeed
_AGAIN = {"40001", "40P01"}


def _can_succeed(failure: DatabaseError) -> bool:
    cause = failure.__cause__
    if not isinstance(cause, psycopg.Error):
        return False
    # another one is drawn the next time
    has_the_same_code = cause.diag.constraint_name == ONE_OF_A_CODE
    return cause.sqlstate in _AGAIN or has_the_same_code


def settled(deed: Callable[[], T]) -> T:
    """Run ``deed`` in a transaction, again when the database broke it off or a code that was free
    went to somebody else."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return deed()
        except (OperationalError, IntegrityError) as failure:
            if not _can_succeed(failure) or connection.in_atomic_block:
                raise
    with transaction.atomic():
        return deed()


@dataclass(frozen=True)
class Span:
    """Some time at a place."""

    location: Location
    begin: dt.datetime
    end: dt.datetime

    @property
    def hours(self) -> Iterable[tuple[int, int]]:
        """What is locked for it. Whether something fits is judged tick by tick, so that who
        changes other hours of the day need not wait."""
        first, last = rules.tick_of(self.begin), rules.tick_of(self.end) - 1
        return [(self.location.pk, hour) for hour in range(first // _AN_HOUR, last // _AN_HOUR + 1)]


def span_of(appointment: Appointment) -> Span:
    until = appointment.room_until or appointment.ends_at
    return Span(appointment.location, appointment.starts_at, until)


def lock_hours(spans: Iterable[Span], *, for_a_while: bool = False) -> None:
    """Be alone with what is booked in these hours until the transaction ends.

    ``for_a_while``: what is stored counts for minutes only, so that the others need not wait
    until it is safe on the disk. A crash of the database at this very moment may lose it.
    """
    keys = sorted({hour for span in spans for hour in span.hours})
    statements = ["SELECT pg_advisory_xact_lock(%s, %s)"] * len(keys)
    if for_a_while:
        statements.insert(0, "SET LOCAL synchronous_commit TO off")
    with connection.cursor() as cursor:
        # in one go, as others may wait for this
        cursor.execute("; ".join(statements), [number for key in keys for number in key])


def lock_addresses(*addresses: str) -> None:
    """Be alone with these e-mail addresses and telephone numbers until the transaction ends."""
    with connection.cursor() as cursor:
        for address in sorted({each for each in addresses if each}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"afspraak {address}"])


def locked(appointment: Appointment) -> Appointment:
    """The row as it is now, for us alone. Raises Appointment.DoesNotExist."""
    row = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if row.location_id == appointment.location_id:
        # which the caller has read already
        row.location = appointment.location
    return row
