"""Issues on a map: one by one when there are few, as counted clusters when there are many.

The clustering is a grid in PostgreSQL, so a map of a million issues sends a few hundred rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, FloatField, Min, QuerySet
from django.db.models.expressions import ExpressionWrapper, F
from django.db.models.functions import Floor

from onthaal.issues.models import Issue

FEW = 250
MOST_CELLS = 600
# A cell is about as wide as a marker and a half on the screen.
CELL_PIXELS = 64


@dataclass(frozen=True)
class Box:
    """A part of the map in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box | None:
        """From ``west,south,east,north``; None when it is no sensible box."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            return None
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            return None
        return cls(west, south, east, north)


def cell_degrees(zoom: int) -> float:
    """The width of a grid cell in degrees of longitude at a web-mercator zoom level."""
    return CELL_PIXELS * 360 / (256 * 2 ** max(0, min(zoom, 21)))


def on_map(
    issues: QuerySet[Issue], box: Box, zoom: int
) -> tuple[list[Issue], list[dict[str, Any]]]:
    """The single issues and the clusters of ``issues`` in ``box``, in at most two statements."""
    inside = issues.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    few = list(inside.order_by("pk").select_related("category")[: FEW + 1])
    if len(few) <= FEW:
        return few, []
    size = cell_degrees(zoom)
    cells = (
        inside.order_by()
        .annotate(
            column=Floor(ExpressionWrapper(F("lon") / size, output_field=FloatField())),
            # a degree of latitude is longer on the screen: 1 / cos(51°) at our height
            row=Floor(ExpressionWrapper(F("lat") / (size * 0.63), output_field=FloatField())),
        )
        .values("column", "row")
        .annotate(count=Count("pk"), lat=Avg("lat"), lon=Avg("lon"), only=Min("pk"))
        .order_by("-count")[:MOST_CELLS]
    )
    clusters, single = [], []
    for cell in cells:
        if cell["count"] == 1:
            single.append(cell["only"])
        else:
            clusters.append({"lat": cell["lat"], "lon": cell["lon"], "count": cell["count"]})
    alone = list(Issue.objects.filter(pk__in=single).select_related("category")) if single else []
    return alone, clusters
