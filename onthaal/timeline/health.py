"""Whether what happens reaches who must act on it."""

from __future__ import annotations

import datetime as dt

from onthaal.core import clock, health
from onthaal.core.health import Problem
from onthaal.timeline.models import Delivery

LATE_AFTER = dt.timedelta(minutes=15)


def check() -> Problem | None:
    """Subscribers that fail or that nobody runs; the act of the resident itself is safe."""
    late = Delivery.objects.undone().filter(event__at__lt=clock.now() - LATE_AFTER)
    number = late.count()
    if not number:
        return None
    worst = late.order_by("-attempts").values_list("subscriber", "error").first()
    subscriber, error = worst or ("", "")
    return Problem(
        f"{number} gebeurtenissen wachten op verwerking",
        f"Het vaakst mislukt: {subscriber} ({error or 'nog niet geprobeerd'}). Controleer het "
        "achtergrondwerk. Onthaal probeert vanzelf opnieuw. Na een herstelling gaat het meteen "
        "met: onthaal deliver",
        serious=False,
    )


def register() -> None:
    """Add the check and the number; called once at start."""
    health.register("verwerking van gebeurtenissen", check)
    health.register_gauge(
        "onthaal_deliveries_waiting",
        "Events that a subscriber has not dealt with yet",
        lambda: float(Delivery.objects.undone().count()),
    )
