"""Joris tries out the counters, decides on what he saw and keeps it as a document."""

import threading

import pytest
from django.db import connection

from onthaal.frontoffice.actions import running
from onthaal.frontoffice.models import Decision, Study, StudyState
from onthaal.frontoffice.tests.conftest import joris, town_hall  # noqa: F401 -- fixtures
from onthaal.frontoffice.tests.studio.conftest import catalogue, study, work  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 390, 1280)


@pytest.fixture
def looks_right(page, live_server, axe, too_wide):
    def look(path):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live_server.url}{path}")
            assert axe(page) == [], path
            assert too_wide(page) == [], path

    return look


def test_from_a_question_to_a_decision(page, live_server, log_in, catalogue, joris, looks_right):  # noqa: F811
    log_in(joris)
    page.goto(f"{live_server.url}/balie/studio/")
    page.get_by_role("link", name="Nieuwe studie").first.click()
    page.get_by_text("Hoeveel loketten per half uur?").click()
    page.get_by_label("Titel van de studie").fill("Loketten in het voorjaar")
    page.get_by_label("Bezoekers per week").fill("220")
    page.get_by_role("button", name="Studie maken").click()
    page.get_by_role("link", name="Instellingen").click()
    page.get_by_label("Nagebootste dagen per scenario").fill("40")
    page.get_by_role("button", name="Instellingen bewaren").click()
    page.get_by_role("link", name="1. Overal een loket minder").click()
    page.get_by_role("link", name="Loketten per half uur").click()
    page.get_by_label("Loketten op maandag om 9.00").fill("3")
    page.get_by_role("button", name="Scenario bewaren").click()
    page.get_by_role("link", name="Loketten in het voorjaar").click()
    page.get_by_role("button", name="Bereken de studie").click()
    page.get_by_text("De studie wordt berekend").wait_for()
    made = Study.objects.get()
    # one piece, as the worker does it: the page that waits shows how far it is by itself
    running.advance.call(made.pk, str(made.run), 0)
    page.get_by_text("bezig met “Overal een loket minder”").wait_for()
    looks_right(f"/balie/studio/{made.pk}/")
    work(made)
    page.get_by_text("Scenario’s naast elkaar").wait_for()
    page.get_by_role("link", name="Beslissen").click()
    page.get_by_label("Zo weinig mogelijk loketuren").check()
    page.get_by_label("Waarom?").fill("Zelfde wachttijd met minder loketuren.")
    page.get_by_role("button", name="Beslissing bewaren").click()
    page.get_by_text("De beslissing is bewaard").wait_for()
    decision = Decision.objects.get()
    one, scenario = made.pk, made.scenarios.get(position=5).pk
    for path in (
        "",
        "nieuw/",
        f"{one}/",
        f"{one}/instellingen/",
        f"{one}/aannames/",
        f"{one}/aannames/bezoekers/",
        f"{one}/aannames/producten/",
        f"{one}/aannames/medewerkers/",
        f"{one}/verwijdering/",
        f"{one}/beslissing/",
        f"{one}/scenario/nieuw/",
        f"{one}/scenario/{scenario}/",
        f"{one}/scenario/{scenario}/extra-opening/",
        f"{one}/scenario/{scenario}/inrichting/",
        f"{one}/scenario/{scenario}/naar-de-frontoffice/",
        "beslissingen/",
        f"beslissingen/{decision.pk}/",
        f"beslissingen/{decision.pk}/evaluatie/",
    ):
        looks_right(f"/balie/studio/{path}")


def test_it_stops_at_once_and_without_script(browser, live_server, client, settings, joris, study):  # noqa: F811
    """A long calculation in the background, stopped from a page that has no script."""
    made = study("share", days=2000)
    running.start(study=made, by=joris)
    worker = threading.Thread(target=_worker, args=(made,))
    worker.start()
    client.force_login(joris)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/balie/studio/{made.pk}/")
    page.get_by_role("button", name="Berekening stoppen").click()
    page.get_by_text("De berekening is gestopt").wait_for()
    worker.join()
    made.refresh_from_db()
    assert made.state == StudyState.CANCELLED
    assert made.scenarios.filter(results__isnull=True).exists()
    page.get_by_role("button", name="Verder berekenen").wait_for()
    context.close()


def _worker(made):
    try:
        work(made)
    finally:
        connection.close()
