"""What a partner was answered, for when it asks the same again."""

from __future__ import annotations

from django.db import models

from onthaal.api.models.keys import ApiKey
from onthaal.core import clock


class IdempotentAnswer(models.Model):
    """One act by one key under one Idempotency-Key. It is stored with the act itself, so the same
    question again, also at the same moment, does nothing and gives the same answer."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=200)
    # of method, address and content
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "mark"], name="one_answer_per_mark")]
        indexes = [models.Index(fields=["made_at"], name="idempotent_answer_age")]

    class PersonalData:
        personal = {"body"}
        plain = {"key", "mark", "fingerprint", "status", "made_at"}

    def __str__(self) -> str:
        return f"{self.key_id} {self.mark}"
