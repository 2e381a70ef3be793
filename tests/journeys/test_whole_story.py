"""The whole story: An reports on her telephone, Bram of team Wegen handles it on a wide screen, An
reads the mails in a real mailbox and says how it went. Once with scripts and once without."""

from __future__ import annotations

import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from onthaal.issues.models import Issue, Satisfaction, Status
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.outbox import actions as outbox
from onthaal.outbox.tests.smtp import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "vier-paarden-op-de-markt"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    box.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    yield box
    box.stop()


@pytest.fixture
def lindeveld(town, ground, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    town.bram.set_password(PASSWORD)
    town.bram.save()
    return town


@pytest.fixture
def put_jpg(tmp_path):
    path = tmp_path / "put.jpg"
    Image.new("RGB", (1200, 800), "grey").save(path)
    return path


def link_in(mailbox: Mailbox, subject: str, path: str) -> str:
    """Deliver what is promised, and find the link in the newest mail with this subject."""
    outbox.sweep.call()
    mail = next(m for m in reversed(mailbox.mails) if subject in m["Subject"])
    text = mail.get_body(("plain",)).get_content().replace("\n", " ")
    return re.search(rf"https?://\S+{path}\S+", text)[0]


def report_with_scripts(page: Page, photo) -> None:
    page.wait_for_selector("[data-report][data-ready]", state="attached")
    page.get_by_label("Straat en huisnummer").fill("Kerkstraat 14")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("[name=lat]")).not_to_have_value("")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Beschrijf het probleem").fill("De lamp voor ons huis is stuk.")
    if page.locator("details.subject[open]").count() == 0:
        page.locator("summary", has_text="Straat en stoep").click()
    page.locator(".subject .choice-card", has_text="Straatverlichting").click()
    page.get_by_label("Neem of kies een foto").set_input_files(photo)
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Melding versturen").click()


def report_without_scripts(page: Page, photo) -> None:
    page.get_by_label("Straat en huisnummer").fill("Kerkstraat 14")
    page.get_by_label("Beschrijf het probleem").fill("De lamp voor ons huis is stuk.")
    page.locator("summary", has_text="Straat en stoep").click()
    page.locator("[name=category][value=lamp]").check()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Melding versturen").click()
    # the subject has a question of its own; everything else, the photo too, is kept
    page.get_by_label("Welk nummer staat op de paal?").fill("LV 7")
    page.get_by_role("button", name="Melding versturen").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_lamp_to_answer(browser: Browser, live_server, lindeveld, mailbox, put_jpg, scripts):
    an = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts, locale="nl-BE"
    ).new_page()
    bram = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=scripts, locale="nl-BE"
    ).new_page()

    an.goto(f"{live_server.url}/melden/")
    (report_with_scripts if scripts else report_without_scripts)(an, put_jpg)
    an.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    issue = Issue.objects.get()
    assert issue.photos.count() == 1
    an.goto(link_in(mailbox, f"Wij hebben uw melding {issue.reference}", "/m/"))
    an.get_by_text(issue.reference).first.wait_for()

    bram.goto(f"{live_server.url}/balie/meldingen/")
    bram.get_by_label("E-mailadres").fill(lindeveld.bram.email)
    bram.get_by_label("Wachtwoord").fill(PASSWORD)
    bram.get_by_role("button", name="Aanmelden", exact=True).click()
    bram.get_by_role("link", name="De lamp voor ons huis is stuk").click()
    bram.get_by_role("button", name="Neem op").click()
    bram.get_by_role("link", name="Status veranderen").click()
    bram.get_by_label("Opgelost").check()
    bram.get_by_label("Antwoord aan de melder").fill("De lamp is vervangen.")
    bram.get_by_role("button", name="Voorbeeld").click()
    expect(bram.get_by_text("Geef uw mening").first).to_be_visible()
    bram.get_by_role("button", name=re.compile("bewaren|Bewaren|versturen|afsluiten")).first.click()
    bram.get_by_role("heading", name="De lamp voor ons huis is stuk").wait_for()
    issue.refresh_from_db()
    assert (issue.state, issue.handler) == (Status.RESOLVED, lindeveld.bram)

    an.goto(link_in(mailbox, f"Uw melding {issue.reference}: Opgelost", "/mening/"))
    an.locator(f"[name=satisfaction][value='{int(Satisfaction.UNHAPPY)}']").check()
    an.locator("[name=solved]").last.check()
    an.get_by_role("button", name="Versturen", exact=True).click()
    issue.refresh_from_db()
    assert (issue.state, issue.handler) == (Status.REOPENED, lindeveld.bram)
    an.goto(link_in(mailbox, "Opnieuw in behandeling", "/m/"))
    assert "De lamp is vervangen." in an.content()
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == len(mailbox.mails)
    an.context.close()
    bram.context.close()
