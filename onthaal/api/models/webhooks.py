"""Who hears our news by itself, and what became of every message."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onthaal.api import happenings
from onthaal.core import clock


def new_message_id() -> str:
    return f"msg_{uuid.uuid4().hex}"


class Pause(models.TextChoices):
    BY_HAND = "by_hand", "Stilgezet"
    GONE = "gone", "Stilgezet: de ontvanger zegt dat het adres niet meer bestaat"
    DEAD = "dead", "Stilgezet: de ontvanger antwoordt al dagen niet"


class WebhookEndpoint(models.Model):
    """One address of another system. What happens while it is paused waits for it."""

    name = models.CharField("naam", max_length=80, unique=True)
    url = models.CharField("adres", max_length=300)
    types = ArrayField(
        models.CharField(
            max_length=40, choices=[(each.name, each.meaning) for each in happenings.TYPES]
        ),
        verbose_name="nieuws over",
    )
    paused = models.CharField(max_length=7, choices=Pause.choices, blank=True)
    encrypted_secret = models.TextField()
    # after a replacement both sign, so that the receiver can change over when it suits
    encrypted_old_secret = models.TextField(blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    # since the first failure after the last success
    failing_since = models.DateTimeField("mislukt sinds", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "url",
            "types",
            "paused",
            "encrypted_secret",
            "encrypted_old_secret",
            "old_secret_until",
            "failing_since",
            "made_by",
            "made_at",
        }

    def __str__(self) -> str:
        return self.name


class MessageState(models.TextChoices):
    WAITING = "waiting", "Wacht"
    SENT = "sent", "Aangekomen"
    FAILED = "failed", "Mislukt"


class WebhookMessage(models.Model):
    """One piece of news for one end point, in the very words that are sent and signed."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="messages")
    # the receiver knows by it that it has a message already
    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    # of the timeline; none for a test
    event_id = models.BigIntegerField(null=True)
    type = models.CharField("soort", max_length=40)
    body = models.TextField("inhoud")
    state = models.CharField(
        "toestand", max_length=7, choices=MessageState.choices, default=MessageState.WAITING
    )
    attempts_made = models.PositiveSmallIntegerField("pogingen", default=0)
    next_attempt_at = models.DateTimeField("volgende poging", default=clock.now)
    made_at = models.DateTimeField("gemaakt", default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="news_once_per_endpoint")
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at"],
                name="webhook_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["endpoint", "-id"], name="webhook_log"),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "endpoint",
            "message_id",
            "event_id",
            "type",
            "body",
            "state",
            "attempts_made",
            "next_attempt_at",
            "made_at",
            "done_at",
        }

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"


class WebhookAttempt(models.Model):
    """One time that we knocked."""

    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField("op", default=clock.now)
    status = models.PositiveSmallIntegerField("antwoord", null=True, blank=True)
    milliseconds = models.PositiveIntegerField("duur", default=0)
    # the beginning of what came back, for who looks for the fault
    answer = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"message", "at", "status", "milliseconds", "answer", "error"}

    def __str__(self) -> str:
        return f"{self.message_id} {self.status or self.error}"
