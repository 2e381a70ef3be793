"""The small Lindeveld of the meldingen, and a clock that can be set."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from onthaal.catalogue.models import Process
from onthaal.core import clock
from onthaal.issues.tests.conftest import *  # noqa: F403 -- the small Lindeveld of the meldingen

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def at(monkeypatch):
    """``at("2026-06-03 10:00")``: from now on it is that moment, Belgian time."""

    def set_clock(moment):
        now = dt.datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    return set_clock


@pytest.fixture
def lighting(town):
    """The process of the lamps: ten working days."""
    process = Process.objects.create(
        name="Verlichting herstellen", slug="verlichting", owner=town.wegen, norm_working_days=2
    )
    town.lamp.process = process
    town.lamp.save()
    return process
