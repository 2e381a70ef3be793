"""``onthaal up``: everything in one foreground process that keeps its children alive."""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections

# A child that lives this long was healthy; its next restart is quick again.
HEALTHY_AFTER = 30.0
LONGEST_PAUSE = 30.0
STOP_WITHIN = 20.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One program that must run."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        # a group of its own, so that Ctrl-C reaches only the supervisor, which stops in good order
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def watch(self) -> None:
        """Start again what ended, with longer pauses when it keeps ending at once."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.restart_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.end_group()
        self.pause = (
            0.5 if now - self.started > HEALTHY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        )
        self.process = None
        self.restart_at = now + self.pause
        say(f"{self.name} stopte onverwacht (code {code}); herstart over {self.pause:.0f} s")

    def end_group(self) -> None:
        """End what a child that died left behind, such as the web server's own processes."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.end_group()
            self.process.wait()


def up(arguments: list[str]) -> int:
    """Prepare, start web server and worker, and watch over them until a signal says stop."""
    parser = argparse.ArgumentParser(prog="onthaal up", description="Start Onthaal.")
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
    parser.add_argument("--no-seed", action="store_true", help="begin met een lege databank")
    options = parser.parse_args(arguments)
    port = options.port if settings.PRODUCTION else free_port(options.host, options.port)
    if not settings.PRODUCTION:
        # passkeys work on this name and not on a number
        shown = "localhost" if options.host == "127.0.0.1" else options.host
        os.environ.setdefault("PUBLIC_URL", f"http://{shown}:{port}")
        settings.PUBLIC_URL = os.environ["PUBLIC_URL"]
    try:
        prepare(seed=not (settings.PRODUCTION or options.no_seed))
    except OperationalError as problem:
        say(f"De databank antwoordt niet: {str(problem).strip().splitlines()[0]}")
        say("Controleer DATABASE_URL en of PostgreSQL draait.")
        return 1
    connections.close_all()
    children = [
        Child("website", web_command(options.host, port, options.workers)),
        Child("achtergrondwerk", [sys.executable, "-m", "onthaal.operations", "worker"]),
    ]
    return watch(children, f"http://{options.host}:{port}")


def prepare(*, seed: bool) -> None:
    """Bring database and static files to this version; fill an empty try-out with Lindeveld."""
    django.setup()
    with step("Databank bijwerken"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("Stijlen en scripts klaarzetten"):
        call_command("collectstatic", verbosity=0, interactive=False)
    if seed:
        with step("Lindeveld klaarzetten"):
            call_command("seed", if_empty=True, verbosity=0)


def web_command(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "onthaal.config.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "4", "--backlog", "512"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--no-ws"),
        *("--log-level", "warning"),
    ]


def watch(children: list[Child], address: str) -> int:
    """Keep the children alive until SIGINT or SIGTERM; then stop them all."""
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        for child in children:
            child.start()
        wait_for(address)
        say_welcome()
        while not stopping:
            for child in children:
                child.watch()
            time.sleep(0.25)
        say("Stoppen …")
    finally:
        for child in children:
            child.stop()
        until = time.monotonic() + STOP_WITHIN
        for child in children:
            child.wait(until)
    say("Gestopt.")
    return 0


def wait_for(address: str) -> None:
    host, _, port = address.removeprefix("http://").rpartition(":")
    until = time.monotonic() + 15
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.05)


def say_welcome() -> None:
    say("")
    say(f"Onthaal draait op {settings.PUBLIC_URL}")
    say(f"  inwoners      {settings.PUBLIC_URL}/")
    say(f"  medewerkers   {settings.PUBLIC_URL}/balie/")
    if not settings.PRODUCTION:
        from onthaal.lindeveld.staff import DEMO_PASSWORD, demo_logins

        say(f"  proefpost     {settings.PUBLIC_URL}/proef/post/   (alle mails komen hier terecht)")
        say("")
        say(f"Aanmelden als medewerker, met wachtwoord “{DEMO_PASSWORD}”:")
        for email, what in demo_logins():
            say(f"  {email:<36} {what}")
    say("")
    say("Stoppen: Ctrl-C")


def free_port(host: str, wanted: int) -> int:
    """``wanted``, or the next port that nobody uses."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return wanted


def _end_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the supervisor dies, also by ``kill -9``."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def step(what: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"{what} … ", end="", flush=True)
    yield
    print(f"{time.monotonic() - began:.1f} s".replace(".", ","), flush=True)


def say(line: str) -> None:
    print(line, flush=True)
