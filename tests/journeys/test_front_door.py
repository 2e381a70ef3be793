"""Somebody lets the town hall know something: with scripts and without, seen by axe at every
width."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from onthaal.complaints.models import Complaint
from onthaal.intake.models import Suggestion
from onthaal.intake.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the post
from onthaal.issues.models import Issue

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [320, 390, 1280]
LAMP = "De straatlamp voor ons huis brandt al een week niet meer. 💡"


def look(page, axe, too_wide):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) == [], f"{page.url} at {width}"
        assert axe(page) == [], f"{page.url} at {width}"


@pytest.fixture(params=["with scripts", "without scripts"])
def visitor(request, browser, live_server, browser_context_args):
    """A browser at 390 pixels, with or without scripts."""
    context = browser.new_context(
        **browser_context_args,
        java_script_enabled=request.param == "with scripts",
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
    )
    yield context.new_page()
    context.close()


def describe(page, text):
    page.goto(reverse("front-door"))
    page.get_by_label("Wat wilt u ons laten weten?").fill(text)
    page.get_by_role("button", name="Verder").click()


def test_a_question_travels_from_text_to_number(visitor, town):
    describe(visitor, "Wat zijn de openingsuren van het gemeentehuis?")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Dit lijkt ons een vraag")
    visitor.get_by_role("button", name="Verder met een vraag").click()
    expect(visitor.get_by_label("Wat wilt u weten?")).to_have_value(
        "Wat zijn de openingsuren van het gemeentehuis?"
    )
    visitor.get_by_role("button", name="Versturen").click()
    expect(visitor.get_by_role("alert").or_(visitor.locator(".error-summary"))).to_be_visible()
    visitor.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    visitor.get_by_role("button", name="Versturen").click()
    expect(visitor.locator(".reference")).to_have_text(Suggestion.objects.get().reference)
    visitor.get_by_role("link", name="Bekijk uw bericht").click()
    visitor.get_by_label("Uw aanvulling").fill("Ook op zaterdag?")
    visitor.get_by_role("button", name="Toevoegen").click()
    expect(visitor.locator(".timeline")).to_contain_text("Ook op zaterdag?")


def test_a_klacht_travels_from_text_to_the_terms(visitor, town):
    text = "De man aan het loket was onbeleefd tegen mijn vader."
    describe(visitor, text)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Dit lijkt ons een klacht")
    visitor.get_by_role("button", name="Verder met een klacht").click()
    expect(visitor.get_by_label("Wat is er gebeurd?")).to_have_value(text)
    visitor.get_by_role("button", name="Klacht versturen").click()
    expect(visitor.locator(".error-summary")).to_be_visible()
    visitor.get_by_label("Voornaam en naam").fill("An Peeters")
    visitor.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    visitor.get_by_role("button", name="Klacht versturen").click()
    expect(visitor.locator(".reference")).to_have_text(Complaint.objects.get().reference)
    expect(visitor.locator(".timeline")).to_contain_text("Ten laatste")


def test_the_resident_decides(visitor, town):
    describe(visitor, LAMP)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Dit lijkt ons een melding")
    visitor.get_by_role("button", name="suggestie").click()
    expect(visitor.get_by_label("Wat is uw idee?")).to_have_value(LAMP)


def test_a_melding_gets_its_text_and_subject(visitor, ground, town):
    describe(visitor, LAMP)
    visitor.get_by_role("button", name="Verder met een melding").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Doe een melding")
    expect(visitor.locator("textarea[name=description]")).to_have_value(LAMP)
    expect(visitor.locator("input[name=category][value=lamp]")).to_be_checked()
    assert Issue.objects.count() == 0


def test_the_text_can_be_changed(visitor, town):
    describe(visitor, LAMP)
    visitor.get_by_role("button", name="Tekst aanpassen").click()
    expect(visitor.get_by_label("Wat wilt u ons laten weten?")).to_have_value(LAMP)


def test_every_proposal_is_accessible(page, live_server, axe, too_wide, town):
    for text in (LAMP, "Onze kelder is ondergelopen en ik wil beroep aantekenen", "hallo"):
        page.goto(live_server.url + reverse("front-door"))
        page.get_by_label("Wat wilt u ons laten weten?").fill(text)
        page.get_by_role("button", name="Verder").click()
        look(page, axe, too_wide)
