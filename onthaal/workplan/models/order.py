"""The werkopdracht: its present facts. Its history is in the timeline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from onthaal.core import clock
from onthaal.core.changes import Dated
from onthaal.issues.models import Issue
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User
from onthaal.workplan.models.crew import Crew, Skill
from onthaal.workplan.states import IN_A_LANE, OPEN, NotDoneReason, State

if TYPE_CHECKING:
    from onthaal.workplan.models.field import WorkPhoto

LANE_STATES = sorted(IN_A_LANE)


class WorkOrderQuerySet(models.QuerySet["WorkOrder"]):
    def open(self) -> WorkOrderQuerySet:
        return self.filter(state__in=sorted(OPEN))

    def to_plan(self) -> WorkOrderQuerySet:
        return self.filter(state=State.TO_PLAN)

    def in_lane(self, crew: Crew | int, day: dt.date) -> WorkOrderQuerySet:
        """What a crew does on a day, in its order."""
        return self.filter(crew=crew, planned_on=day, state__in=LANE_STATES).order_by("position")

    def visible_to(self, user: User) -> WorkOrderQuerySet:
        """Managers see every order; others those of their teams and of crews they work in."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.MANAGER):
            return self
        return self.filter(
            Q(team__in=Team.objects.of(user)) | Q(crew__in=Crew.objects.worked_in_by(user))
        )

    def plannable_by(self, user: User) -> WorkOrderQuerySet:
        """Managers plan everything, handlers the orders of their teams."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.MANAGER):
            return self
        if user.has_role(Role.HANDLER):
            return self.filter(team__in=Team.objects.of(user))
        return self.none()

    def reportable_by(self, user: User) -> WorkOrderQuerySet:
        """What this person may send a deed about, also when it left the own crew meanwhile: then
        it lands in the list of what planners look at."""
        if not (user.is_active and user.is_staff):
            return self.none()
        teams = Crew.objects.worked_in_by(user).values("team")
        planned = WorkOrder.objects.plannable_by(user).values("pk")
        return self.filter(Q(team__in=teams) | Q(pk__in=planned))


class WorkOrder(Dated):
    reference = models.CharField("nummer", max_length=16, unique=True)
    title = models.CharField("titel", max_length=120)
    description = models.TextField("wat te doen", blank=True)
    issues = models.ManyToManyField(Issue, related_name="work_orders", blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    round = models.ForeignKey(
        "workplan.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    # the day on which the round falls, before holidays moved it: what makes it unique
    round_on = models.DateField(null=True, blank=True)

    place = models.CharField("plaats", max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, null=True, blank=True, verbose_name="nodige vaardigheid"
    )
    estimated_minutes = models.PositiveSmallIntegerField("geschatte werktijd in minuten")
    due_on = models.DateField("uiterlijk op", null=True, blank=True)

    state = models.CharField("stand", max_length=9, choices=State.choices, default=State.TO_PLAN)
    crew = models.ForeignKey(
        Crew, on_delete=models.PROTECT, null=True, blank=True, verbose_name="ploeg"
    )
    planned_on = models.DateField("dag", null=True, blank=True)
    position = models.PositiveSmallIntegerField("plaats in de dag", null=True, blank=True)

    started_at = models.DateTimeField("begonnen", null=True, blank=True)
    running_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField("gestopt", null=True, blank=True)
    worked_minutes = models.PositiveIntegerField("werktijd in minuten", default=0)
    reason = models.CharField("reden", max_length=9, choices=NotDoneReason.choices, blank=True)
    outcome = models.TextField("wat de ploeg schreef", blank=True)

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    made_at = models.DateTimeField(default=clock.now)

    objects = WorkOrderQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["planned_on", "crew", "position"], name="workorder_lane"),
            models.Index(fields=["state", "due_on"], name="workorder_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["crew", "planned_on", "position"],
                name="one_order_per_place_in_the_day",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["round", "round_on"], name="one_order_per_round_and_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=LANE_STATES,
                    crew__isnull=False,
                    planned_on__isnull=False,
                    position__isnull=False,
                )
                | Q(
                    state__in=[State.TO_PLAN, State.CANCELLED],
                    crew__isnull=True,
                    planned_on__isnull=True,
                    position__isnull=True,
                ),
                name="in_a_lane_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.NOT_DONE) | ~Q(reason=""), name="not_done_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="workorder_point_whole_or_absent",
            ),
        ]

    class PersonalData:
        # free text of staff, who quote what a resident wrote
        personal = {"title", "description", "outcome"}
        plain = {
            "reference",
            "issues",
            "team",
            "round",
            "round_on",
            "place",
            "lat",
            "lon",
            "skill",
            "estimated_minutes",
            "due_on",
            "state",
            "crew",
            "planned_on",
            "position",
            "started_at",
            "running_since",
            "stopped_at",
            "worked_minutes",
            "reason",
            "made_by",
            "made_at",
            "changed_at",
            "version",
        }

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("work-order", args=[self.reference])

    @property
    def stage(self) -> State:
        return State(self.state)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_movable(self) -> bool:
        """Whether a planner may still give it another day or crew."""
        return self.stage in (State.TO_PLAN, State.PLANNED)

    @property
    def after_photos(self) -> list[WorkPhoto]:
        return [photo for photo in self.photos.all() if not photo.is_before]


class MaterialLine(models.Model):
    """Material that was used; name, unit and price stay as they were that day."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField("materiaal", max_length=80)
    unit = models.CharField("eenheid", max_length=20)
    quantity = models.DecimalField("hoeveelheid", max_digits=8, decimal_places=2)
    price_cents = models.PositiveIntegerField("prijs per eenheid in cent")

    class Meta:
        ordering = ["id"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"order", "name", "unit", "quantity", "price_cents"}

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} {self.name}"

    @property
    def cents(self) -> int:
        return round(self.quantity * self.price_cents)

    @property
    def euros(self) -> float:
        return self.cents / 100


class HoursLine(models.Model):
    """What one person worked on it; the hourly cost stays as it was that day."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="hours")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    minutes = models.PositiveSmallIntegerField("minuten")
    hourly_cents = models.PositiveIntegerField("uurkost in cent")

    class Meta:
        ordering = ["id"]

    class PersonalData:
        personal: set[str] = set()
        plain = {"order", "person", "minutes", "hourly_cents"}

    def __str__(self) -> str:
        return f"{self.minutes} min {self.person_id}"

    @property
    def cents(self) -> int:
        return round(self.minutes * self.hourly_cents / 60)
