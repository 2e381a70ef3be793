"""Work that comes back by itself: inspection of playgrounds, cleaning of gullies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.workplan.models.crew import Crew, Skill


class Period(models.TextChoices):
    WEEK = "week", "weken"
    MONTH = "month", "maanden"


class RoundQuerySet(models.QuerySet["Round"]):
    def plannable_by(self, user: User) -> RoundQuerySet:
        return self.filter(crew__in=Crew.objects.plannable_by(user))


class Round(models.Model):
    """Every ``every`` weeks or months from ``starts_on``, for one crew."""

    title = models.CharField("titel", max_length=120)
    description = models.TextField("wat te doen", blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    crew = models.ForeignKey(Crew, on_delete=models.PROTECT, verbose_name="ploeg")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, blank=True)
    estimated_minutes = models.PositiveSmallIntegerField("geschatte werktijd in minuten")
    place = models.CharField("plaats", max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    every = models.PositiveSmallIntegerField("om de hoeveel")
    period = models.CharField("weken of maanden", max_length=5, choices=Period.choices)
    starts_on = models.DateField("eerste keer op")
    is_active = models.BooleanField("loopt", default=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1), name="round_every_at_least_one")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "title",
            "description",
            "team",
            "crew",
            "skill",
            "estimated_minutes",
            "place",
            "lat",
            "lon",
            "every",
            "period",
            "starts_on",
            "is_active",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def rhythm(self) -> str:
        if self.every == 1:
            return "elke week" if self.period == Period.WEEK else "elke maand"
        return f"om de {self.every} {self.get_period_display()}"
