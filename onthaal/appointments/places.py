"""Where one can make an appointment for something, and in which ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg

from onthaal.appointments import rules
from onthaal.appointments.availability import lanes_by_place, skills_of
from onthaal.appointments.memory import kept
from onthaal.appointments.models import CapacityBlock, Kind
from onthaal.catalogue.models import Channel, Product
from onthaal.organisation.models import Location

_CHANNELS = {Kind.COUNTER: Channel.COUNTER, Kind.HOME: Channel.HOME, Kind.VIDEO: Channel.VIDEO}


@dataclass(frozen=True)
class _Offer:
    """One place, the ways for which it has room, and who works there."""

    place: Location
    ways: frozenset[str]
    lanes: tuple[rules.Lane, ...]


def places() -> list[Location]:
    """Where one can make an appointment, the town hall first."""
    return [offer.place for offer in _offers()]


def places_for(items: Sequence[tuple[Product, int]]) -> list[Location]:
    """Of those the ones where a lane can do everything that ``items`` need together."""
    wanted = skills_of([product for product, _ in items])
    return [offer.place for offer in _offers() if any(lane.takes(wanted) for lane in offer.lanes)]


def kinds(items: Sequence[tuple[Product, int]], place: Location) -> list[str]:
    """The ways that every product allows and for which the place has room: at the counter first."""
    offered = next((offer.ways for offer in _offers() if offer.place == place), frozenset())
    return [
        str(kind)
        for kind in (Kind.COUNTER, Kind.VIDEO, Kind.HOME)
        if kind in offered and all(_allows(product, kind) for product, _ in items)
    ]


def _offers() -> tuple[_Offer, ...]:
    return kept("offers", _read)


def _read() -> tuple[_Offer, ...]:
    blocks = CapacityBlock.objects.filter(withdrawn_at__isnull=True)
    ways = dict(
        blocks.order_by().values_list("location").annotate(ways=ArrayAgg("kind", distinct=True))
    )
    lanes = lanes_by_place()
    found = Location.objects.filter(pk__in=ways.keys() & lanes.keys())
    return tuple(_Offer(each, frozenset(ways[each.pk]), lanes[each.pk]) for each in found)


def _allows(product: Product, kind: Kind) -> bool:
    # a product that says nothing about channels is one of the counter
    channels = product.channels or [Channel.COUNTER]
    return str(_CHANNELS[kind]) in channels or (
        kind == Kind.COUNTER and not {Channel.HOME, Channel.VIDEO} & set(channels)
    )
