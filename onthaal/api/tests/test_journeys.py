"""Lies makes a key in a real browser, on every width."""

from __future__ import annotations

import pytest
from django.urls import reverse

from onthaal.api.actions import parties
from onthaal.api.models import ExternalParty, Passage, Transmission


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


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_bram_passes_a_melding_on_and_lies_looks_after_it(
    page, live_server, log_in, lies, town, report, axe, too_wide, width
):
    party = parties.keep(
        ExternalParty(name="Netbeheer", url="https://netbeheer.example/open311/v2"),
        key="geheim",
        codes={town.lamp.pk: "lamp"},
        by=lies,
    )
    issue = report()
    page.set_viewport_size({"width": width, "height": 900})
    log_in(town.bram)
    page.goto(live_server.url + reverse("issue-detail", args=[issue.reference]))
    page.get_by_role("link", name="Doorsturen via Open311").click()
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_label("Naar").select_option(label="Netbeheer")
    page.get_by_role("button", name="Doorsturen", exact=True).click()
    page.get_by_text("De melding gaat naar de andere instantie.").wait_for()

    Transmission.objects.update(state=Passage.DOUBTFUL)
    log_in(lies)
    page.goto(live_server.url + reverse("transmissions"))
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("link", name=issue.reference).first.click()
    page.get_by_role("button", name="Opnieuw verzenden").wait_for()
    assert axe(page) == []
    assert too_wide(page) == []
    page.goto(live_server.url + reverse("external-party", args=[party.pk]))
    assert axe(page) == []
    assert too_wide(page) == []
