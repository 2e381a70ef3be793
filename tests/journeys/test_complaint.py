"""A klacht from the desk to the letter with the ruling, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from onthaal.complaints.models import Complaint
from onthaal.complaints.tests.conftest import complain, hall  # noqa: F401 -- the small town hall

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 390, 1280)


def looked_at(page, axe, too_wide, widths=WIDTHS):
    """The page as it stands has no fault at any width."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], width
        assert too_wide(page) == [], width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_the_desk_to_the_ruling(page, live_server, log_in, hall, axe, too_wide):  # noqa: F811
    log_in(hall.fatma)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/balie/klachten/nieuw/")
    looked_at(page, axe, too_wide)
    page.get_by_label("Waarover gaat de klacht?").fill("De ploeg reed mijn haag omver.")
    page.get_by_label("Team waarover men klaagt").select_option(label="Wegen")
    page.get_by_label("Naam").fill("An Peeters")
    page.get_by_label("E-mailadres").fill("an@example.be")
    page.get_by_role("button", name="Klacht bewaren").click()
    complaint = Complaint.objects.get()
    expect(page.get_by_text(complaint.reference)).to_be_visible()

    log_in(hall.nora)
    page.goto(f"{live_server.url}/balie/klachten/")
    looked_at(page, axe, too_wide)
    page.get_by_role("link", name="De ploeg reed mijn haag omver.").click()
    looked_at(page, axe, too_wide)
    page.get_by_role("link", name="Ontvankelijkheid").click()
    page.get_by_label("Ja, de klacht is ontvankelijk").check()
    page.get_by_role("button", name="Beslissen en versturen").click()
    page.get_by_role("link", name="Toewijzen").first.click()
    handlers = page.get_by_label("Behandelaar").locator("option").all_inner_texts()
    assert "Bram" not in handlers
    page.get_by_label("Behandelaar").select_option(label="Eva")
    page.get_by_role("button", name="Toewijzen").click()

    log_in(hall.eva)
    page.goto(f"{live_server.url}/balie/klachten/{complaint.reference}/uitspraak/")
    looked_at(page, axe, too_wide)
    page.get_by_label("Gegrond", exact=True).check()
    reasons = page.get_by_role("textbox", name="Motivering")
    reasons.fill("Wij planten een nieuwe haag.")
    page.get_by_role("button", name="Uitspraak doen").click()
    expect(page.get_by_role("link", name="Kies minstens één ombudsnorm")).to_be_visible()
    expect(reasons).to_have_value("Wij planten een nieuwe haag.")
    page.get_by_label("Goede uitvoeringspraktijk").check()
    page.get_by_label("Is de klacht opgelost?").select_option(label="Volledig opgelost")
    page.get_by_role("button", name="Uitspraak doen").click()
    expect(page.get_by_role("link", name="Uitspraak over uw klacht")).to_be_visible()

    page.context.clear_cookies()
    page.goto(live_server.url + complaint.status_path)
    expect(page.get_by_role("heading", name="Er is een uitspraak")).to_be_visible()
    expect(page.get_by_role("link", name="Uitspraak over uw klacht")).to_be_visible()
    looked_at(page, axe, too_wide)
