"""What comes back from the street: deeds, photos, and the answers that wait for release."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.issues.models import Issue
from onthaal.people.models import User
from onthaal.workplan.models.order import WorkOrder
from onthaal.workplan.states import ActKind


class FieldAct(models.Model):
    """A deed of a crew, once: the telephone may send the same key again after a bad connection."""

    key = models.UUIDField(unique=True)
    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=8, choices=ActKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField("gedaan")
    arrived_at = models.DateTimeField("aangekomen", default=clock.now)
    # what the crew reads when it did not fit any more
    conflict = models.CharField(max_length=200, blank=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {"key", "order", "kind", "by", "at", "arrived_at", "conflict"}

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}"


def photo_path(photo: WorkPhoto, filename: str) -> str:
    return f"werkopdrachten/{photo.order_id // 1000}/{uuid.uuid4().hex}.jpg"


class WorkPhoto(models.Model):
    """A picture by the crew, encoded by us: no EXIF."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    is_before = models.BooleanField("vóór het werk")
    file = models.FileField(upload_to=photo_path)
    thumbnail = models.FileField(upload_to=photo_path)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["added_at", "id"]

    class PersonalData:
        personal = {"file", "thumbnail", "key"}
        plain = {"order", "is_before", "width", "height", "added_by", "added_at"}

    def __str__(self) -> str:
        return f"foto {self.pk} van {self.order_id}"


class DraftAnswerQuerySet(models.QuerySet["DraftAnswer"]):
    def waiting(self) -> DraftAnswerQuerySet:
        return self.filter(settled_at__isnull=True)

    def visible_to(self, user: User) -> DraftAnswerQuerySet:
        """Who may see the melding may read, better and release its answer."""
        return self.filter(issue__in=Issue.objects.visible_to(user))


class DraftAnswer(models.Model):
    """What we propose to tell the resident, until a colleague releases it."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="answers")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="draft_answers")
    text = models.TextField("antwoord")
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    is_released = models.BooleanField("vrijgegeven", default=False)

    objects = DraftAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "issue"], name="one_answer_per_order")
        ]

    class PersonalData:
        personal = {"text"}
        plain = {"order", "issue", "made_at", "settled_at", "settled_by", "is_released"}

    def __str__(self) -> str:
        return f"antwoord op {self.issue_id}"
