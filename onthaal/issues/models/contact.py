"""Everybody outside the town hall who has to do with an issue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Right

from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.issues.models.issue import Issue

PHONE_KEY_LENGTH = 8


def phone_key(field: str) -> Right:
    """The last eight digits of a telephone number: what is the same however it was written."""
    digits = models.Func(
        models.F(field),
        models.Value(r"\D"),
        models.Value(""),
        models.Value("g"),
        function="regexp_replace",
        output_field=models.CharField(),
    )
    return Right(digits, PHONE_KEY_LENGTH)


class Reporter(models.Model):
    """Contact details of one issue's reporter, apart so that they can be erased."""

    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="reporter_email"),
            models.Index(phone_key("phone"), name="reporter_phone"),
        ]

    class PersonalData:
        personal = {"name", "email", "phone", "user"}
        plain: set[str] = set()

    def __str__(self) -> str:
        return self.name or self.email or self.phone or "anoniem"


class Follower(models.Model):
    """Gets the public news of an issue, after confirming by a link in a mail."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField("e-mailadres")
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), "issue", name="follows_an_issue_once")
        ]

    class PersonalData:
        personal = {"email", "secret"}
        plain = {"issue", "asked_at", "confirmed_at"}

    def __str__(self) -> str:
        return self.email


class EnquiryKind(models.TextChoices):
    REPORTER = "reporter", "Vraag aan de melder"
    OUTSIDER = "outsider", "Vraag aan een andere partij"


class Enquiry(models.Model):
    """A question by mail whose answer comes back through a link, without account."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="enquiries")
    kind = models.CharField("soort", max_length=8, choices=EnquiryKind.choices)
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    recipient_name = models.CharField("naam", max_length=120, blank=True)
    recipient_email = models.EmailField("e-mailadres")
    text = models.TextField("vraag")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField("antwoord mogelijk tot")
    answer = models.TextField("antwoord", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField("verlopen", null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="enquiry_waiting",
                condition=models.Q(answered_at__isnull=True, expired_at__isnull=True),
            )
        ]

    class PersonalData:
        personal = {"recipient_name", "recipient_email", "text", "answer", "secret"}
        plain = {"issue", "kind", "asked_by", "asked_at", "expires_at", "answered_at", "expired_at"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} over {self.issue_id}"


class Satisfaction(models.IntegerChoices):
    UNHAPPY = 1, "Niet tevreden"
    NEUTRAL = 2, "Gaat wel"
    HAPPY = 3, "Tevreden"


class Survey(models.Model):
    """One question after closing; the link works for 14 days and one answer counts."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="surveys")
    secret = models.CharField(max_length=22, unique=True, default=new_secret)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    satisfaction = models.SmallIntegerField(choices=Satisfaction.choices, null=True, blank=True)
    solved = models.BooleanField("opgelost volgens de melder", null=True, blank=True)
    text = models.TextField("toelichting", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["answered_at"], name="survey_answered"),
            models.Index(fields=["sent_at"], include=["issue", "satisfaction"], name="survey_sent"),
        ]

    class PersonalData:
        personal = {"text", "secret"}
        plain = {"issue", "sent_at", "expires_at", "answered_at", "satisfaction", "solved"}

    def __str__(self) -> str:
        return f"tevredenheidsvraag over {self.issue_id}"
