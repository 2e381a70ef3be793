"""What somebody can take a number for at this moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count

from onthaal.catalogue.models import Access, Product
from onthaal.core import clock
from onthaal.core.numbers import whole
from onthaal.organisation.models import Location
from onthaal.reception import hall, queue, waits
from onthaal.reception.models import QueuePolicy, VisitItem
from onthaal.reception.rules.estimate import Estimate
from onthaal.reception.rules.pictures import picture

# what was asked most in the last weeks comes first
WEEKS = 8
COUNTED_FOR_SECONDS = 900
MOST_ITEMS = 5
COMMON = 9


@dataclass(frozen=True)
class Tile:
    """One product with its picture; ``estimate`` is empty when nobody can say."""

    product: Product
    picture: str
    estimate: Estimate | None


@dataclass(frozen=True)
class Offer:
    """``closed`` says in Dutch why no number is given now; tiles are empty then. ``not_now`` are
    the products for which nobody sits at a counter at this moment."""

    closed: str
    tiles: tuple[Tile, ...]
    not_now: tuple[Product, ...]
    hours: hall.Hours

    def product(self, pk: int) -> Product | None:
        """The product, when a number can be taken for it now."""
        return next((tile.product for tile in self.tiles if tile.product.pk == pk), None)


def of(location: Location) -> Offer:
    """The offer of ``location`` now, the most asked first."""
    hours = hall.hours(location)
    closed = _closed(location, hours)
    if closed:
        return Offer(closed, (), (), hours)
    products = list(Product.objects.walk_in())
    # who pauses comes back: a pause of the only one who can do it turns nobody away
    present = queue.callers(location, with_pauses=True)
    needed = waits.skills_of(products)
    # before anybody sits down in the morning, everything can be waited for
    able = [
        product
        for product in products
        if not present or any(needed[product.pk] <= each.skills for each in present)
    ]
    popular = _popular(location)
    able.sort(key=lambda product: (-popular.get(product.pk, 0), product.name))
    told = waits.for_products(location, able)
    tiles = tuple(
        Tile(product, picture(product.name, product.themes), told[product.pk]) for product in able
    )
    able_keys = {product.pk for product in able}
    not_now = tuple(product for product in products if product.pk not in able_keys)
    return Offer("", tiles, not_now, hours)


def wait_for_a_number(location: Location) -> Estimate | None:
    """Between what and what somebody waits who takes a number now for one of the things that are
    asked most. Of who asks nothing special the wait is short, and so it would promise too much."""
    key = f"{waits.of(location).key}.offer"
    found: list[Estimate | None] | None = cache.get(key)
    if found is None:
        told = [tile.estimate for tile in of(location).tiles[:COMMON] if tile.estimate]
        low, high = (one.low for one in told), (one.high for one in told)
        found = [Estimate(min(low), max(high)) if told else None]
        cache.set(key, found, waits.FRESH_SECONDS)
    return found[0]


def _closed(location: Location, hours: hall.Hours) -> str:
    policy = QueuePolicy.of(location)
    if policy.kiosk_message:
        return policy.kiosk_message
    if hours.only_appointments:
        return "Nu helpen wij alleen wie een afspraak heeft."
    if not hours.is_open:
        return "Wij zijn nu gesloten."
    return ""


def _popular(location: Location) -> dict[int, int]:
    key = f"reception.popular.{location.pk}"
    found: dict[int, int] | None = cache.get(key)
    if found is None:
        since = clock.today() - dt.timedelta(weeks=WEEKS)
        rows = (
            VisitItem.objects.filter(visit__location=location, visit__day__gte=since)
            .values_list("product")
            .annotate(number=Count("pk"))
        )
        found = dict(rows)
        cache.set(key, found, COUNTED_FOR_SECONDS)
    return found


def chosen(offer: Offer, asked: Sequence[str]) -> list[tuple[Product, int]]:
    """What was chosen, from texts such as ``12-2`` (product and persons). What cannot be had now,
    or makes no sense, is left out; persons stay within what the product allows."""
    found: dict[int, tuple[Product, int]] = {}
    for text in asked[: MOST_ITEMS * 2]:
        pk, _, persons = text.partition("-")
        key, number = whole(pk), whole(persons)
        if key is None or number is None:
            continue
        product = offer.product(key)
        if product is not None and len(found) < MOST_ITEMS:
            number = min(max(1, number), max(1, product.max_persons))
            found[product.pk] = (product, number)
    return list(found.values())


def at_counters(location: Location | None) -> list[Product]:
    """Every product that is offered and served at a counter, the most asked first."""
    products = [product for product in Product.objects.offered() if product.access != Access.NONE]
    popular = _popular(location) if location else {}
    return sorted(products, key=lambda product: (-popular.get(product.pk, 0), product.name))
