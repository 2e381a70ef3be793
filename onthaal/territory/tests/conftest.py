"""A small municipality: two neighbourhoods, a village street and a regional road."""

from __future__ import annotations

import pytest

from onthaal.territory import lookup
from onthaal.territory.actions import (
    Ground,
    NewAddress,
    NewFeature,
    NewNeighbourhood,
    NewStreet,
    load,
)
from onthaal.territory.models import FeatureKind, RoadManager


def rectangle(west, south, east, north):
    return {
        "type": "Polygon",
        "coordinates": [
            [[west, south], [east, south], [east, north], [west, north], [west, south]]
        ],
    }


def line(*pairs):
    return {"type": "LineString", "coordinates": [list(pair) for pair in pairs]}


def ground(**changes):
    facts = {
        "name": "Testdorp",
        "nis_code": "13998",
        "postcode": "2998",
        "boundary": rectangle(5.00, 51.10, 5.04, 51.12),
        "centre": (5.02, 51.11),
        "neighbourhoods": [
            NewNeighbourhood("West", "W", rectangle(5.00, 51.10, 5.02, 51.12)),
            NewNeighbourhood("Oost", "O", rectangle(5.02, 51.10, 5.04, 51.12)),
            NewNeighbourhood("Zonder grens", "Z"),
        ],
        "streets": [
            NewStreet("Kerkstraat", line=line((5.010, 51.110), (5.014, 51.110))),
            NewStreet("Kerkhofstraat", line=line((5.010, 51.105), (5.014, 51.105))),
            NewStreet("Sint-Jozefsplein", line=line((5.030, 51.115), (5.031, 51.115))),
            NewStreet("Elfde Liniestraat"),
            NewStreet("Steenweg op Geel", RoadManager.REGION, line((5.00, 51.118), (5.04, 51.118))),
        ],
        "addresses": [
            *(
                NewAddress("Kerkstraat", str(n), 51.1101, 5.010 + n / 10_000)
                for n in (2, 4, 12, 14, 16, 114)
            ),
            NewAddress("Kerkstraat", "14A", 51.1101, 5.01145),
            NewAddress("Kerkstraat", "16", 51.1101, 5.0116, box="101"),
            NewAddress("Kerkstraat", "16", 51.1101, 5.0116, box="102"),
            NewAddress("Kerkhofstraat", "14", 51.1051, 5.011),
            NewAddress("Elfde Liniestraat", "1", 51.112, 5.011),
        ],
        "features": [
            NewFeature(FeatureKind.STREET, line((5.010, 51.110), (5.014, 51.110)), "Kerkstraat", 8),
            NewFeature(FeatureKind.BUILDING, rectangle(5.0113, 51.1101, 5.0115, 51.1102), "14"),
            NewFeature(FeatureKind.TOWN_HALL, rectangle(5.02, 51.11, 5.0203, 51.1102), "Huis"),
            NewFeature(
                FeatureKind.TREE, {"type": "Point", "coordinates": [5.0201, 51.1103]}, size=3
            ),
        ],
    }
    return Ground(**{**facts, **changes})


@pytest.fixture
def testdorp(db):
    lookup.forget()
    yield load(ground=ground())
    lookup.forget()
