"""What an appointment takes and where it fits: pure decisions. Import from here."""

from onthaal.appointments.rules.codes import new_check_in_code, tidy_code
from onthaal.appointments.rules.length import duration
from onthaal.appointments.rules.mailboxes import mailbox
from onthaal.appointments.rules.phones import is_phone, spaced_phone, tidy_phone
from onthaal.appointments.rules.room import (
    Block,
    Lane,
    Room,
    View,
    best_lane,
    free_ticks,
    starts,
)
from onthaal.appointments.rules.ticks import day_begin, mask, moment_of, tick_at, tick_of
from onthaal.appointments.rules.waiting import best, may_write

__all__ = [
    "Block",
    "Lane",
    "Room",
    "View",
    "best",
    "best_lane",
    "day_begin",
    "duration",
    "free_ticks",
    "is_phone",
    "mailbox",
    "mask",
    "may_write",
    "moment_of",
    "new_check_in_code",
    "spaced_phone",
    "starts",
    "tick_at",
    "tick_of",
    "tidy_code",
    "tidy_phone",
]
