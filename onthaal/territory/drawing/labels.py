"""Where the names go. One plan per zoom for the whole town, so that tiles agree with each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onthaal.territory.drawing import palette
from onthaal.territory.geometry import Point, lines, points, simplified, world_pixel
from onthaal.territory.models import FeatureKind as Kind
from onthaal.territory.models import MapFeature

_NARROW = set("ijltfrI.,'-1 ")
_WIDE = set("mwMWOQGD")
_SPACING = 420
_STREET_SIZES = {13: 10.0, 14: 10.5, 15: 11.0, 16: 11.5, 17: 12.5, 18: 13.5, 19: 15.0, 20: 16.0}


@dataclass(frozen=True)
class Label:
    """One name on the map, in world pixels. ``path`` for a curved name, else ``at``."""

    text: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    spaced: bool = False
    path: tuple[Point, ...] = ()
    at: Point = (0, 0)
    discs: tuple[Point, ...] = ()

    def touches(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether some of it falls in the window."""
        r = self.size
        return any(left - r <= x <= right + r and top - r <= y <= bottom + r for x, y in self.discs)


@dataclass
class _Taken:
    """The room that names already take, as discs in a grid."""

    cells: dict[tuple[int, int], list[tuple[float, float, float]]] = field(default_factory=dict)

    def is_free(self, discs: Iterable[Point], radius: float) -> bool:
        for x, y in discs:
            cx, cy = int(x // 40), int(y // 40)
            for key in ((cx + i, cy + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
                for ox, oy, r in self.cells.get(key, ()):
                    if (x - ox) ** 2 + (y - oy) ** 2 < (radius + r) ** 2:
                        return False
        return True

    def take(self, discs: Iterable[Point], radius: float) -> None:
        for x, y in discs:
            self.cells.setdefault((int(x // 40), int(y // 40)), []).append((x, y, radius))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Roughly how wide a text is in a common sans-serif font."""
    units = sum(0.36 if c in _NARROW else 0.88 if c in _WIDE else 0.61 for c in text)
    return units * size * (1.07 if bold else 1.0)


def plan(features: Sequence[MapFeature], zoom: int, town: str, centre: Point) -> list[Label]:
    """All names for one zoom, the important ones first; none lies on another."""
    taken = _Taken()
    placed: list[Label] = []
    candidates: list[list[Label]] = []
    if zoom <= 12 and town:
        x, y = world_pixel(*centre, zoom)
        candidates.append([_upright(town, (x, y), 16, palette.INK, bold=True)])
    for feature in sorted(features, key=_weight):
        candidates += _choices(feature, zoom)
    for choices in candidates:
        for label in choices:
            radius = label.size * 0.62
            if taken.is_free(label.discs, radius):
                taken.take(label.discs, radius)
                placed.append(label)
                break
    return placed


def _weight(feature: MapFeature) -> tuple[int, str]:
    order = [
        Kind.TOWN_HALL,
        Kind.PLACE,
        Kind.CHURCH,
        Kind.SQUARE,
        Kind.PUBLIC,
        Kind.REGIONAL_ROAD,
        Kind.MAIN_STREET,
        Kind.PARK,
        Kind.STREET,
    ]
    return (order.index(Kind(feature.kind)) if feature.kind in order else 99, feature.label)


def _choices(feature: MapFeature, zoom: int) -> list[list[Label]]:
    """The names that a feature asks for, each with the places where it may go."""
    kind = feature.kind
    if kind in palette.ROADS:
        first = {Kind.REGIONAL_ROAD: 14, Kind.MAIN_STREET: 15, Kind.STREET: 16, Kind.PATH: 18}
        if zoom < first[Kind(kind)]:
            return []
        size = _STREET_SIZES[zoom]
        return _along(feature, zoom, size, palette.INK)
    if kind in (Kind.BROOK, Kind.RAILWAY):
        if zoom < 15:
            return []
        colour = palette.WATER_INK if kind == Kind.BROOK else "#6f706b"
        return _along(feature, zoom, _STREET_SIZES[zoom] - 0.5, colour, italic=True)
    pairs = list(points(feature.geometry))
    spots = [world_pixel(p[0], p[1], zoom) for p in pairs]
    middle = (
        (min(s[0] for s in spots) + max(s[0] for s in spots)) / 2,
        (min(s[1] for s in spots) + max(s[1] for s in spots)) / 2,
    )
    if kind == Kind.PLACE:
        if not 13 <= zoom <= 15:
            return []
        return [[_upright(feature.label, middle, 10.5 + (zoom - 13), "#5b5348", spaced=True)]]
    if kind in palette.LANDMARKS:
        first_zoom = {Kind.TOWN_HALL: 15, Kind.CHURCH: 16}.get(Kind(kind), 16)
        if zoom < first_zoom:
            return []
        colour = palette.LANDMARKS[kind][2]
        size = 11.0 if zoom < 17 else 12.5 if zoom < 19 else 14.0
        below = max(s[1] for s in spots) + size
        above = min(s[1] for s in spots) - size
        return [
            [
                _upright(feature.label, (middle[0], y), size, colour, bold=True)
                for y in (below, above)
            ]
        ]
    if kind == Kind.SQUARE and zoom >= 16:
        return [[_upright(feature.label, middle, 11.5 + (zoom - 16), palette.INK, bold=True)]]
    if kind in (Kind.PARK, Kind.WOOD) and zoom >= 14:
        return [[_upright(feature.label, middle, 11.5, palette.GREEN_INK, italic=True)]]
    if kind == Kind.WATER and zoom >= 16:
        return [[_upright(feature.label, middle, 11.0, palette.WATER_INK, italic=True)]]
    if kind == Kind.PITCH and zoom >= 17:
        return [[_upright(feature.label, middle, 11.0, palette.GREEN_INK, italic=True)]]
    return []


def _upright(
    text: str,
    at: Point,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    spaced: bool = False,
) -> Label:
    text = text.upper() if spaced else text
    width = text_width(text, size, bold) * (1.18 if spaced else 1)
    number = max(1, math.ceil(width / size))
    start = at[0] - width / 2
    discs = tuple((start + width * (i + 0.5) / number, at[1]) for i in range(number))
    return Label(text, size, colour, bold, italic, spaced, at=at, discs=discs)


def _along(
    feature: MapFeature, zoom: int, size: float, colour: str, *, italic: bool = False
) -> list[list[Label]]:
    """A name along its line: one in the middle, more on a long line."""
    wanted: list[list[Label]] = []
    for line in lines(feature.geometry):
        spots = simplified([world_pixel(p[0], p[1], zoom) for p in line], 0.4)
        walk = _Walk(spots)
        width = text_width(feature.label, size) + 4
        if walk.length < width + 6:
            continue
        number = max(1, round(walk.length / _SPACING))
        for i in range(number):
            middle = walk.length * (i + 0.5) / number
            room = walk.length / number / 2 - width / 2
            shifts = [0.0, *(s for d in (0.3, 0.6, 0.9) for s in (d * room, -d * room))]
            choices = [
                label
                for shift in (shifts if room > 0 else [0.0])
                if (
                    label := _curved(
                        feature.label, walk, middle + shift, width, size, colour, italic
                    )
                )
            ]
            if choices:
                wanted.append(choices)
    return wanted


def _curved(
    text: str, walk: _Walk, middle: float, width: float, size: float, colour: str, italic: bool
) -> Label | None:
    start = middle - width / 2
    if start < 0 or start + width > walk.length:
        return None
    steps = max(4, math.ceil(width / 14))
    spots = [walk.at(start + width * i / steps) for i in range(steps + 1)]
    if spots[-1][0] < spots[0][0]:
        spots.reverse()
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(spots)]
    turns = [abs(math.remainder(b - a, math.tau)) for a, b in pairwise(angles)]
    if turns and (max(turns) > 0.42 or sum(turns) > 1.6):
        return None
    count = max(2, math.ceil(width / size))
    discs = tuple(walk.at(start + width * (i + 0.5) / count) for i in range(count))
    # the letters stand on the path, so it runs a third of an em below the middle of the street
    # widened at both ends, for fonts that run wider than we think
    slack = width * 0.08
    spots[0] = _beyond(spots[1], spots[0], slack)
    spots[-1] = _beyond(spots[-2], spots[-1], slack)
    shifted = []
    for i, spot in enumerate(spots):
        angle = angles[min(i, len(angles) - 1)]
        if 0 < i < len(angles):
            angle = angles[i - 1] + math.remainder(angles[i] - angles[i - 1], math.tau) / 2
        shifted.append(
            (spot[0] - math.sin(angle) * size * 0.35, spot[1] + math.cos(angle) * size * 0.35)
        )
    return Label(text, size, colour, italic=italic, path=tuple(shifted), discs=discs)


def _beyond(a: Point, b: Point, by: float) -> Point:
    size = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return b[0] + (b[0] - a[0]) / size * by, b[1] + (b[1] - a[1]) / size * by


class _Walk:
    """A line that can be walked by distance."""

    def __init__(self, spots: Sequence[Point]) -> None:
        self.spots = spots
        self.sums = [0.0]
        for a, b in pairwise(spots):
            self.sums.append(self.sums[-1] + math.hypot(b[0] - a[0], b[1] - a[1]))
        self.length = self.sums[-1]
        self._leg = 0

    def at(self, distance: float) -> Point:
        if distance < self.sums[self._leg]:
            self._leg = 0
        while self._leg < len(self.spots) - 2 and self.sums[self._leg + 1] < distance:
            self._leg += 1
        a, b = self.spots[self._leg], self.spots[self._leg + 1]
        leg = self.sums[self._leg + 1] - self.sums[self._leg]
        t = (distance - self.sums[self._leg]) / leg if leg else 0.0
        return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
