"""The melding itself: its present facts. Its history is in the timeline."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from onthaal.core import clock
from onthaal.core.changes import Dated
from onthaal.core.references import new_secret
from onthaal.issues.models.category import Category
from onthaal.issues.states import CLOSED, OPEN, PLAIN_WORDS, Reason, Status
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User
from onthaal.territory.models import Address, Neighbourhood

# As parameters in SQL the sets must have one order.
OPEN_STATUSES = sorted(OPEN)
CLOSED_STATUSES = sorted(CLOSED)


class Channel(models.TextChoices):
    WEB = "web", "Website"
    PHONE = "phone", "Telefoon"
    DESK = "desk", "Balie"
    MAIL = "mail", "E-mail"
    LETTER = "letter", "Brief"
    FIELD = "field", "Eigen medewerker"
    OTHER = "other", "Ander systeem"


class IssueQuerySet(models.QuerySet["Issue"]):
    def open(self) -> IssueQuerySet:
        """The same as an open status (a constraint sees to it), and what the indexes know."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> IssueQuerySet:
        return self.filter(closed_at__isnull=False)

    def late(self, today: dt.date) -> IssueQuerySet:
        """Open issues whose term has passed, the clock not standing still."""
        return self.open().filter(due_on__lt=today, paused_at__isnull=True)

    def visible_to(self, user: User) -> IssueQuerySet:
        """Desk staff, editors and managers see every issue; handlers those of their own teams,
        those assigned to them and those they entered themselves."""
        if not (user.is_active and user.is_staff):
            return self.none()
        if user.has_role(Role.DESK, Role.MANAGER, Role.EDITOR):
            return self
        return self.filter(Q(team__in=Team.objects.of(user)) | Q(handler=user) | Q(submitter=user))

    def with_news_for(self, user: User) -> IssueQuerySet:
        """Issues of this handler in which something happened that the handler has not seen."""
        return self.filter(handler=user, news_at__isnull=False)

    def public(self) -> IssueQuerySet:
        """What anybody may see on the public map, as far as the category is public."""
        return self.filter(category__is_public=True).exclude(
            status__in=[Status.DUPLICATE, Status.WITHDRAWN]
        )


