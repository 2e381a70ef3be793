"""Every message that we promised to send: a row in the transaction that made the promise."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from onthaal.core import clock
from onthaal.outbox.confidential import hidden_from
from onthaal.people.models import User


class State(models.TextChoices):
    QUEUED = "queued", "Wacht op verzending"
    SENDING = "sending", "Wordt verzonden"
    SENT = "sent", "Verzonden"
    FAILED = "failed", "Mislukt"
    BOUNCED = "bounced", "Teruggekomen"
    CANCELLED = "cancelled", "Geannuleerd"


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> MessageQuerySet:
        """Promised, and not yet sent or given up."""
        return self.filter(state__in=[State.QUEUED, State.SENDING])

    def visible_to(self, user: User) -> MessageQuerySet:
        """Mails whose subject, when that is confidential, this member of staff may see."""
        return self.exclude(hidden_from(user))

    def about(self, subject: models.Model) -> MessageQuerySet:
        return self.filter(about_type=subject._meta.label_lower, about_id=subject.pk)


class Message(models.Model):
    template = models.CharField("sjabloon", max_length=60)
    to_address = models.EmailField("aan")
    to_name = models.CharField("naam", max_length=120, blank=True)
    reply_to = models.EmailField("antwoordadres", blank=True)
    subject = models.CharField("onderwerp", max_length=250)
    body_text = models.TextField("tekst")
    body_html = models.TextField("opmaak", blank=True)
    list_unsubscribe = models.URLField("uitschrijflink", max_length=300, blank=True)

    # RFC 5322 threading: mails of one thread refer to the thread's first message
    message_id = models.CharField(max_length=200, unique=True)
    thread = models.CharField(max_length=80, blank=True)
    references = models.TextField(blank=True)

    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    # the file that goes along: who makes it, of what, and its name
    enclosure_kind = models.CharField(max_length=60, blank=True)
    enclosure_id = models.BigIntegerField(null=True, blank=True)
    enclosure_name = models.CharField("bijlage", max_length=120, blank=True)
    dedupe_key = models.CharField(max_length=160, null=True, blank=True, unique=True)

    state = models.CharField("toestand", max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    created_at = models.DateTimeField("gemaakt", default=clock.now)
    next_attempt_at = models.DateTimeField("volgende poging", default=clock.now)
    sent_at = models.DateTimeField("verzonden", null=True, blank=True)
    error = models.TextField("fout", blank=True)
    # a log-in code must not stay readable once it is on its way
    forget_text = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="message_waiting",
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["state", "-created_at", "-id"], name="message_state"),
            models.Index(fields=["about_type", "about_id"], name="message_about"),
            models.Index(fields=["thread"], name="message_thread", condition=~Q(thread="")),
            models.Index(fields=["to_address"], name="message_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state="bounced")
                | (~Q(state__in=["sent", "bounced"]) & Q(sent_at__isnull=True)),
                name="sent_says_when",
            )
        ]

    class PersonalData:
        personal = {
            "to_address",
            "to_name",
            "subject",
            "body_text",
            "body_html",
            "list_unsubscribe",
            "error",
        }
        plain = {
            "template",
            "reply_to",
            "message_id",
            "thread",
            "references",
            "about_type",
            "about_id",
            "enclosure_kind",
            "enclosure_id",
            "enclosure_name",
            "dedupe_key",
            "state",
            "attempts",
            "created_at",
            "next_attempt_at",
            "sent_at",
            "forget_text",
        }

    def __str__(self) -> str:
        return f"{self.template} aan {self.to_address}"


class DeliveryAttempt(models.Model):
    """One talk with the mail server, stored before it begins."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=250, blank=True)
    repeat_reason = models.CharField("waarom opnieuw", max_length=160, blank=True)

    class Meta:
        ordering = ["started_at", "id"]

    class PersonalData:
        personal = {"outcome"}
        plain = {"message", "started_at", "finished_at", "repeat_reason"}

    def __str__(self) -> str:
        return f"poging voor {self.message_id}"


class MailTemplate(models.Model):
    """The municipality's own wording of a mail; the newest active row of a key counts."""

    key = models.CharField(max_length=60)
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst")
    is_active = models.BooleanField("in gebruik", default=True)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(is_active=True), name="one_active_wording"
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"key", "subject", "body", "is_active", "changed_at", "changed_by"}

    def __str__(self) -> str:
        return self.key
