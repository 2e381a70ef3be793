"""Who would like an earlier moment, or any moment at all."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onthaal.appointments.models.appointment import Appointment
from onthaal.appointments.models.capacity import Kind
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.organisation.models import Location


class PartOfDay(models.TextChoices):
    ANY = "any", "Maakt niet uit"
    MORNING = "morning", "In de voormiddag"
    AFTERNOON = "afternoon", "In de namiddag of ’s avonds"


class WaitingOutcome(models.TextChoices):
    TAKEN = "taken", "Vroeger moment genomen"
    WITHDRAWN = "withdrawn", "Zelf gestopt"
    UNANSWERED = "unanswered", "Niet geantwoord"
    OVER = "over", "Voorbij"


class WaitingWishQuerySet(models.QuerySet["WaitingWish"]):
    def open(self) -> WaitingWishQuerySet:
        """Those that did not end, also of an address that is not proved yet."""
        return self.filter(ended_at__isnull=True)

    def waiting(self) -> WaitingWishQuerySet:
        """Those that still want something, the longest first."""
        return self.open().filter(proved_at__isnull=False).order_by("made_at", "pk")


class WaitingWish(models.Model):
    """Somebody wants to come before ``until``: with an ``appointment`` that would move, or with
    none yet (then ``items`` say for what, and name and address for whom).

    It counts from ``proved_at`` on: when the mail that went to the address was answered.
    ``offer`` is a hold that waits for an answer; ``refused`` are moments that were offered and not
    taken.
    """

    secret = models.CharField(max_length=40, unique=True, default=new_secret)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, null=True, blank=True, related_name="wishes"
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COUNTER)
    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres")
    until = models.DateField("ten laatste op")
    part_of_day = models.CharField(
        "wanneer op de dag", max_length=10, choices=PartOfDay.choices, default=PartOfDay.ANY
    )
    made_at = models.DateTimeField(default=clock.now)
    proved_at = models.DateTimeField(null=True, blank=True)
    offer = models.OneToOneField(
        Appointment, on_delete=models.SET_NULL, null=True, blank=True, related_name="offered_to"
    )
    offered_start = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    refused = ArrayField(models.DateTimeField(), default=list, blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=WaitingOutcome.choices, blank=True)

    objects = WaitingWishQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(ended_at__isnull=True),
                name="one_wish_per_appointment",
            )
        ]
        indexes = [
            models.Index(
                fields=["made_at"], name="wishes_waiting", condition=Q(ended_at__isnull=True)
            )
        ]

    class PersonalData:
        personal = {"name", "email"}
        plain = {
            "secret",
            "appointment",
            "location",
            "kind",
            "until",
            "part_of_day",
            "made_at",
            "proved_at",
            "offer",
            "offered_start",
            "offered_until",
            "refused",
            "unanswered",
            "ended_at",
            "outcome",
        }

    def __str__(self) -> str:
        return f"wachtlijst tot {self.until:%d/%m/%Y}"

    @property
    def own_path(self) -> str:
        """The address of the page on which its owner answers and stops."""
        return f"/afspraak/wachtlijst/{self.secret}/"


class WaitingItem(models.Model):
    """One product of a wish without appointment."""

    wish = models.ForeignKey(WaitingWish, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    persons = models.PositiveSmallIntegerField("personen", default=1)

    class Meta:
        ordering = ["pk"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"wish", "product", "persons"}

    def __str__(self) -> str:
        return f"{self.product} × {self.persons}"
