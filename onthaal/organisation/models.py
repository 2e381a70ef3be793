"""The local government itself: legal persons, departments, teams, places and days."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from onthaal.core import clock
from onthaal.people.models import User

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Geef een kleur zoals #0f5a47.")


class UnitKind(models.TextChoices):
    GEMEENTE = "gemeente", "Gemeente"
    OCMW = "ocmw", "OCMW"


class AdministrativeUnit(models.Model):
    """A *bestuurseenheid*. Gemeente and OCMW are two legal persons with one administration."""

    kind = models.CharField("soort", max_length=10, choices=UnitKind.choices)
    name = models.CharField("naam", max_length=120, unique=True)
    kbo_number = models.CharField("ondernemingsnummer", max_length=12, blank=True)
    ovo_code = models.CharField("OVO-code", max_length=10, blank=True)
    uri = models.URLField("URI", blank=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {"kind", "name", "kbo_number", "ovo_code", "uri"}

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, verbose_name="bestuur")
    name = models.CharField("naam", max_length=120, unique=True)
    email = models.EmailField("e-mailadres", blank=True)

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"unit", "name", "email"}

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    def active(self) -> TeamQuerySet:
        return self.filter(is_active=True)

    def of(self, user: User) -> TeamQuerySet:
        """The active teams that ``user`` is a member of."""
        return self.active().filter(memberships__user=user)


class Team(models.Model):
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="teams", verbose_name="dienst"
    )
    name = models.CharField("naam", max_length=120, unique=True)
    email = models.EmailField("e-mailadres", blank=True)
    is_active = models.BooleanField("actief", default=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="TeamMembership", related_name="teams"
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"department", "name", "email", "is_active", "members"}

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    since = models.DateField("sinds", default=clock.today)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="one_membership")]

    class PersonalData:
        personal: set[str] = set()
        plain = {"team", "user", "since"}

    def __str__(self) -> str:
        return f"{self.user} – {self.team}"


class Location(models.Model):
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, verbose_name="bestuur")
    name = models.CharField("naam", max_length=120)
    street_line = models.CharField("straat en nummer", max_length=160)
    postcode = models.CharField("postcode", max_length=4)
    town = models.CharField("gemeente", max_length=80)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    is_main = models.BooleanField("hoofdlocatie", default=False)

    class Meta:
        ordering = ["-is_main", "name"]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "unit",
            "name",
            "street_line",
            "postcode",
            "town",
            "phone",
            "email",
            "lat",
            "lon",
            "is_main",
        }

    def __str__(self) -> str:
        return self.name


class Weekday(models.IntegerChoices):
    MONDAY = 0, "maandag"
    TUESDAY = 1, "dinsdag"
    WEDNESDAY = 2, "woensdag"
    THURSDAY = 3, "donderdag"
    FRIDAY = 4, "vrijdag"
    SATURDAY = 5, "zaterdag"
    SUNDAY = 6, "zondag"


class PresentHours(models.Manager["OpeningHours"]):
    def get_queryset(self) -> models.QuerySet[OpeningHours]:
        return super().get_queryset().filter(valid_until=None)


class OpeningHours(models.Model):
    """The hours of one weekday. They end (``valid_until``) when others take their place, so that
    it can be told what held on a day; without ``valid_from`` they held from the beginning."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.SmallIntegerField("weekdag", choices=Weekday.choices)
    opens_at = models.TimeField("van")
    closes_at = models.TimeField("tot")
    by_appointment = models.BooleanField("alleen op afspraak", default=False)
    valid_from = models.DateField("geldig vanaf", null=True, blank=True)
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)

    objects = PresentHours()
    kept = models.Manager["OpeningHours"]()

    class Meta:
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="closes_after_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="hours_valid_forwards",
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "location",
            "weekday",
            "opens_at",
            "closes_at",
            "by_appointment",
            "valid_from",
            "valid_until",
        }

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H.%M}–{self.closes_at:%H.%M}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether these are hours of that day: its weekday, and neither ended nor still to come."""
        return (
            day.weekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )

    @property
    def schema_day(self) -> str:
        """The weekday as schema.org calls it: ``Monday``."""
        return Weekday(self.weekday).name.capitalize()


class OpeningException(models.Model):
    """A day on which the weekly hours do not hold: closed, or other hours."""

    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="opening_exceptions"
    )
    day = models.DateField("dag")
    opens_at = models.TimeField("van", null=True, blank=True)
    closes_at = models.TimeField("tot", null=True, blank=True)
    note = models.CharField("uitleg", max_length=160, blank=True)

    class Meta:
        ordering = ["day", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True, closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="exception_closed_or_open_period",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"location", "day", "opens_at", "closes_at", "note"}

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.note}"

    def may_stand_beside(self, other: OpeningException) -> bool:
        """Whether both can hold on one day: each has hours, and these do not overlap."""
        if not (self.opens_at and self.closes_at and other.opens_at and other.closes_at):
            return False
        return self.closes_at <= other.opens_at or other.closes_at <= self.opens_at


class ClosingDay(models.Model):
    """A local day off for the whole administration; Belgian holidays need no row."""

    day = models.DateField("dag", unique=True)
    name = models.CharField("naam", max_length=80)

    class Meta:
        ordering = ["day"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"day", "name"}

    def __str__(self) -> str:
        return f"{self.name} ({self.day:%d/%m/%Y})"


class HouseStyle(models.Model):
    """Name, look and contact lines of the municipality. There is one row, with id 1."""

    municipality_name = models.CharField("naam van de gemeente", max_length=80)
    kind_label = models.CharField("aanduiding", max_length=40, default="Gemeente")
    reference_prefix = models.CharField(
        "voorvoegsel van nummers",
        max_length=4,
        default="LV",
        validators=[RegexValidator(r"^[A-Z]{2,4}$", "Gebruik 2 tot 4 hoofdletters.")],
    )
    logo = models.FileField("logo", upload_to="huisstijl/", blank=True)
    action_colour = models.CharField("actiekleur", max_length=7, validators=[hex_colour])
    header_colour = models.CharField("kopkleur", max_length=7, validators=[hex_colour])
    accent_colour = models.CharField("accentkleur", max_length=7, validators=[hex_colour])
    font = models.CharField("lettertype", max_length=20, default="atkinson")
    town_hall = models.CharField("naam van het gemeentehuis", max_length=80, blank=True)
    address_line = models.CharField("adres", max_length=160, blank=True)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    emergency_text = models.CharField(
        "tekst bij gevaar",
        max_length=240,
        default="Is er direct gevaar? Bel 112. Is het dringend maar geen noodgeval? Bel ons.",
    )
    looked_at_within = models.PositiveSmallIntegerField(
        "werkdagen tot iemand een melding bekijkt",
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    privacy_text = models.TextField("privacytekst bij een formulier", blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_house_style"),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "municipality_name",
            "kind_label",
            "reference_prefix",
            "logo",
            "action_colour",
            "header_colour",
            "accent_colour",
            "font",
            "town_hall",
            "address_line",
            "phone",
            "email",
            "emergency_text",
            "looked_at_within",
            "privacy_text",
            "changed_at",
        }

    def __str__(self) -> str:
        return self.municipality_name
