"""What goes out to and comes in from other systems, and what is checked about products."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from onthaal.catalogue.models.product import Product, ProductVersion
from onthaal.core import clock


class InstanceSnapshot(models.Model):
    """A member of the stream that we publish: a product as it was when this version (or the end of
    the product) became public. Never altered; ``generated_at`` is different for each, so that who
    reads the stream never misses one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="snapshots")
    version = models.ForeignKey(ProductVersion, on_delete=models.PROTECT, related_name="+")
    generated_at = models.DateTimeField(unique=True)
    archived = models.BooleanField("gearchiveerd", default=False)
    member = models.JSONField()

    class Meta:
        ordering = ["generated_at"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"uuid", "product", "version", "generated_at", "archived", "member"}

    def __str__(self) -> str:
        return f"{self.product} ({self.generated_at:%d/%m/%Y %H:%M})"


class ImportKind(models.TextChoices):
    INSTANCES = "instances", "Producten uit LPDC (JSON)"
    CEVI = "cevi", "Producten uit Cevi (XML)"
    CONCEPTS = "concepts", "Concepten van de IPDC (JSON)"


class ImportRun(models.Model):
    """A file that was read: first a proposal per product, then what became of it."""

    kind = models.CharField("soort", max_length=12, choices=ImportKind.choices)
    file_name = models.CharField("bestand", max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    # each: key, name, status (new, changed, same, refused), why, aside, content, archived
    items = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"kind", "file_name", "made_by", "made_at", "items", "applied_at", "report"}

    def __str__(self) -> str:
        return f"{self.file_name} ({self.made_at:%d/%m/%Y})"


class LinkCheck(models.Model):
    """A web address in our products, and whether it answered the last time."""

    url = models.CharField("adres", max_length=2000, unique=True)
    products = models.ManyToManyField(Product, related_name="links")
    checked_at = models.DateTimeField(null=True, blank=True)
    # None = not known: never asked, or it may not be asked from here
    works = models.BooleanField("werkt", null=True, blank=True)
    answer = models.CharField("antwoord", max_length=200, blank=True)
    failures = models.PositiveIntegerField("keer na elkaar mislukt", default=0)
    broken_since = models.DateTimeField("stuk sinds", null=True, blank=True)

    class Meta:
        ordering = ["url"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "url",
            "products",
            "checked_at",
            "works",
            "answer",
            "failures",
            "broken_since",
        }

    def __str__(self) -> str:
        return self.url


class Form(models.TextChoices):
    U = "u", "u"
    JE = "je", "je"


class CatalogueSettings(models.Model):
    """Choices for all products. There is one row, with id 1."""

    form = models.CharField("aanspreekvorm", max_length=2, choices=Form.choices, default=Form.U)
    # a code of NUTS/LAU or an address of open data; empty = derived from the NIS code
    area = models.CharField("waar onze producten gelden", max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_catalogue")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"form", "area"}

    def __str__(self) -> str:
        return f"aanspreekvorm {self.form}"


def form_of_address() -> str:
    """ "u" or "je": the form in which the municipality writes its products."""
    return CatalogueSettings.objects.values_list("form", flat=True).first() or Form.U
