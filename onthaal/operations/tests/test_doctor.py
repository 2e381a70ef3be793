"""Whoever asks the doctor hears what is wrong and what to do about it."""

from __future__ import annotations

import datetime as dt
import shutil
import socket

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from onthaal.core import clock
from onthaal.operations import checks
from onthaal.operations.models import Heartbeat, TimetableRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def healthy(settings):
    """An installation in production where nothing is wrong."""
    settings.PRODUCTION = True
    settings.STAFF_MFA = True
    settings.PUBLIC_URL = "https://onthaal.gemeente.example"
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    Heartbeat.objects.create(worker="w1", beat_at=clock.now())


@pytest.fixture
def doctor(capsys):
    """``doctor()``: everything that is not in order, by name, and the exit code."""

    def ask() -> tuple[dict[str, str], int]:
        code = 0
        try:
            call_command("doctor")
        except SystemExit as end:
            code = end.code
        lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
        wrong = [line for line in lines if not line.startswith("in orde")]
        parts = [line.removeprefix("FOUT").removeprefix("let op").strip() for line in wrong]
        return dict(part.split(": ", 1) for part in parts), code

    return ask


def test_all_is_well(healthy, doctor):
    assert doctor() == ({}, 0)


@pytest.mark.parametrize(
    ("name", "values", "serious", "advice"),
    [
        ("adres van de site", {"PUBLIC_URL": "http://onthaal.example"}, True, "certificaat"),
        ("proxy", {"TRUSTED_PROXIES": []}, True, "TRUSTED_PROXIES"),
        ("tweede factor", {"STAFF_MFA": False}, False, "STAFF_MFA=0"),
        ("grenzen", {"RATE_LIMIT_FACTOR": 0}, False, "RATE_LIMIT_FACTOR"),
        ("opslag", {"MEDIA_ROOT": "/proc/nergens"}, True, "/proc/nergens"),
    ],
)
def test_a_setting_that_is_not_right(healthy, doctor, settings, name, values, serious, advice):
    for setting, value in values.items():
        setattr(settings, setting, value)
    wrong, code = doctor()
    assert list(wrong) == [name]
    assert advice in wrong[name]
    assert code == (1 if serious else 0)


def test_no_worker(healthy, doctor):
    Heartbeat.objects.update(beat_at=clock.now() - dt.timedelta(minutes=2))
    wrong, code = doctor()
    assert "onthaal up" in wrong["achtergrondwerk"]
    assert code == 1


def test_nights_without_work(healthy, doctor):
    TimetableRun.objects.create(
        name="onthaal.people.tasks.apply_retention", last_run_at=clock.now() - dt.timedelta(days=3)
    )
    wrong, code = doctor()
    assert "bewaartermijnen" in wrong["nachtwerk"]
    assert code == 0


def test_a_database_of_an_earlier_version(healthy, doctor):
    MigrationRecorder.Migration.objects.filter(app="operations").delete()
    assert "onthaal manage migrate" in doctor()[0]["versie van de databank"]


def test_a_clock_that_is_wrong(healthy, doctor, monkeypatch):
    monkeypatch.setattr(checks, "MOST_SKEW", dt.timedelta(microseconds=-1))
    assert "NTP" in doctor()[0]["klok"]


def test_a_disk_that_is_nearly_full(healthy, doctor, monkeypatch, settings):
    settings.MEDIA_ROOT.mkdir()
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    monkeypatch.setattr(checks, "LEAST_FREE", free * 2)
    assert "Maak plaats" in doctor()[0]["opslag"]


def test_a_mail_server_that_is_not_there(healthy, doctor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        wrong, code = doctor()
    assert "EMAIL_URL" in wrong["mailserver"]
    assert code == 1


def test_a_database_that_is_away_is_the_only_thing_asked(healthy, doctor, client, monkeypatch):
    from django.db import connection

    monkeypatch.setitem(connection.settings_dict, "HOST", "/nergens")
    wrong, code = doctor()
    assert list(wrong) == ["databank"]
    assert "PostgreSQL draait" in wrong["databank"]
    assert code == 1
    page = client.get("/gezond/klaar")
    assert page.status_code == 503
    # everybody may read this page: no address of the server on it
    assert page.json()["checks"] == {"databank": "de databank antwoordt niet"}
