"""Everything works with a keyboard, and in the colours that somebody's own system sets."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


def test_the_first_tab_skips_the_menu(page, live_server):
    page.goto(f"{live_server.url}/stijlgids/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


def test_a_dialog_opens_and_gives_the_focus_back(page, live_server):
    page.goto(f"{live_server.url}/stijlgids/onderdelen/")
    opener = page.get_by_role("link", name="Melding intrekken")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Wilt u uw melding intrekken?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_menu_of_a_phone_opens_without_script_too(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/stijlgids/")
    entry = page.locator(".site-menu").get_by_role("link", name="Melden", exact=True)
    expect(entry).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(entry).to_be_visible()
    context.close()


def test_a_form_with_errors_takes_the_focus_to_its_summary(page, live_server):
    page.goto(f"{live_server.url}/aanmelden/")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("Fout: ")
    page.locator("[data-error-summary] a").first.click()
    assert page.evaluate("document.activeElement.matches('input')")


def test_own_colours_keep_what_must_be_seen(page, live_server):
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/stijlgids/formulieren/")
    button = page.get_by_role("button", name="Zoek")
    assert button.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    box = page.locator("input[type=checkbox]").first
    assert box.evaluate("one => getComputedStyle(one).appearance") != "none"


def test_who_wants_no_motion_gets_none(page, live_server):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}/stijlgids/onderdelen/")
    durations = page.eval_on_selector_all(
        ".button, .accordion summary",
        "all => all.map(one => getComputedStyle(one).transitionDuration)",
    )
    assert set(durations) <= {"0s"}
