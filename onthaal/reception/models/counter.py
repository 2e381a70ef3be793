"""Counters, and who sits there now."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from onthaal.catalogue.models import Skill
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import Role, User


class CounterKind(models.TextChoices):
    COUNTER = "counter", "Loket"
    QUICK = "quick", "Snelbalie"
    ROOM = "room", "Gespreksruimte"


class Counter(models.Model):
    """A place in the hall to which somebody is called."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="counters")
    name = models.CharField("naam", max_length=40, help_text="Zoals het op het scherm komt.")
    kind = models.CharField(
        "soort", max_length=8, choices=CounterKind.choices, default=CounterKind.COUNTER
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["location", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "name"],
                name="one_counter_of_a_name",
                violation_error_message="Er is hier al een loket met die naam.",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"location", "name", "kind", "position", "is_active"}

    def __str__(self) -> str:
        return self.name


class Clerk(models.Model):
    """A member of staff who serves at counters, and what he or she can serve."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="clerk"
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="clerks")

    class PersonalData:
        personal: set[str] = set()
        plain = {"user", "skills"}

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def works_in_the_hall(cls, user: User) -> bool:
        """Whether this person has to do with visitors: the desk, a supervisor, or a handler who
        serves at a counter. Who mends roads does not read who came for what."""
        if user.has_role(Role.DESK, Role.MANAGER):
            return True
        return user.has_role(Role.HANDLER) and cls.objects.filter(user=user.pk).exists()


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> DutyQuerySet:
        return self.filter(ended_at__isnull=True)


class Duty(models.Model):
    """Somebody at a counter, from sitting down to leaving; a pause is part of it."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="duties")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties"
    )
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    # skills that a supervisor gave for this sitting only
    extra_skills = models.ManyToManyField(Skill, blank=True, related_name="+")
    is_ended_by_night = models.BooleanField(default=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["counter"],
                condition=models.Q(ended_at__isnull=True),
                name="one_clerk_at_a_counter",
            ),
            models.UniqueConstraint(
                fields=["clerk"],
                condition=models.Q(ended_at__isnull=True),
                name="one_counter_for_a_clerk",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "counter",
            "clerk",
            "started_at",
            "ended_at",
            "paused_at",
            "extra_skills",
            "is_ended_by_night",
        }

    def __str__(self) -> str:
        return f"{self.clerk} – {self.counter}"

    @property
    def began_on(self) -> dt.date:
        """The Belgian day of sitting down."""
        return timezone.localdate(self.started_at)
