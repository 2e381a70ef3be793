"""Tables that belong to no domain."""

from __future__ import annotations

from django.db import models


class RateCount(models.Model):
    """How often one key was used in its present period; see ``rate_limits``."""

    # purpose and a keyed hash: no address of a visitor is stored
    key = models.CharField(max_length=128, primary_key=True)
    hits = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {"key", "hits", "ends_at"}

    def __str__(self) -> str:
        return f"{self.key.split(':')[0]}: {self.hits}"
