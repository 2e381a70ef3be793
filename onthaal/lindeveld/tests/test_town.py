"""The town grows the same way every time, and everything in it fits."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import pytest

from onthaal.lindeveld.ground import ground_of
from onthaal.lindeveld.town import build
from onthaal.lindeveld.town.plane import anticlockwise, convex_overlap, ring_holds
from onthaal.territory.geometry import area_km2, box_of, holds


@pytest.fixture(scope="module")
def town():
    return build(1)


@pytest.fixture(scope="module")
def ground(town):
    return ground_of(town)


def test_the_same_seed_gives_the_same_town(town):
    again = build.__wrapped__(1)
    assert again.houses == town.houses
    assert again.boundary == town.boundary
    assert again.trees == town.trees
    assert build(2).houses != town.houses


def test_it_is_a_town_of_ten_thousand(town):
    assert 3800 < len(town.houses) < 4700
    assert len({street.name for street in town.streets}) == len(town.streets) > 70
    assert len(town.quarters) == 9


def test_no_house_stands_on_another(town):
    by_cell = {}
    for house in town.houses:
        x, y = house.middle
        by_cell.setdefault((x // 60, y // 60), []).append(anticlockwise(_smaller(house.body)))
    overlaps = sum(
        convex_overlap(a, b) for cell in by_cell.values() for a, b in combinations(cell, 2)
    )
    assert overlaps == 0


def _smaller(body):
    cx, cy = sum(p[0] for p in body) / 4, sum(p[1] for p in body) / 4
    return [(cx + (x - cx) * 0.9, cy + (y - cy) * 0.9) for x, y in body]


def test_no_house_stands_in_water_on_the_rails_or_outside_the_town(town):
    for house in town.houses:
        assert ring_holds(town.boundary, house.middle)
        for line, room in ((town.railway, 10), (town.brook, 6)):
            assert min(math.dist(house.middle, spot) for spot in line) > room


def test_every_number_occurs_once_in_a_street_odd_and_even_on_their_own_side(town, ground):
    numbers = Counter((a.street, a.house_number, a.box) for a in ground.addresses)
    assert max(numbers.values()) == 1
    kerk = [h for h in town.houses if h.street == "Kerkstraat" and h.number.isdigit()]
    assert {int(h.number) % 2 for h in kerk} == {0, 1}


def test_the_neighbourhoods_fill_the_boundary_without_overlap(ground):
    parts = [n.boundary for n in ground.neighbourhoods]
    assert sum(area_km2(part) for part in parts) == pytest.approx(area_km2(ground.boundary), 0.001)
    for address in ground.addresses[::25]:
        assert sum(holds(part, address.lon, address.lat) for part in parts) == 1


def test_two_roads_are_the_region_s(ground):
    regional = [street.name for street in ground.streets if street.manager == "region"]
    assert regional == ["Steenweg op Mol", "Steenweg op Geel"]


def test_everything_that_people_look_for_is_on_the_map(ground):
    labels = {feature.label for feature in ground.features}
    for name in ("Markt", "Gemeentehuis", "Sint-Jozefkerk", "Lindepark", "Lindebeek", "Sporthal",
                 "Basisschool De Linde", "Station", "Molenveld"):  # fmt: skip
        assert name in labels
    assert ("Markt", "1") in {(a.street, a.house_number) for a in ground.addresses}


def test_everything_lies_within_the_boundary(ground):
    edge = box_of(ground.boundary).grown(0.0005, 0.0005)
    for feature in ground.features:
        box = box_of(feature.geometry)
        assert edge.holds(box.min_lon, box.min_lat), feature.label
        assert edge.holds(box.max_lon, box.max_lat), feature.label
