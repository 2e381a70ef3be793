"""Bram handles a melding in a real browser, with and without scripts; every page of it is
accessible and nothing scrolls sideways."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Issue, StandardText
from onthaal.issues.photos import encode
from onthaal.issues.states import Status
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.issues.tests.conftest import KERKSTRAAT_14

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 390, 1280)


@pytest.fixture
def issue(town, ground, settings, live_server, photo_file):
    settings.PUBLIC_URL = live_server.url
    StandardText.objects.create(
        title="Lamp vervangen", category=town.lamp, status="resolved", text="{plaats}: vervangen."
    )

    def report(text, email):
        return submit(
            submission=Submission(
                key=uuid.uuid4(),
                description=text,
                category=town.lamp,
                place=Place("Kerkstraat 14", lat=KERKSTRAAT_14[0], lon=KERKSTRAAT_14[1]),
                answers={"paal": "LV 12"},
                contact=Contact(name="An Peeters", email=email, phone="0470 12 34 56"),
                photos=[encode(photo_file(), "put.jpg")],
            )
        )

    report("Ook hier is het donker.", "an@voorbeeld.be")
    return report("De lamp voor ons huis is stuk. Bel 0470 12 34 56.", "an@voorbeeld.be")


def address(live_server, name, *args):
    return f"{live_server.url}{reverse(name, args=args)}"


def handle(page, live_server, issue):
    """Take it, answer with a ready text, look at the mail, save."""
    page.goto(address(live_server, "issue-detail", issue.reference))
    page.get_by_role("button", name="Neem op").click()
    expect(page.get_by_text("U behandelt deze melding nu")).to_be_visible()
    page.get_by_role("link", name="Status veranderen").click()
    page.get_by_label("Opgelost").check()
    page.get_by_label("Antwoord aan de melder").fill("Dag An")
    page.get_by_label("Standaardtekst").select_option(label="Lamp vervangen")
    page.get_by_role("button", name="Invoegen").click()
    expect(page.get_by_label("Antwoord aan de melder")).to_have_value(
        "Dag An\n\nKerkstraat 14: vervangen."
    )
    page.get_by_role("button", name="Voorbeeld van de mail").click()
    expect(page.get_by_role("heading", name="Deze mail krijgt de melder")).to_be_visible()
    expect(page.get_by_label("Opgelost")).to_be_checked()
    page.get_by_role("button", name="Status bewaren").click()
    expect(page.get_by_text("De status is veranderd.")).to_be_visible()
    assert Issue.objects.get(pk=issue.pk).state == Status.RESOLVED


def test_bram_handles_it(page, live_server, log_in, town, issue):
    log_in(town.bram)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(live_server, "issue-detail", issue.reference))
    page.get_by_role("link", name="Foto 1 van melder, vergroten").click()
    lightbox = page.get_by_role("dialog", name="Foto 1")
    expect(lightbox).to_be_visible()
    lightbox.get_by_role("button", name="Sluiten").click()
    expect(lightbox).to_be_hidden()
    handle(page, live_server, issue)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_bram_handles_it_without_scripts(page, live_server, log_in, town, issue):
    log_in(town.bram)
    handle(page, live_server, issue)


def test_what_a_colleague_did_meanwhile_stands_beside_what_was_typed(
    page, live_server, log_in, town, issue
):
    log_in(town.bram)
    page.goto(address(live_server, "issue-change-status", issue.reference))
    page.get_by_label("Opgelost").check()
    page.get_by_label("Antwoord aan de melder").fill("De lamp is vervangen.")
    change_status(issue, change=Change(to=Status.PLANNED, text="Vrijdag."), by=town.joris)
    page.get_by_role("button", name="Status bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Joris")
    expect(page.get_by_label("Antwoord aan de melder")).to_have_value("De lamp is vervangen.")
    page.get_by_role("button", name="Status bewaren").click()
    expect(page.get_by_text("De status is veranderd.")).to_be_visible()
