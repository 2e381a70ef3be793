"""Whether mail of residents reaches us."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from onthaal.core import clock, health
from onthaal.core.health import Problem
from onthaal.intake.models import IncomingMail, Mailbox, MailState

# A mail server may restart; longer is worth telling.
PATIENCE = dt.timedelta(minutes=30)


def check() -> Problem | None:
    """A mailbox that cannot be read; not serious, as the mail stays there meanwhile."""
    if not settings.IMAP_URL:
        return None
    box = Mailbox.objects.filter(failing_since__lt=clock.now() - PATIENCE).first()
    if box is None:
        return None
    return Problem(
        f"de mailbox {box.name} is niet bereikbaar: {box.problem}",
        "Controleer IMAP_URL, de mailserver en het wachtwoord. De mail blijft in de mailbox.",
        serious=False,
    )


def register() -> None:
    """Called once at start."""
    health.register("mailbox", check)
    health.register_gauge(
        "onthaal_incoming_mails_waiting",
        "Incoming mails that somebody must look at",
        lambda: float(IncomingMail.objects.filter(state=MailState.REVIEW).count()),
    )
