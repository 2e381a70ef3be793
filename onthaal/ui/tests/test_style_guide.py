"""The style guide is where every component proves itself."""

from __future__ import annotations

import pytest

PAGES = ["", "formulieren/", "onderdelen/", "kaart/", "balie/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_every_component_is_accessible_and_fits(page, live_server, axe, too_wide, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/stijlgids/{name}")
    assert too_wide(page) == []
    assert axe(page) == []


@pytest.mark.parametrize("name", ["formulieren/", "onderdelen/"])
def test_the_other_house_style_is_as_readable(page, live_server, axe, name):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/stijlgids/{name}?huisstijl=kust")
    colour = page.eval_on_selector(
        ".site-header", "header => getComputedStyle(header).backgroundColor"
    )
    assert colour == "rgb(20, 29, 77)"
    assert axe(page) == []
