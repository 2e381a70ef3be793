"""Putting the town together, in the order in which things need room."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from onthaal.lindeveld.town import nature, streets
from onthaal.lindeveld.town.houses import House, along
from onthaal.lindeveld.town.nature import Quarter
from onthaal.lindeveld.town.plane import XY, Room, ring_holds
from onthaal.lindeveld.town.shape import Lay
from onthaal.lindeveld.town.streets import TownStreet


@dataclass
class Landmark:
    """A building or place that everybody knows."""

    name: str
    kind: str  # town_hall, church, public, square, park, pitch, water
    parts: list[list[XY]]
    address: tuple[str, str] | None = None

    @property
    def middle(self) -> XY:
        spots = [spot for part in self.parts for spot in part]
        return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


@dataclass
class Town:
    """Everything there is to see in Lindeveld."""

    boundary: list[XY]
    quarters: list[Quarter]
    streets: list[TownStreet]
    houses: list[House]
    landmarks: list[Landmark]
    railway: list[XY]
    brook: list[XY]
    woods: list[list[XY]]
    fields: list[tuple[str, list[XY]]]
    trees: list[tuple[XY, float]]
    built: list[list[XY]] = field(default_factory=list)

    NAME = "Lindeveld"
    POSTCODE = "2499"


MARKT = [(-61.0, -37.0), (58.0, -43.0), (66.0, 38.0), (-55.0, 45.0)]


@lru_cache(maxsize=2)
def build(seed: int = 1) -> Town:
    """The town of this seed, always the same one. Shared, so nobody may change it."""
    chance = random.Random(seed)
    lay = Lay(chance)
    edge = nature.boundary(lay)
    ways = [_within(street, edge) for street in streets.streets(lay)]
    rails = _cut(streets.railway(lay), edge)
    water = _cut(streets.brook(lay), edge)
    woods = nature.woods(lay, edge, chance)

    room = Room()
    room.take_area(MARKT)
    room.take(MARKT)
    for street in ways:
        room.take_line(street.line, street.width / 2 + 0.3)
    room.take_line(rails, 13)
    room.take_line(water, 9)
    marks = _landmarks(lay, room, chance)
    for wood in woods:
        room.take_area(wood)

    houses = _around_markt(room, chance)
    for street in ways:
        if street.kind != streets.PATH:
            houses += along(street, room, chance)
    trees = _trees(lay, ways, marks, woods, room, chance)
    avoid = [*woods, *(part for mark in marks for part in mark.parts)]
    return Town(
        boundary=edge,
        quarters=nature.quarters(lay),
        streets=[TownStreet("Markt", streets.STREET, [*MARKT, MARKT[0]]), *ways],
        houses=houses,
        landmarks=marks,
        railway=rails,
        brook=water,
        woods=woods,
        fields=nature.fields(edge, avoid, lay, chance),
        trees=trees,
        built=_built(houses),
    )


def _within(street: TownStreet, edge: list[XY]) -> TownStreet:
    street.line = _cut(street.line, edge)
    return street


def _cut(line: list[XY], edge: list[XY]) -> list[XY]:
    """The part of the line inside the boundary."""
    return [spot for spot in line if ring_holds(edge, spot)]


def _turned(middle: XY, turn: float, corners: list[XY]) -> list[XY]:
    c, s = math.cos(turn), math.sin(turn)
    return [(middle[0] + x * c - y * s, middle[1] + x * s + y * c) for x, y in corners]


def _block(wide: float, deep: float) -> list[XY]:
    return [
        (-wide / 2, -deep / 2),
        (wide / 2, -deep / 2),
        (wide / 2, deep / 2),
        (-wide / 2, deep / 2),
    ]


def _landmarks(lay: Lay, room: Room, chance: random.Random) -> list[Landmark]:
    marks = [Landmark("Markt", "square", [list(MARKT)])]
    kiosk = [(4 * math.cos(math.tau * i / 8), 4 * math.sin(math.tau * i / 8)) for i in range(8)]
    marks.append(Landmark("", "public", [_turned((-34, -20), 0.3, kiosk)]))

    def building(
        name: str,
        kind: str,
        middle: XY,
        turn: float,
        parts: list[list[XY]],
        address: tuple[str, str] | None = None,
        around: float = 4.0,
    ) -> None:
        shapes = [_turned(middle, turn, part) for part in parts]
        xs = [x for part in parts for x, _ in part]
        ys = [y for part in parts for _, y in part]
        ground = [
            (min(xs) - around, min(ys) - around),
            (max(xs) + around, min(ys) - around),
            (max(xs) + around, max(ys) + around),
            (min(xs) - around, max(ys) + around),
        ]
        room.take(_turned(middle, turn, ground))
        marks.append(Landmark(name, kind, shapes, address))

    def shifted(dx: float, dy: float, part: list[XY]) -> list[XY]:
        return [(x + dx, y + dy) for x, y in part]

    # the town hall closes the east side of the Markt, south of the Steenweg op Mol
    building(
        "Gemeentehuis",
        "town_hall",
        (80.5, -21),
        -0.098,
        [_block(34, 36), shifted(-18, 0, _block(2, 14))],
        ("Markt", "1"),
        3,
    )
    arm = [(-27, -8), (-9, -8), (-9, -19), (9, -19), (9, -8), (27, -8)]
    nave: list[XY] = [*arm, *((-x, -y) for x, y in arm)]
    building(
        "Sint-Jozefkerk",
        "church",
        (-78, 84),
        -0.08,
        [nave, shifted(-33, 0, _block(12, 11))],
        ("Kerkpad", "1"),
        9,
    )
    school = lay.spot(42, 318)
    building(
        "Basisschool De Linde",
        "public",
        school,
        0.6,
        [_block(62, 15), shifted(-24, -20, _block(14, 26)), shifted(24, -16, _block(14, 18))],
        ("Schoolstraat", "6"),
        12,
    )
    building(
        "Bibliotheek", "public", lay.spot(333, 152), -0.3, [_block(26, 20)], ("Beekstraat", "2"), 5
    )
    building(
        "Woonzorgcentrum Ter Linden",
        "public",
        lay.spot(204, 330),
        0.4,
        [_block(70, 16), shifted(-27, 22, _block(15, 30)), shifted(27, 22, _block(15, 30))],
        ("Gasthuisstraat", "15"),
        10,
    )
    building(
        "Sporthal", "public", lay.spot(118.5, 1082), 0.5, [_block(58, 36)], ("Sportlaan", "2"), 8
    )
    building(
        "Station",
        "public",
        lay.spot(236.5, 915),
        0.25,
        [_block(38, 11)],
        ("Stationsstraat", "80"),
        6,
    )
    building(
        "Gemeentelijke werkplaats",
        "public",
        lay.spot(212, 905),
        0.1,
        [_block(52, 24), shifted(34, -20, _block(18, 42))],
        ("Ambachtstraat", "21"),
        8,
    )
    building(
        "Brandweer",
        "public",
        lay.spot(24, 780),
        0.7,
        [_block(34, 20)],
        ("Vogelzangstraat", "30"),
        7,
    )
    building(
        "Buurthuis Oude Heide",
        "public",
        lay.spot(99.5, 1742),
        0.1,
        [_block(24, 16)],
        ("Oude Heide", "11"),
        6,
    )

    park = lay.ring([(198, 462), (223, 462), (222, 560), (221, 672), (200, 676), (199, 560)])
    marks.append(Landmark("Lindepark", "park", [park]))
    marks.append(
        Landmark("Parkvijver", "water", [nature.blob(lay.spot(213, 600), 42, chance, 0.62)])
    )
    green = lay.ring([(60, 262), (76, 258), (75, 372), (61, 372)])
    marks.append(Landmark("Speelplein De Linde", "park", [green]))
    grave = lay.ring([(148, 265), (166, 265), (165, 372), (149, 372)])
    marks.append(Landmark("Begraafplaats", "park", [grave]))
    for name, angle, metres, turn in (
        ("Sportvelden", 111.5, 1195, 0.42),
        ("", 106.5, 1105, 0.42),
    ):
        pitch = _turned(lay.spot(angle + 5.0, metres + 60), turn, _block(100, 62))
        marks.append(Landmark(name, "pitch", [pitch]))
        room.take(_turned(lay.spot(angle + 5.0, metres + 60), turn, _block(112, 74)))
    for mark in marks:
        if mark.kind == "park":
            room.take_area(mark.parts[0])
            room.take_line([*mark.parts[0], mark.parts[0][0]], 2)
    return marks


def _around_markt(room: Room, chance: random.Random) -> list[House]:
    """The closed row of house fronts around the square; number 1 is the town hall."""
    # walking clockwise, the houses stand on the left
    outline = [MARKT[1], MARKT[0], MARKT[3], MARKT[2]]
    houses: list[House] = []
    number = 2
    for a, b in zip(outline, outline[1:] + outline[:1], strict=True):
        side = TownStreet("Markt", streets.PATH, [a, b], 0.0)
        facing = [h for h in along(side, room, chance) if not ring_holds(MARKT, h.middle)]
        facing.sort(key=lambda h: math.hypot(h.middle[0] - a[0], h.middle[1] - a[1]))
        for house in facing:
            house.number = str(number)
            number += 1
            houses.append(house)
    return houses


def _trees(
    lay: Lay,
    ways: list[TownStreet],
    marks: list[Landmark],
    woods: list[list[XY]],
    room: Room,
    chance: random.Random,
) -> list[tuple[XY, float]]:
    out: list[tuple[XY, float]] = []
    for street in ways:
        if street.lined_with_trees:
            for spot in nature.trees_along(street.line, street.width / 2 - 1.7, chance):
                out.append((spot, chance.uniform(2.0, 2.8)))
    ponds = [mark.parts[0] for mark in marks if mark.kind == "water"]
    for mark in marks:
        if mark.kind == "park":
            number = 90 if mark.name == "Lindepark" else 26
            for spot in nature.trees_in(mark.parts[0], number, chance):
                if not any(ring_holds(pond, spot) for pond in ponds):
                    out.append((spot, chance.uniform(2.2, 4.8)))
    for wood in woods:
        for spot in nature.trees_in(wood, 60, chance):
            out.append((spot, chance.uniform(3, 5.5)))
    # the Markt has its row of limes
    for i in range(7):
        out.append(((-46 + i * 15.5, 33 - i * 0.9), 2.6))
    # and everywhere in the open green between the plots, in small groups
    for _ in range(1500):
        middle = lay.spot(chance.uniform(0, 360), 1650 * math.sqrt(chance.random()))
        for _ in range(chance.randint(1, 4)):
            spot = (middle[0] + chance.gauss(0, 14), middle[1] + chance.gauss(0, 14))
            radius = chance.uniform(1.6, 4.4)
            if room.is_free_spot(spot, radius):
                out.append((spot, radius))
    return out


def _built(houses: list[House]) -> list[list[XY]]:
    """Where houses stand, as short lines from house to house, for the small-scale map."""
    out: list[list[XY]] = []
    for a, b in pairwise(houses):
        near = math.hypot(a.middle[0] - b.middle[0], a.middle[1] - b.middle[1]) < 55
        if out and a.street == b.street and near:
            out[-1].append(b.middle)
        else:
            out.append([b.middle, (b.middle[0] + 1, b.middle[1])])
    return out
