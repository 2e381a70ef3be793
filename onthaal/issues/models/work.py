"""What staff keep for themselves while working."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onthaal.core import clock
from onthaal.issues.models.issue import Issue


class SavedFilter(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField("naam", max_length=60)
    query = models.CharField(max_length=1000)
    is_default = models.BooleanField("begin hiermee", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_filter_per_name"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="one_default_filter"
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"user", "name", "query", "is_default"}

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Who has an issue open; a row older than a minute means nothing."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "user"], name="one_presence")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"issue", "user", "seen_at"}

    def __str__(self) -> str:
        return f"{self.user_id} bij {self.issue_id}"
