"""How appointments go: how they are booked, who stays away, and how long one waits for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onthaal.appointments import figures
from onthaal.appointments.figures import Booked, NoShow, Wait
from onthaal.catalogue.models import Product
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import Estimate

MOST_PRODUCTS = 15


@dataclass(frozen=True)
class Away:
    """Of ``expected`` appointments so many stayed away, with the interval of the share."""

    label: str
    expected: int
    missed: int
    share: Estimate | None


@dataclass(frozen=True)
class Bookings:
    booked: Booked
    online: Estimate | None
    # the days with an appointment that was kept or not
    days: int
    all: Away
    by_product: list[Away]
    by_lead: list[Away]
    by_reminder: list[Away]
    waits: list[Wait]


def bookings(period: Period) -> Bookings:
    """The appointments of the days of ``period``; ``waits`` are of this moment, for the products
    that are booked most."""
    first, last, place = period.start, period.last, period.location
    by_product = _away(figures.no_show_by_product(first, last, location=place))[:MOST_PRODUCTS]
    names = [each.label for each in by_product]
    wanted = Product.objects.bookable().filter(name__in=names)
    booked = figures.booked(first, last, location=place)
    return Bookings(
        booked=booked,
        online=clusters.independent(booked.online, booked.total),
        days=figures.settled_days(first, last, location=place),
        all=_away([figures.no_show(first, last, location=place)])[0],
        by_product=by_product,
        by_lead=_away(figures.no_show_by_lead(first, last, location=place)),
        by_reminder=_away(figures.no_show_by_reminder(first, last, location=place)),
        waits=figures.wait_for_third(place, list(wanted)),
    )


def _away(rows: Sequence[NoShow]) -> list[Away]:
    return [
        Away(row.label, row.expected, row.missed, clusters.independent(row.missed, row.expected))
        for row in rows
    ]
