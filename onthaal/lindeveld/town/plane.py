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
    """Whether two convex shapes overlap (separating axes); touching counts as not."""
    for shape in (a, b):
        x1, y1 = shape[-1]
        for x2, y2 in shape:
            nx, ny = y2 - y1, x1 - x2
            x1, y1 = x2, y2
            low_a = min(nx * x + ny * y for x, y in a)
            high_a = max(nx * x + ny * y for x, y in a)
            low_b = min(nx * x + ny * y for x, y in b)
            high_b = max(nx * x + ny * y for x, y in b)
            if high_a <= low_b + 1e-6 or high_b <= low_a + 1e-6:
                return False
    return True


class Room:
    """What ground is taken: convex shapes in a grid, and whole areas that stay open."""

    CELL = 30.0

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Sequence[XY]]] = {}
        self.areas: list[tuple[tuple[float, float, float, float], Sequence[XY]]] = []

    def _cells(self, shape: Sequence[XY]) -> list[tuple[int, int]]:
        xs, ys = [p[0] for p in shape], [p[1] for p in shape]
        left, right = int(min(xs) // self.CELL), int(max(xs) // self.CELL)
        low, high = int(min(ys) // self.CELL), int(max(ys) // self.CELL)
        return [(i, j) for i in range(left, right + 1) for j in range(low, high + 1)]

    def take(self, shape: Sequence[XY]) -> None:
        for cell in self._cells(shape):
            self.cells.setdefault(cell, []).append(shape)

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
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        self.areas.append(((min(xs), min(ys), max(xs), max(ys)), ring))

    def is_free(self, shape: Sequence[XY]) -> bool:
        seen: set[int] = set()
        for cell in self._cells(shape):
            for other in self.cells.get(cell, ()):
                if id(other) not in seen:
                    seen.add(id(other))
                    if convex_overlap(shape, other):
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
