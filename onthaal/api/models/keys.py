"""The keys with which other systems come in."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onthaal.core import clock

_HINT_LENGTH = 4


class Scope(models.TextChoices):
    """What a key may do beside reading what everybody may read."""

    REPORT = "report", "Meldingen doorgeven"
    FOLLOW = "follow", "Tekst en antwoorden lezen van de meldingen die deze partner doorgaf"
    REMARK = "remark", "Opmerkingen toevoegen aan de eigen meldingen"
    READ = "read", "Alle meldingen lezen, ook wat niet openbaar is (nooit wie ze meldde)"
    STATUS = "status", "De status van meldingen veranderen; de melder krijgt dan bericht"
    CONTACT = "contact", "Naam en contactgegevens van de melder lezen; dat wordt bijgehouden"
    ORDERS = "orders", "Werkopdrachten lezen"
    PLAN = "plan", "Werkopdrachten plannen en melden wat de ploeg deed"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self, today: dt.date) -> ApiKeyQuerySet:
        """Keys that open the door on this day."""
        return self.filter(is_active=True).filter(
            models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=today)
        )


class ApiKey(models.Model):
    """One key of one partner. Of the secret itself only a hash is kept."""

    name = models.CharField("naam van de partner", max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    # the last characters, so that people know which key they are talking about
    hint = models.CharField("eindigt op", max_length=_HINT_LENGTH)
    scopes = ArrayField(
        models.CharField(max_length=8, choices=Scope.choices), verbose_name="mag", default=list
    )
    per_minute = models.PositiveIntegerField(
        "vragen per minuut",
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    # whose work orders it may touch, and on whose name that stands
    acts_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="plant op naam van",
    )
    is_active = models.BooleanField("actief", default=True)
    expires_on = models.DateField("geldig tot en met", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    made_at = models.DateTimeField("gemaakt", default=clock.now)
    last_used_at = models.DateTimeField("laatst gebruikt", null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "secret_hash",
            "hint",
            "scopes",
            "per_minute",
            "acts_for",
            "is_active",
            "expires_on",
            "made_by",
            "made_at",
            "last_used_at",
        }

    def __str__(self) -> str:
        return self.name

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]

    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < clock.today()

    def give_secret(self) -> str:
        """A fresh secret; only its hash stays. The caller stores the key."""
        secret = f"onthaal_{secrets.token_urlsafe(24)}"
        self.secret_hash, self.hint = hashed(secret), secret[-_HINT_LENGTH:]
        return secret


def hashed(secret: str) -> str:
    """How a secret is stored. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
