"""The klacht: a resident is dissatisfied about what the administration did or did not do."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onthaal.catalogue.models import Process
from onthaal.complaints.models.regulation import Regulation
from onthaal.complaints.states import (
    CLOSED,
    OPEN,
    PLAIN_WORDS,
    Channel,
    Degree,
    Ground,
    Norm,
    Ruling,
    State,
)
from onthaal.core import clock
from onthaal.core.changes import Versioned
from onthaal.core.references import new_secret
from onthaal.issues.models import Issue
from onthaal.organisation.models import Team, TeamMembership
from onthaal.people.models import Role, User


def is_coordinator(user: User) -> bool:
    """Whether this person handles complaints as coordinator. Unlike other roles, an
    administrator does not have it without being given it."""
    return user.is_active and user.is_staff and Role.COMPLAINTS in user.roles


class Complainant(models.Model):
    """Who complained, apart so that it can be erased."""

    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    address = models.CharField("adres", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(Lower("email"), name="complainant_email")]

    class PersonalData:
        personal = {"name", "email", "phone", "address"}
        plain: set[str] = set()

    def __str__(self) -> str:
        return self.name or self.email or self.phone or "anoniem"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> ComplaintQuerySet:
        return self.filter(closed_on__isnull=True)

    def closed(self) -> ComplaintQuerySet:
        return self.filter(closed_on__isnull=False)

    def late(self, today: dt.date) -> ComplaintQuerySet:
        """Open, and a term has passed: that of admissibility or that of the ruling."""
        return self.open().filter(
            Q(state=State.RECEIVED, admissible_by__lt=today) | Q(rule_by__lt=today)
        )

    def visible_to(self, user: User) -> ComplaintQuerySet:
        """The one rule of access: coordinators, the handler, the deputy and who is asked for
        advice, and never a member of the team complained about, whatever their roles."""
        if not (user.is_active and user.is_staff):
            return self.none()
        rows = self
        if not is_coordinator(user):
            asked = Q(advice__adviser=user, advice__expires_on__gte=clock.today())
            mine = Complaint.objects.filter(Q(handler=user) | Q(deputy=user) | asked)
            rows = self.filter(pk__in=mine.values("pk"))
        return rows.exclude(team__in=TeamMembership.objects.filter(user=user).values("team"))

    def handled_by(self, user: User) -> ComplaintQuerySet:
        """Those that this person may change: coordinators, handler and deputy."""
        rows = self.visible_to(user)
        return rows if is_coordinator(user) else rows.filter(Q(handler=user) | Q(deputy=user))


class Complaint(Versioned):
    reference = models.CharField("nummer", max_length=16, unique=True)
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, verbose_name="reglement")

    channel = models.CharField("hoe het binnenkwam", max_length=8, choices=Channel.choices)
    received_on = models.DateField("binnengekomen op")
    registered_on = models.DateField("geregistreerd op")
    facts_on = models.DateField("wanneer het gebeurde", null=True, blank=True)
    description = models.TextField("klacht")
    wish = models.TextField("wat men vraagt", blank=True)

    complainant = models.OneToOneField(
        Complainant, on_delete=models.SET_NULL, null=True, blank=True, related_name="complaint"
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="team waarover men klaagt",
    )
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, null=True, blank=True, verbose_name="proces"
    )
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="submitted_complaints",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="handled_complaints",
        verbose_name="behandelaar",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_complaints",
        verbose_name="vervanger",
    )

    state = models.CharField("stand", max_length=14, choices=State.choices, default=State.RECEIVED)
    admissible_by = models.DateField("ontvankelijkheid ten laatste op")
    rule_by = models.DateField("uitspraak ten laatste op")
    admissibility_on = models.DateField("ontvankelijkheid beslist op", null=True, blank=True)
    ground = models.CharField("grond", max_length=16, choices=Ground.choices, blank=True)
    reason = models.TextField("motivering", blank=True)
    extended_on = models.DateField("verlengd op", null=True, blank=True)
    extension_reason = models.TextField("waarom verlengd", blank=True)
    ruling = models.CharField("uitspraak", max_length=10, choices=Ruling.choices, blank=True)
    norms = ArrayField(
        models.CharField(max_length=12, choices=Norm.choices),
        default=list,
        blank=True,
        verbose_name="ombudsnormen",
    )
    degree = models.CharField("opgelost", max_length=6, choices=Degree.choices, blank=True)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)

    from_issue = models.OneToOneField(
        Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    became_issue = models.OneToOneField(
        Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["received_on"], name="complaint_received"),
            models.Index(
                fields=["rule_by"], name="complaint_due", condition=Q(closed_on__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_on__isnull=True)
                | Q(state__in=CLOSED, closed_on__isnull=False),
                name="complaint_closed_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.RULED) & ~Q(ruling=""))
                | (~Q(state=State.RULED) & Q(ruling="")),
                name="complaint_ruled_has_ruling",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.INADMISSIBLE) & ~Q(ground=""))
                | (~Q(state=State.INADMISSIBLE) & Q(ground="")),
                name="complaint_refused_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(ruling__in=["founded", "partly"]) | Q(degree=""),
                name="complaint_degree_when_founded",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=models.F("handler")),
                name="complaint_deputy_is_another",
            ),
        ]

    class PersonalData:
        personal = {
            "secret",
            "description",
            "wish",
            "complainant",
            "reason",
            "extension_reason",
        }
        plain = {
            "reference",
            "submission_key",
            "regulation",
            "channel",
            "received_on",
            "registered_on",
            "facts_on",
            "team",
            "process",
            "submitter",
            "handler",
            "deputy",
            "state",
            "admissible_by",
            "rule_by",
            "admissibility_on",
            "ground",
            "extended_on",
            "ruling",
            "norms",
            "degree",
            "closed_on",
            "version",
            "from_issue",
            "became_issue",
        }

    def __str__(self) -> str:
        return f"klacht {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def plain_state(self) -> str:
        """The state in the resident's words."""
        return PLAIN_WORDS[State(self.state)]

    @property
    def status_path(self) -> str:
        """The resident's own page."""
        return f"/klacht/{self.secret}/"

    @property
    def due_on(self) -> dt.date:
        """The term that runs now."""
        return self.admissible_by if self.state == State.RECEIVED else self.rule_by

    @property
    def norm_labels(self) -> list[str]:
        return [str(norm.label) for norm in Norm if norm in self.norms]
