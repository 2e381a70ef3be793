"""Lies makes a key in a real browser, on every width."""

from __future__ import annotations

import pytest
from django.urls import reverse


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_lies_makes_a_key(page, live_server, log_in, lies, fietsapp, axe, too_wide, width):
    page.set_viewport_size({"width": width, "height": 900})
    log_in(lies)
    page.goto(live_server.url + reverse("api-links"))
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("link", name="Nieuwe sleutel").click()
    assert axe(page) == []
    page.get_by_label("naam van de partner").fill("Buurtapp")
    page.get_by_label("Meldingen doorgeven").check()
    page.get_by_role("button", name="Sleutel maken").click()
    page.get_by_role("heading", name="Kopieer de sleutel nu").wait_for()
    assert "onthaal_" in page.locator("main").inner_text()
    assert axe(page) == []
    assert too_wide(page) == []
    page.reload()
    assert page.get_by_role("heading", name="Kopieer de sleutel nu").count() == 0
    page.get_by_role("link", name="Sleutel vervangen").click()
    assert axe(page) == []
    assert too_wide(page) == []
