"""The site as an app: manifest, icons, service worker, the page without network."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from onthaal.ui import app_icon
from onthaal.ui.house_style import Look

pytestmark = pytest.mark.django_db


def test_the_manifest_names_the_town_and_icons_that_exist(client):
    manifest = client.get("/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    body = manifest.json()
    assert body["short_name"]
    assert body["lang"] == "nl-BE"
    for icon in body["icons"]:
        picture = Image.open(io.BytesIO(client.get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {shortcut["url"] for shortcut in body["shortcuts"]} >= {"/melden/"}


def test_the_icon_has_the_colour_of_the_header():
    picture = Image.open(io.BytesIO(app_icon.png(Look(header_colour="#141d4d"), 192)))
    picture = picture.convert("RGB")
    assert picture.getpixel((4, 4)) == (0x14, 0x1D, 0x4D)
    assert picture.getpixel((96, 40)) == (255, 255, 255)


def test_the_service_worker_may_serve_every_page_and_is_never_stale(client):
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-store" in worker["Cache-Control"]
    assert worker.content.startswith(b"self.onthaal={")


def test_only_public_pages_are_kept_on_a_device(client):
    first_line = client.get("/sw.js").content.decode().splitlines()[0]
    told = json.loads(first_line.removeprefix("self.onthaal=").removesuffix(";"))
    for path in [*told["pages"], told["offline"]]:
        assert not path.startswith(("/balie/", "/mijn/"))
    assert client.get(told["offline"]).status_code == 200
    assert told["version"]


def test_without_network_a_page_of_our_own_stands_there(context, page, live_server):
    page.goto(f"{live_server.url}/offline/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    context.set_offline(True)
    page.goto(f"{live_server.url}/meldingen/nergens/")
    assert "U hebt geen internet" in page.inner_text("h1")
    context.set_offline(False)
