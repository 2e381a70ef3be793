"""The streets: where they run and what they are called. Our own names, typical for Flanders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onthaal.lindeveld.town.plane import XY
from onthaal.lindeveld.town.shape import Lay

REGIONAL, MAIN, STREET, LANE, PATH = "regional", "main", "street", "lane", "path"
WIDTHS = {REGIONAL: 12.0, MAIN: 10.0, STREET: 8.5, LANE: 6.5, PATH: 3.0}


@dataclass
class TownStreet:
    """One street. ``open_ground`` says which share of the frontage stays without houses."""

    name: str
    kind: str
    line: list[XY]
    open_ground: float = 0.06
    lined_with_trees: bool = False
    broad: float = 0.0

    @property
    def width(self) -> float:
        return WIDTHS[self.kind] + self.broad

    @property
    def is_dead_end(self) -> bool:
        return self.name.endswith("hof") or self.name in _DEAD_ENDS


_DEAD_ENDS = ("Kleine Linde", "Spoorstraat", "Klaproosstraat", "Margrietstraat")

# name, kind, corners (angle, metres), open ground
_Row = tuple[str, str, Sequence[tuple[float, float]], float]

_SPOKES: list[_Row] = [
    ("Steenweg op Mol", REGIONAL, [(10, 30), (12, 210), (15, 700), (13, 1400), (19, 2900)], 0.08),
    (
        "Steenweg op Geel",
        REGIONAL,
        [(176, 30), (181, 210), (185, 700), (181, 1400), (186, 2900)],
        0.08,
    ),
    ("Molenstraat", MAIN, [(96, 25), (98, 210), (102, 430), (101, 700), (106, 990)], 0.05),
    ("Heikantstraat", MAIN, [(106, 990), (107, 1300), (103, 1650), (106, 2150), (104, 2900)], 0.3),
    ("Kerkstraat", MAIN, [(279, 25), (279, 210), (282, 430), (281, 700), (285, 960)], 0.05),
    ("Zandstraat", MAIN, [(285, 960), (287, 1300), (284, 1750), (288, 2300), (286, 2900)], 0.35),
    ("Schoolstraat", STREET, [(53, 210), (56, 430), (52, 700)], 0.06),
    ("Kapelstraat", MAIN, [(52, 700), (55, 990), (51, 1400), (55, 1900), (52, 2900)], 0.3),
    ("Bakkerstraat", STREET, [(318, 210), (321, 430)], 0.04),
    (
        "Broekstraat",
        MAIN,
        [(321, 430), (318, 700), (323, 990), (320, 1500), (325, 2100), (322, 2900)],
        0.2,
    ),
    ("Stationsstraat", MAIN, [(229, 210), (232, 430), (230, 700), (234, 915)], 0.05),
    ("Achter de Statie", STREET, [(234, 915), (234.6, 985), (238, 1240), (235, 1600)], 0.35),
    ("Wolstraat", STREET, [(139, 210), (142, 430), (139, 700)], 0.05),
    ("Bergstraat", MAIN, [(139, 700), (143, 990), (140, 1450), (144, 2000), (141, 2900)], 0.3),
]
_RINGS: list[_Row] = [
    ("Gasthuisstraat", STREET, [(181, 210), (205, 222), (229, 210), (254, 200), (279, 210)], 0.04),
    ("Beekstraat", STREET, [(279, 210), (299, 204), (318, 210), (345, 226), (372, 210)], 0.05),
    ("Kloosterstraat", STREET, [(12, 210), (33, 222), (53, 210), (76, 200), (98, 210)], 0.05),
    ("Hoogstraat", STREET, [(98, 210), (118, 206), (139, 210), (160, 222), (181, 210)], 0.05),
    ("Lindelaan", MAIN, [(a, 430) for a in range(13, 374, 12)], 0.05),
    ("Eikenlaan", STREET, [(101, 700), (120, 712), (139, 700)], 0.06),
    ("Beukenlaan", STREET, [(139, 700), (163, 690), (185, 700)], 0.06),
    ("Vijverstraat", STREET, [(185, 700), (208, 715), (230, 700)], 0.08),
    ("Brugstraat", STREET, [(230, 700), (256, 705), (281, 700)], 0.06),
    ("Rozenlaan", STREET, [(281, 700), (300, 690), (318, 700)], 0.06),
    ("Watermolenstraat", STREET, [(318, 700), (346, 716), (375, 700)], 0.1),
    ("Vogelzangstraat", STREET, [(15, 700), (34, 712), (52, 700)], 0.07),
    ("Leeuweriklaan", STREET, [(52, 700), (77, 690), (101, 700)], 0.06),
    ("Heideweg", STREET, [(106, 990), (124, 1000), (143, 990)], 0.12),
    ("Bosstraat", STREET, [(143, 990), (162, 1005), (183, 990)], 0.12),
    ("Weverstraat", STREET, [(183, 985), (200, 960)], 0.12),
    ("Akkerstraat", STREET, [(285, 960), (303, 985), (323, 990)], 0.14),
    ("Veldstraat", STREET, [(54, 990), (80, 1000), (106, 990)], 0.12),
    ("Kasteeldreef", STREET, [(15, 985), (36, 1000), (54, 990)], 0.2),
]
_INFILL: list[_Row] = [
    # between the Lindelaan and the next ring
    ("Kastanjelaan", STREET, [(120, 430), (119, 560), (120, 712)], 0.06),
    ("Esdoornlaan", STREET, [(163, 430), (165, 560), (163, 690)], 0.06),
    ("Smidsestraat", STREET, [(256, 430), (258, 560), (256, 705)], 0.06),
    ("Brouwerijstraat", STREET, [(301, 430), (299, 560), (300, 690)], 0.06),
    ("Wilgenstraat", STREET, [(347, 430), (344, 560), (346, 716)], 0.07),
    ("Merelstraat", STREET, [(33, 430), (36, 560), (34, 712)], 0.06),
    ("Zwaluwstraat", STREET, [(79, 430), (76, 560), (77, 690)], 0.06),
    # between the third and the fourth ring
    ("Berkenlaan", STREET, [(120, 712), (123, 850), (124, 1000)], 0.08),
    ("Acacialaan", STREET, [(163, 690), (160, 850), (162, 1005)], 0.08),
    ("Vinkenlaan", STREET, [(77, 690), (79, 850), (80, 1000)], 0.08),
    ("Mezenlaan", STREET, [(34, 712), (37, 850), (36, 1000)], 0.1),
    ("Tulpenstraat", STREET, [(300, 690), (302, 850), (303, 985)], 0.08),
    ("Spoorstraat", STREET, [(256, 705), (259, 810), (257, 905)], 0.1),
    ("Ambachtstraat", STREET, [(208, 715), (206, 830), (200, 960), (203, 1060)], 0.15),
    ("Notelaarlaan", STREET, [(196, 707), (194, 830), (191, 972)], 0.1),
    ("Haverstraat", STREET, [(290, 968), (292, 890), (300, 850), (303, 852)], 0.1),
    ("Boterbloemstraat", STREET, [(313, 990), (314, 1090), (320, 1130), (322, 1120)], 0.12),
    ("Patrijzenlaan", STREET, [(67, 994), (68, 1110), (76, 1150), (87, 1130), (91, 996)], 0.08),
    ("Lijsterlaan", STREET, [(78, 1000), (77.5, 1080), (78.5, 1148)], 0.08),
    ("Korhoenstraat", STREET, [(120, 1000), (126, 1110), (136, 1120), (142.5, 1110)], 0.12),
    (
        "Jeneverbesstraat",
        STREET,
        [(150, 993), (152, 1110), (160, 1150), (168, 1130), (170, 1003)],
        0.1,
    ),
    ("Sleedoornstraat", STREET, [(160, 1005), (159, 1080), (160.5, 1150)], 0.1),
    ("Klompenmakersstraat", STREET, [(216, 714), (217, 790), (205.6, 840)], 0.08),
    ("Ververijstraat", STREET, [(243, 708), (244, 790), (250, 830), (258.6, 835)], 0.08),
    ("Spinnerijstraat", STREET, [(267, 705), (268, 790), (262, 830), (258.7, 825)], 0.08),
    ("Zonnebloemstraat", STREET, [(292, 690), (291, 620), (296, 560), (299.2, 560)], 0.05),
    ("Ganzenhof", LANE, [(25, 430), (26, 500), (23, 555)], 0.05),
    ("Zwanenhof", LANE, [(88, 430), (89, 505), (91, 560)], 0.05),
    ("Pannenhof", LANE, [(244, 430), (245, 500), (242, 550)], 0.05),
    ("Mouterijhof", LANE, [(334, 430), (335, 505), (332, 560)], 0.05),
    # closes and loops
    ("Meidoornhof", STREET, [(109, 705), (110, 770), (115, 800), (116, 862)], 0.05),
    ("Hazelaarhof", STREET, [(131, 706), (132, 780), (130, 850)], 0.05),
    ("Vlierhof", STREET, [(150, 695), (151, 770), (155, 800), (156, 880)], 0.05),
    ("Populierenhof", STREET, [(172, 692), (174, 770), (172, 850)], 0.05),
    ("Nachtegaalhof", STREET, [(63, 694), (64, 765), (68, 800), (69, 880)], 0.05),
    ("Roodborsthof", STREET, [(90, 694), (92, 780), (90, 850)], 0.05),
    ("Fazantenhof", STREET, [(43, 708), (44, 780), (47, 860)], 0.05),
    ("Anjerhof", STREET, [(290, 695), (291, 770), (295, 790), (296, 850)], 0.05),
    ("Klaproosstraat", STREET, [(309, 694), (311, 780), (310, 880)], 0.05),
    ("Margrietstraat", STREET, [(329, 703), (331, 790), (328, 880)], 0.08),
    ("Kleine Linde", LANE, [(62, 430), (64, 500), (67, 540)], 0.05),
    ("Gildehof", LANE, [(267, 430), (269, 500), (272, 545)], 0.05),
    ("Lakenhof", LANE, [(151, 430), (152, 500), (155, 545)], 0.05),
    ("Korenhof", LANE, [(310, 430), (311, 500), (313, 545)], 0.05),
    ("Sportlaan", STREET, [(106, 1000), (109, 1120), (117, 1180), (124, 1230)], 0.5),
    # the hamlets
    ("Oude Heide", STREET, [(92, 1650), (98, 1640), (103, 1650), (110, 1665), (115, 1650)], 0.2),
    ("Schapenweg", STREET, [(94, 1850), (99, 1840), (104.4, 1850), (112, 1860)], 0.25),
    ("Turfstraat", LANE, [(94, 1850), (93, 1750), (92, 1650)], 0.25),
    ("Dennenstraat", LANE, [(112, 1860), (113, 1760), (113, 1657)], 0.25),
    ("Broekhoek", STREET, [(309, 1660), (315, 1650), (321, 1660), (328, 1670), (333, 1655)], 0.2),
    ("Elzenstraat", STREET, [(311, 1860), (317, 1850), (323, 1860), (331, 1865)], 0.25),
    ("Oeverstraat", LANE, [(311, 1860), (310, 1760), (309, 1660)], 0.25),
    ("Waterhoek", LANE, [(331, 1865), (332, 1760), (332, 1658)], 0.25),
    # lanes through the fields
    ("Vossenbergstraat", LANE, [(144, 1640), (160, 1700), (174, 1640), (182, 1560)], 0.55),
    ("Hoeveweg", LANE, [(53, 1500), (68, 1560), (84, 1600), (92, 1650)], 0.6),
    ("Galgenveld", LANE, [(14, 1500), (28, 1540), (42, 1600), (52, 1640)], 0.6),
    ("Lange Akker", LANE, [(285, 1640), (297, 1700), (309, 1660)], 0.55),
    ("Kruisheide", LANE, [(235, 1600), (254, 1560), (270, 1600), (285.5, 1560)], 0.6),
    ("Diepenbeemd", LANE, [(183, 1700), (200, 1720), (218, 1660), (235, 1600)], 0.65),
]
_PATHS: list[_Row] = [
    ("Kerkpad", PATH, [(130, 30), (133, 90), (137, 205)], 1.0),
    ("Parkpad", PATH, [(206, 440), (208, 520), (205, 600), (208, 705)], 1.0),
    ("Vijverpad", PATH, [(206.6, 490), (214, 515), (220, 590), (215, 668), (206.5, 680)], 1.0),
    ("Beekpad", PATH, [(-33, 975), (-24, 900), (-10, 930), (1, 900), (12, 990)], 1.0),
]


def streets(lay: Lay) -> list[TownStreet]:
    """All streets with a name, the busiest first."""
    rows = [*_SPOKES, *_RINGS, *_INFILL, *_PATHS]
    out = []
    for name, kind, corners, open_ground in rows:
        turn = [(angle, metres) for angle, metres in corners]
        street = TownStreet(name, kind, lay.line(turn), open_ground)
        if name == "Lindelaan":
            street.broad = 4.0
        street.lined_with_trees = name in ("Lindelaan", "Kasteeldreef", "Eikenlaan", "Beukenlaan")
        out.append(street)
    return out


def railway(lay: Lay) -> list[XY]:
    """The line from west to south-east, just beyond the Stationsstraat."""
    return lay.line(
        [
            (186, 3100),
            (196, 2000),
            (213, 1180),
            (234, 945),
            (257, 960),
            (275, 1150),
            (291, 1700),
            (300, 3100),
        ]
    )


def brook(lay: Lay) -> list[XY]:
    """The Lindebeek, from the hills in the north-east to the meadows in the south-east."""
    return lay.line(
        [
            (68, 3000),
            (61, 2300),
            (66, 1800),
            (45, 1480),
            (29, 1290),
            (24, 1080),
            (8, 950),
            (2, 850),
            (-8, 890),
            (-20, 835),
            (-30, 960),
            (-25, 1160),
            (-33, 1400),
            (-23, 1800),
            (-29, 2300),
            (-22, 3000),
        ]
    )
