"""Where a point lies, and which addresses somebody may mean."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onthaal.territory import lookup
from onthaal.territory.actions import load
from onthaal.territory.models import RoadManager, Territory
from onthaal.territory.tests.conftest import ground, rectangle

pytestmark = pytest.mark.django_db


def labels(text):
    return [found.label for found in lookup.search_addresses(text)]


def test_inside_and_outside(testdorp):
    assert lookup.inside(51.11, 5.01)
    assert not lookup.inside(51.13, 5.01)


def test_everything_is_inside_as_long_as_nothing_is_loaded(db):
    lookup.forget()
    assert lookup.territory() is None
    assert lookup.inside(0, 0)
    assert lookup.place_at(51.11, 5.01).description == ""


def test_the_neighbourhood(testdorp):
    assert lookup.neighbourhood_at(51.11, 5.01).name == "West"
    assert lookup.neighbourhood_at(51.11, 5.03).name == "Oost"
    assert lookup.neighbourhood_at(51.2, 5.03) is None


def test_the_road_and_who_looks_after_it(testdorp):
    assert lookup.road_manager_at(51.11, 5.012) == RoadManager.MUNICIPALITY
    assert lookup.road_manager_at(51.11805, 5.03) == RoadManager.REGION
    assert lookup.road_manager_at(51.114, 5.02) is None
    assert lookup.road_at(51.1101, 5.012).metres == pytest.approx(11.1, abs=0.2)


def test_the_nearest_address(testdorp):
    near = lookup.nearest_address(51.11012, 5.01121)
    assert near.label == "Kerkstraat 12"
    assert near.metres < 3
    assert lookup.nearest_address(51.115, 5.02) is None


def test_a_point_in_two_statements(testdorp, django_assert_num_queries):
    lookup.place_at(51.11, 5.012)
    with django_assert_num_queries(2):
        facts = lookup.place_at(51.1101, 5.0114)
    assert facts.inside
    assert facts.address.label == "Kerkstraat 14"
    assert facts.neighbourhood.name == "West"
    assert facts.description == "Kerkstraat 14"
    assert not facts.is_regional_road


def test_a_search_in_two_statements(testdorp, django_assert_num_queries):
    lookup.ground()
    with django_assert_num_queries(2):
        assert labels("kerkstr 14")[0] == "Kerkstraat 14"


def test_the_number_that_was_asked_comes_first_then_its_letters(testdorp):
    assert labels("Kerkstraat 14")[:2] == ["Kerkstraat 14", "Kerkstraat 14A"]
    assert labels("kerkstraat 14a")[0] == "Kerkstraat 14A"


def test_a_number_that_does_not_exist_gives_its_neighbours(testdorp):
    assert labels("Kerkstraat 10")[0] == "Kerkstraat 12"


def test_a_box_is_only_shown_when_asked(testdorp):
    assert labels("Kerkstraat 16") == ["Kerkstraat 16"]
    assert labels("Kerkstraat 16 bus 102")[0] == "Kerkstraat 16 bus 102"


def test_a_street_without_number_gives_the_street_itself(testdorp):
    best = lookup.search_addresses("kerkstraat")[0]
    assert (best.label, best.id) == ("Kerkstraat", None)
    assert (best.lat, best.lon) == (pytest.approx(51.11), pytest.approx(5.012))


def test_a_street_without_line_lies_where_its_first_house_is(testdorp):
    best = lookup.search_addresses("elfde linie")[0]
    assert (best.lat, best.lon) == (51.112, 5.011)


def test_a_new_load_is_seen_at_once(testdorp):
    assert not lookup.inside(51.2, 5.01)
    load(ground=ground(boundary=rectangle(5.00, 51.10, 5.04, 51.3)))
    assert lookup.inside(51.2, 5.01)


def test_the_version_changes_with_every_load(testdorp):
    before = Territory.objects.get().version
    load(ground=ground())
    assert Territory.objects.get().version != before


class Register(BaseHTTPRequestHandler):
    """An address register that knows one new street."""

    def do_GET(self):
        body = (
            b'{"adresMatches": [{"identificator": {"id": "https://data.vlaanderen.be/id/adres/7"},'
            b'"straatnaam": {"straatnaam": {"geografischeNaam": {"spelling": "Nieuwe Dreef"}}},'
            b'"huisnummer": "3", "score": 97, "adresPositie": {"geometrie": {"gml":'
            b'"<gml:Point srsName=\\"https://www.opengis.net/def/crs/EPSG/0/4326\\" '
            b'xmlns:gml=\\"http://www.opengis.net/gml/3.2\\"><gml:pos>5.012 51.111</gml:pos>'
            b'</gml:Point>"}}}]}'
        )
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def register(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ADRESSENREGISTER_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def test_the_register_helps_with_a_street_that_we_do_not_know(testdorp, register):
    assert labels("Nieuwe Dreef 3") == ["Nieuwe Dreef 3"]
    assert labels("Kerkstraat 14")[0] == "Kerkstraat 14"


def test_without_register_the_local_answer_stands(testdorp, settings):
    settings.ADRESSENREGISTER_URL = "http://127.0.0.1:9"
    assert labels("Nieuwe Dreef 3") == []
    assert labels("Kerkstraat 14")[0] == "Kerkstraat 14"
