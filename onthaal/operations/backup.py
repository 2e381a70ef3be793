"""One file with everything: the database (pg_dump) and the attachments, and the way back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from onthaal.config import embedded_postgres
from onthaal.core import clock

FORMAT = 1
MANIFEST = "onthaal.json"
DUMP = "databank.dump"


class BackupProblem(Exception):
    """The backup or restore cannot go on; the message says why, in Dutch."""


def backup(file: Path) -> dict[str, Any]:
    """Write database and attachments to ``file``, whole or not at all; returns the manifest."""
    with tempfile.TemporaryDirectory() as work:
        dump = Path(work) / DUMP
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"])
        media = Path(settings.MEDIA_ROOT)
        attachments = sorted(p for p in media.rglob("*") if p.is_file()) if media.exists() else []
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "migrations": _migrations(),
            "dump_sha256": _sha256(dump),
            "attachments": len(attachments),
        }
        draft = file.with_name(f".{file.name}.tmp")
        with tarfile.open(draft, "w:gz", compresslevel=1) as archive:
            text = json.dumps(manifest, indent=2).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
            archive.add(dump, DUMP)
            for path in attachments:
                archive.add(path, f"bijlagen/{path.relative_to(media)}")
        draft.chmod(0o600)  # it holds everybody's data
        draft.replace(file)
    return manifest


def restore(file: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put ``file`` back. Refuses a database that holds something, unless ``replace``.

    Raises BackupProblem.
    """
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
            manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        except (OSError, tarfile.TarError, ValueError, KeyError) as error:
            raise BackupProblem(f"{file} is geen reservekopie van Onthaal ({error}).") from error
        if manifest.get("format") != FORMAT:
            raise BackupProblem("Deze reservekopie komt van een andere versie van Onthaal.")
        if _sha256(folder / DUMP) != manifest["dump_sha256"]:
            raise BackupProblem("De reservekopie is beschadigd: de controlesom klopt niet.")
        if _has_content():
            if not replace:
                raise BackupProblem(
                    "De databank bevat al gegevens. Gebruik --replace om ze te vervangen."
                )
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
        connections.close_all()
        _run(
            "pg_restore",
            ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
             "--clean", "--if-exists", f"--dbname={_target()['PGDATABASE']}", str(folder / DUMP)],
        )  # fmt: skip
        _put_back(folder / "bijlagen")
    return manifest


def _put_back(attachments: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        shutil.rmtree(media)
    if attachments.exists():
        media.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(attachments, media)
    else:
        media.mkdir(parents=True)


def _target() -> dict[str, str]:
    """The database of the settings, as the variables that PostgreSQL's own programs read."""
    chosen = connection.settings_dict
    values = {
        "PGHOST": chosen["HOST"],
        "PGPORT": str(chosen["PORT"] or ""),
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
        "PGDATABASE": chosen["NAME"],
    }
    return {name: value for name, value in values.items() if value}


def _run(program: str, arguments: list[str]) -> None:
    path = shutil.which(program) if settings.PRODUCTION else None
    done = subprocess.run(
        [path or str(embedded_postgres.binary(program)), *arguments],
        env={**os.environ, **_target()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"{program} lukt niet: {done.stderr.strip()}")


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _has_content() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.issues_issue') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(
            "SELECT EXISTS (SELECT FROM issues_issue) OR EXISTS (SELECT FROM people_user)"
        )
        return bool(cursor.fetchone()[0])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
