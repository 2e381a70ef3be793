"""Flat geometry on WGS84 degrees, without a library and without PostGIS.

A *point* is ``(lon, lat)``, as in GeoJSON. A municipality is small enough to treat the ground as
a plane: distances use one scale for east-west at the latitude in question, which is right to
about two parts in a thousand. Areas are those of the WGS84 ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]
Geometry = Mapping[str, Any]

METRES_PER_DEGREE = 111_319.4908  # of the equator, and (nearly) of every meridian
TILE = 256
_AXIS_KM, _ECCENTRICITY = 6378.137, 0.0818191908426
MAX_LAT = 85.0511287798


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees that touches what it surrounds."""

    min_lon: float
    min_lat: float
    max_lon: float
    max_lat: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.min_lon <= lon <= self.max_lon and self.min_lat <= lat <= self.max_lat

    def grown(self, lon: float, lat: float) -> Box:
        """The box with ``lon`` and ``lat`` degrees added on each side."""
        return Box(self.min_lon - lon, self.min_lat - lat, self.max_lon + lon, self.max_lat + lat)

    @property
    def centre(self) -> Point:
        return (self.min_lon + self.max_lon) / 2, (self.min_lat + self.max_lat) / 2


def polygons(geometry: Geometry) -> list[Sequence[Ring]]:
    """The polygons of a Polygon or MultiPolygon, each as outer ring and holes.

    Raises ValueError for every other kind of geometry.
    """
    if geometry.get("type") == "Polygon":
        return [geometry["coordinates"]]
    if geometry.get("type") == "MultiPolygon":
        return list(geometry["coordinates"])
    raise ValueError(f"not a polygon: {geometry.get('type')}")


def lines(geometry: Geometry) -> list[Ring]:
    """The lines of a LineString or MultiLineString. Raises ValueError for other kinds."""
    if geometry.get("type") == "LineString":
        return [geometry["coordinates"]]
    if geometry.get("type") == "MultiLineString":
        return list(geometry["coordinates"])
    raise ValueError(f"not a line: {geometry.get('type')}")


def points(geometry: Geometry) -> Iterator[Sequence[float]]:
    """Every coordinate pair of a geometry of any kind."""

    def walk(part: Any) -> Iterator[Sequence[float]]:
        if isinstance(part[0], int | float):
            yield part
        else:
            for deeper in part:
                yield from walk(deeper)

    yield from walk(geometry["coordinates"])


