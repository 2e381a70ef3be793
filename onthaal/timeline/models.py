"""What happened, to what, by whom. Written in the transaction of the change, never altered."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from onthaal.core import clock


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> EventQuerySet:
        """The events of one subject, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class Event(models.Model):
    """One thing that happened. The database refuses to change or delete it (see the trigger);
    only erasing personal data may blank its texts."""

    kind = models.CharField(max_length=60)
    # No foreign key: history outlives what it is about, and never slows its deletion.
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, null=True, db_constraint=False
    )
    actor_label = models.CharField(max_length=80, blank=True)
    public_text = models.TextField(blank=True)
    internal_text = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="event_subject"),
            models.Index(fields=["kind", "at"], name="event_kind"),
        ]

    class PersonalData:
        # a reporter's remark is kept as the text of an event
        personal = {"public_text", "internal_text", "actor_label"}
        plain = {"kind", "subject_type", "subject_id", "at", "actor", "data"}

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"

    @property
    def who(self) -> str:
        """Who did it, in words for on the page; accounts may have been erased since."""
        if self.actor_id is None:
            return self.actor_label or "systeem"
        try:
            actor = self.actor
        except ObjectDoesNotExist:
            actor = None
        return str(actor) if actor else self.actor_label or "een gewist account"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def undone(self) -> DeliveryQuerySet:
        return self.filter(done_at__isnull=True)


class Delivery(models.Model):
    """That one subscriber is to hear of one event: promised in the transaction of the event, done
    in the transaction of what the subscriber does with it. So nothing is lost and nothing happens
    twice, whenever a worker dies."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    subscriber = models.CharField(max_length=160)
    # kept beside the event's own, to find what comes earlier about the same subject
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivered_once")
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_undone",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["subject_type", "subject_id"],
                name="delivery_undone_subject",
                condition=models.Q(done_at__isnull=True),
            ),
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "event",
            "subscriber",
            "subject_type",
            "subject_id",
            "attempts",
            "next_attempt_at",
            "error",
            "done_at",
        }

    def __str__(self) -> str:
        return f"{self.event_id} → {self.subscriber}"
