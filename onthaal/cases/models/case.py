"""A request for a product, on its way through the steps of its process."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from onthaal.cases.states import CLOSED, OPEN, TONES, CaseChannel, CaseState
from onthaal.catalogue.models import ProcessVersion, Product, Step
from onthaal.core import clock
from onthaal.core.changes import Dated
from onthaal.core.references import new_secret
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        """The same as an open state; a constraint sees to it."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> CaseQuerySet:
        return self.filter(closed_at__isnull=False)

    def late(self, today: dt.date) -> CaseQuerySet:
        """Open ones of which the whole or the present step is over its term, while nobody waits
        for the resident."""
        return self.open().filter(
            Q(due_on__lt=today) | Q(step_due_on__lt=today), paused_at__isnull=True
        )

    def visible_to(self, user: User) -> CaseQuerySet:
        """Managers see every request; others those of their own teams, those that they handle and
        those that they entered themselves."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.MANAGER):
            return self
        return self.filter(Q(team__in=Team.objects.of(user)) | Q(handler=user) | Q(submitter=user))

    def of_resident(self, email: str) -> CaseQuerySet:
        """What was asked with this address, in whatever case it was typed."""
        return self.filter(email=email.strip().lower()).exclude(email="")


class Case(Dated):
    """``process_version`` is the version with which it began; it never changes.

    ``due_on`` is the norm of the whole and ``step_due_on`` that of the present step;
    ``expected_on`` is what the resident was told. All move on by the working days in which we
    waited for the resident (``paused_at``).
    """

    reference = models.CharField("nummer", max_length=16, unique=True)
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)

    product = models.ForeignKey(Product, on_delete=models.PROTECT, verbose_name="product")
    process_version = models.ForeignKey(
        ProcessVersion, on_delete=models.PROTECT, related_name="cases", verbose_name="versie"
    )
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+", verbose_name="stap")
    state = models.CharField(
        "toestand", max_length=9, choices=CaseState.choices, default=CaseState.OPEN
    )
    channel = models.CharField("kanaal", max_length=6, choices=CaseChannel.choices)

    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    address = models.CharField("adres", max_length=200, blank=True)
    request = models.TextField("wat gevraagd wordt", blank=True)

    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="submitted_cases",
        verbose_name="ingevoerd door",
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="handled_cases",
        verbose_name="behandelaar",
    )

    opened_at = models.DateTimeField("ontvangen", default=clock.now)
    step_due_on = models.DateField("stap klaar tegen", null=True, blank=True)
    due_on = models.DateField("streefdatum")
    expected_on = models.DateField("verwacht op")
    paused_at = models.DateTimeField("termijn stilgezet", null=True, blank=True)
    closed_at = models.DateTimeField("afgesloten", null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField("doorlooptijd in werkdagen", null=True, blank=True)
    within_term = models.BooleanField("binnen de termijn", null=True, blank=True)
    outcome = models.TextField("uitkomst", blank=True)
    # since when something from outside waits for the handler's eyes
    news_at = models.DateTimeField("nieuws sinds", null=True, blank=True)
    # when it was last forgotten who asked; what was written after it is there again
    erased_at = models.DateTimeField("gewist", null=True, blank=True)

    search = models.GeneratedField(
        expression=SearchVector("reference", config="simple", weight="A")
        + SearchVector("name", config="simple", weight="A")
        + SearchVector("address", config="simple", weight="B")
        + SearchVector("request", config="dutch", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="case_open", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["opened_at", "id"], name="case_opened"),
            models.Index(fields=["closed_at", "id"], name="case_closed"),
            models.Index(fields=["email"], name="case_email"),
            GinIndex(fields=["search"], name="case_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOSED), closed_at__isnull=False)
                | Q(state__in=sorted(OPEN), closed_at__isnull=True),
                name="case_closed_if_and_only_if_closed_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(outcome=""), name="refused_says_why"
            ),
        ]

    class PersonalData:
        personal = {"name", "email", "phone", "address", "request", "outcome", "secret", "search"}
        plain = {
            "reference",
            "submission_key",
            "product",
            "process_version",
            "step",
            "state",
            "channel",
            "submitter",
            "team",
            "handler",
            "opened_at",
            "changed_at",
            "step_due_on",
            "due_on",
            "expected_on",
            "paused_at",
            "closed_at",
            "lead_days",
            "within_term",
            "news_at",
            "erased_at",
            "version",
        }

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def tone(self) -> str:
        return TONES[CaseState(self.state)]

    @property
    def status_path(self) -> str:
        """The secret path on which the resident follows the request."""
        return reverse("case-status", args=[self.secret])

    def days_late(self, today: dt.date) -> int:
        """Calendar days past the term of the step or the whole; 0 when in time, closed or while
        we wait for the resident."""
        if not self.is_open or self.paused_at:
            return 0
        terms = [term for term in (self.step_due_on, self.due_on) if term]
        return max(0, *((today - term).days for term in terms))


class Passage(models.Model):
    """One stay in one step. A step that is come back to gets another passage.

    ``paused_days`` are working days in which we waited for the resident; ``days`` are the others,
    filled in when the step is left.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="passages")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("antwoord", max_length=40, blank=True)
    paused_days = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField("werkdagen", null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "number"]
        indexes = [models.Index(fields=["left_at"], name="passage_left")]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_passage_with_a_number"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_at__isnull=True), name="in_one_step_at_a_time"
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "case",
            "step",
            "number",
            "team",
            "handler",
            "entered_at",
            "left_at",
            "answer",
            "paused_days",
            "days",
            "reminded_at",
        }

    def __str__(self) -> str:
        return f"{self.case}: {self.step}"


class CaseQuestion(models.Model):
    """Something that we need from the resident: a question of a colleague, or a step of the
    process that is the resident's to do (``of_step``)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    of_step = models.BooleanField(default=False)
    text = models.TextField("vraag")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("antwoord", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True, dropped_at__isnull=True),
                name="one_open_question_of_a_case",
            )
        ]

    class PersonalData:
        personal = {"text", "answer"}
        plain = {
            "case",
            "step",
            "of_step",
            "asked_by",
            "asked_at",
            "reminded_at",
            "answered_at",
            "dropped_at",
        }

    def __str__(self) -> str:
        return f"vraag bij {self.case}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.dropped_at is None
