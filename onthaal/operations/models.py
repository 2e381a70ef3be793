"""What the running program tells about itself."""

from __future__ import annotations

from django.db import models

from onthaal.core import clock


class Heartbeat(models.Model):
    """A worker that lives; it writes every few seconds."""

    worker = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(default=clock.now)

    class PersonalData:
        personal: set[str] = set()
        plain = {"worker", "started_at", "beat_at"}

    def __str__(self) -> str:
        return self.worker


class TimetableRun(models.Model):
    """When an entry of the timetable last began, so that two workers never both begin it."""

    name = models.CharField(max_length=80, unique=True)
    last_run_at = models.DateTimeField()

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "last_run_at"}

    def __str__(self) -> str:
        return self.name
