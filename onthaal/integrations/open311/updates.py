"""The states of the extension ``servicerequestupdates``, as FixMyStreet made it known."""

from __future__ import annotations

OPEN = "OPEN"
REOPEN = "REOPEN"
IN_PROGRESS = "IN_PROGRESS"
INVESTIGATING = "INVESTIGATING"
ACTION_SCHEDULED = "ACTION_SCHEDULED"
INTERNAL_REFERRAL = "INTERNAL_REFERRAL"
FIXED = "FIXED"
CLOSED = "CLOSED"
NO_FURTHER_ACTION = "NO_FURTHER_ACTION"
NOT_OURS = "NOT_COUNCILS_RESPONSIBILITY"
DUPLICATE = "DUPLICATE"

STATES = frozenset(
    {
        OPEN,
        REOPEN,
        IN_PROGRESS,
        INVESTIGATING,
        ACTION_SCHEDULED,
        INTERNAL_REFERRAL,
        FIXED,
        CLOSED,
        NO_FURTHER_ACTION,
        NOT_OURS,
        DUPLICATE,
    }
)
