"""What is counted per process and week, and the measures that should improve it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from onthaal.catalogue.models import Process
from onthaal.core import clock


class WeekCount(models.Model):
    """What came in and what was closed in the week from ``monday``, for one kind of case.

    Closed cases count in the week in which they were closed for the last time.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    source = models.CharField(max_length=20)
    monday = models.DateField()
    received = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    handed_over = models.PositiveIntegerField(default=0)
    handovers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "source", "monday"], name="one_week_count")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "process",
            "source",
            "monday",
            "received",
            "closed",
            "reopened",
            "handed_over",
            "handovers",
        }

    def __str__(self) -> str:
        return f"{self.process_id} {self.source} {self.monday}"


class LeadCount(models.Model):
    """How many cases closed in a week took ``days`` working days."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    source = models.CharField(max_length=20)
    monday = models.DateField()
    days = models.PositiveSmallIntegerField()
    cases = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "source", "monday", "days"], name="one_lead_count"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"process", "source", "monday", "days", "cases"}

    def __str__(self) -> str:
        return f"{self.process_id} {self.source} {self.monday}: {self.cases} in {self.days}"


class WaitCount(models.Model):
    """How many times a case closed in a week stayed ``days`` calendar days in ``state``."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    source = models.CharField(max_length=20)
    monday = models.DateField()
    state = models.CharField(max_length=20)
    days = models.PositiveSmallIntegerField()
    visits = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "source", "monday", "state", "days"], name="one_wait_count"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"process", "source", "monday", "state", "days", "visits"}

    def __str__(self) -> str:
        return f"{self.process_id} {self.source} {self.monday} {self.state}: {self.visits}"


class PathCount(models.Model):
    """How many cases closed in a week went along ``path``: states with ``>`` between them."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    source = models.CharField(max_length=20)
    monday = models.DateField()
    path = models.CharField(max_length=250)
    cases = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "source", "monday", "path"], name="one_path_count"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"process", "source", "monday", "path", "cases"}

    def __str__(self) -> str:
        return f"{self.process_id} {self.source} {self.monday} {self.path}: {self.cases}"


class MiningRun(models.Model):
    """Up to when the history of one kind of case has been counted."""

    source = models.CharField(max_length=20, unique=True)
    counted_until = models.DateTimeField()

    class PersonalData:
        personal: set[str] = set()
        plain = {"source", "counted_until"}

    def __str__(self) -> str:
        return f"{self.source} tot {self.counted_until}"


class Indicator(models.TextChoices):
    """What a measure should change."""

    LEAD = "lead", "Doorlooptijd in werkdagen"
    WITHIN = "within", "Aandeel binnen de norm"
    REOPENED = "reopened", "Aandeel heropend"
    HANDED_OVER = "handed_over", "Aandeel doorgegeven aan een ander team of een andere collega"
    COMPLAINTS = "complaints", "Klachten per honderd keer"


HIGHER_IS_BETTER = frozenset({Indicator.WITHIN})


class MeasureQuerySet(models.QuerySet["Measure"]):
    def running(self) -> MeasureQuerySet:
        return self.filter(stopped_on=None)


class Measure(models.Model):
    """A change in the way of working, with what it should do and who sees to it."""

    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, related_name="measures", verbose_name="proces"
    )
    title = models.CharField("wat gaan we anders doen", max_length=120)
    reason = models.TextField("waarom", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name="wie zorgt ervoor"
    )
    starts_on = models.DateField("vanaf")
    settling_weeks = models.PositiveSmallIntegerField(
        "weken om te wennen", default=4, validators=[MaxValueValidator(26)]
    )
    indicator = models.CharField(
        "wat moet er beter worden", max_length=12, choices=Indicator.choices
    )
    expected = models.CharField("verwacht effect", max_length=200)
    stopped_on = models.DateField("gestopt op", null=True, blank=True)
    stopped_why = models.CharField("waarom gestopt", max_length=250, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_on=None) | ~Q(stopped_why=""), name="measure_stop_says_why"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "process",
            "title",
            "reason",
            "owner",
            "starts_on",
            "settling_weeks",
            "indicator",
            "expected",
            "stopped_on",
            "stopped_why",
            "created_at",
        }

    def __str__(self) -> str:
        return self.title
