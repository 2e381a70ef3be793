"""What the design promises on the pages of residents: light, and with the map on the town."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues

pytestmark = pytest.mark.django_db(transaction=True)

AT_MOST = 120 * 1024
CENTRE = (51.01, 5.01)


@pytest.mark.parametrize("path", ["/", "/melden/", "/meldingen/", "/openingsuren/"])
def test_a_page_is_light(page, live_server, town, ground, path):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{live_server.url}{path}")
    page.wait_for_load_state("load")
    weights = {}
    for answer in answers:
        if not answer.ok or "/kaart/" in answer.url or answer.request.service_worker:
            continue
        body = answer.body()
        is_packed = answer.url.endswith((".woff2", ".png"))
        weights[answer.url] = len(body if is_packed else gzip.compress(body, 9))
    assert sum(weights.values()) <= AT_MOST, sorted(weights.items(), key=lambda item: -item[1])[:6]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_of_the_form_shows_the_town(page, live_server, town, ground, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/melden/")
    page.wait_for_selector("[data-report][data-ready]", state="attached")
    middle = "document.querySelector('[data-map]').onthaalMap.map.getCenter()"
    for _ in range(2):
        expect(page.locator(".map__pin")).to_be_visible()
        where = page.evaluate(f"[{middle}.lat, {middle}.lng]")
        assert where == pytest.approx(CENTRE, abs=0.002)
        # turned or made wider, it stays where it was
        page.set_viewport_size({"width": 1670 - width, "height": 900})
