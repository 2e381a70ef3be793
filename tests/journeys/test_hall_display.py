"""A display that is left alone: the web server and the database start again while somebody is
called, and it shows the right number within five seconds of their recovery."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from onthaal.operations.tests.test_town_hall import TownHall, clean_up, data_of

pytestmark = pytest.mark.embedded

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
import time
import django
django.setup()
from onthaal.people.models import User
from onthaal.reception.actions import calling, duty
sitting = duty.of(User.objects.get())
if now := calling.current(sitting):
    calling.show_up(duty=sitting, visit=now)
    calling.finish(duty=sitting, visit=now)
print(calling.call_next(duty=sitting).number, time.time())
"""


class Pulse(threading.Thread):
    """Asks many times a second whether the town hall is up, to know when it came back."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.is_up = True
        self.back_at = 0.0
        self.is_over = False

    def run(self) -> None:
        while not self.is_over:
            try:
                with urllib.request.urlopen(self.address, timeout=1) as answer:  # noqa: S310 -- our own server
                    is_up = answer.status == 200
            except OSError:
                is_up = False
            if is_up and not self.is_up:
                self.back_at = time.time()
            self.is_up = is_up
            time.sleep(0.02)

    def wait_for(self, *, up: bool) -> None:
        until = time.monotonic() + 240
        while self.is_up is not up:
            assert time.monotonic() < until
            time.sleep(0.01)


class Hall(TownHall):
    environment: dict[str, str]

    def call(self) -> tuple[str, float]:
        """Call the next one: the number, and when the call was stored (seconds of the clock)."""
        number, at = self.run(CALL).split()
        return number, float(at)

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


@pytest.fixture
def pulse(hall):
    pulse = Pulse(f"{hall.address}/gezond/klaar")
    pulse.start()
    yield pulse
    pulse.is_over = True
    pulse.join()


def wait_until(page, number: str, within: float) -> None:
    page.wait_for_function(
        f"number => document.querySelector('{FIRST}')?.innerText.trim() === number",
        arg=number,
        timeout=within * 1000,
    )


def is_right_soon(page, hall, pulse) -> None:
    """Somebody is called while the town hall is away; five seconds after it is back (and the call
    is stored), the page shows it."""
    pulse.wait_for(up=False)
    number, called_at = hall.call()
    pulse.wait_for(up=True)
    wait_until(page, number, within=30)
    assert time.time() - max(pulse.back_at, called_at) <= 5


def test_a_display_shows_the_right_number_after_everything_started_again(hall, pulse, page):
    hall.run(HALL)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{hall.address}/scherm/hal/")
    wait_until(page, hall.call()[0], within=5)
    page.evaluate("document.querySelector('[data-display]').dataset.mark = 'same page'")

    # the web server is killed
    for pid in hall.children("granian"):
        os.killpg(pid, signal.SIGKILL)
    is_right_soon(page, hall, pulse)

    # the database restarts
    pid = int((data_of(hall) / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGINT)
    is_right_soon(page, hall, pulse)

    # without network it says since when it knows nothing, instead of showing an old number as true
    page.context.set_offline(True)
    number, _ = hall.call()
    page.get_by_text("Verbinding verbroken – laatst bijgewerkt").wait_for(timeout=60_000)
    page.context.set_offline(False)
    wait_until(page, number, within=5)
    page.get_by_text("Verbinding verbroken").wait_for(state="hidden", timeout=5_000)

    # and a call of an ordinary moment is there at once, on the page that never went away
    number, _ = hall.call()
    wait_until(page, number, within=5)
    assert number == "A005"
    mark = page.evaluate("document.querySelector('[data-display]').dataset.mark")
    assert mark == "same page"
