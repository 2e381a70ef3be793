"""The checks that belong to the installation itself."""

from __future__ import annotations

import datetime as dt
import shutil
import smtplib
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from onthaal.core import clock
from onthaal.core.health import Problem
from onthaal.operations import direct
from onthaal.operations.models import Heartbeat, TimetableRun
from onthaal.operations.worker import DEAD_AFTER

LEAST_FREE = 1024**3
MOST_SKEW = dt.timedelta(seconds=5)


def database() -> Problem | None:
    try:
        direct.reach(within=3).close()
    except direct.Unreachable as problem:
        return Problem(problem.what, problem.advice)
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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"proef")
    except OSError as error:
        return Problem(
            "in de map met bijlagen kan niets geschreven worden",
            f"Kijk naar {folder}: {error.strerror}.",
        )
    if shutil.disk_usage(folder).free < LEAST_FREE:
        return Problem("minder dan 1 GB vrij op de schijf", "Maak plaats of vergroot de schijf.")
    return None


def clock_skew() -> Problem | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
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
        with get_connection(timeout=10):
            pass
    except smtplib.SMTPAuthenticationError:
        return Problem(
            "de mailserver aanvaardt naam en wachtwoord niet", "Controleer beide in EMAIL_URL."
        )
    except (OSError, smtplib.SMTPException) as error:
        return Problem(
            "de mailserver antwoordt niet",
            f"Controleer EMAIL_URL en de firewall ({direct.first_line(error)}).",
        )
    is_far = settings.EMAIL_HOST not in ("localhost", "127.0.0.1", "::1")
    is_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    if is_smtp and is_far and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return Problem(
            "mails gaan onversleuteld naar de mailserver",
            "Gebruik smtp+tls:// in EMAIL_URL.",
            serious=False,
        )
    return None


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


def proxy() -> Problem | None:
    if settings.PUBLIC_URL.startswith("https://") and not settings.TRUSTED_PROXIES:
        return Problem(
            "Onthaal kent de proxy niet en ziet iedereen als één bezoeker",
            "Zet TRUSTED_PROXIES op het adres van de proxy, bijvoorbeeld 127.0.0.1.",
        )
    return None


def limits() -> Problem | None:
    if settings.PRODUCTION and settings.RATE_LIMIT_FACTOR == 0:
        return Problem(
            "er is geen grens aan hoe vaak een bezoeker iets mag doen",
            "Haal RATE_LIMIT_FACTOR=0 weg uit de omgeving.",
            serious=False,
        )
    return None
