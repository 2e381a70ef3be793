"""The whole program as a newcomer starts it: one process, its children, and trouble."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from onthaal.config import embedded_postgres
from onthaal.operations.supervisor import Child

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Starts ``onthaal up`` with an empty town, in a folder with a space and an é in its name.

    Every start uses that same folder; all of them end with the tests.
    """
    var = tmp_path_factory.mktemp("een café") / "var"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {"ONTHAAL_VAR": str(var), "WEB_WORKERS": "1", "PYTHONUNBUFFERED": "1"}
    halls = []

    def one() -> TownHall:
        log = var.parent / f"log-{len(halls)}"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "onthaal.operations", "up", "--port", "8600", "--no-seed"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        halls.append(TownHall(process, log, var))
        return halls[-1]

    try:
        yield one
    finally:
        for hall in halls:
            hall.process.kill()
            hall.process.wait()
        clean_up(var, environment)


@pytest.fixture(scope="module")
def town_hall(start):
    return start()


def clean_up(var: Path, environment: dict[str, str]) -> None:
    """Stop the database of ``var`` and throw it away; for root it lies in a folder elsewhere."""
    subprocess.run([sys.executable, "-c", STOP, str(var)], env=environment, check=False, timeout=60)
    shutil.rmtree(Path(embedded_postgres.database_settings(var)["HOST"]).parent)


