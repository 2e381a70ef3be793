"""Concepts of the IPDC: what a product is about in all of Flanders, as it was at each moment."""

from __future__ import annotations

from django.db import models

from onthaal.core import clock


class Concept(models.Model):
    """A product as the Flemish government describes it, apart from any municipality.

    ``newest`` is the snapshot with the latest ``generated_at`` that we know.
    """

    uri = models.CharField("URI", max_length=300, unique=True)
    name = models.CharField("naam", max_length=400, blank=True)
    product_number = models.CharField("productnummer", max_length=40, blank=True)
    archived = models.BooleanField("gearchiveerd", default=False)
    newest = models.ForeignKey(
        "ConceptSnapshot", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"uri", "name", "product_number", "archived", "newest"}

    def __str__(self) -> str:
        return self.name or self.uri


class ConceptSnapshot(models.Model):
    """A concept at one moment; never altered."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="snapshots")
    uri = models.CharField("URI", max_length=300, unique=True)
    generated_at = models.DateTimeField()
    content = models.JSONField(default=dict)
    archived = models.BooleanField("gearchiveerd", default=False)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["concept", "-generated_at"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"concept", "uri", "generated_at", "content", "archived", "received_at"}

    def __str__(self) -> str:
        return f"{self.concept} ({self.generated_at:%d/%m/%Y})"


class FeedPosition(models.Model):
    """How far we have read the concepts at one address.

    ``next_address`` is the page to ask next; ``problem`` is what went wrong last time, in Dutch.
    """

    address = models.CharField("adres", max_length=300, unique=True)
    next_address = models.CharField("volgende bladzijde", max_length=500)
    fetched_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField("probleem", max_length=300, blank=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {"address", "next_address", "fetched_at", "problem"}

    def __str__(self) -> str:
        return self.address
