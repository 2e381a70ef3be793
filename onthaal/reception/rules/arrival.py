"""From when an appointment waits, and whether it still counts as one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onthaal.reception.models import VisitClass

# an appointment may be called from this long before its time (measured: it keeps its wait at a
# few minutes without hurting who comes without appointment)
EARLY = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Due:
    due_at: dt.datetime
    visit_class: VisitClass
    # below zero = early
    late_minutes: int


def due(starts_at: dt.datetime, arrived_at: dt.datetime, *, tolerance: int) -> Due:
    """Waiting counts from the later of the arrival and five minutes before the appointment. More
    than ``tolerance`` minutes late counts as somebody without appointment."""
    late = arrived_at - starts_at
    minutes = int(late.total_seconds() // 60)
    if late > dt.timedelta(minutes=tolerance):
        return Due(arrived_at, VisitClass.WALK_IN, minutes)
    return Due(max(arrived_at, starts_at - EARLY), VisitClass.APPOINTMENT, minutes)
