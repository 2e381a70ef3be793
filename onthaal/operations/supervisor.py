"""``onthaal up``: everything in one foreground process that keeps its children alive."""

from __future__ import annotations

import argparse
import ctypes
import errno
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
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from onthaal.config import embedded_postgres, environment
from onthaal.core import metrics
from onthaal.operations import direct

# A child that lives this long was healthy; its next restart is quick again.
HEALTHY_AFTER = 30.0
LONGEST_PAUSE = 30.0
STOP_WITHIN = 20.0
PR_SET_PDEATHSIG = 1
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- what a container asks for, not our default
# an advisory lock of PostgreSQL: one process at a time prepares a database
PREPARING = 0x0471


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

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None


def up(arguments: list[str]) -> int:
    """Prepare, start web server and worker, and watch over them until a signal says stop.

    Returns the exit code: 0 after a signal, 1 when something stops the start.
    """
    parser = argparse.ArgumentParser(prog="onthaal up", description="Start Onthaal.")
    parser.add_argument("--host", default=environment.text("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=_default("PORT", 8000, 65535))
    parser.add_argument("--workers", type=int, default=_default("WEB_WORKERS", 2, 64))
    parser.add_argument("--no-seed", action="store_true", help="begin met een lege databank")
    options = parser.parse_args(arguments)
    try:
        place = Place.of(options.host, options.port)
        if settings.PRODUCTION:
            held = place.take_soon()
        else:
            place, held = place.take_next()
            # passkeys work on this name and not on a number
            os.environ.setdefault("PUBLIC_URL", place.address("localhost"))
            settings.PUBLIC_URL = os.environ["PUBLIC_URL"]
        prepare(seed=not (settings.PRODUCTION or options.no_seed))
    except CannotStart as problem:
        say(f"Onthaal kan niet starten: {problem}")
        return 1
    connections.close_all()
    children = [
        Child("website", web_command(place, options.workers)),
        Child("achtergrondwerk", [sys.executable, "-m", "onthaal.operations", "worker"]),
    ]
    with held:
        return watch(children, place)


def _default(name: str, default: int, most: int) -> int:
    return environment.number(name, default, least=1, most=most)


class CannotStart(Exception):
    """The message says in Dutch what is wrong."""


@dataclass(frozen=True)
class Place:
    """Where the website listens."""

    host: str
    port: int
    family: socket.AddressFamily

    @classmethod
    def of(cls, host: str, port: int) -> Place:
        """Raises CannotStart when this machine does not know ``host``."""
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        except (OSError, OverflowError):
            raise CannotStart(f"HOST is “{host}”, en dat adres bestaat hier niet.") from None
        return cls(host, port, family)

    def address(self, local_name: str = "") -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        if local_name and self.host in ("127.0.0.1", "::1", *EVERYWHERE):
            name = local_name
        return f"http://{name}:{self.port}"

    def take(self) -> socket.socket:
        """Keep the port for this process and its children until the socket closes.

        The web server's processes share their port, and would share it with strangers of the same
        account; this socket, which does not listen, lets only one ``onthaal up`` begin.

        Raises OSError.
        """
        with socket.socket(self.family) as probe:  # is anybody listening?
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((self.host, self.port))
        held = socket.socket(self.family)
        try:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            held.bind((self.host, self.port))
        except OSError:
            held.close()
            raise
        return held

    def take_soon(self) -> socket.socket:
        """``take``; a web server that was killed gets a moment to go. Raises CannotStart."""
        until = time.monotonic() + 5
        while True:
            try:
                return self.take()
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise self.refusal(problem) from None
                if time.monotonic() > until:
                    raise CannotStart(
                        f"poort {self.port} is in gebruik; stop dat programma of kies een PORT."
                    ) from None
            time.sleep(0.2)

    def take_next(self) -> tuple[Place, socket.socket]:
        """This place, or the next port that nobody uses. Raises CannotStart."""
        for port in range(self.port, min(self.port + 50, 65536)):
            place = Place(self.host, port, self.family)
            try:
                return place, place.take()
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise place.refusal(problem) from None
        raise CannotStart(f"poort {self.port} en de volgende zijn in gebruik; kies een PORT.")

    def refusal(self, problem: OSError) -> CannotStart:
        return CannotStart(f"luisteren op {self.address()} mag niet ({problem.strerror}).")

    def answers(self) -> bool:
        try:
            with socket.create_connection((self.host, self.port), timeout=0.5):
                return True
        except OSError:
            return False


def prepare(*, seed: bool) -> None:
    """Bring database and static files to this version; fill an empty try-out with Lindeveld.

    Another ``onthaal up`` on the same database waits meanwhile. Raises CannotStart.
    """
    django.setup()
    try:
        database = direct.reach()
    except direct.Unreachable as problem:
        raise CannotStart(str(problem)) from problem
    with database:
        try:
            database.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            with step("Databank bijwerken"):
                call_command("migrate", verbosity=0, interactive=False)
            with step("Stijlen en scripts klaarzetten"):
                call_command("collectstatic", verbosity=0, interactive=False)
                metrics.tidy()
            if seed:
                with step("Lindeveld klaarzetten"):
                    call_command("seed", if_empty=True, verbosity=0)
        except OSError as problem:
            raise CannotStart(
                f"de map {settings.VAR} is niet bruikbaar ({problem.strerror})."
            ) from problem
        except (DatabaseError, psycopg.Error) as problem:
            advice = (
                " Maak de gebruiker in DATABASE_URL eigenaar van de databank."
                if "permission denied" in str(problem)
                else ""
            )
            raise CannotStart(
                f"de databank kan niet bijgewerkt worden ({direct.first_line(problem)}).{advice}"
            ) from problem


def web_command(place: Place, workers: int) -> list[str]:
    from onthaal.config import gate  # needs Django

    return [
        *(sys.executable, "-m", "granian", "onthaal.config.wsgi:application"),
        *("--interface", "wsgi", "--host", place.host, "--port", str(place.port)),
        *("--workers", str(workers), "--backlog", "512"),
        # most of them wait in a stream; how many work at once is decided by config.gate
        *("--blocking-threads", str(gate.THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--no-ws"),
        # its one warning is about that number of threads
        *("--log-level", "error"),
    ]


def watch(children: list[Child], place: Place) -> int:
    """Keep the children alive until a signal; then stop them all. A second signal hurries."""
    signals = 0

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal signals
        signals += 1

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # ignored is what `nohup` asks
        signal.signal(signal.SIGHUP, stop)
    is_welcome_said = False
    try:
        for child in children:
            child.start()
        while not signals:
            for child in children:
                child.watch()
            if not is_welcome_said and place.answers():
                is_welcome_said = True
                say_welcome()
            if not settings.PRODUCTION:
                revive_database()
            time.sleep(0.25 if is_welcome_said else 0.05)
        say("Stoppen … (nog eens Ctrl-C stopt meteen)")
    finally:
        for child in children:
            child.stop()
        until = time.monotonic() + STOP_WITHIN
        while any(child.lives() for child in children):
            if signals > 1 or time.monotonic() > until:
                for child in children:
                    child.end_group()
            time.sleep(0.05)
    say("Gestopt.")
    return 0


def revive_database() -> None:
    try:
        if embedded_postgres.revive(settings.VAR):
            say("de databank stopte onverwacht; ze draait weer")
    except (embedded_postgres.CannotStart, OSError) as problem:
        say(f"de databank stopte onverwacht en start niet: {problem}")
        time.sleep(5)


def say_welcome() -> None:
    from onthaal.people.actions import staff  # needs Django

    say("")
    say(f"Onthaal draait op {settings.PUBLIC_URL}")
    say(f"  inwoners      {settings.PUBLIC_URL}/")
    say(f"  medewerkers   {settings.PUBLIC_URL}/balie/")
    if not settings.PRODUCTION:
        from onthaal.lindeveld import welcome

        say(f"  proefpost     {settings.PUBLIC_URL}/proef/post/   (alle mails komen hier terecht)")
        for line in welcome.lines(settings.PUBLIC_URL):
            say(line)
    if not staff.has_administrator():
        say("")
        say("Er is nog geen beheerder. Nodig de eerste uit, per mail:")
        say("  onthaal manage first_administrator naam@gemeente.be")
    connections.close_all()
    say("")
    say("Stoppen: Ctrl-C")


def _end_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the supervisor dies, also by ``kill -9``."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def step(what: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"{what} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("mislukt", flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s".replace(".", ","), flush=True)


def say(line: str) -> None:
    print(line, flush=True)
