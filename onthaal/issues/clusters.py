"""Issues on a map: one marker where one lies, one counted cluster where more lie close together.

The map is cut into squares of about a marker and a half; PostgreSQL counts per square, so that a
map of a million issues sends a few hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, FloatField, Min, QuerySet
from django.db.models.expressions import ExpressionWrapper, F
from django.db.models.functions import Floor

from onthaal.issues.models import Issue

# More than this says nothing more on a map, and counting it takes longer than people wait.
MOST_POINTS = 20_000
MOST_CELLS = 1_500
CELL_PIXELS = 44
# In web mercator a degree of latitude is longer on the screen: 1 / cos(51°) in Flanders.
LATITUDE = 0.63


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


@dataclass(frozen=True)
class Cluster:
    """Some issues close together, at their middle."""

    lat: float
    lon: float
    count: int


@dataclass(frozen=True)
class OnMap:
    """``is_cut`` when only the ``MOST_POINTS`` newest were counted."""

    single: Sequence[Issue]
    clusters: Sequence[Cluster]
    is_cut: bool = False


def cell_degrees(zoom: int) -> float:
    """The width of a square in degrees of longitude at a web-mercator zoom level."""
    return CELL_PIXELS * 360 / (256 * 2 ** max(0, min(zoom, 21)))


def on_map(issues: QuerySet[Issue], box: Box, zoom: int) -> OnMap:
    """The issues of ``issues`` in ``box``, in two statements."""
    inside = issues.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    newest = inside.order_by("-received_at", "-pk").values("pk")[:MOST_POINTS]
    size = cell_degrees(zoom)
    cells = list(
        Issue.objects.filter(pk__in=newest)
        .annotate(
            column=Floor(ExpressionWrapper(F("lon") / size, output_field=FloatField())),
            row=Floor(ExpressionWrapper(F("lat") / (size * LATITUDE), output_field=FloatField())),
        )
        .values("column", "row")
        .annotate(count=Count("pk"), lat=Avg("lat"), lon=Avg("lon"), only=Min("pk"))
        .order_by("-count", "row", "column")[:MOST_CELLS]
    )
    alone = [cell["only"] for cell in cells if cell["count"] == 1]
    return OnMap(
        single=list(Issue.objects.filter(pk__in=alone).select_related("category").order_by("pk")),
        clusters=[
            Cluster(cell["lat"], cell["lon"], cell["count"]) for cell in cells if cell["count"] > 1
        ],
        is_cut=sum(cell["count"] for cell in cells) >= MOST_POINTS,
    )
