"""A process is drawn and read; a request goes its way from An's telephone to the desk and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from onthaal.cases.models import Case
from onthaal.cases.tests.conftest import *  # noqa: F403 -- Lindeveld and its speelstraat
from onthaal.catalogue import flow
from onthaal.catalogue.actions import process_versions
from onthaal.catalogue.models import Process
from onthaal.lindeveld.steps import STEPS, lines

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

COVERED = """() => {
  const mark = document.querySelector('.bjs-powered-by');
  const box = mark.getBoundingClientRect();
  const style = getComputedStyle(mark);
  const inside = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].every(([x, y]) => {
    const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    return top && mark.contains(top);
  });
  const canvas = document.querySelector('.diagram__canvas').getBoundingClientRect();
  return {
    inside,
    shown: style.visibility === 'visible' && style.opacity === '1' && box.width > 20,
    whole: box.right <= canvas.right + 1 && box.bottom <= canvas.bottom + 1 && box.left >= 0,
    link: mark.getAttribute('href'),
  };
}"""


def open_diagram(page, live_server, slug, number):
    page.goto(live_server.url + reverse("process-diagram", args=[slug, number]))
    page.wait_for_selector("[data-bpmn][data-ready]")
    assert page.get_attribute("[data-bpmn]", "data-warnings") == "0"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_the_drawing_opens_with_its_watermark_whole(
    page,
    live_server,
    log_in,
    axe,
    too_wide,
    hall,
    size,
):
    page.set_viewport_size(size)
    log_in(hall.joris)
    open_diagram(page, live_server, "speelstraat", 1)
    page.locator(".bjs-powered-by").scroll_into_view_if_needed()
    found = page.evaluate(COVERED)
    assert found["inside"]
    assert found["shown"]
    assert found["whole"]
    assert "bpmn.io" in found["link"]
    assert too_wide(page) == []
    assert axe(page) == []
    # the buttons work by keyboard
    before = page.locator(".djs-container .viewport").get_attribute("transform")
    page.get_by_role("button", name="Groter").focus()
    page.keyboard.press("Enter")
    assert page.locator(".djs-container .viewport").get_attribute("transform") != before
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert download.value.suggested_filename == "speelstraat-versie-1.svg"
    assert b"<svg" in Path(download.value.path()).read_bytes()


def test_every_process_of_lindeveld_opens(page, live_server, log_in, hall):
    log_in(hall.joris)
    page.set_viewport_size(DESK)
    for slug, steps in STEPS.items():
        process, _ = Process.objects.get_or_create(slug=f"{slug}-x", name=f"{slug} x")
        list_ = flow.tidied(lines(steps))
        version = process_versions.write_out(process=process, lines=list_, by=hall.joris)
        open_diagram(page, live_server, process.slug, version.number)


def test_a_request_goes_from_a_telephone_to_the_desk_and_back(
    page,
    live_server,
    log_in,
    axe,
    too_wide,
    context,
    hall,
):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/aanvraag/speelstraat/nieuw/")
    assert too_wide(page) == []
    assert axe(page) == []
    page.get_by_role("button", name="Aanvraag versturen").click()
    assert page.title().startswith("Fout: ")
    page.get_by_label("Wat vraagt u precies?").fill("Onze straat wil op 5 juli spelen.")
    page.get_by_label("Voornaam en naam").fill("An Peeters")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Aanvraag versturen").click()
    page.get_by_role("heading", name="Bedankt voor uw aanvraag").wait_for()
    assert axe(page) == []
    page.get_by_role("link", name="Volg uw aanvraag").click()
    page.get_by_text("Stap 2 van 4").wait_for()
    assert too_wide(page) == []
    assert axe(page) == []
    case = Case.objects.get()

    page.set_viewport_size(DESK)
    log_in(hall.eva)
    page.goto(f"{live_server.url}/balie/aanvragen/")
    assert axe(page) == []
    page.get_by_role("link", name="Speelstraat", exact=True).click()
    assert axe(page) == []
    page.get_by_role("button", name="Neem op").click()
    page.get_by_role("link", name="Vraag aan de inwoner").click()
    page.get_by_label("Uw vraag aan de inwoner").fill("Over welke straat gaat het?")
    page.get_by_role("button", name="Vraag versturen").click()
    page.get_by_text("Wij wachten op de inwoner").first.wait_for()

    context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + case.status_path)
    page.get_by_label("Uw antwoord").fill("De Kerkstraat.")
    page.get_by_role("button", name="Antwoord versturen").click()
    page.get_by_text("Wij gaan verder met uw aanvraag").wait_for()

    page.set_viewport_size(DESK)
    log_in(hall.eva)
    page.goto(live_server.url + case.get_absolute_url())
    page.get_by_text("De Kerkstraat.").first.wait_for()
    page.locator(".page-head").get_by_role("link", name="Stap afwerken").click()
    page.get_by_role("button", name="Stap afwerken").click()
    page.locator(".page-head").get_by_role("link", name="Stap afwerken").click()
    assert axe(page) == []
    page.get_by_label("Mag niet").check()
    page.get_by_label("Bericht aan de inwoner").fill("De bus rijdt door deze straat.")
    page.get_by_role("button", name="Stap afwerken").click()
    page.get_by_text("Geweigerd").first.wait_for()

    context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + case.status_path)
    page.get_by_role("heading", name="Onze beslissing").wait_for()
    page.get_by_text("De bus rijdt door deze straat.").first.wait_for()
    assert too_wide(page) == []


def test_a_process_is_written_by_keyboard_and_without_script(
    browser,
    live_server,
    hall,
    client,
    browser_context_args,
):
    """Joris adds a step and takes it back in a browser that runs no script."""
    client.force_login(hall.joris)
    without = browser.new_context(**browser_context_args, java_script_enabled=False)
    (name, cookie), *_ = client.cookies.items()
    without.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    page = without.new_page()
    page.goto(live_server.url + reverse("process-steps", args=["speelstraat"]))
    page.get_by_role("button", name="Maak een nieuwe versie").click()
    page.get_by_role("link", name="Voeg een stap toe na stap 6").click()
    page.get_by_label("Wat gebeurt er?").fill("Hangt de borden uit")
    page.get_by_label("Wie doet dit?").fill("Uitvoeringsdienst")
    page.get_by_role("button", name="Stap toevoegen").click()
    page.get_by_role("heading", name="Hangt de borden uit").wait_for()
    page.get_by_role("button", name="Ongedaan maken").click()
    assert page.get_by_role("heading", name="Hangt de borden uit").count() == 0
    without.close()
