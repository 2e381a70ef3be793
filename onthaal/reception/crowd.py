"""How busy it is, in words for somebody who is still at home."""

from __future__ import annotations

from django.core.cache import cache

from onthaal.catalogue.models import Product
from onthaal.organisation.models import Location
from onthaal.reception import hall, waits

# who is still at home need not know it to the second
FRESH_SECONDS = 60


def words(location: Location, product: Product) -> str:
    """How many wait at ``location`` and how long somebody waits who comes now for ``product``.

    "" when the doors are closed or open by appointment only, and when nobody keeps the queue here.
    """
    key = f"reception.crowd.{location.pk}.{product.pk}"
    told: str | None = cache.get(key)
    if told is None:
        told = _look(location, product)
        cache.set(key, told, FRESH_SECONDS)
    return told


def _look(location: Location, product: Product) -> str:
    hours = hall.hours(location)
    if not hours.is_open or hours.only_appointments:
        return ""
    now = waits.of(location)
    if not now.desks:
        return ""
    count = {0: "Er wacht nu niemand.", 1: "Er wacht nu 1 bezoeker."}.get(
        now.waiting, f"Er wachten nu {now.waiting} bezoekers."
    )
    estimate = waits.for_products(location, [product])[product.pk]
    return f"{count} Wie nu komt, wacht naar schatting {estimate}." if estimate else count
