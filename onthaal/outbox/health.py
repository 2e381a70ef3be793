"""Whether promised mail leaves the house."""

from __future__ import annotations

import datetime as dt

from onthaal.core import clock, health
from onthaal.core.health import Problem
from onthaal.outbox.models import Message

# Mail that is later than this is worth telling staff about.
LATE_AFTER = dt.timedelta(minutes=15)


def oldest_waiting() -> dt.timedelta | None:
    """How long the oldest promised mail waits already; None when nothing waits."""
    oldest = (
        Message.objects.waiting().order_by("created_at").values_list("created_at", flat=True)
    ).first()
    return clock.now() - oldest if oldest else None


def check() -> Problem | None:
    """Mail that waits too long; not serious for the site itself: acts of residents are safe."""
    waiting = oldest_waiting()
    if waiting is None or waiting < LATE_AFTER:
        return None
    minutes = int(waiting.total_seconds() // 60)
    return Problem(
        f"de oudste mail wacht al {minutes} minuten",
        "Controleer de mailserver en het achtergrondwerk; zie Beheer > Berichten.",
        serious=False,
    )


def register() -> None:
    """Add the check and the numbers; called once at start."""
    health.register("verzending van mail", check)
    health.register_gauge(
        "onthaal_messages_waiting",
        "Promised mails that are not sent yet",
        lambda: float(Message.objects.waiting().count()),
    )
    health.register_gauge(
        "onthaal_oldest_message_seconds",
        "Age of the oldest mail that is not sent yet",
        lambda: (oldest_waiting() or dt.timedelta()).total_seconds(),
    )
