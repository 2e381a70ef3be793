"""Other authorities and contractors with an Open311 service, and what we sent them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from onthaal.core import clock
from onthaal.integrations.open311 import documents
from onthaal.issues.models import Category, Issue


class ExternalParty(models.Model):
    name = models.CharField("naam", max_length=80, unique=True)
    url = models.CharField("adres van de dienst", max_length=300)
    form = models.CharField(
        "formaat",
        max_length=4,
        choices=[(documents.XML, "XML (kent elke dienst)"), (documents.JSON, "JSON")],
        default=documents.XML,
    )
    encrypted_key = models.TextField(blank=True)
    jurisdiction_id = models.CharField("jurisdiction_id", max_length=80, blank=True)
    # only then can we look whether a report of which no answer came has arrived
    shows_our_words = models.BooleanField("toont onze tekst in zijn lijst", default=False)
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "url",
            "form",
            "encrypted_key",
            "jurisdiction_id",
            "shows_our_words",
            "is_active",
        }

    def __str__(self) -> str:
        return self.name


class ServiceMapping(models.Model):
    """What the other side calls one of our categories."""

    party = models.ForeignKey(ExternalParty, on_delete=models.CASCADE, related_name="mappings")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    service_code = models.CharField("service_code", max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "category"], name="one_code_per_category")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"party", "category", "service_code"}

    def __str__(self) -> str:
        return f"{self.category_id} = {self.service_code}"


class Passage(models.TextChoices):
    PENDING = "pending", "Wacht op verzending"
    SENT = "sent", "Verzonden, nog geen nummer"
    ACKNOWLEDGED = "acknowledged", "Aangekomen"
    DOUBTFUL = "doubtful", "Onzeker of het aankwam"
    FAILED = "failed", "Mislukt"


class Transmission(models.Model):
    """One melding on its way to one party. A row first, then the network."""

    party = models.ForeignKey(ExternalParty, on_delete=models.PROTECT, related_name="transmissions")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    service_code = models.CharField(max_length=120)
    text = models.TextField("tekst")
    state = models.CharField(
        "toestand", max_length=12, choices=Passage.choices, default=Passage.PENDING
    )
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    next_attempt_at = models.DateTimeField("volgende poging", default=clock.now)
    # set before the network is touched: an attempt may have arrived without our knowing
    may_have_arrived = models.BooleanField(default=False)
    token = models.CharField(max_length=200, blank=True)
    their_id = models.CharField("hun nummer", max_length=200, blank=True)
    their_status = models.CharField("hun status", max_length=20, blank=True)
    their_notes = models.TextField("hun toelichting", blank=True)
    is_missing = models.BooleanField("niet meer gevonden bij de partij", default=False)
    error = models.CharField("fout", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "issue"],
                condition=~Q(state="failed"),
                name="a_melding_once_to_a_party",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="transmission_due",
                condition=Q(state__in=["pending", "sent"]),
            )
        ]

    class PersonalData:
        personal = {"text", "their_notes"}
        plain = {
            "party",
            "issue",
            "service_code",
            "state",
            "attempts",
            "next_attempt_at",
            "may_have_arrived",
            "token",
            "their_id",
            "their_status",
            "is_missing",
            "error",
            "made_by",
            "made_at",
        }

    def __str__(self) -> str:
        return f"{self.issue_id} naar {self.party_id}"
