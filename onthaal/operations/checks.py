"""The checks that belong to the installation itself."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import smtplib
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from onthaal.core import clock
from onthaal.core.health import Problem
from onthaal.operations.models import Heartbeat, TimetableRun
from onthaal.operations.supervisor import OLDEST_POSTGRESQL
from onthaal.operations.worker import DEAD_AFTER

LEAST_FREE = 1024**3
MOST_SKEW = dt.timedelta(seconds=5)


def database() -> Problem | None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    if version < OLDEST_POSTGRESQL:
        return Problem(
            f"PostgreSQL {version // 10000} is te oud", "Gebruik PostgreSQL 15 of nieuwer."
        )
    return None


def migrations() -> Problem | None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Problem(
            "de databank is nog niet op deze versie",
            "Voer uit: onthaal manage migrate (onthaal up doet dit vanzelf).",
        )
    return None


def worker() -> Problem | None:
    last = Heartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    if last is None or clock.now() - last > DEAD_AFTER:
        return Problem(
            "het achtergrondwerk draait niet",
            "Start het met onthaal up of onthaal worker; mails blijven nu liggen.",
        )
    return None


def nightly() -> Problem | None:
    last = TimetableRun.objects.filter(name="onthaal.people.tasks.apply_retention").first()
    if last and clock.now() - last.last_run_at > dt.timedelta(days=2):
        return Problem(
            "de bewaartermijnen zijn al twee dagen niet toegepast",
            "Kijk of het achtergrondwerk draait.",
            serious=False,
        )
    return None


def storage() -> Problem | None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        return Problem(f"{folder} is niet beschrijfbaar", "Geef de gebruiker schrijfrecht.")
    if shutil.disk_usage(folder).free < LEAST_FREE:
        return Problem("minder dan 1 GB vrij op de schijf", "Maak plaats of vergroot de schijf.")
    return None


def clock_skew() -> Problem | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        there = cursor.fetchone()[0]
    if abs(clock.now() - there) > MOST_SKEW:
        return Problem(
            "de klok van deze machine en die van de databank verschillen",
            "Zet tijdsynchronisatie (NTP) aan op beide.",
        )
    return None


def mail() -> Problem | None:
    """Talks with the mail server: only for ``onthaal doctor``, not for the health page."""
    try:
        with get_connection():
            return None
    except (OSError, smtplib.SMTPException) as error:
        return Problem(f"de mailserver antwoordt niet ({error})", "Controleer EMAIL_URL.")


def cookies() -> Problem | None:
    if settings.PRODUCTION and not settings.PUBLIC_URL.startswith("https://"):
        return Problem(
            "PUBLIC_URL begint niet met https://",
            "Zet een proxy met een certificaat voor Onthaal en pas PUBLIC_URL aan.",
        )
    return None


def second_factor() -> Problem | None:
    if settings.PRODUCTION and not settings.STAFF_MFA:
        return Problem(
            "medewerkers hebben geen tweede factor nodig",
            "Haal STAFF_MFA=0 weg uit de omgeving.",
            serious=False,
        )
    return None
