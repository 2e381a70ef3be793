"""Calendars outside, and what came back that nobody could place."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from onthaal.core import clock
from onthaal.people.models import User
from onthaal.workplan.models.crew import Crew
from onthaal.workplan.models.order import WorkOrder


class CalendarLink(models.Model):
    """The calendar of a crew in another system, spoken to with CalDAV."""

    crew = models.OneToOneField(Crew, on_delete=models.CASCADE, related_name="calendar")
    url = models.URLField("adres van de agenda", max_length=300)
    username = models.CharField("gebruikersnaam", max_length=120)
    # encrypted with the key of the installation
    password = models.TextField("wachtwoord")
    is_active = models.BooleanField("in gebruik", default=True)

    class PersonalData:
        personal = {"username", "password"}
        plain = {"crew", "url", "is_active"}

    def __str__(self) -> str:
        return f"agenda van {self.crew_id}"


class PushState(models.TextChoices):
    PENDING = "pending", "Te verzenden"
    SENT = "sent", "Verzonden, nog niet bevestigd"
    ACKNOWLEDGED = "acknowledged", "Bevestigd"
    FAILED = "failed", "Mislukt"


class CalendarPushQuerySet(models.QuerySet["CalendarPush"]):
    def visible_to(self, user: User) -> CalendarPushQuerySet:
        return self.filter(link__crew__in=Crew.objects.plannable_by(user))


class CalendarPush(models.Model):
    """That one order must stand in one calendar, or must be gone from it.

    One row per order and calendar, so that an order can never stand there twice; what is sent is
    always the order as it is at that moment.
    """

    link = models.ForeignKey(CalendarLink, on_delete=models.CASCADE, related_name="pushes")
    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="pushes")
    is_removal = models.BooleanField("weghalen", default=False)
    state = models.CharField(max_length=12, choices=PushState.choices, default=PushState.PENDING)
    wanted = models.PositiveIntegerField(default=1)  # grows with each change
    etag = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    problem = models.CharField("probleem", max_length=300, blank=True)

    objects = CalendarPushQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="calendar_push_due",
                condition=Q(state__in=["pending", "sent"]),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["link", "order"], name="one_push_per_order_and_link")
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "link",
            "order",
            "is_removal",
            "state",
            "wanted",
            "etag",
            "attempts",
            "next_try_at",
            "changed_at",
            "problem",
        }

    def __str__(self) -> str:
        return f"{self.order_id} → {self.link_id}"


class ReviewKind(models.TextChoices):
    FIELD = "field", "Van de ploeg"
    CALENDAR = "calendar", "Uit een agenda"
    IMPORT = "import", "Uit een bestand"
    ISSUE = "issue", "Van een melding"


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    def open(self) -> ReviewItemQuerySet:
        return self.filter(settled_at__isnull=True)

    def visible_to(self, user: User) -> ReviewItemQuerySet:
        """What concerns a crew that this person plans for; what concerns nobody, for managers and
        who brought it in."""
        crews = Crew.objects.plannable_by(user)
        nobodys = Q(crew__isnull=True)
        if not user.has_role("manager"):
            nobodys &= Q(by=user)
        return self.filter(Q(crew__in=crews) | nobodys)


class ReviewItem(models.Model):
    """Something from outside that did not fit: a person decides what it means."""

    kind = models.CharField(max_length=8, choices=ReviewKind.choices)
    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, null=True, blank=True)
    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, null=True, blank=True)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    came_at = models.DateTimeField(default=clock.now)
    # the same thing seen again makes no second row
    mark = models.CharField(max_length=200, unique=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "-id"]

    class PersonalData:
        personal = {"text"}
        plain = {"kind", "order", "crew", "by", "came_at", "mark", "settled_at", "settled_by"}

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
