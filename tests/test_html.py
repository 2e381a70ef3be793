"""Every page is sound HTML: a walk as each kind of visitor, and one run of a validator."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from onthaal.core import clock
from onthaal.issues.models import Issue
from onthaal.lindeveld import seed
from onthaal.people.models import User
from onthaal.territory import lookup

ROOT = Path(__file__).resolve().parent.parent
NODE = shutil.which("node", path=str(ROOT / ".venv/bin"))
VALIDATOR = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
RULES = ROOT / ".htmlvalidate.mjs"
# the style guide shows the same form twice, and half a form
SPECIMENS = {"form-dup-name", "wcag/h32"}


def walk(client: Client, start: list[str], known: set[str]) -> dict[str, bytes]:
    """The pages that one reaches by clicking: one of each route that is not known yet."""
    found: dict[str, bytes] = {}
    seen: set[str] = set()
    waiting = deque(start)
    while waiting:
        address = waiting.popleft()
        try:
            route = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if address in seen or route in found or (route in known and address not in start):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer.url))
            continue
        if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
            continue
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        found[route] = answer.content
        for link in re.findall(r'<a\b[^>]*\shref="([^"]+)"', answer.content.decode()):
            target = urljoin(address, link.replace("&amp;", "&"))
            if target.startswith("/") and not target.startswith("//"):
                waiting.append(target.partition("#")[0])
    return found


@pytest.fixture
def lindeveld(db, settings):
    settings.PRODUCTION = False
    lookup.forget()
    seed.fill(issues=250, seed=1, today=clock.today(), with_photos=False)
    yield
    lookup.forget()


def logged_in(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


@pytest.mark.skipif(NODE is None, reason="Node ontbreekt")
def test_every_page_is_sound_html(lindeveld, tmp_path):
    issue = Issue.objects.filter(reporter__isnull=False).latest("received_at")
    an = User.objects.create_user(issue.reporter.email or "an@voorbeeld.be", name="An")
    pages: dict[str, bytes] = {}
    known: set[str] = set()
    for name, client, start in (
        ("vreemde", Client(), ["/", "/stijlgids/", f"/m/{issue.secret}/"]),
        ("inwoner", logged_in(an.email), ["/mijn/"]),
        ("bram", logged_in("bram.d@lindeveld.example"), ["/balie/"]),
        ("fatma", logged_in("fatma.o@lindeveld.example"), ["/balie/"]),
        ("joris", logged_in("joris.f@lindeveld.example"), ["/balie/"]),
        ("lies", logged_in("lies.j@lindeveld.example"), ["/balie/"]),
    ):
        found = walk(client, start, known)
        known |= found.keys()
        pages |= {f"{name}-{route}": content for route, content in found.items()}
    pages["fout-melden"] = Client().post("/melden/", {}).content
    pages["fout-aanmelden"] = Client().post("/balie/aanmelden/", {}).content
    pages["niet-gevonden"] = Client().get("/bestaat-niet/").content
    for name, content in pages.items():
        (tmp_path / f"{name}.html").write_bytes(content)
    # into a file: Node does not wait for a pipe when it ends
    with (tmp_path / "report.json").open("w+") as out:
        subprocess.run(
            [NODE, VALIDATOR, "--config", RULES, "--formatter", "json", str(tmp_path / "*.html")],
            stdout=out,
            cwd=ROOT,
            check=False,
        )
        out.seek(0)
        report = json.load(out)
    faults = sorted(
        {
            f"{Path(page['filePath']).stem}:{fault['line']} {fault['ruleId']}: {fault['message']}"
            for page in report
            for fault in page["messages"]
            if not ("style-guide" in page["filePath"] and fault["ruleId"] in SPECIMENS)
        }
    )
    assert faults == []
    assert len(pages) > 90
