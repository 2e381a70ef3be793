"""Telling the catalogue which appointments still come for a product."""

from __future__ import annotations

from collections.abc import Iterable

from onthaal.appointments.models import Appointment
from onthaal.catalogue import standing
from onthaal.catalogue.models import Product
from onthaal.core import clock


def register() -> None:
    """Called once at start."""
    standing.watch(for_product)


def for_product(product: Product) -> Iterable[str]:
    coming = Appointment.objects.coming().filter(starts_at__gt=clock.now())
    number = coming.filter(items__product=product).count()
    if number:
        yield "1 afspraak die nog komt" if number == 1 else f"{number} afspraken die nog komen"
