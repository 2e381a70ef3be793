"""Things that break at the worst moment: what was accepted is there afterwards, once, and no mail
goes out twice without a reason that is kept."""

from __future__ import annotations

import http.client
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.test.client import MULTIPART_CONTENT, encode_multipart
from PIL import Image

from onthaal.config import embedded_postgres
from onthaal.operations.tests.test_town_hall import TownHall, clean_up, data_of

pytestmark = pytest.mark.embedded
BOUNDARY = MULTIPART_CONTENT.partition("boundary=")[2]
SMALL_TOWN = """
import django
django.setup()
from onthaal.issues.models import Category, CategoryGroup
from onthaal.organisation.models import AdministrativeUnit, Department, Team
unit = AdministrativeUnit.objects.create(kind="gemeente", name="Gemeente Lindeveld")
team = Team.objects.create(
    name="Wegen", department=Department.objects.create(unit=unit, name="Openbaar domein")
)
Category.objects.create(
    name="Straatverlichting", slug="lamp", icon="lamp", team=team,
    group=CategoryGroup.objects.create(name="Straat", slug="straat", icon="cone"),
)
"""


@pytest.fixture(scope="module")
def town_hall(tmp_path_factory):
    """``onthaal up`` with one category, and no limit on how often one may report."""
    var = tmp_path_factory.mktemp("trouble") / "var"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {
        "ONTHAAL_VAR": str(var),
        "WEB_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
        "RATE_LIMIT_FACTOR": "0",
        "DJANGO_SETTINGS_MODULE": "onthaal.config.settings",
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = var.parent / "log"
    up = [sys.executable, "-m", "onthaal.operations", "up", "--port", str(port), "--no-seed"]
    with log.open("w") as output:
        process = subprocess.Popen(up, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        hall = Trouble(process, log, var)
        hall.environment = environment
        assert hall.answers("/gezond/klaar", within=90) == 200
        hall.run(SMALL_TOWN)
        yield hall
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        clean_up(var, environment)


class Trouble(TownHall):
    environment: dict[str, str]

    def run(self, code: str) -> None:
        subprocess.run(
            [sys.executable, "-c", code, str(self.var)],
            env=self.environment,
            check=True,
            timeout=60,
        )

    def rows(self, query: str, *values) -> list[tuple]:
        """Ask the database itself."""
        settings = embedded_postgres.database_settings(self.var)
        with psycopg.connect(
            dbname="onthaal", user="postgres", host=settings["HOST"], autocommit=True
        ) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def kill(self, word: str) -> None:
        """Kill this child and wait for another in its place."""
        [old] = self.children(word)
        os.kill(old, signal.SIGKILL)
        until = time.monotonic() + 40
        while time.monotonic() < until and self.children(word) in ([], [old]):
            time.sleep(0.1)
        assert self.children(word) not in ([], [old])

    def connect(self) -> http.client.HTTPConnection:
        host, port = self.address.removeprefix("http://").split(":")
        return http.client.HTTPConnection(host, int(port), timeout=20)

    def form(self, key: uuid.UUID, text: str) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a melding with a photo."""
        connection = self.connect()
        connection.request("GET", "/melden/sleutel/")
        answer = connection.getresponse()
        answer.read()
        token = re.search(r"csrftoken=(\w+)", answer.getheader("Set-Cookie") or "")[1]
        connection.close()
        photo = io.BytesIO()
        Image.effect_noise((900, 700), 90).convert("RGB").save(photo, "JPEG", quality=90)
        photo.seek(0)
        photo.name = "put.jpg"
        fields = {
            "csrfmiddlewaretoken": token,
            "key": str(key),
            "address": "Kerkstraat 14",
            "point_of": "Kerkstraat 14",
            "lat": "51.01",
            "lon": "5.005",
            "description": text,
            "category": "lamp",
            "email": "an@voorbeeld.be",
            "photos": photo,
        }
        body = encode_multipart(BOUNDARY, fields)
        headers = {
            "Content-Type": MULTIPART_CONTENT,
            "Content-Length": str(len(body)),
            "Cookie": f"csrftoken={token}",
            "Host": self.address.removeprefix("http://"),
        }
        return body, headers

    def send(self, body: bytes, headers: dict[str, str]) -> int:
        """The status of the answer; 0 when there was none."""
        connection = self.connect()
        try:
            connection.request("POST", "/melden/", body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def insist(self, body: bytes, headers: dict[str, str]) -> int:
        """Send it again until there is an answer, as the queue on a telephone does."""
        until = time.monotonic() + 60
        status = 0
        while time.monotonic() < until and (status == 0 or status >= 500):
            status = self.send(body, headers)
            time.sleep(0.2)
        return status

    def count(self, text: str) -> tuple[int, int]:
        """How many meldingen with this text there are, and how many photos they have."""
        [(issues, photos)] = self.rows(
            "SELECT count(DISTINCT i.id), count(p.id) FROM issues_issue i"
            " LEFT JOIN issues_photo p ON p.issue_id = i.id WHERE i.description = %s",
            text,
        )
        return issues, photos


def test_a_web_server_killed_in_the_middle_of_an_upload(town_hall):
    text = "De lamp is stuk, en de server ook."
    body, headers = town_hall.form(uuid.uuid4(), text)
    connection = town_hall.connect()
    connection.putrequest("POST", "/melden/", skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[: len(body) // 2])
    town_hall.kill("granian")
    connection.close()
    assert town_hall.answers("/gezond/klaar") == 200
    assert town_hall.count(text) == (0, 0)
    assert town_hall.insist(body, headers) == 302
    assert town_hall.insist(body, headers) == 302
    assert town_hall.count(text) == (1, 1)


def test_a_database_that_restarts_loses_nothing_that_was_accepted(town_hall):
    accepted = []
    for number in range(4):
        text = f"De lamp met nummer {number} is stuk."
        body, headers = town_hall.form(uuid.uuid4(), text)
        if number == 1:
            pid = (data_of(town_hall) / "postmaster.pid").read_text().splitlines()[0]
            os.kill(int(pid), signal.SIGINT)  # PostgreSQL's fast shutdown
        assert town_hall.insist(body, headers) == 302
        accepted.append(text)
    assert [town_hall.count(text) for text in accepted] == [(1, 1)] * 4
    assert town_hall.answers("/gezond/klaar") == 200


def test_a_worker_that_is_killed_again_and_again_sends_every_mail_once(town_hall):
    for number in range(6):
        body, headers = town_hall.form(uuid.uuid4(), f"De put met nummer {number} is diep.")
        assert town_hall.insist(body, headers) == 302
        if number % 2:
            town_hall.kill("operations worker")
    until = time.monotonic() + 60
    waiting = 1
    while time.monotonic() < until and waiting:
        # what was under way when the worker died is tried again after ten minutes
        town_hall.rows(
            "UPDATE outbox_message SET next_attempt_at = now() WHERE state = 'sending'"
            " AND id NOT IN (SELECT message_id FROM outbox_deliveryattempt"
            " WHERE finished_at IS NULL AND started_at > now() - interval '5 seconds')"
        )
        [(waiting,)] = town_hall.rows("SELECT count(*) FROM outbox_message WHERE state <> 'sent'")
        time.sleep(1)
    assert waiting == 0
    promised = town_hall.rows("SELECT id, message_id FROM outbox_message")
    delivered = Counter(
        re.search(rb"^Message-ID: (\S+)", path.read_bytes(), re.MULTILINE)[1].decode()
        for path in Path(town_hall.var, "mail").glob("*.eml")
    )
    repeated = {
        pk
        for (pk,) in town_hall.rows(
            "SELECT DISTINCT message_id FROM outbox_deliveryattempt WHERE repeat_reason <> ''"
        )
    }
    assert len(promised) >= 6
    for pk, message_id in promised:
        assert delivered[message_id] == 1 or (delivered[message_id] > 1 and pk in repeated)
