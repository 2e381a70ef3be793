"""How long each product takes at the counter, and how often it is settled in one go."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onthaal.catalogue.models import Product
from onthaal.frontoffice.figures.ledger import ItemRow
from onthaal.frontoffice.rules import clusters
from onthaal.frontoffice.rules.clusters import Estimate

FEWEST_FOR_EXTRA = 8


@dataclass(frozen=True)
class Service:
    """The handling of one product; minutes, for one person unless said otherwise.

    ``variation`` is the standard deviation divided by the mean: 1 is as unpredictable as a
    telephone call, 0 as a machine. ``extra`` is by how much every further person makes it longer.
    ``hours`` is the counter time that it took in the whole period.
    """

    product: Product
    number: int
    mean: float | None
    median: Estimate | None
    p80: Estimate | None
    variation: Estimate | None
    extra: Estimate | None
    complete: Estimate | None
    hours: float

    @property
    def is_longer_than_planned(self) -> bool:
        """Whether even the low end of the median lies above the minutes in the catalogue."""
        return bool(self.median and self.median.low and self.median.low > self.product.minutes)

    @property
    def is_shorter_than_planned(self) -> bool:
        return bool(self.median and self.median.high and self.median.high < self.product.minutes)


def services(items: Sequence[ItemRow]) -> list[Service]:
    """One row per product that was asked for, the one that took most time first."""
    groups: dict[int, list[ItemRow]] = defaultdict(list)
    for item in items:
        groups[item.product].append(item)
    known = Product.objects.in_bulk(groups)
    found = [_service(known[product], rows) for product, rows in groups.items()]
    return sorted(found, key=lambda each: (-each.hours, each.product.name))


def _service(product: Product, rows: Sequence[ItemRow]) -> Service:
    timed = [row for row in rows if row.minutes]
    alone = [row for row in timed if row.persons == 1] or timed
    minutes = clusters.by_day((row.day, row.minutes or 0.0) for row in alone)
    return Service(
        product=product,
        number=len(rows),
        mean=statistics.fmean(row.minutes or 0.0 for row in alone) if alone else None,
        median=clusters.quantile(minutes, 0.5),
        p80=clusters.quantile(minutes, 0.8),
        variation=variation(alone),
        extra=extra_person(timed),
        complete=clusters.share_of(
            (row.day, row.is_complete) for row in rows if row.is_complete is not None
        ),
        hours=sum(row.minutes or 0.0 for row in timed) / 60,
    )


def extra_person(rows: Iterable[ItemRow]) -> Estimate | None:
    """The minutes that each person after the first adds: the slope of a straight line by least
    squares; None with fewer than eight visits of several persons."""
    timed = [row for row in rows if row.minutes]
    if sum(row.persons > 1 for row in timed) < FEWEST_FOR_EXTRA:
        return None
    days: dict[dt.date, tuple[float, ...]] = {}
    for row in timed:
        x, y = float(row.persons - 1), row.minutes or 0.0
        before = days.get(row.day, (0.0,) * 5)
        days[row.day] = _added(before, (1.0, x, y, x * x, x * y))
    return clusters.of_sums(days, _slope)


def _slope(sums: tuple[float, ...]) -> float | None:
    number, x, y, xx, xy = sums
    spread = number * xx - x * x
    return max(0.0, (number * xy - x * y) / spread) if spread > 1e-9 else None


def variation(rows: Iterable[ItemRow]) -> Estimate | None:
    """Standard deviation over mean of the minutes."""
    days: dict[dt.date, tuple[float, ...]] = {}
    for row in rows:
        minutes = row.minutes or 0.0
        before = days.get(row.day, (0.0,) * 3)
        days[row.day] = _added(before, (1.0, minutes, minutes * minutes))
    return clusters.of_sums(days, _relative_spread)


def _relative_spread(sums: tuple[float, ...]) -> float | None:
    number, total, squares = sums
    if number < 2 or total <= 0:
        return None
    variance = max(0.0, (squares - total * total / number) / (number - 1))
    return math.sqrt(variance) * number / total


def _added(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
