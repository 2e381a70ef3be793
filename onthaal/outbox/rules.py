"""When a message is tried again. Pure decisions."""

from __future__ import annotations

import datetime as dt

BACKOFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 120, 240, 480))
GIVE_UP_AFTER = dt.timedelta(days=3)
# Longer than any talk with a mail server may take (see TIMEOUT in delivery).
STUCK_AFTER = dt.timedelta(minutes=10)

UNSURE = "onzeker of de vorige poging aankwam"


def next_attempt(attempts: int, created_at: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """When to try again after ``attempts`` failed attempts; None = give up after three days."""
    if now - created_at >= GIVE_UP_AFTER:
        return None
    return now + BACKOFF[min(attempts, len(BACKOFF)) - 1]


def is_temporary(code: int) -> bool:
    """Whether an SMTP answer invites another try (RFC 5321 4.2.1: 4yz transient, 5yz permanent)."""
    return code < 500
