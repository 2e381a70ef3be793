"""One file with everything: the database (pg_dump) and the attachments, and the way back."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from onthaal.config import embedded_postgres
from onthaal.core import clock

FORMAT = 1
MANIFEST = "onthaal.json"
DUMP = "databank.dump"
ATTACHMENTS = "bijlagen"
# where what was there waits until the new content stands
BEFORE = "onthaal_vorige"
SPEAKS_OF_TRANSACTION_TIMEOUT = 17
STILL_ALIVE = dt.timedelta(seconds=15)
# how psycopg's options are called for PostgreSQL's own programs
_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
}


class BackupProblem(Exception):
    """The backup or restore cannot go on; the message says why, in Dutch."""


def backup(file: Path) -> dict[str, Any]:
    """Write database and attachments to ``file``, whole or not at all; returns the manifest.

    Only its owner can read it. Raises BackupProblem.
    """
    if file.is_dir() or not file.parent.is_dir():
        raise BackupProblem(
            f"{file} kan geen bestand worden: geef een bestand in een map die er is."
        )
    with _disk_troubles(file.parent), _folder_in(file.parent) as work:
        dump, draft = work / DUMP, work / "draft.tar.gz"
        dumper = _version_for("pg_dump", _server_version())
        _run(
            _programs("pg_dump")[dumper],
            ["--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"],
        )
        with (
            open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
            tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive,
        ):
            archive.add(dump, DUMP)
            manifest = {
                "format": FORMAT,
                "made_at": clock.now().isoformat(),
                "pg_dump": dumper,
                "migrations": _migrations(),
                "dump_sha256": _sha256(dump),
                "attachments": _add_attachments(archive),
            }
            # last: an archive that was cut off has none
            text = json.dumps(manifest, indent=2).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mode = len(text), 0o600
            archive.addfile(info, io.BytesIO(text))
            archive.close()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    return manifest


def _add_attachments(archive: tarfile.TarFile) -> int:
    media = Path(settings.MEDIA_ROOT)
    added = 0
    for path in sorted(p for p in media.rglob("*") if p.is_file()) if media.exists() else []:
        with suppress(FileNotFoundError):  # deleted since we looked
            archive.add(path, f"{ATTACHMENTS}/{path.relative_to(media)}")
            added += 1
    return added


def restore(file: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put ``file`` back. Refuses a database that holds something, unless ``replace``.

    Everything is checked before anything is touched, and after a failure the database and the
    attachments are as they were. Raises BackupProblem.
    """
    media = Path(settings.MEDIA_ROOT)
    with _disk_troubles(media.parent):
        media.parent.mkdir(parents=True, exist_ok=True)
        with _folder_in(media.parent) as work:
            manifest = _unpack(file, work)
            _check(manifest, work / DUMP, replace=replace)
            reader = _version_for("pg_restore", max(_server_version(), manifest.get("pg_dump", 0)))
            (work / ATTACHMENTS).mkdir(exist_ok=True)
            before = work / "vorige"
            if media.exists():
                media.rename(before)
            try:
                _restore_database(work / DUMP, reader)
            except BaseException:
                if before.exists():
                    before.rename(media)
                raise
            (work / ATTACHMENTS).rename(media)
    return manifest


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                parts = Path(member.name).parts
                if not member.isfile() or ".." in parts or member.name.startswith("/"):
                    raise BackupProblem(f"{file} is geen reservekopie van Onthaal ({member.name}).")
                if member.name not in (MANIFEST, DUMP) and parts[0] != ATTACHMENTS:
                    raise BackupProblem(f"{file} is geen reservekopie van Onthaal ({member.name}).")
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                source = archive.extractfile(member)
                assert source is not None  # noqa: S101 -- regular files have content
                with target.open("wb") as out:
                    shutil.copyfileobj(source, out)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except EOFError:
        raise BackupProblem(f"{file} is niet volledig: het einde ontbreekt.") from None
    except FileNotFoundError as error:
        if file.exists():
            raise BackupProblem(f"{file} is geen volledige reservekopie van Onthaal.") from error
        raise BackupProblem(f"{file} bestaat niet.") from None
    except (tarfile.TarError, zlib.error, ValueError) as error:
        raise BackupProblem(f"{file} is geen reservekopie van Onthaal ({error}).") from error
    return manifest


def _check(manifest: dict[str, Any], dump: Path, *, replace: bool) -> None:
    if manifest.get("format") != FORMAT:
        raise BackupProblem("Deze reservekopie komt van een andere versie van Onthaal.")
    if not dump.exists() or _sha256(dump) != manifest.get("dump_sha256"):
        raise BackupProblem("De reservekopie is beschadigd: de controlesom klopt niet.")
    loader = MigrationLoader(None)
    apps = {app for app, _ in loader.disk_migrations}
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}  # and what they took over
    known |= {f"{a}.{n}" for m in loader.disk_migrations.values() for a, n in m.replaces}
    newer = [
        name
        for name in manifest.get("migrations", [])
        if name.partition(".")[0] in apps and name not in known
    ]
    if newer:
        raise BackupProblem(
            "Deze reservekopie komt van een nieuwere versie van Onthaal "
            f"({newer[0]}). Werk Onthaal eerst bij."
        )
    if _has_content() and not replace:
        raise BackupProblem("De databank bevat al gegevens. Gebruik --replace om ze te vervangen.")
    if _is_at_work():
        raise BackupProblem("Onthaal draait nog. Stop het eerst: systemctl stop onthaal.")


