"""The processes of the town hall: what every melding and klacht belongs to."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onthaal.organisation.models import Team

GENERAL = "algemene-dienstverlening"


class ProcessQuerySet(models.QuerySet["Process"]):
    def active(self) -> ProcessQuerySet:
        return self.filter(is_active=True)

    def active_or(self, process_id: int | None) -> ProcessQuerySet:
        """What can be chosen: the active ones, and the one that is chosen now."""
        return self.filter(models.Q(is_active=True) | models.Q(pk=process_id or 0))


class Process(models.Model):
    """A way of working that can be measured, complained about and improved.

    ``acts_per_year`` is how often it runs in a year according to its owner; processes whose acts
    Onthaal counts itself leave it empty.
    """

    name = models.CharField("naam", max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    summary = models.CharField("wat het is", max_length=250, blank=True)
    owner = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="team dat ervoor instaat",
    )
    norm_working_days = models.PositiveSmallIntegerField(
        "norm in werkdagen",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    acts_per_year = models.PositiveIntegerField("keer per jaar", null=True, blank=True)
    is_active = models.BooleanField("actief", default=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "slug",
            "summary",
            "owner",
            "norm_working_days",
            "acts_per_year",
            "is_active",
        }

    def __str__(self) -> str:
        return self.name


def general_process() -> int:
    """The id of the process of everything that was given none; made when it is missing."""
    process, _ = Process.objects.get_or_create(
        slug=GENERAL,
        defaults={
            "name": "Algemene dienstverlening",
            "summary": "Alles waarvoor nog geen eigen proces beschreven is.",
        },
    )
    return process.pk
