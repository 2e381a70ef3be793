"""An sends a plan with her request; a file that we do not take costs her nothing of the rest."""

from __future__ import annotations

import pytest
from django.urls import reverse

from onthaal.cases.models import Case
from onthaal.cases.tests.conftest import *  # noqa: F403 -- Lindeveld and its speelstraat

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def test_a_plan_goes_in_and_the_permit_comes_back(
    page, live_server, log_in, axe, too_wide, hall, tmp_path
):
    plan, wrong, permit = (tmp_path / name for name in ("plan.pdf", "spel.exe", "vergunning.pdf"))
    plan.write_bytes(b"%PDF-1.7 plan")
    wrong.write_bytes(b"MZ")
    permit.write_bytes(b"%PDF-1.7 vergunning")
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("case-new", args=["speelstraat"]))
    page.get_by_label("Voornaam en naam").fill("An Peeters")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_label("Bestanden").set_input_files([plan, wrong])
    page.get_by_role("button", name="Aanvraag versturen").click()
    page.get_by_text("“spel.exe” is een soort bestand").first.wait_for()
    assert page.get_by_label("plan.pdf").is_checked()
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("button", name="Aanvraag versturen").click()
    page.get_by_text("Uw bestand is goed aangekomen").wait_for()
    case = Case.objects.get()
    status = live_server.url + case.status_path

    log_in(hall.eva)
    page.goto(live_server.url + case.get_absolute_url())
    assert page.get_by_role("link", name="plan.pdf").is_visible()
    assert axe(page) == []
    assert too_wide(page) == []
    page.get_by_role("link", name="Bestand toevoegen").first.click()
    page.get_by_label("Bestanden").set_input_files(permit)
    page.get_by_label("Zichtbaar voor de inwoner").check()
    page.get_by_role("button", name="Bestand bewaren").click()
    page.get_by_text("De inwoner ziet het en krijgt een mail").wait_for()

    page.context.clear_cookies()
    page.goto(status)
    assert axe(page) == []
    assert too_wide(page) == []
    with page.expect_download() as handed:
        page.get_by_role("link", name="vergunning.pdf").click()
    assert handed.value.suggested_filename == "vergunning.pdf"
    assert handed.value.path().read_bytes() == permit.read_bytes()
