"""Every page for residents: no accessibility fault that axe knows at three widths, nothing that
scrolls sideways, and light enough for a cheap telephone."""

from __future__ import annotations

import gzip
import uuid
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from onthaal.core import clock
from onthaal.issues.actions.contributions import add_remark
from onthaal.issues.actions.following import follow, follow_as
from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Follower, Photo
from onthaal.issues.photos import encode
from onthaal.issues.states import Status
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.issues.tests.conftest import KERKSTRAAT_14

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = [320, 390, 1280]
MOST_BYTES = 120 * 1024


@pytest.fixture
def lindeveld(town, ground, settings, live_server, photo_file):
    settings.PUBLIC_URL = live_server.url

    def report(text, **more):
        return submit(
            submission=Submission(
                key=uuid.uuid4(),
                description=text,
                category=town.lamp,
                place=Place(
                    "Kerkstraat 14", lat=KERKSTRAAT_14[0], lon=KERKSTRAAT_14[1], note="Links"
                ),
                answers={"paal": "LV 12"},
                contact=Contact(email="an@voorbeeld.be"),
                photos=[encode(photo_file(), "put.jpg")],
                **more,
            )
        )

    issue = report("De lamp voor ons huis is al een week stuk: حفرة 💡")
    add_remark(issue=issue, text="Nu is ook nummer 16 uit.", key=uuid.uuid4())
    issue.refresh_from_db()
    issue.public_title, issue.public_text = "Lamp stuk", "Een lamp werkt niet."
    issue.released_at = clock.now()
    issue.save()
    Photo.objects.update(is_public=True)
    follow(issue=issue, email="karim@voorbeeld.be")
    closed = change_status(
        report("Ook deze lamp is stuk."),
        change=Change(to=Status.RESOLVED, text="De lamp is vervangen."),
        by=town.bram,
    )
    follow_as(issue=closed, user=town.karim)
    return SimpleNamespace(
        town=town,
        issue=issue,
        closed=closed,
        survey=closed.surveys.get(),
        asked=Follower.objects.get(issue=issue),
        follower=Follower.objects.get(issue=closed),
    )


def addresses(lindeveld):
    issue, closed = lindeveld.issue, lindeveld.closed
    return [
        "/",
        "/melden/",
        "/melden/?onderwerp=boom&plaats=Kerkstraat+14",
        f"/melden/bedankt/{issue.secret}/",
        f"/m/{issue.secret}/",
        f"/m/{closed.secret}/",
        f"/m/{issue.secret}/intrekking/",
        "/meldingen/",
        f"/meldingen/{issue.reference}/",
        f"/meldingen/{issue.reference}/volgen/",
        "/meldingen/zoeken/",
        "/meldingen/zoeken/?nummer=lv-1",
        f"/volgen/{lindeveld.asked.secret}/",
        f"/volgen/{lindeveld.follower.secret}/",
        f"/volgen/{lindeveld.follower.secret}/stoppen/",
        f"/mening/{lindeveld.survey.secret}/",
        "/privacy/",
        "/toegankelijkheid/",
        "/mijn/",
        "/mijn/meldingen/",
    ]


def test_every_page_with_much_on_it(page, live_server, lindeveld, log_in, axe, too_wide):
    """The widest texts on the narrowest screen; all pages at all widths are in test_every_page."""
    log_in(lindeveld.town.an)
    page.set_viewport_size({"width": 320, "height": 900})
    faults = {}
    for address in addresses(lindeveld):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        found = axe(page) + [f"too wide: {one}" for one in too_wide(page)]
        if found:
            faults[address] = found
    assert faults == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_step_of_the_form_also_with_errors(
    page, live_server, lindeveld, axe, too_wide, width, tmp_path, photo_file
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/melden/")
    page.wait_for_selector("[data-report][data-ready]", state="attached")

    def check():
        assert axe(page) == []
        assert too_wide(page) == []

    page.get_by_role("button", name="Verder").click()
    page.locator(".error-summary").wait_for()
    check()
    field = page.get_by_label("Straat en huisnummer")
    field.press_sequentially("kerk")
    page.get_by_role("option").first.wait_for()
    check()
    field.fill("Kerkstraat 14")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("heading", name="Al gemeld in de buurt").wait_for()
    check()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#wat-titel")).to_be_focused()
    page.get_by_role("button", name="Verder").click()
    page.locator(".error-summary").wait_for()
    check()
    page.get_by_label("Beschrijf het probleem").fill("Ik ruik gas bij de boom met de dode tak.")
    page.locator("summary", has_text="Groen").click()
    page.locator(".subject .choice-card", has_text="Boom of tak").click()
    page.get_by_role("link", name="Bel 112").first.wait_for()
    photo = tmp_path / "boom.jpg"
    photo.write_bytes(photo_file().read())
    page.get_by_label("Neem of kies een foto").set_input_files(photo)
    page.locator("[data-photos] img").wait_for()
    check()
    page.get_by_label("Dode tak").check()
    page.get_by_label("Er is geen direct gevaar").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#contact-titel")).to_be_focused()
    check()


@pytest.mark.browser_context_args(java_script_enabled=False)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_without_scripts(page, live_server, lindeveld, too_wide, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses(lindeveld):
        page.goto(live_server.url + address)
        assert too_wide(page) == [], address


@pytest.mark.parametrize("address", ["/", "/melden/", "/meldingen/"])
def test_a_page_weighs_little(page, live_server, lindeveld, address):
    weights = {}

    def weigh(response):
        path = response.url.removeprefix(live_server.url)
        if path.startswith("/kaart/") or response.status != 200 or path == "/sw.js":
            return
        body = response.body()
        packed = body if path.endswith((".woff2", ".jpg", ".png")) else gzip.compress(body)
        weights[path] = len(packed)

    page.context.add_init_script("delete Navigator.prototype.serviceWorker")
    page.on("response", weigh)
    page.goto(live_server.url + address)
    page.wait_for_load_state("networkidle")
    assert sum(weights.values()) < MOST_BYTES, weights
