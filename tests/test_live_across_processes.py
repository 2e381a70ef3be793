"""Live pages with the real web server: several processes, restarts, and more pages than places."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import psycopg
import pytest

from onthaal.config import embedded_postgres, gate
from onthaal.core.live.listening import MOST_OF_ONE_ADDRESS
from onthaal.operations.supervisor import Place, web_command
from onthaal.operations.tests.test_town_hall import TownHall, clean_up, data_of

pytestmark = pytest.mark.embedded


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stream:
    """A page that listens: every event with the moment at which it came."""

    def __init__(self, port: int, topic: str = "hall.3") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
        self.connection.request("GET", f"/live/?topic={topic}")
        self.answer = self.connection.getresponse()
        self.events: list[tuple[str, float]] = []
        self.is_over = False
        if self.answer.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
            self.wait_for("ready")

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := self.answer.readline():
                if line.startswith(b"event: "):
                    self.events.append((line[7:].strip().decode(), time.monotonic()))
        self.is_over = True

    def wait_for(self, kind: str, since: float = 0, within: float = 10) -> float:
        """When the first event of ``kind`` after ``since`` came."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for name, at in list(self.events):
                if name == kind and at > since:
                    return at
            time.sleep(0.01)
        raise AssertionError(f"{kind} kwam niet: {self.events}")

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()


@pytest.fixture(scope="module")
def town_hall(tmp_path_factory):
    """``onthaal up``, and beside it a second web server on the same database."""
    var = tmp_path_factory.mktemp("live") / "var"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {
        "ONTHAAL_VAR": str(var),
        "WEB_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "onthaal.config.settings",
    }
    port = free_port()
    log = var.parent / "log"
    up = [sys.executable, "-m", "onthaal.operations", "up", "--port", str(port), "--no-seed"]
    with log.open("w") as output:
        process = subprocess.Popen(up, env=environment, stdout=output, stderr=subprocess.STDOUT)
    second = None
    try:
        hall = TownHall(process, log, var)
        hall.says("Onthaal draait op")
        assert hall.answers("/gezond/klaar", within=90) == 200
        hall.port, hall.second_port = port, free_port()
        command = web_command(Place("127.0.0.1", hall.second_port, socket.AF_INET), 1)
        second = hall.second = subprocess.Popen(command, env=environment)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", hall.second_port), 1),
            ):
                break
            time.sleep(0.1)
        yield hall
    finally:
        for each in (second, process):
            if each is None:
                continue
            each.send_signal(signal.SIGTERM)
            try:
                each.wait(30)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
        clean_up(var, environment)


def announce(hall: TownHall, topic: str = "hall.3") -> None:
    settings = embedded_postgres.database_settings(hall.var)
    with psycopg.connect(
        dbname="onthaal", user="postgres", host=settings["HOST"], autocommit=True
    ) as database:
        database.execute("SELECT pg_notify('onthaal_live', %s)", [topic])


def settle(*streams: Stream) -> None:
    """Let pass what a listener says when it has just begun."""
    until = time.monotonic() + 1
    while time.monotonic() < until and any(len(each.events) < 2 for each in streams):
        time.sleep(0.02)
    time.sleep(0.2)


def test_both_web_servers_tell_it_at_once_and_pages_go_on(town_hall):
    ports = (town_hall.port, town_hall.second_port)
    streams = [Stream(port) for port in ports for _ in range(5)]
    other = Stream(town_hall.port, "hall.4")
    settle(*streams, other)
    began = time.monotonic()
    announce(town_hall)
    for each in streams:
        assert each.wait_for("changed", since=began) - began < 1
    assert not [at for name, at in other.events if name == "changed" and at > began]
    # more streams than requests that may be at work, and pages are still made
    assert len(streams) > gate.AT_ONCE
    assert town_hall.answers("/openingsuren/", within=5) == 200
    for each in [*streams, other]:
        each.close()


def test_after_a_restart_of_the_database_it_is_told_again_within_five_seconds(town_hall):
    streams = [Stream(town_hall.port), Stream(town_hall.second_port)]
    settle(*streams)
    pid = int((data_of(town_hall) / "postmaster.pid").read_text().splitlines()[0])
    began = time.monotonic()
    os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown; `onthaal up` starts it again
    for each in streams:
        each.wait_for("changed", since=began, within=5)  # that what it shows may be old
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(psycopg.OperationalError):
            announce(town_hall, "hall.9")
            break
        time.sleep(0.02)
    recovered = time.monotonic()
    for each in streams:
        assert each.wait_for("changed", since=recovered - 0.05, within=5) - recovered < 5
    time.sleep(0.5)
    again = time.monotonic()
    announce(town_hall)
    for each in streams:
        assert each.wait_for("changed", since=again, within=5) - again < 1
        each.close()


def test_more_pages_than_places_are_told_to_ask_for_themselves(town_hall):
    streams = [Stream(town_hall.second_port) for _ in range(MOST_OF_ONE_ADDRESS)]
    refused = Stream(town_hall.second_port)
    assert refused.answer.status == 503
    assert refused.answer.getheader("Retry-After")
    for each in streams:
        each.close()
    # who left is noticed at the next word to it
    until = time.monotonic() + 10
    status = 503
    while status == 503 and time.monotonic() < until:
        announce(town_hall)
        time.sleep(0.3)
        found = Stream(town_hall.second_port)
        status = found.answer.status
        found.close()
    assert status == 200


def test_a_web_server_with_open_streams_stops_in_good_order(town_hall):
    streams = [Stream(town_hall.second_port) for _ in range(3)]
    began = time.monotonic()
    town_hall.second.send_signal(signal.SIGTERM)
    assert town_hall.second.wait(8) == 0
    assert time.monotonic() - began < 8
    time.sleep(0.2)
    assert all(each.is_over for each in streams)
