"""Five minutes as a number, and many of them as the bits of one integer.

A tick is numbered since 1970 in UTC, so that it exists once, also on the night on which the clock
goes back. Bit ``n`` of a set of ticks stands for tick ``base + n`` of its room.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from onthaal.appointments.models import TICK

SECONDS = TICK * 60
A_DAY = 24 * 60 // TICK


def tick_of(moment: dt.datetime) -> int:
    """The tick that ``moment`` falls in."""
    return int(moment.timestamp()) // SECONDS


def moment_of(tick: int) -> dt.datetime:
    """When ``tick`` begins, in UTC."""
    return dt.datetime.fromtimestamp(tick * SECONDS, tz=dt.UTC)


def tick_at(day: dt.date, time: dt.time) -> int:
    """The first tick at or after a time on a Belgian day. A time that the clock skips in spring is
    an hour later; one that comes twice in autumn is the first."""
    local = dt.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
    return -(-int(local.timestamp()) // SECONDS)


def day_begin(day: dt.date) -> int:
    """The first tick of a Belgian day. Days have 276, 288 or 300 ticks."""
    return tick_at(day, dt.time())


def mask(begin: int, end: int) -> int:
    """The bits from ``begin`` up to ``end``; none when it ends before it begins."""
    return ((1 << (end - begin)) - 1) << begin if end > begin else 0


def runs(free: int, length: int) -> int:
    """The bits from which on ``length`` bits in a row are set."""
    have = 1
    while have < length and free:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def every(grid: int, base: int, size: int) -> int:
    """Of ``size`` bits those whose tick (``base`` + bit) is a multiple of ``grid`` ticks."""
    if grid == 1:
        return mask(0, size)
    count = -(-size // grid)
    pattern = ((1 << (grid * count)) - 1) // ((1 << grid) - 1)
    return (pattern << (-base % grid)) & mask(0, size)
