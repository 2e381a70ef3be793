#!/usr/bin/env python3
"""Take the pictures of docs/screenshots from a running try-out, in two house styles.

.venv/bin/onthaal up &
.venv/bin/onthaal seed --open-now
.venv/bin/python scripts/take_screenshots.py http://127.0.0.1:8000
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import find_browser
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from onthaal.lindeveld.staff import DEMO_PASSWORD

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZES = {"390": (390, 844), "1280": (1280, 900)}
STYLES = {
    "": {},
    "kust-": {
        "header_colour": "#141d4d",
        "action_colour": "#1f3796",
        "accent_colour": "#8a2a6b",
        "font": "systeem",
    },
}
FOR_RESIDENTS = {
    "voorpagina": "/",
    "melden": "/melden/?adres=Kerkstraat+14",
    "kaart": "/meldingen/",
    "laat-het-ons-weten": "/laat-het-ons-weten/",
}
FOR_STAFF = {
    "bram.d": {
        "overzicht": "/balie/",
        "werklijst": "/balie/meldingen/",
        "werkplanning": "/balie/werkplanning/",
    },
    "fatma.o": {"invoer": "/balie/meldingen/nieuw/"},
    "joris.f": {"cijfers": "/balie/cijfers/meldingen/", "verbeteren": "/balie/verbeteren/"},
    "nora.k": {"klachten": "/balie/klachten/"},
}
# the front office: only in the first style, to keep the repository small
FRONT_OFFICE = {
    "": {
        "producten": "/producten/",
        "product": "/producten/reispas/",
        "afspraak": "/afspraak/dag/?product=reispas&personen=2&product=identiteitskaart",
    },
    "fatma.o": {
        "loket": "/balie/loket/",
        "onthaal": "/balie/onthaal/",
        "wachtrij": "/balie/wachtrij/",
        "telefoon": "/balie/afspraken/nieuw/",
    },
    "joris.f": {
        "cijfers-onthaal": "/balie/cijfers/onthaal/",
        "aankomsten": "/balie/cijfers/onthaal/aankomsten/",
        "aanvragen": "/balie/aanvragen/",
        "productenbeheer": "/balie/producten/",
    },
}
SCREEN_SIZES = {"zuil": (1080, 1920), "scherm": (1920, 1080)}


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser.found(), args=ARGUMENTS)
        first: dict[str, str] | None = None
        for prefix, style in STYLES.items():
            before = restyle(browser, address, style)
            first = first or before
            pictures(browser, address, prefix)
            if not prefix:
                front_office(browser, address)
        restyle(browser, address, first or {})
        browser.close()


def pictures(browser: Browser, address: str, prefix: str) -> None:
    for size, (width, height) in SIZES.items():
        options = {"viewport": {"width": width, "height": height}, "locale": "nl-BE"}
        page = browser.new_context(**options, service_workers="block").new_page()
        shoot(page, address, FOR_RESIDENTS, prefix, size)
        page.context.close()
        for who, pages in FOR_STAFF.items():
            page = browser.new_context(**options, service_workers="block").new_page()
            log_in(page, address, f"{who}@lindeveld.example")
            shoot(page, address, pages, prefix, size)
            if "werklijst" in pages:
                page.goto(address + pages["werklijst"])
                page.locator(".cell-title").nth(2).click()
                shoot(page, address, {"melding": page.url.removeprefix(address)}, prefix, size)
            page.context.close()


def front_office(browser: Browser, address: str) -> None:
    for size, (width, height) in SIZES.items():
        for who, pages in FRONT_OFFICE.items():
            options = {"viewport": {"width": width, "height": height}, "locale": "nl-BE"}
            page = browser.new_context(**options, service_workers="block").new_page()
            if who:
                log_in(page, address, f"{who}@lindeveld.example")
            shoot(page, address, pages, "", size)
            page.context.close()
    # the kiosk and the display of the hall, by the addresses that their page shows
    page = browser.new_page()
    log_in(page, address, "lies.j@lindeveld.example")
    page.goto(f"{address}/balie/beheer/schermen/")
    paths = re.findall(r"/(?:zuil|scherm)/[\w-]{16,}/", page.content())
    page.close()
    for name, (width, height) in SCREEN_SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-BE")
        path = next(path for path in paths if path.startswith(f"/{name}/"))
        shoot(page, address, {name: path}, "", str(width))
        page.close()


def shoot(page: Page, address: str, pages: dict[str, str], prefix: str, size: str) -> None:
    for name, path in pages.items():
        page.goto(address + path)
        # pages that listen for changes are never idle
        page.wait_for_load_state("load")
        page.wait_for_timeout(1500)
        path = FOLDER / f"{prefix}{name}-{size}.png"
        page.screenshot(path=path)
        # a page needs few colours, and the repository keeps every picture for ever
        Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


def log_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/balie/aanmelden/")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "aanmelden" not in url)


def restyle(browser: Browser, address: str, style: dict[str, str]) -> dict[str, str]:
    """Give the town these colours, the way its administrator does; returns the earlier ones."""
    page = browser.new_page()
    log_in(page, address, "lies.j@lindeveld.example")
    page.goto(f"{address}/balie/beheer/huisstijl/")
    names = ("header_colour", "action_colour", "accent_colour", "font")
    before = {name: page.locator(f"[name={name}]").input_value() for name in names}
    for name, value in style.items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if name == "font" else field.fill(value)
    if style:
        page.get_by_role("button", name="Huisstijl bewaren").click()
        page.wait_for_timeout(65_000)  # every process follows within a minute
    page.close()
    return before


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
