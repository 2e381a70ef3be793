"""The register's answers, and what happens when it does not answer."""

from __future__ import annotations

import contextlib
import json
import math
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from onthaal.integrations.adressenregister.answers import BadAnswer, matches, place_of
from onthaal.integrations.adressenregister.client import AddressRegister, Unavailable

OWN = Path(__file__).parent / "fixtures" / "adresmatch.json"
SAMPLES = Path(os.environ.get("ONTHAAL_SAMPLES", Path(__file__).parents[5] / "shared" / "data"))


def metres_between(lon1, lat1, lon2, lat2):
    east = (lon2 - lon1) * math.cos(math.radians(lat1))
    return math.hypot(east, lat2 - lat1) * 111_319


def point(pos: str, system: str = "31370") -> str:
    return (
        '<gml:Point srsName="https://www.opengis.net/def/crs/EPSG/0/'
        f'{system}" xmlns:gml="http://www.opengis.net/gml/3.2"><gml:pos>{pos}</gml:pos></gml:Point>'
    )


def test_the_best_address_comes_first_and_a_street_or_a_rejected_one_not_at_all():
    found = matches(json.loads(OWN.read_text()))

    assert [(m.street, m.house_number, m.box, m.score) for m in found] == [
        ("Kerkstraat", "14", "", 100.0),
        ("Kerkstraat", "14", "2", 98.5),
        ("Kerkweg", "14", "", 61.2),
    ]
    assert found[0].postcode == "2499"
    assert found[0].object_id == "9000014"


def test_lambert_72_becomes_degrees():
    lat, lon = place_of(point("148900.00 170900.00"))  # the Grote Markt of Brussels
    assert (lat, lon) == (pytest.approx(50.847, abs=0.004), pytest.approx(4.352, abs=0.004))

    further = place_of(point("149900.00 170900.00"))  # a kilometre to the east
    assert metres_between(lon, lat, further[1], further[0]) == pytest.approx(1000, abs=3)


@pytest.mark.parametrize(
    "gml",
    [
        "no xml at all",
        point("1 2", system="99999"),
        "<gml:Point xmlns:gml='http://www.opengis.net/gml/3.2'/>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + point("1 2"),
    ],
)
def test_a_strange_position_is_refused(gml):
    with pytest.raises(ValueError, match=r"."):
        place_of(gml)


def test_something_else_than_an_answer_is_refused():
    with pytest.raises(BadAnswer):
        matches({"fout": "geen toegang"})


def test_the_real_sample_answer():
    sample = SAMPLES / "adresmatch_sample.json"
    if not sample.exists():
        pytest.skip(f"no sample of the Adressenregister in {SAMPLES} (set ONTHAAL_SAMPLES)")
    best = matches(json.loads(sample.read_text()))[0]

    assert (best.street, best.house_number, best.municipality) == ("Fosselstraat", "48", "Affligem")
    assert best.score == 100
    assert (best.lat, best.lon) == (pytest.approx(50.92, abs=0.03), pytest.approx(4.11, abs=0.03))


class StandIn(BaseHTTPRequestHandler):
    """A register that knows one street, wants a key, and can be slow or broken."""

    def do_GET(self):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if self.headers.get("x-api-key") != "geheim":
            self.send_error(401)
            return
        if asked["straatnaam"] == "Trage straat":
            time.sleep(1.5)
        broken = asked["straatnaam"] == "Kapotte straat"
        body = b"<html>oeps" if broken else OWN.read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def register():
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield AddressRegister(f"http://127.0.0.1:{server.server_port}", "geheim", timeout=0.5)
    server.shutdown()
    server.server_close()


def test_the_register_answers(register):
    found = register.match(municipality="Lindeveld", street="Kerkstraat", house_number="14")

    assert found[0].street == "Kerkstraat"


def test_a_slow_register_is_unavailable(register):
    with pytest.raises(Unavailable):
        register.match(municipality="Lindeveld", street="Trage straat")


def test_a_register_that_answers_nonsense_is_unavailable(register):
    with pytest.raises(Unavailable, match="unreadable"):
        register.match(municipality="Lindeveld", street="Kapotte straat")


def test_a_wrong_key_is_unavailable(register):
    with pytest.raises(Unavailable):
        AddressRegister(register.url, "fout").match(municipality="Lindeveld", street="Kerkstraat")


def test_nobody_home_is_unavailable():
    with pytest.raises(Unavailable):
        AddressRegister("http://127.0.0.1:9", "").match(municipality="X", street="Y")
