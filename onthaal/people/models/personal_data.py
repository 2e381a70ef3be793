"""How long we keep what, and proof of what was looked at and erased."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onthaal.core import clock


class RetentionRule(models.Model):
    """How long one kind of data is kept. The kinds themselves are registered by the apps."""

    key = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField(
        "bewaartermijn in dagen", validators=[MinValueValidator(1), MaxValueValidator(36500)]
    )
    active = models.BooleanField("automatisch wissen", default=True)
    # destroying a record of the authority is lawful only under a published selection rule
    selection_rule = models.CharField("selectieregel", max_length=160, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=36500), name="retention_days_sensible"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "key",
            "days",
            "active",
            "selection_rule",
            "changed_at",
            "changed_by",
            "last_run_at",
            "last_count",
        }

    def __str__(self) -> str:
        return f"{self.key}: {self.days} dagen"


class DeletionLog(models.Model):
    """That something was erased: what kind and how much, never what stood in it. Append-only."""

    kind = models.CharField("soort", max_length=60)
    count = models.PositiveIntegerField("aantal")
    # a keyed hash: proves, to who knows the address, that this person was erased
    subject = models.CharField("betrokkene", max_length=64, blank=True)
    rule = models.CharField("grond", max_length=200)
    at = models.DateTimeField("moment", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "-at"], name="deletion_kind")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"kind", "count", "subject", "rule", "at", "by"}

    def __str__(self) -> str:
        return f"{self.count} × {self.kind}"


class Deed(models.TextChoices):
    """What somebody did with the data of a person."""

    SEARCHED = "searched", "Opgezocht"
    READ = "read", "Bekeken"
    EXPORTED = "exported", "Geëxporteerd"
    ERASED = "erased", "Gewist"


class PersonalDataAccess(models.Model):
    """That somebody looked up, read something sensitive of, exported or erased the data of one
    person. Append-only."""

    deed = models.CharField("wat", max_length=10, choices=Deed.choices)
    subject = models.CharField("betrokkene", max_length=64)
    reason = models.CharField("reden", max_length=200, blank=True)
    at = models.DateTimeField("moment", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, null=True, db_constraint=False
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject", "-at"], name="access_subject")]

    class PersonalData:
        # the reason is typed by staff and may name somebody
        personal = {"reason"}
        plain = {"deed", "subject", "at", "by"}

    def __str__(self) -> str:
        return f"{self.deed} {self.at}"
