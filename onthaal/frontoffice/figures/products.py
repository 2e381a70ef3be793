"""How long each product takes at the counter, and how often it is settled in one go."""

from __future__ import annotations

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
    variation: float | None
    extra: float | None
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
    told = clusters.by_day(
        (row.day, float(row.is_complete)) for row in rows if row.is_complete is not None
    )
    return Service(
        product=product,
        number=len(rows),
        mean=statistics.fmean(row.minutes or 0.0 for row in alone) if alone else None,
        median=clusters.quantile(minutes, 0.5),
        p80=clusters.quantile(minutes, 0.8),
        variation=_variation([row.minutes or 0.0 for row in alone]),
        extra=extra_person(timed),
        complete=clusters.share({day: (len(v), int(sum(v))) for day, v in told.items()}),
        hours=sum(row.minutes or 0.0 for row in timed) / 60,
    )


def extra_person(rows: Iterable[ItemRow]) -> float | None:
    """The minutes that each person after the first adds: the slope of a straight line by least
    squares; None with fewer than eight visits of several persons."""
    pairs = [(row.persons - 1, row.minutes) for row in rows if row.minutes]
    if sum(extra > 0 for extra, _ in pairs) < FEWEST_FOR_EXTRA or len({x for x, _ in pairs}) < 2:
        return None
    slope = statistics.linear_regression([x for x, _ in pairs], [y for _, y in pairs]).slope
    return max(0.0, slope)


def _variation(minutes: Sequence[float]) -> float | None:
    if len(minutes) < 2 or not (mean := statistics.fmean(minutes)):
        return None
    return math.sqrt(statistics.variance(minutes, mean)) / mean
