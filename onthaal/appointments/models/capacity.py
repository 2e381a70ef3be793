"""Room for appointments: virtual counters, and which five minutes of them are taken."""

from __future__ import annotations

from django.db import models

from onthaal.catalogue.models import Skill
from onthaal.organisation.models import Location

# minutes; appointments begin and end on a tick
TICK = 5


class CapacityLane(models.Model):
    """A virtual counter: one person who serves one party at a time, with certain skills.

    Not a desk or a colleague: who sits where is decided on the day itself.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="lanes")
    name = models.CharField("naam", max_length=80)
    skills = models.ManyToManyField(Skill, blank=True, related_name="lanes")
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        ordering = ["location", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["location", "name"], name="one_lane_of_a_name")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"location", "name", "skills", "position", "is_active"}

    def __str__(self) -> str:
        return self.name


class OccupiedTick(models.Model):
    """Five minutes of a lane that one appointment has. The constraint is what prevents a double
    booking; ``tick`` is the number of five-minute periods since 1970 in UTC."""

    lane = models.ForeignKey(CapacityLane, on_delete=models.CASCADE, related_name="+")
    tick = models.BigIntegerField()
    appointment = models.ForeignKey("Appointment", on_delete=models.CASCADE, related_name="ticks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "tick"], name="one_party_per_tick")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"lane", "tick", "appointment"}

    def __str__(self) -> str:
        return f"{self.lane_id}@{self.tick}"