class Issue(Dated):
    reference = models.CharField("nummer", max_length=16, unique=True)
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)

    # what
    title = models.CharField("titel", max_length=120)
    description = models.TextField("beschrijving")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, verbose_name="onderwerp")
    answers = models.JSONField("antwoorden", default=dict, blank=True)

    # where
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    address = models.ForeignKey(Address, on_delete=models.SET_NULL, null=True, blank=True)
    place = models.CharField("plaats", max_length=200)
    place_note = models.CharField("aanduiding", max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="wijk"
    )

    # who
    channel = models.CharField("kanaal", max_length=8, choices=Channel.choices)
    reporter = models.OneToOneField(
        "issues.Reporter", on_delete=models.SET_NULL, null=True, blank=True, related_name="issue"
    )
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="submitted_issues",
        verbose_name="indiener",
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="team")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="handled_issues",
        verbose_name="behandelaar",
    )

    # how it stands
    status = models.CharField("status", max_length=20, choices=Status.choices, default=Status.NEW)
    reason = models.CharField("reden", max_length=16, choices=Reason.choices, blank=True)
    forwarded_to = models.CharField("doorverwezen naar", max_length=160, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    received_at = models.DateTimeField("ontvangen", default=clock.now)
    first_answer_at = models.DateTimeField("eerste antwoord", null=True, blank=True)
    closed_at = models.DateTimeField("afgesloten", null=True, blank=True)
    paused_at = models.DateTimeField("termijn stilgezet", null=True, blank=True)
    due_on = models.DateField("streefdatum")
    expected_on = models.DateField("verwacht op")
    first_answer_days = models.PositiveSmallIntegerField(
        "werkdagen tot eerste antwoord", null=True, blank=True
    )
    lead_days = models.PositiveSmallIntegerField("doorlooptijd in werkdagen", null=True, blank=True)
    within_term = models.BooleanField("binnen de termijn", null=True, blank=True)
    reopenings = models.PositiveSmallIntegerField("heropend", default=0)
    followers_count = models.PositiveIntegerField("volgers", default=0)
    # since when something from outside, or from a colleague, waits for the handler's eyes
    news_at = models.DateTimeField("nieuws sinds", null=True, blank=True)

    # what everybody may read: only what a member of staff released
    public_title = models.CharField("openbare titel", max_length=120, blank=True)
    public_text = models.TextField("openbare tekst", blank=True)
    released_at = models.DateTimeField("vrijgegeven", null=True, blank=True)

    search = models.GeneratedField(
        expression=SearchVector("reference", config="simple", weight="A")
        + SearchVector("title", config="dutch", weight="A")
        + SearchVector("place", config="simple", weight="B")
        + SearchVector("description", config="dutch", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        # Measured at a million issues (docs/performance.md). The first two hold every column that
        # the work list filters on, so that finding and counting do not read the issues themselves.
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                include=[
                    "team",
                    "handler",
                    "submitter",
                    "category",
                    "neighbourhood",
                    "channel",
                    "status",
                    "received_at",
                    "changed_at",
                    "paused_at",
                    "followers_count",
                    "reopenings",
                    "news_at",
                    "lat",
                    "lon",
                ],
                name="issue_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["received_at", "id"],
                include=[
                    "team",
                    "handler",
                    "submitter",
                    "category",
                    "neighbourhood",
                    "channel",
                    "status",
                    "closed_at",
                    "due_on",
                    "paused_at",
                    "followers_count",
                    "reopenings",
                    "lat",
                    "lon",
                    "address",
                    "first_answer_days",
                ],
                name="issue_received",
            ),
            # the figures of what was closed, and the list of it, last closed first
            models.Index(
                fields=["closed_at", "id"],
                include=["team", "category", "lead_days", "within_term"],
                name="issue_closed",
            ),
            # the other orders of the work list
            models.Index(fields=["due_on", "id"], name="issue_due"),
            models.Index(fields=["changed_at", "id"], name="issue_changed"),
            models.Index(fields=["place", "id"], name="issue_place"),
            GinIndex(fields=["search"], name="issue_search"),
            GinIndex(
                fields=["search"], name="issue_open_search", condition=Q(closed_at__isnull=True)
            ),
            # what is near a point
            models.Index(fields=["lat", "lon", "closed_at"], name="issue_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CLOSED_STATUSES, closed_at__isnull=False)
                | Q(status__in=OPEN_STATUSES, closed_at__isnull=True),
                name="closed_if_and_only_if_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="issue_point_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOT_FEASIBLE) | ~Q(reason=""),
                name="not_feasible_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOT_OURS) | ~Q(forwarded_to=""),
                name="not_ours_says_whose",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DUPLICATE) | Q(duplicate_of__isnull=False),
                name="duplicate_has_an_original",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
                name="not_a_duplicate_of_itself",
            ),
        ]

    class PersonalData:
        # people write names and telephone numbers into free text, however often we ask them not to
        personal = {
            "title",
            "description",
            "answers",
            "place_note",
            "secret",
            "reporter",
            "search",
        }
        plain = {
            "reference",
            "submission_key",
            "category",
            "lat",
            "lon",
            "address",
            "place",
            "neighbourhood",
            "channel",
            "submitter",
            "team",
            "handler",
            "status",
            "reason",
            "forwarded_to",
            "duplicate_of",
            "split_from",
            "received_at",
            "changed_at",
            "first_answer_at",
            "closed_at",
            "paused_at",
            "due_on",
            "expected_on",
            "first_answer_days",
            "lead_days",
            "within_term",
            "reopenings",
            "followers_count",
            "news_at",
            "version",
            "public_title",
            "public_text",
            "released_at",
        }

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.reference])

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def plain_status(self) -> str:
        """The status in words for the resident."""
        return PLAIN_WORDS[self.state]

    @property
    def shown_title(self) -> str:
        """What everybody may read as title: the released one, else only the category."""
        return self.public_title if self.released_at else self.category.name

    def shows_contact_to(self, user: User) -> bool:
        """Whether ``user`` may see who reported it: its team, its handler, who entered it, desk
        staff and managers. Editors read issues, not people."""
        return user.pk in (self.handler_id, self.submitter_id) or (
            user.is_active
            and user.is_staff
            and (
                user.has_role(Role.DESK, Role.MANAGER)
                or self.team.memberships.filter(user=user).exists()
            )
        )

    def days_late(self, today: dt.date) -> int:
        """Calendar days past the term; 0 when in time, closed or with the clock standing still."""
        if not self.is_open or self.paused_at:
            return 0
        return max(0, (today - self.due_on).days)

    @property
    def status_path(self) -> str:
        """The secret path on which the reporter follows the issue."""
        return reverse("issue-status", args=[self.secret])


class PhotoSource(models.TextChoices):
    REPORTER = "reporter", "Melder"
    STAFF = "staff", "Medewerker"
    OUTSIDER = "outsider", "Andere partij"


def photo_path(photo: Photo, filename: str) -> str:
    return f"meldingen/{photo.issue_id // 1000}/{uuid.uuid4().hex}.jpg"


class Photo(models.Model):
    """A picture that we encoded ourselves from what was sent: no EXIF, at most 2000 pixels."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    file = models.FileField(upload_to=photo_path)
    thumbnail = models.FileField(upload_to=photo_path)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    source = models.CharField("van", max_length=8, choices=PhotoSource.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    added_at = models.DateTimeField(default=clock.now)
    is_public = models.BooleanField("openbaar", default=False)

    class Meta:
        ordering = ["added_at", "id"]

    class PersonalData:
        personal = {"file", "thumbnail", "key"}
        plain = {"issue", "width", "height", "source", "added_by", "added_at", "is_public"}

    def __str__(self) -> str:
        return f"foto {self.pk} van {self.issue_id}"
