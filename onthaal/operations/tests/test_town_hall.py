"""The whole program as a newcomer starts it: one process, its children, and trouble."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from onthaal.config import embedded_postgres

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def town_hall(tmp_path_factory):
    """``onthaal up`` with an empty town, in a folder with a space and an é in its name."""
    var = tmp_path_factory.mktemp("een café") / "var"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {"ONTHAAL_VAR": str(var), "WEB_WORKERS": "1", "PYTHONUNBUFFERED": "1"}
    log = var.parent / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "onthaal.operations", "up", "--port", "8600", "--no-seed"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield TownHall(process, log, var)
    finally:
        process.kill()
        process.wait()
        subprocess.run(
            [sys.executable, "-c", STOP, str(var)], env=environment, check=False, timeout=60
        )


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


def test_stopping_leaves_nobody_behind(town_hall):
    town_hall.answers("/gezond/live")
    children = [*town_hall.children("granian"), *town_hall.children("operations worker")]
    assert len(children) == 2
    town_hall.process.send_signal(signal.SIGTERM)
    assert town_hall.process.wait(40) == 0
    assert "Gestopt." in town_hall.log.read_text()
    assert not any(lives(pid) for pid in children)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "SECRET_KEY, ALLOWED_HOSTS, EMAIL_URL"),
        ({"SECRET_KEY": "kort", "ALLOWED_HOSTS": "x", "EMAIL_URL": "smtp://x"}, "te kort"),
        (
            {
                "SECRET_KEY": "x" * 50,
                "ALLOWED_HOSTS": "localhost",
                "EMAIL_URL": "smtp://x",
                "DATABASE_URL": "mysql://x/y",
            },
            "PostgreSQL",
        ),
        (
            {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "EMAIL_URL": "smtp://x"},
            "De databank antwoordt niet",
        ),
    ],
)
def test_wrong_settings_stop_the_start_with_one_clear_line(given, says, tmp_path):
    environment = {"DATABASE_URL": f"postgres://nobody@/nothing?host={tmp_path}", **given}
    done = subprocess.run(
        [sys.executable, "-m", "onthaal.operations", "up"],
        env={"PATH": os.environ["PATH"], "ONTHAAL_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
