"""What a resident has already given while the form is not sent yet."""

from __future__ import annotations

from django.db import models

from onthaal.core import clock
from onthaal.core.references import new_secret


class DraftPhoto(models.Model):
    """An accepted photo of a form that came back with a question; gone after two days.

    The bytes are in the row, so that throwing away the row leaves nothing behind on the disk.
    """

    submission_key = models.UUIDField(db_index=True)
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    name = models.CharField(max_length=80, blank=True)
    jpeg = models.BinaryField()
    thumbnail = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["id"]

    class PersonalData:
        personal = {"key", "name", "jpeg", "thumbnail"}
        plain = {"submission_key", "width", "height", "made_at"}

    def __str__(self) -> str:
        return self.name or "foto"