def lives(pid: int) -> bool:
    """Whether the process runs; a dead one that nobody has buried does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


STOP = """
import sys
from pathlib import Path
from onthaal.config import embedded_postgres
from onthaal.operations.supervisor import Child
embedded_postgres.start(Path(sys.argv[1]))
embedded_postgres.stop(Path(sys.argv[1]))
"""


class TownHall:
    def __init__(self, process: subprocess.Popen[bytes], log: Path, var: Path) -> None:
        self.process, self.log, self.var = process, log, var

    def says(self, pattern: str, within: float = 90) -> re.Match[str]:
        until = time.monotonic() + within
        while time.monotonic() < until:
            if found := re.search(pattern, self.log.read_text()):
                return found
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.2)
        raise AssertionError(f"{pattern} niet gezegd:\n{self.log.read_text()}")

    @property
    def address(self) -> str:
        return self.says(r"Onthaal draait op (http://\S+)")[1]

    def answers(self, path: str, within: float = 40) -> int:
        """The status of ``path``, trying again while the town hall gets up."""
        until = time.monotonic() + within
        status = 0
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(self.address + path, timeout=5) as answer:  # noqa: S310 -- our own server
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                status = error.code
            except OSError:
                status = 0
            time.sleep(0.3)
        return status

    def group(self, leader: int) -> list[int]:
        """The processes of the group that ``leader`` leads."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.getpgid(int(folder.name)) == leader:
                    found.append(int(folder.name))
        return found

    def children(self, word: str) -> list[int]:
        """The processes below the town hall whose command has ``word``."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                parent = int(re.search(r"PPid:\s+(\d+)", (folder / "status").read_text())[1])
            except (OSError, TypeError):
                continue
            if parent == self.process.pid and word in command:
                found.append(int(folder.name))
        return found


def test_one_command_starts_everything(town_hall):
    assert town_hall.answers("/gezond/live") == 200
    assert town_hall.answers("/gezond/klaar") == 200
    assert town_hall.answers("/melden/") == 200


@pytest.mark.parametrize("word", ["granian", "operations worker"])
def test_a_killed_child_comes_back(town_hall, word):
    town_hall.answers("/gezond/klaar")
    [old] = town_hall.children(word)
    family = town_hall.group(old)
    os.kill(old, signal.SIGKILL)
    until = time.monotonic() + 30
    while time.monotonic() < until and town_hall.children(word) in ([], [old]):
        time.sleep(0.2)
    assert town_hall.children(word) not in ([], [old])
    assert not any(lives(pid) for pid in family)
    assert town_hall.answers("/gezond/klaar") == 200


def test_a_restart_of_the_database_is_survived(town_hall):
    town_hall.answers("/gezond/klaar")
    settings = embedded_postgres.database_settings(town_hall.var)
    with psycopg.connect(
        dbname="onthaal", user="postgres", host=settings["HOST"], autocommit=True
    ) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    assert town_hall.answers("/openingsuren/") == 200
    assert town_hall.answers("/gezond/klaar") == 200


def test_only_the_owner_can_open_the_database(town_hall):
    town_hall.answers("/gezond/live")
    socket = Path(embedded_postgres.database_settings(town_hall.var)["HOST"])
    assert socket.stat().st_mode & 0o077 == 0


def postmaster(hall: TownHall) -> int:
    return int((data_of(hall) / "postmaster.pid").read_text().splitlines()[0])


def data_of(hall: TownHall) -> Path:
    return Path(embedded_postgres.database_settings(hall.var)["HOST"])


def test_a_database_that_is_killed_comes_back(town_hall):
    town_hall.answers("/gezond/klaar")
    old = postmaster(town_hall)
    os.kill(old, signal.SIGKILL)
    town_hall.says("de databank stopte onverwacht; ze draait weer", within=30)
    assert town_hall.answers("/gezond/klaar") == 200
    assert postmaster(town_hall) != old


def test_a_second_one_on_the_same_folder_takes_the_next_port(town_hall, start):
    second = start()
    assert second.address != town_hall.address
    assert second.answers("/gezond/klaar") == 200
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(40) == 0
    # the database stays, for the first one still uses it
    assert town_hall.answers("/openingsuren/") == 200


def test_after_a_kill_of_everything_it_starts_again(town_hall, start):
    town_hall.answers("/gezond/live")
    children = [*town_hall.children("granian"), *town_hall.children("operations worker")]
    everybody = [pid for child in children for pid in town_hall.group(child)]
    for pid in (town_hall.process.pid, *everybody, postmaster(town_hall)):
        os.kill(pid, signal.SIGKILL)
    town_hall.process.wait()
    assert (data_of(town_hall) / "postmaster.pid").exists()
    assert (data_of(town_hall) / ".s.PGSQL.5432.lock").exists()
    assert start().answers("/gezond/klaar") == 200


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGINT]])
def test_stopping_leaves_nobody_behind(start, signals):
    hall = start()
    assert hall.answers("/gezond/live") == 200
    children = [*hall.children("granian"), *hall.children("operations worker")]
    everybody = [pid for child in children for pid in hall.group(child)]
    assert len(everybody) >= 3
    for number in signals:
        hall.process.send_signal(number)
        time.sleep(0.05)
    assert hall.process.wait(40) == 0
    assert "Gestopt." in hall.log.read_text()
    assert not any(lives(pid) for pid in everybody)


def test_the_last_one_stops_the_database(start, tmp_path):
    """Also when it is stopped before it is ready."""
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "onthaal.operations", "up", "--port", "8600"],
            env={**os.environ, "ONTHAAL_VAR": str(tmp_path / "var"), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    hall = TownHall(process, log, tmp_path / "var")
    try:
        hall.says("Databank bijwerken")
        server = postmaster(hall)
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 128 + signal.SIGTERM
        assert not lives(server)
    finally:
        process.kill()
        process.wait()
        clean_up(hall.var, dict(os.environ))


def test_a_program_that_keeps_ending_is_tried_less_and_less():
    child = Child("lastpak", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    child.start()
    for _ in range(4):
        child.process.wait()
        child.watch()
        pauses.append(child.pause)
        child.restart_at = 0
        child.watch()
    child.end_group()
    child.process.wait()
    assert pauses == [1, 2, 4, 8]


def test_a_port_that_is_taken_stops_the_start(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = up_in_production(tmp_path, PORT=str(port))
    assert done.returncode == 1
    assert f"poort {port} is in gebruik" in done.stdout


GOOD = {
    "DATABASE_URL": "postgres://onthaal:wachtwoord@127.0.0.1:9/onthaal",
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789abcdefgh",
    "ALLOWED_HOSTS": "localhost",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "PORT": "8655",
}


def up_in_production(var: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onthaal.operations", "up"],
        env={"PATH": os.environ["PATH"], "ONTHAAL_VAR": str(var), **GOOD, **given},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"SECRET_KEY": "", "ALLOWED_HOSTS": "", "EMAIL_URL": ""}, "SECRET_KEY, ALLOWED_HOSTS, E"),
        ({"SECRET_KEY": "kort"}, "te kort"),
        ({"DATABASE_URL": "mysql://x/y"}, "PostgreSQL"),
        ({"EMAIL_URL": "foo"}, "EMAIL_URL is ongeldig"),
        ({"ALLOWED_HOSTS": "https://x"}, "zonder https://"),
        ({"WEB_WORKERS": "veel"}, "WEB_WORKERS is “veel”"),
        ({"HOST": "999.1.1.1"}, "dat adres bestaat hier niet"),
        ({}, "de databank antwoordt niet"),
    ],
)
def test_wrong_settings_stop_the_start_with_one_clear_line(given, says, tmp_path):
    done = up_in_production(tmp_path, **given)
    assert done.returncode == 1
    [line] = (done.stdout + done.stderr).strip().splitlines()
    assert line.startswith("Onthaal kan niet starten: ")
    assert says in line
