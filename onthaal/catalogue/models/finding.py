"""What makes a product easy to find, and what was looked for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from onthaal.catalogue.models.product import Product


class ProductIndex(models.Model):
    """The words of one published product, ready for searching; made again from the product.

    ``source`` tells from which state of the product it was made, so that a change of whatever kind
    (published, imported, a synonym more) is seen at the next search. ``words`` are the whole words
    of name, synonyms and search terms: what typing errors are corrected to.
    """

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="index"
    )
    source = models.CharField(max_length=32)
    name = models.CharField(max_length=220)
    words = ArrayField(models.CharField(max_length=80), default=list)
    vector = SearchVectorField(null=True)

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="product_words")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"product", "source", "name", "words", "vector"}

    def __str__(self) -> str:
        return self.name


class WordGroup(models.Model):
    """Words that residents use for the same thing: who types one, finds the others too.

    ``standard`` names the group of our own list that this row takes the place of ("" = a group of
    the municipality itself); a row that is not active switches it off.
    """

    words = ArrayField(models.CharField(max_length=60), verbose_name="woorden")
    standard = models.SlugField(max_length=40, blank=True)
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard"],
                condition=~models.Q(standard=""),
                name="one_row_per_standard_word_group",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"words", "standard", "is_active"}

    def __str__(self) -> str:
        return " = ".join(self.words)


class SoughtWords(models.Model):
    """How often these words were looked for on one day, and how often nothing was found.

    Nobody stands behind it: no moment, no address, no session; words that look like a telephone
    number, an e-mail address or a national number are never stored.
    """

    day = models.DateField()
    words = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=0)
    without_result = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="one_count_of_sought_words")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"day", "words", "times", "without_result"}

    def __str__(self) -> str:
        return f"{self.words} ({self.day:%d/%m/%Y})"
