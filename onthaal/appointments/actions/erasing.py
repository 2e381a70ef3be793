"""Forgetting who had an appointment, or waited for one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from onthaal.appointments.actions import waiting
from onthaal.appointments.models import Appointment, OccupiedTick, State, WaitingWish
from onthaal.core import clock
from onthaal.timeline.actions import record


@transaction.atomic
def forget_people(ids: Sequence[int]) -> int:
    """Blank who came and what was written; how many were touched. Day, product and what became of
    it stay for the figures."""
    return Appointment.objects.filter(pk__in=ids).update(
        name="", email="", phone="", address_line="", note="", video_link=""
    )


@transaction.atomic
def release_coming(ids: Sequence[int]) -> None:
    """Give back at once what these people still had to come for."""
    rows = Appointment.objects.coming().filter(pk__in=ids).select_for_update()
    for row in rows:
        row.state, row.cancelled_at = State.CANCELLED, clock.now()
        row.save(update_fields=["state", "cancelled_at"])
        OccupiedTick.objects.filter(appointment=row).delete()
        record("appointment.cancelled", row, data={"starts_at": row.starts_at.isoformat()})


@transaction.atomic
def forget_waiting(ids: Sequence[int]) -> int:
    """Take these wishes off the waiting list, with the moments that were kept for them; how many
    there were."""
    for row in WaitingWish.objects.open().filter(pk__in=ids):
        waiting.withdraw(wish=row)
    gone = WaitingWish.objects.filter(pk__in=ids)
    count = gone.count()
    gone.delete()
    return count