def _restore_database(dump: Path, reader: int) -> None:
    """Into a fresh schema; the old one comes back when that fails."""
    with connection.cursor() as cursor:
        if _has_schema(BEFORE):  # an earlier restore was cut off
            cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
            cursor.execute(f"ALTER SCHEMA {BEFORE} RENAME TO public")
        cursor.execute(f"ALTER SCHEMA public RENAME TO {BEFORE}")
        cursor.execute("CREATE SCHEMA public")
    is_older = _server_version() < SPEAKS_OF_TRANSACTION_TIMEOUT <= reader
    connections.close_all()
    try:
        _read_into_older(dump, reader) if is_older else _read_into(dump, reader)
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
            cursor.execute(f"ALTER SCHEMA {BEFORE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {BEFORE} CASCADE")


_PLAIN = ["--no-owner", "--no-privileges", "--clean", "--if-exists"]


def _read_into(dump: Path, reader: int) -> None:
    _run(
        _programs("pg_restore")[reader],
        [*_PLAIN, "--exit-on-error", "--single-transaction",
         f"--dbname={_target()['PGDATABASE']}", str(dump)],
    )  # fmt: skip


def _read_into_older(dump: Path, reader: int) -> None:
    """As SQL, without the one line that a database before PostgreSQL 17 does not know."""
    program, script = _programs("pg_restore")[reader], dump.with_suffix(".sql")
    _run(program, [*_PLAIN, f"--file={script}", str(dump)])
    with script.open("r+b") as file:
        place = file.read(4096).find(b"SET transaction_timeout")
        if place >= 0:
            file.seek(place)
            file.write(b"--")
    _run(
        program.with_name("psql"),
        ["-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-o", os.devnull,
         "-f", str(script)],
    )  # fmt: skip


@contextmanager
def _folder_in(parent: Path) -> Iterator[Path]:
    """A closed folder on the same disk as what is made, thrown away afterwards."""
    with tempfile.TemporaryDirectory(dir=parent, prefix=".onthaal-") as work:
        yield Path(work)


@contextmanager
def _disk_troubles(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupProblem(
            f"Dat lukt niet in {folder}: {error.strerror or error}. Er is niets veranderd."
        ) from error


def _target() -> dict[str, str]:
    """The database of the settings, as the variables that PostgreSQL's own programs read."""
    chosen = connection.settings_dict
    options = chosen.get("OPTIONS", {})
    values = {
        "PGHOST": chosen["HOST"],
        "PGPORT": str(chosen["PORT"] or ""),
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
        "PGDATABASE": chosen["NAME"],
        **{name: str(options.get(option, "")) for option, name in _OPTIONS.items()},
    }
    return {name: value for name, value in values.items() if value}


def _run(program: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [program, *arguments],
        env={**os.environ, **_target()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip() or f"code {done.returncode}"
        raise BackupProblem(
            f"{program.name} lukt niet: {said.splitlines()[0]}. Er is niets veranderd."
        )


def _version_for(name: str, wanted: int) -> int:
    """The version of the program ``name`` to use: the oldest here that knows ``wanted``."""
    fitting = [version for version in _programs(name) if version >= wanted]
    if not fitting:
        raise BackupProblem(
            f"{name} van PostgreSQL {wanted} ontbreekt. Installeer postgresql-client-{wanted}."
        )
    return min(fitting)


def _server_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _programs(name: str) -> dict[int, Path]:
    """Every one on this machine, by its version. Raises BackupProblem when there is none."""
    places = [shutil.which(name), *Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    with suppress(embedded_postgres.CannotStart):
        places.append(embedded_postgres.binary(name))
    found: dict[int, Path] = {}
    for place in places:
        if place is None:
            continue
        with suppress(OSError):
            said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False)
            if version := re.search(r"\b(\d+)(\.|devel|beta|rc|\b)", said.stdout):
                found.setdefault(int(version[1]), Path(place))
    if not found:
        raise BackupProblem(
            f"{name} ontbreekt. Installeer het met: sudo apt install postgresql-client"
        )
    return found


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [name])
        return bool(cursor.fetchone()[0])


def _has_content() -> bool:
    return _has_schema(BEFORE) or _asks(
        "SELECT EXISTS (SELECT FROM issues_issue) OR EXISTS (SELECT FROM people_user)"
    )


def _is_at_work() -> bool:
    return _asks(
        "SELECT EXISTS (SELECT FROM operations_heartbeat WHERE beat_at > %s)",
        (clock.now() - STILL_ALIVE).isoformat(),
    )


def _asks(question: str, *values: str) -> bool:
    """The answer, or no where the tables do not exist yet."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(question, values)
        return bool(cursor.fetchone()[0])
    return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
