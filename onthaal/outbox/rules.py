"""When a message is tried again. Pure decisions."""

from __future__ import annotations

import datetime as dt

BACKOFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 120, 240, 480))
# With these pauses that is three days. Tries are counted, not days: a town hall that was without
# power for a long weekend, or a mail that staff send again, starts with its full time.
TRIES = 17
# Longer than any talk with a mail server may take (see EMAIL_TIMEOUT).
STUCK_AFTER = dt.timedelta(minutes=10)

UNSURE = "onzeker of de vorige poging aankwam"


def next_attempt(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after ``attempts`` failed attempts; None = give up, after three days."""
    if attempts >= TRIES:
        return None
    return now + BACKOFF[min(attempts, len(BACKOFF)) - 1]


def is_temporary(code: int) -> bool:
    """Whether an SMTP answer invites another try (RFC 5321 4.2.1: 4yz transient, 5yz permanent)."""
    return code < 500
