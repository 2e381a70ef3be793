"""The municipality's own regulation on complaints, in versions."""

from __future__ import annotations

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

_days = [MinValueValidator(1), MaxValueValidator(365)]


class Counts(models.TextChoices):
    RECEIPT = "receipt", "De dag waarop de klacht binnenkwam"
    REGISTRATION = "registration", "De dag waarop de klacht geregistreerd werd"


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def valid_on(self, day: dt.date) -> Regulation | None:
        """The version in force on ``day``; before the first one, the first."""
        rows = self.order_by("-valid_from")
        return rows.filter(valid_from__lte=day).first() or rows.last()


class Regulation(models.Model):
    """One version. A complaint stays on the version that was in force when it came in."""

    valid_from = models.DateField("geldt vanaf", unique=True)
    admissibility_days = models.PositiveSmallIntegerField(
        "dagen om te zeggen of wij de klacht behandelen", default=10, validators=_days
    )
    ruling_days = models.PositiveSmallIntegerField(
        "dagen tot de uitspraak", default=45, validators=_days
    )
    extension_days = models.PositiveSmallIntegerField(
        "dagen verlenging, één keer", default=45, validators=_days
    )
    counts_from = models.CharField(
        "de termijn telt vanaf", max_length=12, choices=Counts.choices, default=Counts.RECEIPT
    )
    # Off by default: the resident reads a number of calendar days, no rule gives us more of them,
    # and answering a day early harms nobody.
    moves_to_working_day = models.BooleanField(
        "een termijn die in het weekend of op een feestdag eindigt, schuift op naar de volgende "
        "werkdag",
        default=False,
    )
    anonymous_allowed = models.BooleanField("anonieme klachten zijn toegelaten", default=False)
    oldest_facts_days = models.PositiveSmallIntegerField(
        "feiten mogen hoogstens zo oud zijn (dagen)", default=365
    )
    second_line = models.TextField(
        "waar men daarna terechtkan",
        default=(
            "Bent u het niet eens met hoe wij uw klacht behandelden? Dan kunt u gratis terecht "
            "bij de ombudsdienst."
        ),
    )

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "valid_from",
            "admissibility_days",
            "ruling_days",
            "extension_days",
            "counts_from",
            "moves_to_working_day",
            "anonymous_allowed",
            "oldest_facts_days",
            "second_line",
        }

    def __str__(self) -> str:
        return f"klachtenreglement vanaf {self.valid_from:%d/%m/%Y}"
