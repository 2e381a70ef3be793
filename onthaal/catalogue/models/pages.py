"""The page of a product: its former addresses, how often it is read, what readers think of it."""

from __future__ import annotations

from django.db import models

from onthaal.catalogue.models.product import Product
from onthaal.core import clock


class FormerSlug(models.Model):
    """An address that a product had before; it leads to the present one for ever."""

    slug = models.SlugField(max_length=120, unique=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="former_slugs")

    class PersonalData:
        personal: set[str] = set()
        plain = {"slug", "product"}

    def __str__(self) -> str:
        return self.slug


class ProductViews(models.Model):
    """How often the page of a product was asked on one day."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="views")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "day"], name="one_count_of_product_views")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"product", "day", "times"}

    def __str__(self) -> str:
        return f"{self.product} ({self.day:%d/%m/%Y})"


class Language(models.TextChoices):
    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "Engels"


class PageOpinion(models.Model):
    """Whether a page was clear to somebody, and why not. Nobody's name; the words are erased later.

    ``version`` is the number of the version that was read.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="opinions")
    version = models.PositiveIntegerField("versie")
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    is_clear = models.BooleanField("duidelijk")
    why = models.CharField("wat was er niet duidelijk", max_length=500, blank=True)
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-given_at"]

    class PersonalData:
        # free text: somebody may write about themselves all the same
        personal = {"why"}
        plain = {"product", "version", "language", "is_clear", "given_at"}

    def __str__(self) -> str:
        return f"{self.product}: {'duidelijk' if self.is_clear else 'niet duidelijk'}"
