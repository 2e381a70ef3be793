"""The own calendar of a colleague who receives people: only when he or she is not free."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onthaal.core import clock
from onthaal.core.references import new_secret


class CalendarSource(models.TextChoices):
    ICS = "ics", "Agenda-adres (ICS)"
    CALDAV = "caldav", "CalDAV"


class PersonalCalendar(models.Model):
    """A calendar elsewhere from which busy times are read. Booking never waits for it: what was
    read last counts, and its age is shown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_calendar"
    )
    source = models.CharField("soort", max_length=6, choices=CalendarSource.choices)
    # encrypted: an address of a calendar is a key to it
    address = models.TextField("adres")
    username = models.CharField("gebruikersnaam", max_length=120, blank=True)
    password = models.TextField("wachtwoord", blank=True)
    # kept for the owner to recognise it by
    host = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField("laatst gelezen", null=True, blank=True)
    next_read_at = models.DateTimeField(default=clock.now, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField("probleem", max_length=200, blank=True)

    class PersonalData:
        personal = {"address", "username", "password", "host"}
        plain = {"user", "source", "read_at", "next_read_at", "failures", "problem"}

    def __str__(self) -> str:
        return f"agenda van {self.user}"


class BusyBlock(models.Model):
    """A time at which the owner of a calendar is not free. No title, no place, no names."""

    calendar = models.ForeignKey(
        PersonalCalendar, on_delete=models.CASCADE, related_name="busy_blocks"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="busy_some_time")
        ]
        indexes = [models.Index(fields=["calendar", "starts_at"], name="busy_of_a_calendar")]

    class PersonalData:
        personal = {"starts_at", "ends_at"}
        plain = {"calendar"}

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m %H:%M}–{self.ends_at:%H:%M}"


class CalendarFeed(models.Model):
    """A secret address at which somebody's own calendar program reads the appointments of this
    person: the day and hour, the product and the number, never the resident's name."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointment_feed"
    )
    key = models.CharField(max_length=40, unique=True, default=new_secret)
    made_at = models.DateTimeField(default=clock.now)

    class PersonalData:
        personal: set[str] = set()
        plain = {"user", "key", "made_at"}

    def __str__(self) -> str:
        return f"agenda-adres van {self.user}"
