"""From degrees to whole SVG units, and shapes to compact path data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onthaal.territory.geometry import Box, Point, Ring, lon_lat, simplified, world_pixel

# Four units a pixel: whole numbers stay sharp and compress well.
UNITS = 4


@dataclass(frozen=True)
class Canvas:
    """A window of ``width`` × ``height`` pixels on the web-mercator world."""

    zoom: int
    left: float
    top: float
    width: int
    height: int

    @property
    def box(self) -> Box:
        """The ground in the window."""
        min_lon, max_lat = lon_lat(self.left, self.top, self.zoom)
        max_lon, min_lat = lon_lat(self.left + self.width, self.top + self.height, self.zoom)
        return Box(min_lon, min_lat, max_lon, max_lat)

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """A point on the ground in units of this canvas."""
        x, y = world_pixel(lon, lat, self.zoom)
        return self.unit(x, y)

    def unit(self, x: float, y: float) -> tuple[int, int]:
        """A world pixel in units of this canvas."""
        return round((x - self.left) * UNITS), round((y - self.top) * UNITS)

    def line(self, pairs: Ring, tolerance: float = 1.5, margin: int = 240) -> str:
        """Path data of a line, without the parts that lie well outside the window."""
        spots: list[Point] = [self.place(pair[0], pair[1]) for pair in pairs]
        return "".join(
            path_of(simplified(run, tolerance)) for run in self._runs(spots, margin) if len(run) > 1
        )

    def _runs(self, spots: Sequence[Point], margin: int) -> list[list[Point]]:
        right, bottom = self.width * UNITS + margin, self.height * UNITS + margin
        runs: list[list[Point]] = []
        open_ = False
        for a, b in pairwise(spots):
            seen = not (
                max(a[0], b[0]) < -margin
                or min(a[0], b[0]) > right
                or max(a[1], b[1]) < -margin
                or min(a[1], b[1]) > bottom
            )
            if seen and open_:
                runs[-1].append(b)
            elif seen:
                runs.append([a, b])
            open_ = seen
        return runs

    def ring(self, pairs: Ring, tolerance: float = 0.0) -> str:
        """Path data of one ring; empty when it is too small to see."""
        spots: list[Point] = [self.place(pair[0], pair[1]) for pair in pairs]
        if spots[0] == spots[-1]:
            spots.pop()
        if tolerance:
            spots = simplified(spots, tolerance)
        return path_of(spots) + "z" if len(spots) > 2 else ""

    def clipped_ring(self, pairs: Ring, margin: int = 40) -> str:
        """Path data of a ring cut to the window, for rings that may be far larger than it."""
        spots: list[Point] = [self.place(pair[0], pair[1]) for pair in pairs[:-1]]
        limits = (-margin, -margin, self.width * UNITS + margin, self.height * UNITS + margin)
        for axis, limit, sign in (
            (0, limits[0], 1),
            (1, limits[1], 1),
            (0, limits[2], -1),
            (1, limits[3], -1),
        ):
            spots = _cut(spots, axis, limit, sign)
        spots = simplified(spots, 1.5) if len(spots) > 3 else spots
        return path_of(spots) + "z" if len(spots) > 2 else ""


def _cut(spots: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """Sutherland and Hodgman's step: the part of a ring on one side of an axis-parallel line."""
    kept: list[Point] = []
    for i, b in enumerate(spots):
        a = spots[i - 1]
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in != b_in:
            t = (limit - a[axis]) / (b[axis] - a[axis])
            other = a[1 - axis] + t * (b[1 - axis] - a[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if b_in:
            kept.append(b)
    return kept


def path_of(spots: Iterable[Point]) -> str:
    """``M`` and relative ``l`` steps of rounded points; equal neighbours fall together.

    A single place gives a line of no length, which round ends make a dot.
    """
    start = ""
    steps: list[str] = []
    x0 = y0 = 0
    for spot in spots:
        x, y = round(spot[0]), round(spot[1])
        if not start:
            start = f"M{x} {y}"
        elif (x, y) != (x0, y0):
            # a minus sign parts numbers as well as a space does
            dx, dy = x - x0, y - y0
            steps.append(f"{' ' if dx >= 0 and steps else ''}{dx}{' ' if dy >= 0 else ''}{dy}")
        x0, y0 = x, y
    if not steps:
        return f"{start}h0" if start else ""
    return f"{start}l{''.join(steps)}"
