"""Studies of the counters: a question, scenarios side by side, and what was decided."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onthaal.core import clock
from onthaal.organisation.models import Location


class StudyState(models.TextChoices):
    DRAFT = "draft", "Nog niet berekend"
    RUNNING = "running", "Wordt berekend"
    DONE = "done", "Berekend"
    CANCELLED = "cancelled", "Stopgezet"
    FAILED = "failed", "Mislukt"


class StudyQuerySet(models.QuerySet["Study"]):
    def running(self) -> StudyQuerySet:
        return self.filter(state=StudyState.RUNNING)


class Study(models.Model):
    """A question about a place, with what it assumes about how it is now.

    ``assumptions`` is described in ``rules.assumptions``, ``question`` in ``rules.questions``.
    ``run`` and ``step`` say which piece of which calculation is the next one, so that a job that
    is done twice changes nothing. ``target`` is the part that a search wants within the norm.
    """

    title = models.CharField("titel", max_length=120)
    question = models.CharField("vraag", max_length=20)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="studies", verbose_name="plaats"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.DRAFT)
    seed = models.PositiveIntegerField("toevalsgetal", default=1)
    days = models.PositiveSmallIntegerField(
        "dagen per scenario",
        default=200,
        validators=[MinValueValidator(40), MaxValueValidator(2000)],
    )
    target = models.PositiveSmallIntegerField(
        "doel in procent",
        default=90,
        validators=[MinValueValidator(50), MaxValueValidator(99)],
    )
    assumptions = models.JSONField()
    run = models.UUIDField(default=uuid.uuid4)
    step = models.PositiveIntegerField(default=0)
    # whether this run repeats everything with other random numbers
    is_control = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # from 0 to 100, with when it was last heard of
    progress = models.FloatField(default=0)
    progress_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name_plural = "studies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0, progress__lte=100), name="progress_is_percent"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "title",
            "question",
            "location",
            "made_by",
            "made_at",
            "changed_at",
            "state",
            "seed",
            "days",
            "target",
            "assumptions",
            "run",
            "step",
            "is_control",
            "started_at",
            "finished_at",
            "progress",
            "progress_at",
            "error",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        return self.state == StudyState.RUNNING

    @property
    def is_done(self) -> bool:
        return self.state == StudyState.DONE


class Scenario(models.Model):
    """One way of doing it. Position 0 is how it is now: it changes nothing.

    ``changes`` is described in ``rules.scenarios``, ``results`` in ``rules.results``; ``control``
    holds the results with other random numbers, ``searched`` what a search has found so far.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="scenarios")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("naam", max_length=80)
    changes = models.JSONField(default=dict, blank=True)
    results = models.JSONField(null=True, blank=True)
    control = models.JSONField(null=True, blank=True)
    is_search = models.BooleanField("zoekt het kleinste aantal loketuren", default=False)
    searched = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["study", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "name"],
                name="one_scenario_of_a_name",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["study"], condition=models.Q(position=0), name="one_base_scenario"
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "study",
            "position",
            "name",
            "changes",
            "results",
            "control",
            "is_search",
            "searched",
        }

    def __str__(self) -> str:
        return self.name

    @property
    def is_base(self) -> bool:
        return self.position == 0


class Decision(models.Model):
    """A scenario that was chosen, with the reason; ``content`` is what the document shows, as it
    was on that day, whatever happens to the study later."""

    study = models.ForeignKey(
        Study, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    scenario = models.ForeignKey(
        Scenario, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    title = models.CharField("titel", max_length=120)
    choice = models.CharField("gekozen", max_length=80)
    reason = models.TextField("waarom", max_length=4000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField("beslist op", default=clock.today)
    evaluate_on = models.DateField("evalueren op", null=True, blank=True)
    evaluation = models.TextField("evaluatie", max_length=4000, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["-decided_on", "-pk"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "study",
            "scenario",
            "title",
            "choice",
            "reason",
            "decided_by",
            "decided_on",
            "evaluate_on",
            "evaluation",
            "evaluated_on",
            "content",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def is_due(self) -> bool:
        """Whether it should have been evaluated by now."""
        return bool(
            self.evaluate_on and not self.evaluated_on and self.evaluate_on <= clock.today()
        )
