"""Whether other systems hear our news."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from onthaal.api.models import MessageState, Pause, WebhookEndpoint, WebhookMessage
from onthaal.core import clock, health
from onthaal.core.health import Problem

FAILING_FOR = dt.timedelta(hours=1)


def check() -> Problem | None:
    """End points that take nothing; what is meant for them waits."""
    bad = WebhookEndpoint.objects.filter(
        Q(paused__in=[Pause.GONE, Pause.DEAD])
        | Q(paused="", failing_since__lt=clock.now() - FAILING_FOR)
    )
    number = bad.count()
    if not number:
        return None
    return Problem(
        f"{number} webhooks komen niet aan" if number > 1 else "1 webhook komt niet aan",
        "Bekijk het logboek bij Koppelingen, Webhooks. Herstel het andere systeem en zet de "
        "webhook daarna weer aan: wat wachtte, vertrekt dan.",
        serious=False,
    )


def register() -> None:
    """Add the check and the number; called once at start."""
    health.register("webhooks", check)
    health.register_gauge(
        "onthaal_webhook_messages_waiting",
        "Messages to other systems that have not arrived yet",
        lambda: float(WebhookMessage.objects.filter(state=MessageState.WAITING).count()),
    )
