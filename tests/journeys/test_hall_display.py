"""A display that is left alone: the web server and the database start again while somebody is
called, and it shows the right number within five seconds of their recovery."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from onthaal.operations.tests.test_town_hall import TownHall, clean_up, data_of

pytestmark = [pytest.mark.embedded, pytest.mark.xdist_group("browser")]

HALL = """
import django
django.setup()
from onthaal.catalogue.models import Access, Product, ProductVersion
from onthaal.organisation.models import AdministrativeUnit, Location, OpeningHours
from onthaal.people.models import User
from onthaal.reception.actions import duty
from onthaal.reception.actions.registration import register
from onthaal.reception.models import Counter, Screen
unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
place = Location.objects.create(
    unit=unit, name="Gemeentehuis", street_line="Dorp 1", postcode="2499", town="Lindeveld"
)
for day in range(7):
    OpeningHours.objects.create(
        location=place, weekday=day, opens_at="00:00", closes_at="23:59:59"
    )
bags = Product.objects.create(name="Vuilniszakken", slug="zakken", access=Access.WALK_IN)
bags.published = ProductVersion.objects.create(product=bags, number=1, state="published")
bags.save()
bram = User.objects.create_user("bram@lindeveld.example", name="Bram", is_staff=True)
counter = Counter.objects.create(location=place, name="Loket 1")
duty.sit_down(user=bram, counter=counter)
for _ in range(6):
    register(location=place, items=[(bags, 1)], arrival="kiosk")
Screen.objects.create(location=place, kind="display", name="Hal", key="hal")
"""
CALL = """
import django
django.setup()
from onthaal.people.models import User
from onthaal.reception.actions import calling, duty
sitting = duty.of(User.objects.get())
if now := calling.current(sitting):
    calling.show_up(duty=sitting, visit=now)
    calling.finish(duty=sitting, visit=now)
print(calling.call_next(duty=sitting).number)
"""


class Hall(TownHall):
    environment: dict[str, str]

    def run(self, code: str) -> str:
        """Run ``code`` beside the town hall, as often as it takes while the database restarts."""
        until = time.monotonic() + 240
        while True:
            done = subprocess.run(
                [sys.executable, "-c", code],
                env=self.environment,
                capture_output=True,
                text=True,
                timeout=240,
                check=False,
            )
            if done.returncode == 0:
                return done.stdout.strip()
            assert time.monotonic() < until, done.stderr
            time.sleep(0.5)


@pytest.fixture
def hall(tmp_path):
    var = tmp_path / "var"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {
        "ONTHAAL_VAR": str(var),
        "WEB_WORKERS": "2",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "onthaal.config.settings",
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    up = [sys.executable, "-m", "onthaal.operations", "up", "--port", str(port), "--no-seed"]
    with log.open("w") as output:
        process = subprocess.Popen(up, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        found = Hall(process, log, var)
        found.environment = environment
        found.says("Onthaal draait op", within=600)
        assert found.answers("/gezond/klaar", within=60) == 200
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        clean_up(var, environment)


FIRST = ".call--first .call__number"


def shown(page) -> str:
    return page.locator(FIRST).inner_text().strip()


def wait_until(page, number: str, within: float) -> float:
    began = time.monotonic()
    page.wait_for_function(
        f"number => document.querySelector('{FIRST}')?.innerText.trim() === number",
        arg=number,
        timeout=within * 1000,
    )
    return time.monotonic() - began


def test_a_display_shows_the_right_number_after_everything_started_again(hall, page):
    hall.run(HALL)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{hall.address}/scherm/hal/")
    hall.run(CALL)
    wait_until(page, "A001", within=5)
    page.evaluate("document.querySelector('[data-display]').dataset.mark = 'same page'")

    # the web server is killed; while it is away, the next one is called
    for pid in hall.children("granian"):
        os.killpg(pid, signal.SIGKILL)
    number = hall.run(CALL)
    assert hall.answers("/gezond/klaar", within=240) == 200
    wait_until(page, number, within=5)

    # the database restarts, and the next one is called as soon as it can be
    pid = int((data_of(hall) / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGINT)
    number = hall.run(CALL)
    assert hall.answers("/gezond/klaar", within=240) == 200
    wait_until(page, number, within=5)

    # without network it says since when it knows nothing, instead of showing an old number as true
    page.context.set_offline(True)
    number = hall.run(CALL)
    page.get_by_text("Verbinding verbroken – laatst bijgewerkt").wait_for(timeout=60_000)
    page.context.set_offline(False)
    wait_until(page, number, within=5)
    page.get_by_text("Verbinding verbroken").wait_for(state="hidden", timeout=5_000)

    # and a call of an ordinary moment is there at once, on the page that never went away
    hall.run(CALL)
    wait_until(page, "A005", within=5)
    assert shown(page) == "A005"
    mark = page.evaluate("document.querySelector('[data-display]').dataset.mark")
    assert mark == "same page"
