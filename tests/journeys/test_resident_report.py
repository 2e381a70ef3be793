"""An reports a lamp: on her telephone with a photo, without scripts, and without network."""

from __future__ import annotations

import re
import uuid

import pytest
from django.http import Http404
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from onthaal.issues.actions.lifecycle import Change, change_status
from onthaal.issues.actions.submission import Contact, Place, Submission, submit
from onthaal.issues.models import Issue, Photo
from onthaal.issues.states import Status
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the issues
from onthaal.issues.tests.conftest import KERKSTRAAT_14, OUTSIDE_POINT, REGIONAL_POINT

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def lindeveld(town, ground, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    return town


@pytest.fixture
def put_jpg(tmp_path):
    path = tmp_path / "put.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Telefoon van An"
    Image.new("RGB", (3000, 2000), "grey").save(path, exif=exif)
    return path


def open_form(page, live_server):
    page.goto(f"{live_server.url}/melden/")
    page.wait_for_selector("[data-report][data-ready]", state="attached")


def say_where(page, address="Kerkstraat 14"):
    page.get_by_label("Straat en huisnummer").fill(address)
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("[name=lat]")).not_to_have_value("")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#wat-titel")).to_be_focused()


def say_what(page, text="De lamp voor ons huis is al een week stuk.", subject="Straatverlichting"):
    page.get_by_label("Beschrijf het probleem").fill(text)
    if page.locator("details.subject[open]").count() == 0:
        page.locator("summary", has_text="Straat en stoep").click()
    page.locator(".subject .choice-card", has_text=subject).click()


def test_an_reports_a_lamp_on_her_telephone(page, live_server, lindeveld, put_jpg):
    page.set_viewport_size(PHONE)
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_label("Welk nummer staat op de paal?").fill("LV 0123")
    page.get_by_label("Neem of kies een foto").set_input_files(put_jpg)
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    issue = Issue.objects.get()
    page.get_by_text(issue.reference).wait_for()
    assert issue.answers == {"paal": "LV 0123"}
    assert issue.reporter.email == "an@voorbeeld.be"
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1600, 1067)
    page.get_by_role("link", name="Volg uw melding").click()
    page.wait_for_function(
        "() => document.querySelector('img[alt=\"Foto 1 bij deze melding\"]')?.naturalWidth > 0"
    )


def test_the_back_button_returns_a_step_and_nothing_is_lost(page, live_server, lindeveld):
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Hoe bereiken wij u?").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Wat is er aan de hand?").wait_for()
    page.go_back()
    assert page.get_by_label("Straat en huisnummer").input_value() == "Kerkstraat 14"
    page.go_forward()
    assert "al een week stuk" in page.get_by_label("Beschrijf het probleem").input_value()


def test_each_step_says_what_is_missing(page, live_server, lindeveld):
    open_form(page, live_server)
    page.get_by_role("button", name="Verder").click()
    summary = page.get_by_role("alert").filter(has_text="klopt nog niet")
    summary.get_by_role("link", name=re.compile("Vul in waar het is")).wait_for()
    assert page.title().startswith("Fout: ")
    say_where(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name=re.compile("minstens 10 tekens")).wait_for()
    page.get_by_role("link", name="Kies waarover uw melding gaat.").click()
    say_what(page)
    assert page.locator(".error-summary").count() == 0
    assert not Issue.objects.exists()


def test_a_place_outside_the_town_and_a_regional_road_are_explained(page, live_server, lindeveld):
    open_form(page, live_server)

    def point_at(lat, lon):
        page.evaluate(
            """([lat, lon]) => {
              const map = document.querySelector("[data-map]");
              map.onthaalMap.setView(lat, lon);
              map.dispatchEvent(new CustomEvent("map:moved", { detail: { lat, lon } }));
            }""",
            [lat, lon],
        )

    point_at(*OUTSIDE_POINT)
    page.get_by_text("ligt buiten Lindeveld").wait_for()
    point_at(*REGIONAL_POINT)
    page.get_by_text("meldpuntwegen.be").wait_for()
    assert page.get_by_text("ligt buiten Lindeveld").count() == 0
    page.get_by_role("button", name="Verder").click()
    page.get_by_label(re.compile("Ik ben niet zeker")).check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Wat is er aan de hand?").wait_for()


def test_the_address_list_works_with_the_keyboard(page, live_server, lindeveld):
    open_form(page, live_server)
    field = page.get_by_label("Straat en huisnummer")
    field.press_sequentially("kerkstr 1", delay=20)
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("[name=lat]")).not_to_have_value("")
    assert field.input_value() in ("Kerkstraat 14", "Kerkstraat 16")
    assert page.get_by_role("listbox").count() == 0


