"""What a resident chose so far. It stands in the address of the page, with nothing personal in it,
so that going back, sharing and starting again all work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from onthaal.appointments import rules
from onthaal.appointments.memory import kept
from onthaal.appointments.models import Kind
from onthaal.appointments.places import kinds, places
from onthaal.catalogue.models import Access, Product
from onthaal.core.numbers import whole
from onthaal.organisation.models import Location

MOST_PRODUCTS = 5
# what lies outside cannot be reckoned with: weeks before and after it do not exist
YEARS = range(2000, 2201)


@dataclass(frozen=True)
class Selection:
    """Products with their number of persons; where and how as far as it was chosen."""

    items: tuple[tuple[Product, int], ...] = ()
    place: Location | None = None
    kind: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """What an address says; what does not exist (any more) is left out."""
        numbers = [*query.getlist("personen"), *[""] * 99]
        asked = dict(zip(query.getlist("product"), numbers, strict=False))
        found = [(_product(slug), asked[slug]) for slug in list(asked)[:MOST_PRODUCTS]]
        return cls(
            items=tuple(
                (product, _between(number, 1, product.max_persons))
                for product, number in found
                if product
            ),
            place=next((each for each in places() if str(each.pk) == query.get("plaats")), None),
            kind=query.get("soort", "") if query.get("soort") in Kind.values else "",
        )

    @property
    def products(self) -> list[Product]:
        return [product for product, _ in self.items]

    @property
    def by_appointment(self) -> tuple[tuple[Product, int], ...]:
        """The items for which one can make an appointment."""
        return tuple(item for item in self.items if item[0].access in _BOOKABLE)

    @property
    def walk_in(self) -> list[Product]:
        """The products for which one simply comes along."""
        return [product for product in self.products if product.access not in _BOOKABLE]

    @property
    def minutes(self) -> int:
        """How long it takes, without what follows after it; 0 when nothing was chosen."""
        items = self.by_appointment
        return rules.duration([_length(*item) for item in items]) if items else 0

    def query(self, **more: str) -> str:
        """The address part for a link, with ``more``."""
        pairs: list[tuple[str, str]] = []
        for product, persons in self.items:
            pairs += [("product", product.slug), ("personen", str(persons))]
        if self.place:
            pairs.append(("plaats", str(self.place.pk)))
        if self.kind:
            pairs.append(("soort", self.kind))
        return urlencode([*pairs, *more.items()])

    def with_product(self, product: Product) -> Selection:
        if product in self.products or len(self.items) >= MOST_PRODUCTS:
            return self
        return replace(self, items=(*self.items, (product, 1)))

    def without_product(self, slug: str) -> Selection:
        return replace(self, items=tuple(each for each in self.items if each[0].slug != slug))

    def settled(self, places: list[Location]) -> Selection:
        """With place and way filled in where there is only one, or where none was chosen: the
        first. Keeps a choice that is possible."""
        items = self.by_appointment
        place = self.place if self.place in places else (places[0] if places else None)
        ways = kinds(items, place) if place else []
        kind = self.kind if self.kind in ways else (ways[0] if ways else Kind.COUNTER)
        return replace(self, items=items, place=place, kind=kind)


_BOOKABLE = (Access.APPOINTMENT, Access.BOTH)


def read_moment(text: str) -> dt.datetime | None:
    """A moment as it stands in a form (``2026-12-01T09:00+01:00``), or None."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) and moment.year in YEARS else None


def read_day(text: str) -> dt.date | None:
    """A day as it stands in an address (``2026-12-01``), or None."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _product(slug: str) -> Product | None:
    return kept(f"product.{slug}", lambda: Product.objects.offered().filter(slug=slug).first())


def _length(product: Product, persons: int) -> tuple[int, int, int, int]:
    return (
        product.minutes,
        product.minutes_per_extra_person,
        product.shared_minutes,
        persons,
    )


def _between(text: str, least: int, most: int) -> int:
    return min(max(whole(text) or least, least), most)