def box_of(geometry: Geometry) -> Box:
    """The smallest box around a geometry with at least one point."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        return box_around(coordinates[0])
    return box_around(coordinates if geometry["type"] == "LineString" else points(geometry))


def box_around(pairs: Iterable[Sequence[float]]) -> Box:
    """The smallest box around at least one pair."""
    pairs = list(pairs)
    lons, lats = [p[0] for p in pairs], [p[1] for p in pairs]
    return Box(min(lons), min(lats), max(lons), max(lats))


def ring_holds(ring: Ring, lon: float, lat: float) -> bool:
    """Whether the ring surrounds the point (even-odd). A point on the edge may go either way."""
    inside = False
    x1, y1 = ring[-1][0], ring[-1][1]
    for pair in ring:
        x2, y2 = pair[0], pair[1]
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def holds(geometry: Geometry, lon: float, lat: float) -> bool:
    """Whether a Polygon or MultiPolygon holds the point; a hole does not belong to it."""
    return any(
        ring_holds(rings[0], lon, lat) and not any(ring_holds(h, lon, lat) for h in rings[1:])
        for rings in polygons(geometry)
    )


def metres_between(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """The distance between two points that lie near each other."""
    dx = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(dx, lat2 - lat1) * METRES_PER_DEGREE


def degrees_around(lat: float, metres: float) -> tuple[float, float]:
    """How many degrees of longitude and of latitude ``metres`` are at this latitude."""
    dlat = metres / METRES_PER_DEGREE
    return dlat / math.cos(math.radians(lat)), dlat


def nearest_on_line(line: Ring, lon: float, lat: float) -> tuple[float, Point]:
    """How many metres the line passes from the point, and where on the line that is.

    A line of one point counts as that point.
    """
    scale = math.cos(math.radians(lat))
    best, where = math.inf, (line[0][0], line[0][1])
    ax, ay = (line[0][0] - lon) * scale, line[0][1] - lat
    if len(line) == 1:
        return math.hypot(ax, ay) * METRES_PER_DEGREE, where
    for pair in line[1:]:
        bx, by = (pair[0] - lon) * scale, pair[1] - lat
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
        px, py = ax + t * dx, ay + t * dy
        distance = px * px + py * py
        if distance < best:
            best, where = distance, (px / scale + lon, py + lat)
        ax, ay = bx, by
    return math.sqrt(best) * METRES_PER_DEGREE, where


def middle_of_line(line: Ring) -> Point:
    """The point half-way along the line."""
    legs = [metres_between(a[0], a[1], b[0], b[1]) for a, b in pairwise(line)]
    left = sum(legs) / 2
    for a, b, leg in zip(line, line[1:], legs, strict=False):
        if leg and left <= leg:
            t = left / leg
            return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        left -= leg
    return line[-1][0], line[-1][1]


def area_km2(geometry: Geometry) -> float:
    """The area of a Polygon or MultiPolygon, holes taken off."""
    total = 0.0
    for rings in polygons(geometry):
        outer, *holes_ = (_ring_area(ring) for ring in rings)
        total += outer - sum(holes_)
    return total


def _equal_area_y(lat: float) -> float:
    """Northing of the cylindrical equal-area projection of WGS84 (Snyder 1987, page 81)."""
    s, e = math.sin(math.radians(lat)), _ECCENTRICITY
    q = s / (1 - e * e * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e)
    return _AXIS_KM * (1 - e * e) * q / 2


def _ring_area(ring: Ring) -> float:
    flat = [(_AXIS_KM * math.radians(pair[0]), _equal_area_y(pair[1])) for pair in ring]
    twice = 0.0
    x0, y0 = flat[0]
    for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True):
        # relative to the first corner: the numbers stay small, so nothing is lost to rounding
        twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    return abs(twice) / 2


def world_pixel(lon: float, lat: float, zoom: int) -> Point:
    """Where a point lies on the web-mercator world of ``256 * 2**zoom`` pixels."""
    size = TILE * (1 << zoom)
    lat = max(-MAX_LAT, min(MAX_LAT, lat))
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon / 360 + 0.5) * size, (0.5 - y / (2 * math.pi)) * size


def lon_lat(x: float, y: float, zoom: int) -> Point:
    """The point that lies at this pixel of the web-mercator world."""
    size = TILE * (1 << zoom)
    lat = math.degrees(2 * math.atan(math.exp((0.5 - y / size) * 2 * math.pi)) - math.pi / 2)
    return (x / size - 0.5) * 360, lat


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """The column and row of the tile that holds the point."""
    x, y = world_pixel(lon, lat, zoom)
    last = 2**zoom - 1
    return min(last, max(0, int(x // TILE))), min(last, max(0, int(y // TILE)))


def tile_box(zoom: int, column: int, row: int) -> Box:
    """The ground that a tile shows."""
    min_lon, max_lat = lon_lat(column * TILE, row * TILE, zoom)
    max_lon, min_lat = lon_lat((column + 1) * TILE, (row + 1) * TILE, zoom)
    return Box(min_lon, min_lat, max_lon, max_lat)


def metres_per_pixel(lat: float, zoom: int) -> float:
    """How much ground one pixel covers."""
    return METRES_PER_DEGREE * 360 * math.cos(math.radians(lat)) / (TILE * (1 << zoom))


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without the corners that lie closer than ``tolerance`` to it (Douglas-Peucker)."""
    if len(line) < 3 or tolerance <= 0:
        return list(line)
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        ax, ay = line[first]
        dx, dy = line[last][0] - ax, line[last][1] - ay
        length = dx * dx + dy * dy
        worst, at = tolerance, 0
        for i in range(first + 1, last):
            px, py = line[i][0] - ax, line[i][1] - ay
            along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            away = math.hypot(px - along * dx, py - along * dy)
            if away > worst:
                worst, at = away, i
        if at:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]