def test_what_was_already_reported_is_shown_and_can_be_followed(page, live_server, lindeveld):
    known = submit(
        submission=Submission(
            key=uuid.uuid4(),
            description="Deze lamp is stuk.",
            category=lindeveld.lamp,
            place=Place("Kerkstraat 14", lat=KERKSTRAAT_14[0], lon=KERKSTRAAT_14[1]),
        )
    )
    open_form(page, live_server)
    page.get_by_label("Straat en huisnummer").fill("Kerkstraat 16")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("heading", name="Al gemeld in de buurt").wait_for()
    assert "Deze lamp" not in page.content()
    page.get_by_role("link", name="Volgen Straatverlichting").click()
    page.get_by_label("E-mailadres").fill("karim@voorbeeld.be")
    page.get_by_role("button", name="Volgen").click()
    page.get_by_role("heading", name="Kijk in uw mailbox").wait_for()
    assert known.followers.get().email == "karim@voorbeeld.be"


def test_a_gas_leak_is_a_telephone_call(page, live_server, lindeveld):
    open_form(page, live_server)
    say_where(page)
    page.get_by_label("Beschrijf het probleem").press_sequentially("Ik ruik gas aan het rooster")
    page.get_by_role("link", name="Bel 112").first.wait_for()
    assert page.get_by_role("link", name="Bel 112").first.get_attribute("href") == "tel:112"


def test_a_subject_that_is_not_ours_does_not_go_on(page, live_server, lindeveld):
    open_form(page, live_server)
    say_where(page)
    say_what(page, subject="Elektriciteitskabel")
    page.get_by_text("Bel de netbeheerder").wait_for()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name=re.compile("Lees wat u wel kunt doen")).wait_for()


def test_what_the_server_finds_comes_back_in_the_right_step_with_the_photo(
    page, live_server, lindeveld, put_jpg
):
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_label("Neem of kies een foto").set_input_files(put_jpg)
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.get_by_role("button", name="Verder").click()
    # the browser finds this address good, the server does not
    page.get_by_label("E-mailadres").fill("an@voorbeeld")
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("link", name=re.compile("volledig e-mailadres")).first.wait_for()
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    assert Photo.objects.count() == 1


def test_a_closed_tab_loses_nothing(page, live_server, lindeveld, put_jpg):
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_label("Neem of kies een foto").set_input_files(put_jpg)
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.wait_for_timeout(900)
    again = page.context.new_page()
    page.close()
    open_form(again, live_server)
    again.get_by_text("Wij zetten terug wat u eerder invulde").wait_for()
    assert again.get_by_label("Straat en huisnummer").input_value() == "Kerkstraat 14"
    again.get_by_role("button", name="Verder").click()
    assert "al een week stuk" in again.get_by_label("Beschrijf het probleem").input_value()
    again.get_by_alt_text("Foto 1: put.jpg").wait_for()
    again.get_by_label("Welk nummer staat op de paal?").wait_for()
    again.get_by_role("button", name="Opnieuw beginnen").click()
    expect(again.get_by_label("Straat en huisnummer")).to_have_value("")


def test_without_network_it_waits_and_goes_by_itself(page, live_server, lindeveld, put_jpg):
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_label("Neem of kies een foto").set_input_files(put_jpg)
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.context.set_offline(True)
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("heading", name="Uw melding staat klaar op dit toestel").wait_for()
    assert not Issue.objects.exists()
    page.context.set_offline(False)
    page.get_by_text("is verstuurd.").wait_for()
    issue = Issue.objects.get()
    assert issue.reporter.email == "an@voorbeeld.be"
    assert issue.photos.count() == 1
    assert page.get_by_role("heading", name="Uw melding staat klaar").count() == 0


def test_a_server_that_does_not_answer_yet_is_asked_again(
    page, live_server, lindeveld, monkeypatch
):
    def busy(request):
        raise Http404

    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_role("button", name="Verder").click()
    with monkeypatch.context() as patched:
        patched.setattr("onthaal.issues.views.citizen.report.get_token", busy)
        page.get_by_role("button", name="Melding versturen").click()
        page.get_by_role("heading", name="Uw melding staat klaar op dit toestel").wait_for()
    page.get_by_text("is verstuurd.").wait_for()
    assert Issue.objects.count() == 1


