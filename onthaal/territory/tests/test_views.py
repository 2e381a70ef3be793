"""Pictures and answers that anybody may ask for."""

from __future__ import annotations

import gzip
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from onthaal.territory import drawing, map_source
from onthaal.territory.geometry import tile_of
from onthaal.territory.models import Territory

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def parsed(content):
    return ElementTree.fromstring(content)  # noqa: S314  # our own drawing


def tile_at(lon, lat, zoom):
    return reverse("map-tile", args=[zoom, *tile_of(lon, lat, zoom)])


def test_a_tile_draws_the_street_and_the_house_number(client, testdorp):
    answer = client.get(tile_at(5.0114, 51.1101, 18))

    assert answer["Content-Type"] == "image/svg+xml"
    tile = parsed(answer.content)
    texts = ["".join(text.itertext()) for text in tile.iter(f"{SVG}text")]
    assert "14" in texts


def test_a_tile_is_sent_compressed_and_only_once(client, testdorp):
    version = Territory.objects.get().version
    path = tile_at(5.02, 51.11, 17)
    first = client.get(path, {"v": version}, headers={"accept-encoding": "gzip"})

    assert first["Content-Encoding"] == "gzip"
    assert "immutable" in first["Cache-Control"]
    assert b"Huis" in gzip.decompress(first.content)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_tile_without_version_is_not_kept_for_long(client, testdorp):
    assert "max-age=3600" in client.get(tile_at(5.02, 51.11, 17))["Cache-Control"]


@pytest.mark.parametrize("path", ["/kaart/25/1/1.svg", "/kaart/3/1/1.svg", "/kaart/12/5000/1.svg"])
def test_a_tile_that_does_not_exist(client, testdorp, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("zoom", range(drawing.MIN_ZOOM, drawing.MAX_ZOOM + 1))
def test_every_zoom_gives_well_formed_svg(client, testdorp, zoom):
    assert parsed(client.get(tile_at(5.0114, 51.1101, zoom)).content).tag == (f"{SVG}svg")


def test_tiles_and_pattern_exist_before_there_is_a_territory(client):
    assert client.get(tile_at(5.02, 51.11, 15)).status_code == 200
    assert client.get(reverse("map-pattern")).status_code == 200
    assert client.get(reverse("map-plate")).status_code == 200


def test_the_plate_and_the_click_on_it_agree(client, testdorp):
    centre, size = (5.0114, 51.1101), drawing.Size(600, 400)
    answer = client.get(
        reverse("map-plate"),
        {"lon": centre[0], "lat": centre[1], "zoom": 18, "breedte": 600, "hoogte": 400, "speld": 1},
    )
    picture = parsed(answer.content)
    assert (picture.get("width"), picture.get("height")) == ("600", "400")
    lon, lat = drawing.point_of_click(300, 200, centre, 18, size)
    assert (lon, lat) == (pytest.approx(centre[0]), pytest.approx(centre[1]))
    east, north = drawing.point_of_click(400, 100, centre, 18, size)
    assert east > lon
    assert north > lat


def test_a_plate_with_strange_wishes_is_still_a_plate(client, testdorp):
    for wish in ({"zoom": "99"}, {"lat": "ergens"}, {"breedte": "1000000"}, {"lon": "nan"}):
        assert client.get(reverse("map-plate"), wish).status_code == 200


def test_searching_an_address(client, testdorp):
    results = client.get(reverse("map-addresses"), {"q": "kerkstr 14"}).json()["results"]
    assert results[0]["label"] == "Kerkstraat 14"
    assert results[0]["kind"] == "address"
    assert client.get(reverse("map-addresses")).json() == {"results": []}


def test_asking_about_a_place(client, testdorp):
    answer = client.get(reverse("map-place"), {"lat": "51.1101", "lon": "5.0114"}).json()
    assert answer["inside"] is True
    assert answer["address"]["label"] == "Kerkstraat 14"
    assert answer["neighbourhood"] == "West"
    assert answer["road_manager"] == "municipality"
    far = client.get(reverse("map-place"), {"lat": "50", "lon": "4"}).json()
    assert (far["inside"], far["address"], far["road"]) == (False, None, None)


@pytest.mark.parametrize("query", [{}, {"lat": "x", "lon": "5"}, {"lat": "95", "lon": "5"}])
def test_a_place_must_be_a_place(client, testdorp, query):
    answer = client.get(reverse("map-place"), query)
    assert answer.status_code == 422
    assert "lat en lon" in answer.json()["error"]


def test_the_source_is_our_own_map_unless_set_otherwise(testdorp, settings):
    own = map_source.current()
    assert own.is_own
    assert own.template.startswith("/kaart/{z}/{x}/{y}.svg?v=")
    settings.MAP_TILES = "grb"
    grb = map_source.current()
    assert "geo.api.vlaanderen.be" in grb.template
    assert "{z}" in grb.template
    assert "Digitaal Vlaanderen" in grb.attribution


def test_the_host_that_the_browser_must_be_allowed_to_ask():
    assert map_source.host("own") == ""
    assert map_source.host("grb") == "https://geo.api.vlaanderen.be"
    assert map_source.host("https://{s}.tegels.example/{z}/{x}/{y}.png") == (
        "https://*.tegels.example"
    )


@pytest.mark.parametrize("setting", ["google", "ftp://x/{z}/{x}/{y}", "https://x.example/{z}/"])
def test_a_wrong_source_is_refused(setting):
    with pytest.raises(ValueError, match="MAP_TILES"):
        map_source.host(setting)
