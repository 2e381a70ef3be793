"""Which free moment is worth a mail to somebody on the waiting list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from onthaal.appointments.models import PartOfDay

# there must be time to read the mail and to get here
NOTICE = dt.timedelta(hours=3)
# an hour earlier on the same day helps nobody
GAIN = dt.timedelta(hours=4)
NOON = dt.time(12)
# an offer that comes at night is over before anybody reads it
DAY = (dt.time(7), dt.time(21))


def may_write(local: dt.datetime) -> bool:
    """Whether a mail that has to be answered soon may go out at this Belgian time."""
    return DAY[0] <= local.time() < DAY[1]


def best(
    free: Iterable[dt.datetime],
    *,
    now: dt.datetime,
    part_of_day: str,
    before: dt.datetime | None,
    refused: Collection[dt.datetime],
) -> dt.datetime | None:
    """The soonest of ``free`` (Belgian time, in order) that somebody would want: with time to get
    here, well ``before`` the appointment that it replaces, in the wanted part of the day, and not
    offered before. None = nothing worth a mail."""
    for moment in free:
        if moment < now + NOTICE or moment in refused:
            continue
        if before and moment > before - GAIN:
            return None
        if part_of_day == PartOfDay.MORNING and moment.time() >= NOON:
            continue
        if part_of_day == PartOfDay.AFTERNOON and moment.time() < NOON:
            continue
        return moment
    return None
