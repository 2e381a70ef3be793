"""Metres around the Markt: points, lines that can be walked, and room that is taken."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

XY = tuple[float, float]

# Somewhere in the Kempen; no real place lies under it.
ORIGIN_LON, ORIGIN_LAT = 5.05, 51.13
_METRES_NORTH = 111_319.4908
_METRES_EAST = _METRES_NORTH * math.cos(math.radians(ORIGIN_LAT))


def lon_lat(spot: XY) -> tuple[float, float]:
    """The place on the globe, to a centimetre."""
    return (
        round(ORIGIN_LON + spot[0] / _METRES_EAST, 7),
        round(ORIGIN_LAT + spot[1] / _METRES_NORTH, 7),
    )


def distance(a: XY, b: XY) -> float:
    return math.hypot(b[0] - a[0], b[1] - a[1])


def towards(a: XY, b: XY, part: float) -> XY:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def ring_holds(ring: Sequence[XY], spot: XY) -> bool:
    """Even-odd; the ring need not repeat its first corner."""
    x, y = spot
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


class Walk:
    """A line that can be walked: where one is and which way one faces after so many metres."""

    def __init__(self, spots: Sequence[XY]) -> None:
        self.spots = list(spots)
        self.sums = [0.0]
        for a, b in pairwise(self.spots):
            self.sums.append(self.sums[-1] + distance(a, b))
        self.length = self.sums[-1]
        self._leg = 0

    def _find(self, metres: float) -> int:
        leg = self._leg
        if metres < self.sums[leg]:
            leg = 0
        while leg < len(self.spots) - 2 and self.sums[leg + 1] < metres:
            leg += 1
        self._leg = leg
        return leg

    def at(self, metres: float) -> XY:
        leg = self._find(metres)
        size = self.sums[leg + 1] - self.sums[leg]
        part = (metres - self.sums[leg]) / size if size else 0.0
        return towards(self.spots[leg], self.spots[leg + 1], part)

    def left_of(self, metres: float) -> XY:
        """The direction to the left, evened out over a few metres so that corners do not jump."""
        a = self.at(max(0.0, metres - 7))
        b = self.at(min(self.length, metres + 7))
        size = distance(a, b) or 1.0
        return -(b[1] - a[1]) / size, (b[0] - a[0]) / size


def convex_overlap(a: Sequence[XY], b: Sequence[XY]) -> bool:
    """Whether two convex shapes overlap; touching counts as not. Both run anticlockwise.

    They do not when all of one lies outside some side of the other.
    """
    for shape, other in ((a, b), (b, a)):
        x1, y1 = shape[-1]
        for x2, y2 in shape:
            dx, dy = x2 - x1, y2 - y1
            for x, y in other:
                if dx * (y - y1) - dy * (x - x1) > 1e-6:
                    break
            else:
                return False
            x1, y1 = x2, y2
    return True


def anticlockwise(shape: Sequence[XY]) -> Sequence[XY]:
    """The same convex shape, running anticlockwise."""
    (x1, y1), (x2, y2), (x3, y3) = shape[:3]
    turns_left = (x2 - x1) * (y3 - y1) - (y2 - y1) * (x3 - x1) > 0
    return shape if turns_left else shape[::-1]


Extent = tuple[float, float, float, float]


def extent_of(shape: Sequence[XY]) -> Extent:
    """Least x, least y, greatest x, greatest y."""
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    return min(xs), min(ys), max(xs), max(ys)


class Room:
    """What ground is taken: convex shapes in a grid, and whole areas that stay open."""

    CELL = 30.0

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[tuple[Extent, Sequence[XY]]]] = {}
        self.areas: list[tuple[Extent, Sequence[XY]]] = []

    def _cells(self, extent: Extent) -> list[tuple[int, int]]:
        left, right = int(extent[0] // self.CELL), int(extent[2] // self.CELL)
        low, high = int(extent[1] // self.CELL), int(extent[3] // self.CELL)
        return [(i, j) for i in range(left, right + 1) for j in range(low, high + 1)]

    def take(self, shape: Sequence[XY]) -> None:
        row = (extent_of(shape), anticlockwise(shape))
        for cell in self._cells(row[0]):
            self.cells.setdefault(cell, []).append(row)

    def take_line(self, spots: Sequence[XY], half_width: float) -> None:
        """Take a strip along a line, piece by piece."""
        for a, b in pairwise(spots):
            size = distance(a, b)
            if size == 0:
                continue
            nx, ny = -(b[1] - a[1]) / size * half_width, (b[0] - a[0]) / size * half_width
            self.take(
                [
                    (a[0] + nx, a[1] + ny),
                    (a[0] - nx, a[1] - ny),
                    (b[0] - nx, b[1] - ny),
                    (b[0] + nx, b[1] + ny),
                ]
            )

    def take_area(self, ring: Sequence[XY]) -> None:
        """Take a ring of any shape; tested by corners, so keep it larger than what may come."""
        self.areas.append((extent_of(ring), ring))

    def is_free(self, shape: Sequence[XY]) -> bool:
        extent = extent_of(shape)
        turned = anticlockwise(shape)
        left, low, right, high = extent
        for cell in self._cells(extent):
            for other, its_shape in self.cells.get(cell, ()):
                if (
                    other[0] < right
                    and other[2] > left
                    and other[1] < high
                    and other[3] > low
                    and convex_overlap(turned, its_shape)
                ):
                    return False
        return not any(self._in_area(spot) for spot in shape)

    def is_free_spot(self, spot: XY, around: float) -> bool:
        x, y = spot
        square = [
            (x - around, y - around),
            (x + around, y - around),
            (x + around, y + around),
            (x - around, y + around),
        ]
        return self.is_free(square)

    def _in_area(self, spot: XY) -> bool:
        x, y = spot
        return any(
            box[0] <= x <= box[2] and box[1] <= y <= box[3] and ring_holds(ring, spot)
            for box, ring in self.areas
        )
