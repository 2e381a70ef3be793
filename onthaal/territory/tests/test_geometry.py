"""Geometry keeps its promises for any shape, near Flanders and elsewhere."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onthaal.territory.geometry import (
    area_km2,
    box_of,
    degrees_around,
    holds,
    lon_lat,
    metres_between,
    middle_of_line,
    nearest_on_line,
    ring_holds,
    simplified,
    tile_box,
    tile_of,
    world_pixel,
)

lons = st.floats(2.5, 6.5)
lats = st.floats(49.5, 51.6)
places = st.tuples(lons, lats)
zooms = st.integers(0, 20)


def star(middle, radii):
    """A ring around ``middle`` with a corner at each radius, in degrees."""
    number = len(radii)
    ring = [
        (
            middle[0] + r * math.cos(math.tau * i / number),
            middle[1] + r * math.sin(math.tau * i / number),
        )
        for i, r in enumerate(radii)
    ]
    return [*ring, ring[0]]


rings = st.builds(star, places, st.lists(st.floats(0.01, 0.1), min_size=3, max_size=40))


@given(rings, places)
def test_what_a_ring_holds_lies_in_its_box(ring, place):
    box = box_of({"type": "Polygon", "coordinates": [ring]})
    if ring_holds(ring, *place):
        assert box.holds(*place)


@given(places, st.lists(st.floats(0.01, 0.1), min_size=5, max_size=40))
def test_a_star_holds_its_middle_and_not_what_lies_further_than_its_longest_ray(middle, radii):
    ring = star(middle, radii)
    assert ring_holds(ring, *middle)
    assert not ring_holds(ring, middle[0] + 0.11, middle[1])
    assert not ring_holds(ring, middle[0], middle[1] - 0.11)


@given(rings, places)
def test_a_ring_holds_the_same_whichever_way_it_runs_and_wherever_it_starts(ring, place):
    turned = ring[::-1]
    shifted = [*ring[2:], *ring[1:3]]
    assert ring_holds(ring, *place) == ring_holds(turned, *place) == ring_holds(shifted, *place)


@given(places)
def test_a_hole_does_not_belong_to_the_polygon(middle):
    outer, hole = star(middle, [0.1] * 12), star(middle, [0.02] * 12)
    shape = {"type": "Polygon", "coordinates": [outer, hole]}
    assert not holds(shape, *middle)
    assert holds(shape, middle[0] + 0.05, middle[1])
    island = {"type": "MultiPolygon", "coordinates": [[outer, hole], [star(middle, [0.01] * 9)]]}
    assert holds(island, *middle)


def test_a_line_is_no_polygon():
    with pytest.raises(ValueError, match="not a polygon"):
        holds({"type": "LineString", "coordinates": [[5, 51], [5.1, 51]]}, 5, 51)


@given(places, places)
def test_distance_is_the_same_both_ways_and_nothing_to_itself(a, b):
    assert metres_between(*a, *b) == pytest.approx(metres_between(*b, *a))
    assert metres_between(*a, *a) == 0


@given(places, st.floats(1, 5000), st.floats(0, math.tau))
def test_so_many_metres_in_degrees_are_so_many_metres(place, metres, angle):
    dlon, dlat = degrees_around(place[1], metres)
    there = (place[0] + dlon * math.cos(angle), place[1] + dlat * math.sin(angle))
    assert metres_between(*place, *there) == pytest.approx(metres, rel=0.001)


@given(st.lists(places, min_size=2, max_size=12), places)
def test_nothing_on_the_line_is_nearer_than_the_nearest(line, place):
    best, where = nearest_on_line(line, *place)
    # measured with the scale at the place itself, as the function does
    scale = math.cos(math.radians(place[1]))

    def away(spot):
        return math.hypot((spot[0] - place[0]) * scale, spot[1] - place[1]) * 111_319.4908

    assert away(where) == pytest.approx(best, abs=0.01)
    assert all(best <= away(corner) + 0.01 for corner in line)
    for a, b in pairwise(line):
        assert best <= away(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) + 0.01


def test_the_middle_of_a_bent_line():
    line = [(5.0, 51.0), (5.0, 51.01), (5.0, 51.04)]
    assert middle_of_line(line) == (5.0, pytest.approx(51.02))


@given(places, zooms)
def test_a_place_comes_back_from_its_pixel(place, zoom):
    lon, lat = lon_lat(*world_pixel(*place, zoom), zoom)
    assert (lon, lat) == (pytest.approx(place[0], abs=1e-9), pytest.approx(place[1], abs=1e-9))


@given(places, zooms)
def test_a_place_lies_in_its_tile(place, zoom):
    box = tile_box(zoom, *tile_of(*place, zoom))
    assert box.grown(1e-9, 1e-9).holds(*place)


def test_a_known_tile():
    # the rule of the slippy map, worked out by hand for the Grote Markt of Brussels at zoom 12
    assert tile_of(4.3525, 50.8467, 12) == (2097, 1374)


def test_a_square_kilometre():
    dlon, dlat = degrees_around(51.0, 1000)
    square = [[5, 51], [5 + dlon, 51], [5 + dlon, 51 + dlat], [5, 51 + dlat], [5, 51]]
    assert area_km2({"type": "Polygon", "coordinates": [square]}) == pytest.approx(1, rel=0.005)


@given(rings)
def test_area_counts_holes_off_and_parts_on(ring):
    one = area_km2({"type": "Polygon", "coordinates": [ring]})
    assume(one > 0.001)
    two = area_km2({"type": "MultiPolygon", "coordinates": [[ring], [ring]]})
    none = area_km2({"type": "Polygon", "coordinates": [ring, ring]})
    assert two == pytest.approx(2 * one)
    assert none == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=30))
def test_a_simplified_line_keeps_its_ends_and_stays_near(line):
    short = simplified(line, 2.0)
    assert (short[0], short[-1]) == (line[0], line[-1])
    assert set(short) <= set(line)
    for x, y in line:
        assert min(_away((x, y), a, b) for a, b in pairwise(short)) <= 2.001


def _away(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = dx * dx + dy * dy
    t = 0 if size == 0 else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / size))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
