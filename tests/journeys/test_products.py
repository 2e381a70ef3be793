"""An looks for a reispas with a typing error, reads, prints what to bring and goes on."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from onthaal.catalogue.models import Access, Product
from onthaal.catalogue.tests.builder import USUAL_NAMES, published, texts
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.organisation.models import AdministrativeUnit, Location

pytestmark = pytest.mark.django_db(transaction=True)

AT_MOST = 120 * 1024


@pytest.fixture
def catalogue(town, ground):
    unit = AdministrativeUnit.objects.first()
    Location.objects.create(
        unit=unit,
        name="Gemeentehuis",
        street_line="Markt 1",
        postcode="2499",
        town="Lindeveld",
        is_main=True,
    )
    for name in USUAL_NAMES:
        published(
            name,
            summary=f"Alles over {name.lower()}.",
            content={
                "naam": texts(name, english="A translated name"),
                "publicatiekanalen": ["YourEurope"],
            },
            themes=["BurgerOverheid"],
            life_events=["op-reis"],
            access=Access.WALK_IN,
            bring=["Een recente pasfoto", "Uw identiteitskaart"],
            fee_cents=7500,
        )


def finds_it(page, home) -> None:
    """From the home page to the product, with a typing error."""
    page.goto(home)
    page.get_by_label("Waarmee kunnen wij u helpen?").fill("reispsa")
    page.get_by_label("Waarmee kunnen wij u helpen?").press("Enter")
    expect(page.get_by_text("Bedoelde u")).to_be_visible()
    page.get_by_role("link", name="Reispas aanvragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reispas aanvragen")


def test_from_a_typing_error_to_the_right_button(page, live_server, catalogue, axe, too_wide):
    page.set_viewport_size({"width": 390, "height": 844})
    # while typing, the keyboard takes a suggestion
    page.goto(f"{live_server.url}/producten/")
    assert axe(page) == []
    field = page.get_by_label("Wat wilt u regelen?")
    field.press_sequentially("reisp")
    expect(page.get_by_role("option", name="Reispas aanvragen")).to_be_visible()
    assert axe(page) == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reispas aanvragen")

    finds_it(page, live_server.url)
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("link", name="Afdrukken als lijstje").click()
    expect(page.get_by_text("Een recente pasfoto")).to_be_visible()
    assert axe(page) == []
    page.evaluate("window.print = () => { document.title = 'afgedrukt' }")
    page.get_by_role("button", name="Druk af").click()
    expect(page).to_have_title("afgedrukt")
    page.get_by_role("link", name="Reispas aanvragen").click()
    page.get_by_role("link", name="Kom langs zonder afspraak").click()
    expect(page.get_by_role("heading", name="Waar en wanneer?")).to_be_in_viewport()
    page.get_by_role("link", name="Read this in English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A translated name")
    assert axe(page) == []
    page.go_back()
    page.get_by_text("Nee", exact=True).click()
    page.get_by_label("Wat was er niet duidelijk?").fill("Hoelang duurt het?")
    assert axe(page) == []
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")


def test_without_javascript(browser, live_server, catalogue):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="nl-BE"
    )
    page = context.new_page()
    finds_it(page, live_server.url)
    page.get_by_role("link", name="Afdrukken als lijstje").click()
    expect(page.get_by_text("Druk af met uw browser")).to_be_visible()
    expect(page.get_by_role("button", name="Druk af")).to_be_hidden()
    page.get_by_role("link", name="Reispas aanvragen").click()
    expect(page.get_by_role("link", name="Kom langs zonder afspraak")).to_be_visible()
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/producten/",
        "/producten/?q=reipsas",
        "/producten/?q=xqzvw",
        "/producten/reispas-aanvragen/",
        "/producten/a-z/",
        "/zoeken/?q=reispas",
    ],
)
def test_a_page_is_light_fits_and_is_accessible(page, live_server, catalogue, axe, too_wide, path):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}{path}")
    page.wait_for_load_state("load")
    weight = 0
    for answer in answers:
        if answer.ok and "/kaart/" not in answer.url and not answer.request.service_worker:
            body = answer.body()
            is_packed = answer.url.endswith((".woff2", ".png"))
            weight += len(body if is_packed else gzip.compress(body, 9))
    assert weight <= AT_MOST
    assert too_wide(page) == []
    assert axe(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe(page) == []


def test_a_long_word_or_address_does_not_widen_a_page(page, live_server, catalogue, too_wide):
    product = Product.objects.get(slug="reispas-aanvragen")
    product.access = Access.APPOINTMENT
    product.bring = [
        "https://www.voorbeeld.be/formulieren/burgerzaken/verlies-van-uw-vorige-reispas-2026.pdf",
        "Aansprakelijkheidsverzekeringsovereenkomstnummer",
    ]
    product.name = "Meervoudigepersoonlijkheidsdocumentenaanvraag"
    product.save()
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (
        "/producten/reispas-aanvragen/",
        "/producten/reispas-aanvragen/meebrengen/",
        "/producten/a-z/",
        "/afspraak/?product=reispas-aanvragen",
    ):
        page.goto(f"{live_server.url}{path}")
        assert too_wide(page) == [], path
