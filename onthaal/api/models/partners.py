"""What partners brought us."""

from __future__ import annotations

from django.db import models

from onthaal.api.models.keys import ApiKey
from onthaal.core import clock
from onthaal.issues.models import Issue


class PartnerReport(models.Model):
    """That this melding came in with this key."""

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="reports")
    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="+")
    # the same content again within a minute is the same report
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["key", "fingerprint", "made_at"], name="report_again")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"key", "issue", "fingerprint", "made_at"}

    def __str__(self) -> str:
        return f"{self.issue_id} van {self.key_id}"


class PartnerUpdate(models.Model):
    """News about a melding that a partner sent; the same news twice is one row."""

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="updates")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    # the line in the history that came of it, which is not told back to who brought it
    event_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "fingerprint"], name="partner_update_once")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"key", "issue", "fingerprint", "event_id", "made_at"}

    def __str__(self) -> str:
        return f"nieuws over {self.issue_id} van {self.key_id}"


class FetchState(models.TextChoices):
    WAITING = "waiting", "Wordt opgehaald"
    DONE = "done", "Toegevoegd"
    FAILED = "failed", "Mislukt"


class PhotoFetch(models.Model):
    """A photo that stands at a partner and that we still have to fetch."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    url = models.CharField("adres", max_length=2000)
    state = models.CharField(
        "toestand", max_length=8, choices=FetchState.choices, default=FetchState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    error = models.CharField("fout", max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="photo_fetch_waiting",
                condition=models.Q(state="waiting"),
            )
        ]

    class PersonalData:
        personal = {"url"}
        plain = {"issue", "state", "attempts", "next_attempt_at", "error", "made_at"}

    def __str__(self) -> str:
        return f"foto voor {self.issue_id}"
