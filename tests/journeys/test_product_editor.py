"""Hilde of the editors writes a product in a real browser; a colleague looks and publishes it."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import expect

from onthaal.catalogue.actions import concepts, drafts, products
from onthaal.catalogue.models import Concept, Product
from onthaal.catalogue.tests.conftest import *  # noqa: F403 -- the editors and their town
from onthaal.catalogue.tests.conftest import CONTENT
from onthaal.catalogue.tests.test_concepts import snapshot

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_an_empty_page_to_a_product_for_residents(
    page, live_server, town, log_in, axe, too_wide
):
    log_in(town.eva)
    page.goto(f"{live_server.url}/balie/producten/nieuw/")
    page.get_by_label("Naam van het product").fill("Attest van leven")
    page.get_by_role("button", name="Product maken").click()
    text = page.locator("#v-beschrijving-eigen")
    text.fill("U vraagt een attest. Het is gratis.")
    # a button types the signs
    text.select_text()
    page.get_by_role("group", name="Opmaak van Beschrijving", exact=True).get_by_role(
        "button", name="Vet"
    ).click()
    expect(text).to_have_value("**U vraagt een attest. Het is gratis.**")
    # a row more: the page goes round, the words stay and the cursor waits in the row
    page.get_by_role("button", name="Kost toevoegen").click()
    expect(page.locator("#v-kosten-0-naam-eigen")).to_be_focused()
    expect(page.locator("#v-beschrijving-eigen")).to_have_value(
        "**U vraagt een attest. Het is gratis.**"
    )
    page.locator("#v-kosten-0-naam-eigen").fill("Prijs")
    page.locator("#v-kosten-0-beschrijving-eigen").fill("Gratis")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert too_wide(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Ter nazicht leggen").click()
    expect(page.get_by_text("ligt klaar voor een collega")).to_be_visible()
    assert axe(page) == []

    log_in(town.joris)
    page.goto(f"{live_server.url}/balie/producten/?lijst=nazicht")
    page.get_by_role("link", name="Attest van leven").click()
    page.get_by_role("link", name="Nakijken").click()
    assert axe(page) == []
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("Goedgekeurd en gepubliceerd")).to_be_visible()
    page.get_by_role("link", name="Openbare pagina").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attest van leven")
    expect(page.locator("strong", has_text="U vraagt een attest")).to_be_visible()


def test_every_page_for_colleagues_is_for_everybody(page, live_server, town, log_in, axe, too_wide):
    concepts.receive([snapshot(1)])
    log_in(town.eva)
    version = from_a_concept(town)
    concepts.receive([snapshot(3, naam={"nl": "Andere akte"})])
    product = version.product
    paths = [
        "/balie/producten/",
        "/balie/producten/concepten/",
        "/balie/producten/invoer/",
        "/balie/producten/uitwisseling/",
        "/balie/producten/links/",
        "/balie/producten/bekwaamheden/",
        *(
            f"/balie/producten/{product.pk}/{tab}"
            for tab in ("", "dienstverlening/", "versies/", "controles/", "concept/", "voorbeeld/")
        ),
    ]
    page.set_viewport_size({"width": 390, "height": 844})
    for path in paths:
        page.goto(f"{live_server.url}{path}")
        assert axe(page) == [], path
        assert too_wide(page) == [], path


def from_a_concept(town):
    """A product made from a concept, with a draft that Eva filled in."""
    version = products.begin(name="Akte", by=town.eva, concept=Concept.objects.get())
    return drafts.keep(
        version=version,
        content=version.content | {"beschrijving": CONTENT["beschrijving"]},
        by=town.eva,
        expected_edition=version.edition,
        note="",
    )


def test_without_a_script_everything_can_be_written(browser, live_server, town, client):
    version = products.begin(name="Attest", by=town.eva)
    client.force_login(town.eva, "onthaal.people.backends.StaffPasswords")
    plain = browser.new_context(java_script_enabled=False, locale="nl-BE")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    plain.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = plain.new_page()
    page.goto(f"{live_server.url}/balie/producten/{version.product_id}/tekst/")
    page.locator("#v-beschrijving-eigen").fill("Een **attest**.")
    page.get_by_role("button", name="Website toevoegen").click()
    page.locator("#v-websites-0-naam-eigen").fill("Meer")
    page.locator("#v-websites-0-url").fill("fout")
    page.get_by_role("button", name="Bewaren", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("volledig webadres")
    page.locator("#v-websites-0-url").fill("https://lindeveld.example/")
    page.get_by_role("button", name="Bewaren", exact=True).last.click()
    expect(page.get_by_text("De tekst is bewaard.")).to_be_visible()
    plain.close()
    content = Product.objects.get().versions.get().content
    assert content["beschrijving"]["nl-BE-x-formal"] == "<p>Een <strong>attest</strong>.</p>"
    assert content["websites"][0]["url"] == "https://lindeveld.example/"
