"""Issues on a map: one marker where one lies, one counted cluster where more lie close together.

The map is cut into squares of about a marker and a half; PostgreSQL counts per square, so that a
map of a million issues sends a few hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from onthaal.issues.models import Issue

# More than this says nothing more on a map, and counting it takes longer than people wait.
MOST_POINTS = 10_000
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
    pixels_around_the_world: float = 256 * 2 ** max(0, min(zoom, 21))
    return CELL_PIXELS * 360 / pixels_around_the_world


def on_map(issues: QuerySet[Issue], box: Box, zoom: int, *, most: int = MOST_POINTS) -> OnMap:
    """The issues of ``issues`` in ``box``, the ``most`` newest of them, in two statements."""
    inside = issues.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    newest = inside.order_by("-received_at", "-pk").values("pk", "lat", "lon")[:most]
    sql, params = newest.query.sql_with_params()
    size = cell_degrees(zoom)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), avg(lat), avg(lon), min(id) "  # noqa: S608 -- SQL that Django made
            f"FROM ({sql}) AS spot (id, lat, lon) "
            "GROUP BY floor(lat / %s), floor(lon / %s) ORDER BY count(*) DESC, min(id) LIMIT %s",
            [*params, size * LATITUDE, size, MOST_CELLS],
        )
        cells = cursor.fetchall()
    alone = [only for count, _, _, only in cells if count == 1]
    return OnMap(
        single=list(Issue.objects.filter(pk__in=alone).select_related("category").order_by("pk")),
        clusters=[Cluster(lat, lon, count) for count, lat, lon, _ in cells if count > 1],
        is_cut=sum(cell[0] for cell in cells) >= most,
    )
