"""The versions of the step list of a process."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from onthaal.catalogue.flow import Line
from onthaal.catalogue.models.process import Process
from onthaal.core import clock


class StepsState(models.TextChoices):
    DRAFT = "draft", "Ontwerp"
    PUBLISHED = "published", "Gepubliceerd"
    REPLACED = "replaced", "Vervangen"


class ProcessVersionQuerySet(models.QuerySet["ProcessVersion"]):
    def published(self) -> ProcessVersionQuerySet:
        return self.filter(state=StepsState.PUBLISHED)

    def draft_of(self, process: Process) -> ProcessVersion | None:
        """The one that is being worked on."""
        return self.filter(process=process, state=StepsState.DRAFT).first()

    def published_of(self, process: Process) -> ProcessVersion | None:
        """The one by which new requests are handled."""
        return self.published().filter(process=process).first()


class ProcessVersion(models.Model):
    """One version of the steps of a process. At most one is a draft, at most one is published.

    ``edition`` counts the changes of a draft, so that two editors never overwrite each other
    unnoticed; ``undo`` holds the lists before the last changes, the latest last.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("versie")
    state = models.CharField(max_length=10, choices=StepsState.choices, default=StepsState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("wat is er veranderd", max_length=250, blank=True)
    edition = models.PositiveIntegerField(default=1)
    undo = models.JSONField(default=list, blank=True)

    objects = ProcessVersionQuerySet.as_manager()

    class Meta:
        ordering = ["process", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_process_version"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state="draft"), name="one_draft_of_a_process"
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(state="published"),
                name="one_published_version_of_a_process",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
                name="published_steps_say_when",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "process",
            "number",
            "state",
            "author",
            "published_by",
            "made_at",
            "published_at",
            "note",
            "edition",
            "undo",
        }

    def __str__(self) -> str:
        return f"{self.process}, versie {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == StepsState.DRAFT

    def lines(self) -> tuple[Line, ...]:
        """The steps in order as plain values, in one statement."""
        return tuple(step.line() for step in self.steps.select_related("team"))
