"""Old ticket logs that were read in, so that the figures do not begin on the first day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.reception.models.visit import Visit


class ImportState(models.TextChoices):
    DRAFT = "draft", "Kolommen kiezen"
    QUEUED = "queued", "Wacht op verwerking"
    RUNNING = "running", "Bezig"
    DONE = "done", "Ingelezen"
    UNDONE = "undone", "Ongedaan gemaakt"
    FAILED = "failed", "Niet afgewerkt"


class LogImport(models.Model):
    """One file with visits of before. ``lines`` is a list of [line of the file, its cells], kept
    until it is read in, and never longer than the retention; ``columns`` says which column is what
    (field → place), ``products`` what their words mean (words → product), ``problems`` is a list
    of [line of the file, Dutch sentence]."""

    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", verbose_name="locatie"
    )
    file_name = models.CharField(max_length=200)
    headings = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    products = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.DRAFT)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    class PersonalData:
        personal = {"lines", "problems"}
        plain = {
            "location",
            "file_name",
            "headings",
            "columns",
            "products",
            "state",
            "total",
            "done",
            "skipped",
            "made_by",
            "made_at",
            "ended_at",
        }

    def __str__(self) -> str:
        return self.file_name


class ImportedVisit(models.Model):
    """That a visit came out of an import; the same line of the same place counts once."""

    log = models.ForeignKey(LogImport, on_delete=models.CASCADE, related_name="visits")
    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="imported")
    # a hash of place, number and moments: a second import of an overlapping file skips it
    fingerprint = models.CharField(max_length=40, unique=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {"log", "visit", "fingerprint"}

    def __str__(self) -> str:
        return f"{self.log}: {self.visit}"
