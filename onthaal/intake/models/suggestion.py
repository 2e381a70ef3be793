"""A suggestie, vraag or compliment: a text, an answer, and perhaps another life."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.intake.doors import Door
from onthaal.organisation.models import Team
from onthaal.people.models import Role, User


class Kind(models.TextChoices):
    """The doors that this app keeps itself; the values are those of ``Door``."""

    SUGGESTION = Door.SUGGESTION.value, "Suggestie"
    QUESTION = Door.QUESTION.value, "Vraag"
    COMPLIMENT = Door.COMPLIMENT.value, "Compliment"

    @property
    def slug(self) -> str:
        return str(self.label).lower()


KINDS = {kind.slug: kind for kind in Kind}


class Channel(models.TextChoices):
    WEB = "web", "Website"
    PHONE = "phone", "Telefoon"
    DESK = "desk", "Balie"
    MAIL = "mail", "E-mail"
    PAPER = "paper", "Papier"


class State(models.TextChoices):
    RECEIVED = "received", "Ontvangen"
    ANSWERED = "answered", "Beantwoord"
    CLOSED = "closed", "Afgesloten"
    MOVED = "moved", "Omgezet"


def open_to(user: User) -> Q:
    """What did not become a klacht, or became one that this person may see."""
    klacht = Q(became_type=Complaint._meta.label_lower)
    seen = Complaint.objects.visible_to(user).values("pk")
    return ~klacht | Q(klacht, became_id__in=seen)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def waiting(self) -> SuggestionQuerySet:
        """Somebody still has to do something."""
        return self.filter(Q(state=State.RECEIVED) | Q(news_at__isnull=False))

    def visible_to(self, user: User) -> SuggestionQuerySet:
        """Desk staff and managers see every message, others those of their own teams.

        A message that became a klacht is only for who may see that klacht.
        """
        if not (user.is_active and user.is_staff):
            return self.none()
        rows = self.filter(open_to(user))
        if user.has_role(Role.DESK, Role.MANAGER):
            return rows
        return rows.filter(Q(team__in=Team.objects.of(user)) | Q(submitter=user))


class Suggestion(models.Model):
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    reference = models.CharField("nummer", max_length=16, unique=True)
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    text = models.TextField("tekst")
    channel = models.CharField("kanaal", max_length=5, choices=Channel.choices)
    state = models.CharField(
        "toestand", max_length=8, choices=State.choices, default=State.RECEIVED
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, verbose_name="team"
    )

    # who wrote it; everything may be empty
    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="submitted_suggestions",
        verbose_name="indiener",
    )

    received_at = models.DateTimeField("ontvangen", default=clock.now)
    answer = models.TextField("antwoord", blank=True)
    answered_at = models.DateTimeField("beantwoord", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_suggestions",
        verbose_name="beantwoord door",
    )
    closed_at = models.DateTimeField("afgesloten", null=True, blank=True)
    # since when something that the resident added waits for somebody's eyes
    news_at = models.DateTimeField("nieuws sinds", null=True, blank=True)

    # the melding or klacht that this message became
    became_type = models.CharField(max_length=60, blank=True)
    became_id = models.BigIntegerField(null=True, blank=True)
    became_reference = models.CharField("omgezet in", max_length=20, blank=True)
    became_path = models.CharField(max_length=200, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-received_at"], name="suggestion_state"),
            models.Index(Lower("email"), name="suggestion_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="answered_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="moved", became_id__isnull=False)
                | (~Q(state="moved") & Q(became_id__isnull=True)),
                name="moved_says_where",
            ),
        ]

    class PersonalData:
        personal = {"text", "secret", "name", "email", "phone", "user", "answer", "became_path"}
        plain = {
            "kind",
            "reference",
            "submission_key",
            "channel",
            "state",
            "team",
            "submitter",
            "received_at",
            "answered_at",
            "answered_by",
            "closed_at",
            "news_at",
            "became_type",
            "became_id",
            "became_reference",
        }

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("suggestion-detail", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered, closed or turned into something else."""
        return self.state == State.RECEIVED

    @property
    def status_path(self) -> str:
        """The secret path on which the writer follows it."""
        return reverse("suggestion-status", args=[self.secret])

    @property
    def is_anonymous(self) -> bool:
        return not (self.name or self.email or self.phone or self.user_id)
