"""Who does the work outside: crews, what they can, and what their material costs."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onthaal.organisation.models import Team
from onthaal.people.models import Role, User


class Skill(models.Model):
    name = models.CharField("naam", max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name"}

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """What a crew may use up, with its price per unit in cents."""

    name = models.CharField("naam", max_length=80, unique=True)
    unit = models.CharField("eenheid", max_length=20)
    price_cents = models.PositiveIntegerField("prijs per eenheid in cent", default=0)
    is_active = models.BooleanField("in gebruik", default=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"name", "unit", "price_cents", "is_active"}

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"


def usual_week() -> list[int]:
    """Minutes per weekday of two people who work seven and a half hours."""
    return [900, 900, 900, 900, 900, 0, 0]


class CrewQuerySet(models.QuerySet["Crew"]):
    def active(self) -> CrewQuerySet:
        return self.filter(is_active=True)

    def visible_to(self, user: User) -> CrewQuerySet:
        """Managers see every crew; others those of their teams and those they work in."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.MANAGER):
            return self
        mine = Crew.members.through.objects.filter(user=user).values("crew")
        return self.filter(Q(team__in=Team.objects.of(user)) | Q(pk__in=mine))

    def plannable_by(self, user: User) -> CrewQuerySet:
        """Managers plan for every crew, handlers for those of their teams."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.MANAGER):
            return self
        if user.has_role(Role.HANDLER):
            return self.filter(team__in=Team.objects.of(user))
        return self.none()

    def worked_in_by(self, user: User) -> CrewQuerySet:
        return self.active().filter(
            pk__in=Crew.members.through.objects.filter(user=user).values("crew")
        )


class Crew(models.Model):
    """A *ploeg*: people who drive out together. ``minutes`` is its capacity, Monday first."""

    name = models.CharField("naam", max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="crews", verbose_name="leden", blank=True
    )
    skills = models.ManyToManyField(Skill, verbose_name="kunnen", blank=True)
    minutes = ArrayField(models.PositiveSmallIntegerField(), size=7, default=usual_week)
    hourly_cents = models.PositiveIntegerField("uurkost per persoon in cent", default=4200)
    depot_lat = models.FloatField(null=True, blank=True)
    depot_lon = models.FloatField(null=True, blank=True)
    # the secret part of the address of its calendar feed; empty = no feed
    feed_key = models.CharField(max_length=22, null=True, blank=True, unique=True)
    is_active = models.BooleanField("actief", default=True)

    objects = CrewQuerySet.as_manager()

    class Meta:
        ordering = ["team__name", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__len=7), name="crew_week_has_seven_days")
        ]

    class PersonalData:
        personal = {"feed_key"}
        plain = {
            "name",
            "team",
            "members",
            "skills",
            "minutes",
            "hourly_cents",
            "depot_lat",
            "depot_lon",
            "is_active",
        }

    def __str__(self) -> str:
        return self.name

    def capacity_on(self, day: dt.date) -> int:
        """Minutes of work that fit in ``day``, holidays not looked at."""
        return self.minutes[day.weekday()]