def test_the_form_opens_without_network(page, live_server, lindeveld):
    open_form(page, live_server)
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.ready;
          if (navigator.serviceWorker.controller) return;
          await new Promise((done) => (navigator.serviceWorker.oncontrollerchange = done));
        }"""
    )
    page.context.set_offline(True)
    open_form(page, live_server)
    page.get_by_label("Straat en huisnummer").fill("Kerkstraat 14")
    page.get_by_role("button", name="Verder").click()
    say_what(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("heading", name="Uw melding staat klaar op dit toestel").wait_for()
    page.context.set_offline(False)
    page.get_by_text("is verstuurd.").wait_for()
    assert Issue.objects.get().place == "Kerkstraat 14"


def tab_to(page, selector):
    """Press Tab until the focus is on what ``selector`` names."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def test_the_whole_form_with_the_keyboard_alone(page, live_server, lindeveld):
    open_form(page, live_server)
    tab_to(page, "#id_address")
    page.keyboard.type("Kerkstraat 14")
    page.keyboard.press("Enter")
    expect(page.locator("[name=lat]")).not_to_have_value("")
    tab_to(page, "#waar [data-next]")
    page.keyboard.press("Enter")
    expect(page.locator("#wat-titel")).to_be_focused()
    tab_to(page, "#id_description")
    page.keyboard.type("Er is iets met de weg voor ons huis.")
    tab_to(page, "details.subject > summary")
    page.keyboard.press("Enter")
    tab_to(page, "details[open] input[name=category]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=category]:checked")).to_be_focused()
    chosen = page.locator("input[name=category]:checked").input_value()
    tab_to(page, "#wat [data-next]")
    page.keyboard.press("Enter")
    expect(page.locator("#contact-titel")).to_be_focused()
    tab_to(page, "[data-send]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    assert Issue.objects.get().category.slug == chosen


def test_a_double_click_sends_once(page, live_server, lindeveld):
    open_form(page, live_server)
    say_where(page)
    say_what(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Melding versturen").dblclick()
    page.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    assert Issue.objects.count() == 1


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_an_reports_a_lamp_without_scripts(page, live_server, lindeveld, put_jpg, tmp_path):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/melden/")
    page.get_by_label("Straat en huisnummer").fill("kerkstr 16")
    page.get_by_label("Beschrijf het probleem").fill("De lantaarn hangt scheef en is uit.")
    page.get_by_role("button", name="Zoek", exact=True).click()
    assert page.get_by_label("Straat en huisnummer").input_value() == "Kerkstraat 16"
    # a click on the map, 60 pixels above its middle is further north, beside number 14 no more
    page.locator("input[name=kaart]").click(position={"x": 144, "y": 150})
    assert page.get_by_label("Straat en huisnummer").input_value() == "Kerkstraat 16"
    page.get_by_label("Neem of kies een foto").set_input_files(put_jpg)
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("link", name="Kies waarover uw melding gaat.").wait_for()
    page.get_by_alt_text("Foto 1: put.jpg").wait_for()
    page.locator(".suggestions .choice-card", has_text="Straatverlichting").click()
    page.get_by_role("button", name="Toon de vragen bij dit onderwerp").click()
    page.get_by_label("Welk nummer staat op de paal?").fill("LV 7")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_role("button", name="Melding versturen").click()
    page.get_by_role("heading", name="Bedankt voor uw melding").wait_for()
    issue = Issue.objects.get()
    assert issue.category == lindeveld.lamp
    assert issue.answers == {"paal": "LV 7"}
    assert issue.photos.count() == 1
    page.get_by_role("link", name="Volg uw melding").click()
    page.get_by_label("Uw opmerking").fill("Nu is ook nummer 14 uit.")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("Nu is ook nummer 14 uit.").wait_for()
    page.get_by_role("link", name="Melding intrekken").click()
    page.get_by_role("button", name="Ja, trek de melding in").click()
    page.get_by_text("Uw melding is ingetrokken.").wait_for()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_an_says_that_it_is_not_solved(page, live_server, lindeveld):
    issue = submit(
        submission=Submission(
            key=uuid.uuid4(),
            description="Deze lamp is stuk.",
            category=lindeveld.lamp,
            place=Place("Kerkstraat 14"),
            contact=Contact(email="an@voorbeeld.be"),
        )
    )
    issue.handler = lindeveld.bram
    issue.save()
    issue = change_status(
        issue, change=Change(to=Status.RESOLVED, text="Vervangen."), by=lindeveld.bram
    )
    secret = issue.surveys.get().secret
    Client().get(f"/mening/{secret}/")  # a mail program that looks at links
    page.goto(f"{live_server.url}/mening/{secret}/")
    page.get_by_role("button", name="Versturen").click()
    page.get_by_role("link", name="Kies een gezichtje.").wait_for()
    page.get_by_label("Niet tevreden").check()
    page.get_by_label("Nee", exact=True).check()
    page.get_by_label("Wilt u dat uitleggen?").fill("Ze knippert weer.")
    page.get_by_role("button", name="Versturen").click()
    page.get_by_text("Wij openden uw melding opnieuw").wait_for()
    issue.refresh_from_db()
    assert (issue.state, issue.handler) == (Status.REOPENED, lindeveld.bram)
