"""Houses on their plots along the streets, numbered from the Markt outwards."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from onthaal.lindeveld.town.plane import XY, Room, Walk, distance, towards
from onthaal.lindeveld.town.streets import TownStreet

Quad = list[XY]


@dataclass
class House:
    """One house (or small block of flats) with its own plot."""

    street: str
    number: str
    front: XY
    middle: XY
    plot: Quad
    body: Quad
    extras: list[Quad] = field(default_factory=list)
    sheds: list[Quad] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Style:
    """How people build at a certain distance from the Markt (all in metres)."""

    plot: tuple[float, float]
    depth: tuple[float, float]
    setback: tuple[float, float]
    house: tuple[float, float]
    side: float  # free strip beside the house
    flats: float  # chance of a block of flats


_CENTRE = _Style((6.6, 9.6), (24, 36), (0.2, 0.9), (9, 12.5), 0.0, 0.05)
_EDGE = _Style((8.0, 11.5), (28, 42), (0.8, 4.0), (9, 12), 1.4, 0.02)
_OUTSIDE = _Style((11.5, 17.5), (32, 46), (4.5, 8), (9, 12.5), 2.6, 0.0)
_RURAL = _Style((16, 27), (38, 62), (7, 13), (9.5, 14), 4.5, 0.0)


def _style_at(spot: XY, chance: random.Random) -> _Style:
    away = math.hypot(spot[0] / 1.1, spot[1] / 0.95) + chance.uniform(-60, 60)
    if away < 330:
        return _CENTRE
    if away < 620:
        return _EDGE
    return _OUTSIDE if away < 1250 else _RURAL


def along(street: TownStreet, room: Room, chance: random.Random) -> list[House]:
    """Build both sides of a street as far as there is room; takes that room."""
    houses: list[House] = []
    for side in (1, -1):
        houses += _one_side(street, side, room, chance)
    return houses


def _one_side(street: TownStreet, side: int, room: Room, chance: random.Random) -> list[House]:
    walk = Walk(street.line)
    gap = street.width / 2 + 0.8
    at = chance.uniform(0.5, 3)
    number = 1 if side > 0 else 2
    empty = 0.0
    houses: list[House] = []
    share = False  # whether this house leans against the next one
    while at < walk.length - 6:
        style = _style_at(walk.at(at), chance)
        flats = chance.random() < style.flats
        width = chance.uniform(17, 24) if flats else chance.uniform(*style.plot)
        if chance.random() < street.open_ground:
            stretch = chance.uniform(8, 26) * (1 + 3 * street.open_ground)
            at += stretch
            empty += stretch
            continue
        house = None
        if at + width < walk.length:
            house = _build(street, walk, at, width, side, gap, style, flats, share, room, chance)
        if house is None:
            at += 3.0
            empty += 3.0
            continue
        # a number is kept for a plot on which nobody has built yet
        number += 2 * int(empty / 16) if empty > 16 and chance.random() < 0.6 else 0
        empty = 0.0
        house.number = str(number)
        if houses and chance.random() < 0.025:
            house.number = (
                f"{houses[-1].number.rstrip('AB')}{'B' if houses[-1].number[-1] == 'A' else 'A'}"
            )
            if house.number == houses[-1].number or houses[-1].number.endswith("B"):
                house.number = str(number)
        if house.number == str(number):
            number += 2
        houses.append(house)
        share = not share
        at += width
    return houses


def _build(
    street: TownStreet,
    walk: Walk,
    at: float,
    width: float,
    side: int,
    gap: float,
    style: _Style,
    flats: bool,
    share: bool,
    room: Room,
    chance: random.Random,
) -> House | None:
    a, b = walk.at(at), walk.at(at + width)
    na, nb = walk.left_of(at), walk.left_of(at + width)
    na, nb = (na[0] * side, na[1] * side), (nb[0] * side, nb[1] * side)
    a = (a[0] + na[0] * gap, a[1] + na[1] * gap)
    b = (b[0] + nb[0] * gap, b[1] + nb[1] * gap)
    if distance(a, b) < width * 0.72:
        return None
    wanted = chance.uniform(*style.depth)
    for depth in (wanted, wanted * 0.8, wanted * 0.62, 17.0):
        setback = chance.uniform(*style.setback)
        deep = min(chance.uniform(*style.house) + (4 if flats else 0), depth - setback - 3)
        if deep < 7.5:
            continue
        c = (b[0] + nb[0] * depth, b[1] + nb[1] * depth)
        d = (a[0] + na[0] * depth, a[1] + na[1] * depth)
        if distance(c, d) < width * 0.5 or not room.is_free(_shrunk([a, b, c, d], 0.25)):
            continue
        plot = [a, b, c, d]
        room.take(plot)
        return _house(street.name, plot, depth, width, setback, deep, style, flats, share, chance)
    return None


def _house(
    street: str,
    plot: Quad,
    depth: float,
    width: float,
    setback: float,
    deep: float,
    style: _Style,
    flats: bool,
    share: bool,
    chance: random.Random,
) -> House:
    if style.side < 1 or flats:
        left = right = 0.02
    elif style.side < 2:
        left, right = (0.0, style.side / width) if share else (style.side / width, 0.0)
    else:
        left = style.side * chance.uniform(0.6, 1.5) / width
        right = style.side * chance.uniform(0.6, 1.5) / width
    v0, v1 = setback / depth, (setback + deep) / depth

    def part(u0: float, u1: float, w0: float, w1: float) -> Quad:
        return [_in(plot, u0, w0), _in(plot, u1, w0), _in(plot, u1, w1), _in(plot, u0, w1)]

    body = part(left, 1 - right, v0, v1)
    extras, sheds = [], []
    free = depth - setback - deep
    if free > 9 and chance.random() < 0.42:
        reach = chance.uniform(3, 5.5) / depth
        if chance.random() < 0.5:
            extras.append(part(left, left + (1 - left - right) * 0.55, v1, v1 + reach))
        else:
            extras.append(part(1 - right - (1 - left - right) * 0.5, 1 - right, v1, v1 + reach))
    if free > 14 and chance.random() < 0.5:
        back = chance.uniform(0.80, 0.95)
        u = chance.uniform(0.08, 0.45)
        wide = min(0.5, chance.uniform(3.0, 4.5) / width)
        sheds.append(part(u, u + wide, back - chance.uniform(3, 4.6) / depth, back))
    front = towards(_in(plot, 0.5, 0.0), _in(plot, 0.5, v0), 0.5)
    house = House(street, "", front, _in(plot, (left + 1 - right) / 2, (v0 + v1) / 2), plot, body)
    house.extras, house.sheds = extras, sheds
    if flats:
        per_floor = chance.choice((2, 2, 3))
        floors = chance.choice((2, 3, 3))
        house.boxes = [
            f"{floor}0{flat}" for floor in range(floors) for flat in range(1, per_floor + 1)
        ]
    return house


def _in(plot: Sequence[XY], u: float, v: float) -> XY:
    """The place at part ``u`` along the street and part ``v`` into the plot."""
    return towards(towards(plot[0], plot[1], u), towards(plot[3], plot[2], u), v)


def _shrunk(shape: Quad, by: float) -> Quad:
    """A little smaller, so that neighbours may share an edge."""
    cx = sum(p[0] for p in shape) / len(shape)
    cy = sum(p[1] for p in shape) / len(shape)
    out = []
    for x, y in shape:
        size = math.hypot(x - cx, y - cy) or 1.0
        out.append((x - (x - cx) / size * by, y - (y - cy) / size * by))
    return out
