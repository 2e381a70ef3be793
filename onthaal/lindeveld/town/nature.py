"""Boundary, neighbourhoods, woods, fields and trees."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onthaal.lindeveld.town.plane import XY, Room, Walk, ring_holds, towards
from onthaal.lindeveld.town.shape import Lay


@dataclass
class Quarter:
    """A neighbourhood: its ring fits its neighbours exactly."""

    name: str
    code: str
    ring: list[XY]


# name, code, first and last angle of the middle and outer quarters
_MIDDLE = [
    ("Molenveld", "LV02", 55, 140),
    ("Eikenbos", "LV03", 140, 210),
    ("Statiewijk", "LV04", 210, 320),
    ("Watermolen", "LV05", 320, 415),
]
_OUTER = [
    ("Oude Heide", "LV06", 50, 145),
    ("Vossenberg", "LV07", 145, 235),
    ("Kruisheide", "LV08", 235, 305),
    ("Broekhoek", "LV09", 305, 410),
]


def _centre_edge(angle: float) -> float:
    return 325 + 22 * math.sin(math.radians(3 * angle + 40))


def _middle_edge(angle: float) -> float:
    return (
        1260
        + 70 * math.sin(math.radians(2 * angle + 10))
        + 45 * math.sin(math.radians(5 * angle + 80))
    )


def _outer_edge(angle: float) -> float:
    # straight from corner to corner, as boundaries run along ditches and old roads
    low = angle // 6 * 6
    return _rough_edge(low) + (_rough_edge(low + 6) - _rough_edge(low)) * (angle - low) / 6


def _rough_edge(angle: float) -> float:
    t = math.radians(angle % 360)
    return (
        2200
        + 190 * math.sin(2 * t + 1.1)
        + 130 * math.sin(3 * t + 4.0)
        + 70 * math.sin(7 * t + 0.5)
        + 48 * math.sin(13 * t + 2.2)
        + 36 * math.sin(29 * t + 1.2)
    )


def _arc(
    lay: Lay, edge: Callable[[float], float], first: int, last: int, step: int = 1
) -> list[XY]:
    return [lay.spot(a, edge(a)) for a in range(first, last + 1, step)]


def boundary(lay: Lay) -> list[XY]:
    return _arc(lay, _outer_edge, 0, 359, 1)


def quarters(lay: Lay) -> list[Quarter]:
    """Nine neighbourhoods that together fill the boundary, without gap or overlap.

    Neighbours use the same corners: arcs have one every degree, spokes are straight.
    """
    out = [Quarter("Centrum", "LV01", _arc(lay, _centre_edge, 0, 359, 1))]
    for name, code, first, last in _MIDDLE:
        inner = _arc(lay, _centre_edge, first, last, 1)
        outer = _arc(lay, _middle_edge, first, last, 1)
        out.append(Quarter(name, code, [*outer, *reversed(inner)]))
    for name, code, first, last in _OUTER:
        inner = _arc(lay, _middle_edge, first, last, 1)
        outer = _arc(lay, _outer_edge, first, last, 1)
        out.append(Quarter(name, code, [*outer, *reversed(inner)]))
    return out


def blob(middle: XY, radius: float, chance: random.Random, squeeze: float = 1.0) -> list[XY]:
    """A soft shape, for woods and ponds."""
    waves = [(k, chance.uniform(0, math.tau), chance.uniform(0.04, 0.16)) for k in (2, 3, 5)]
    turn = chance.uniform(0, math.pi)
    out = []
    for i in range(36):
        t = math.tau * i / 36
        r = radius * (1 + sum(size * math.sin(k * t + shift) for k, shift, size in waves))
        x, y = r * math.cos(t), r * math.sin(t) * squeeze
        out.append(
            (
                middle[0] + x * math.cos(turn) - y * math.sin(turn),
                middle[1] + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return out


def woods(lay: Lay, edge: Sequence[XY], chance: random.Random) -> list[list[XY]]:
    """A dozen woods between the hamlets and the boundary."""
    spots = [
        (150, 1850, 250), (160, 2080, 230), (166, 1500, 150), (210, 1950, 260), (222, 1480, 140),
        (262, 1950, 210), (272, 1400, 120), (298, 2100, 230), (344, 1950, 200), (358, 1500, 170),
        (32, 1950, 220), (41, 1340, 120), (78, 1990, 210), (120, 1500, 150), (129, 2050, 190),
    ]  # fmt: skip
    out = []
    for angle, metres, radius in spots:
        middle = lay.spot(angle + chance.uniform(-2, 2), metres + chance.uniform(-40, 40))
        size, squeeze = radius * chance.uniform(0.85, 1.15), chance.uniform(0.6, 0.9)
        ring = blob(middle, size, chance, squeeze)
        if ring_holds(edge, middle):
            out.append([_pulled_in(spot, middle, edge) for spot in ring])
    return out


def _pulled_in(spot: XY, middle: XY, edge: Sequence[XY]) -> XY:
    while not ring_holds(edge, spot):
        spot = towards(middle, spot, 0.93)
    return spot


def fields(
    edge: Sequence[XY], avoid: Sequence[Sequence[XY]], lay: Lay, chance: random.Random
) -> list[tuple[str, list[XY]]]:
    """Fields and meadows as long strips, side by side in patches; none lies on another."""
    room = Room()
    for area in avoid:
        room.take_area(area)
    # every sixth corner: the others lie on straight lines between them
    corners = edge[::6]
    out: list[tuple[str, list[XY]]] = []
    for _ in range(650):
        middle = lay.spot(chance.uniform(0, 360), chance.uniform(1000, 2500))
        turn = chance.uniform(0, math.pi)
        wide, long_ = chance.uniform(45, 95), chance.uniform(130, 300)
        for i in range(chance.randint(2, 5)):
            shift = i * wide
            strip = [
                (
                    middle[0] + (shift + x) * math.cos(turn) - y * math.sin(turn),
                    middle[1] + (shift + x) * math.sin(turn) + y * math.cos(turn),
                )
                for x, y in (
                    (0, chance.uniform(-12, 12)),
                    (wide - 2, chance.uniform(-12, 12)),
                    (wide - 2, long_ + chance.uniform(-12, 12)),
                    (0, long_ + chance.uniform(-12, 12)),
                )
            ]
            if room.is_free(strip) and all(ring_holds(corners, spot) for spot in strip):
                room.take(strip)
                out.append((chance.choice(("field", "field", "meadow")), strip))
    return out


def trees_along(line: Sequence[XY], half_width: float, chance: random.Random) -> list[XY]:
    """A row of trees on both sides of a lane."""
    walk = Walk(line)
    out = []
    at = 8.0
    while at < walk.length - 8:
        for side in (1, -1):
            nx, ny = walk.left_of(at)
            x, y = walk.at(at)
            if chance.random() < 0.93:
                out.append((x + nx * half_width * side, y + ny * half_width * side))
        at += 15 + chance.uniform(-1, 1)
    return out


def trees_in(ring: Sequence[XY], number: int, chance: random.Random) -> list[XY]:
    """Trees scattered in an area."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    out: list[XY] = []
    for _ in range(number * 6):
        spot = (chance.uniform(min(xs), max(xs)), chance.uniform(min(ys), max(ys)))
        if ring_holds(ring, spot):
            out.append(spot)
        if len(out) == number:
            break
    return out
