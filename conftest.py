"""What every test needs: a database that runs. What journeys need: a browser that stays at home."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from onthaal.config import embedded_postgres
from scripts import find_browser

ROOT = Path(__file__).parent
HOME = {"localhost", "127.0.0.1"}
CHROMIUM = find_browser.found()


def pytest_configure() -> None:
    # No test is judged by the clock: on a fresh clone Hypothesis reads all our sources at its first
    # draw, and a browser may hold the processor meanwhile. All its other checks stand.
    hypothesis_settings.register_profile(
        "no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("no clock")
    # Playwright keeps an event loop in the main thread, in which Django refuses to ask its database
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    # set once: between two tests a service worker of the first may still ask for a page
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # the real one is slow on purpose
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not settings.PRODUCTION:
        embedded_postgres.start(settings.VAR, durable=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")
            if CHROMIUM is None:
                advice = f"Chromium ontbreekt: apt install {find_browser.PACKAGE}"
                item.add_marker(pytest.mark.skip(reason=advice))


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path) -> None:
    from onthaal.appointments import memory

    cache.clear()
    memory.forget()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def _delete_what_is_there(
    self: DatabaseOperations, style: object, tables: Sequence[str], **options: bool
) -> list[str]:
    """Instead of TRUNCATE: that makes new files for two hundred tables of which ten were filled,
    and waits in a circle with the last question of a page that is still open."""
    questions = (
        f"SELECT {number} WHERE EXISTS (SELECT FROM {self.quote_name(table)})"  # noqa: S608 -- ours
        for number, table in enumerate(tables)
        if table not in _KEPT_TABLES
    )
    with self.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions))
        filled = [self.quote_name(tables[number]) for (number,) in cursor.fetchall()]
    # in whatever order, and also what may only be added to
    free = "SET LOCAL session_replication_role = replica"
    emptied = [f"DELETE FROM {table}" for table in filled]  # noqa: S608 -- names of our tables
    return [free, *emptied] if filled else []


# the same for every test: made once, with the tables
_KEPT_TABLES = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def _empty_in_a_moment() -> Iterator[None]:
    """A test with real transactions leaves its rows behind; taking them away takes half a second
    in the way of Django."""
    with (
        patch.object(DatabaseOperations, "sql_flush", _delete_what_is_there),
        patch("django.core.management.commands.flush.emit_post_migrate_signal"),
    ):
        yield


@pytest.fixture(autouse=True)
def _no_open_streams() -> Iterator[None]:
    """A page that was open must not hold on to the database of the next test."""
    yield
    from onthaal.core.live import hub

    hub.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # a name that is not this machine does not exist
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nl-BE", "timezone_id": "Europe/Brussels"}


@pytest.fixture
def context(context) -> Iterator:
    """A browser window without a past. Whatever it does, nothing leaves this machine, no script
    stumbles and the content security policy has nothing to say."""
    left, stumbled = [], []

    def note_request(request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HOME:
            left.append(request.url)

    def note_words(message) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            stumbled.append(message.text)

    context.on("request", note_request)
    context.on("console", note_words)
    context.on("weberror", lambda error: stumbled.append(str(error.error)))
    yield context
    assert left == [], "requests left this machine"
    assert stumbled == [], "scripts stumbled"


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """``assert axe(page) == []``: every accessibility fault on the page that axe-core knows."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def faults(page, within: str = "") -> list[str]:
        # evaluated by the browser's debugger, so the page's own policy may stay strict
        if page.evaluate("() => !window.axe"):
            page.evaluate(source)
        # halfway from one colour to another, neither is judged
        page.evaluate(
            """() => Promise.allSettled(
              document.getAnimations()
                .filter((one) => one.playState === "running")
                .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
                .map((one) => one.finished))"""
        )
        options = "{resultTypes: ['violations']}"
        found = page.evaluate(f"within => axe.run(within || document, {options})", within)
        return [
            f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return faults


@pytest.fixture
def too_wide() -> Callable[..., list[str]]:
    """``assert too_wide(page) == []``: what makes the page scroll sideways."""

    def culprits(page) -> list[str]:
        # between two pages there is none
        page.wait_for_load_state()
        return page.evaluate(
            """() => {
              const room = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= room) return [];
              return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > room + 0.5)
                .map((one) => one.outerHTML.slice(0, 120));
            }"""
        )

    return culprits


@pytest.fixture
def log_in(context, live_server, client) -> Callable[..., None]:
    """``log_in(user)``: from now on this browser is that person's."""

    def as_person(user) -> None:
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return as_person
