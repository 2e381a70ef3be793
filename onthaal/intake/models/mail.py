"""Mail that came in, and how far its mailbox has been read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from onthaal.complaints.models import Complaint
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.intake.doors import Door
from onthaal.intake.models.suggestion import open_to
from onthaal.people.models import Role, User


class Mailbox(models.Model):
    """How far one folder of a mail server has been read.

    A UID means something only together with the UIDVALIDITY of its folder (RFC 3501); when the
    server gives out a new one, everything is read again and known mails are recognised.
    """

    name = models.CharField("postbus", max_length=200, unique=True)
    uid_validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    # mail that was there long before is not ours to sort
    reads_since = models.DateField(default=clock.today)
    checked_at = models.DateTimeField("laatst gelezen", null=True, blank=True)
    failing_since = models.DateTimeField("onbereikbaar sinds", null=True, blank=True)
    problem = models.CharField("probleem", max_length=300, blank=True)

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "name",
            "uid_validity",
            "last_uid",
            "reads_since",
            "checked_at",
            "failing_since",
            "problem",
        }

    def __str__(self) -> str:
        return self.name


class MailState(models.TextChoices):
    FETCHED = "fetched", "Opgehaald"
    REVIEW = "review", "Te bekijken"
    ADDED = "added", "Bij een dossier gevoegd"
    TURNED = "turned", "Omgezet"
    NOT_OURS = "not_ours", "Niet voor ons"
    AUTOMATIC = "automatic", "Automatisch antwoord"
    BOUNCE = "bounce", "Onbestelbare mail"


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    def to_review(self) -> IncomingMailQuerySet:
        return self.filter(state=MailState.REVIEW)

    def visible_to(self, user: User) -> IncomingMailQuerySet:
        """Desk staff and managers open the post. What belongs to a klacht is only for who may see
        that klacht, whatever their role."""
        if not (user.is_active and user.is_staff):
            return self.none()
        rows = self.filter(open_to(user))
        if user.has_role(Role.DESK, Role.MANAGER):
            return rows
        return rows.filter(became_type=Complaint._meta.label_lower)


def raw_path(mail: IncomingMail, filename: str) -> str:
    return f"post/{filename[:2]}/{filename}"


class IncomingMail(models.Model):
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    # the same mail once, whatever the server calls it
    fingerprint = models.CharField(max_length=64, unique=True)
    raw = models.FileField(upload_to=raw_path)
    size = models.PositiveIntegerField("grootte")
    fetched_at = models.DateTimeField("binnengekomen", default=clock.now)

    message_id = models.CharField(max_length=250, blank=True)
    sender_name = models.CharField("naam", max_length=120, blank=True)
    sender_email = models.EmailField("van", blank=True)
    subject = models.CharField("onderwerp", max_length=250, blank=True)
    text = models.TextField("volledige tekst", blank=True)
    # without the mail that it answers and without a telephone's signature
    own_text = models.TextField("tekst", blank=True)

    state = models.CharField(
        "toestand", max_length=9, choices=MailState.choices, default=MailState.FETCHED
    )
    note = models.CharField("opmerking", max_length=250, blank=True)
    proposal = models.CharField("voorstel", max_length=10, choices=Door.choices, blank=True)
    # a number of ours in the subject, of which it is not sure that the sender may speak about it
    seems_about = models.CharField("lijkt te gaan over", max_length=20, blank=True)
    became_type = models.CharField(max_length=60, blank=True)
    became_id = models.BigIntegerField(null=True, blank=True)
    became_reference = models.CharField("hoort bij", max_length=20, blank=True)
    handled_at = models.DateTimeField("behandeld", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-fetched_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"], name="mail_is_fetched_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["added", "turned"]) | Q(became_id__isnull=False),
                name="mail_says_where_it_went",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-fetched_at"], name="mail_state"),
            models.Index(Lower("sender_email"), name="mail_sender"),
            models.Index(fields=["became_type", "became_id"], name="mail_became"),
        ]

    class PersonalData:
        personal = {
            "raw",
            "sender_name",
            "sender_email",
            "subject",
            "text",
            "own_text",
            "message_id",
            "note",
        }
        plain = {
            "mailbox",
            "uid_validity",
            "uid",
            "fingerprint",
            "size",
            "fetched_at",
            "state",
            "proposal",
            "seems_about",
            "became_type",
            "became_id",
            "became_reference",
            "handled_at",
            "handled_by",
        }

    def __str__(self) -> str:
        return self.subject or "(geen onderwerp)"

    def get_absolute_url(self) -> str:
        return reverse("mail", args=[self.pk])

    @property
    def sender(self) -> str:
        return self.sender_name or self.sender_email or "onbekende afzender"

    @property
    def has_more_text(self) -> bool:
        """Whether the whole text holds more than what is shown first."""
        return len(self.text.split()) > len(self.own_text.split())


def attachment_path(attachment: Attachment, filename: str) -> str:
    return f"post/bijlagen/{filename[:2]}/{filename}"


class Attachment(models.Model):
    """What came with a mail: a photo that we encoded anew, or a file for staff only.

    ``refused`` says why a file was not kept apart; the mail as it came still has it.
    """

    mail = models.ForeignKey(IncomingMail, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    name = models.CharField("naam", max_length=120)
    size = models.PositiveIntegerField("grootte")
    is_photo = models.BooleanField("foto", default=False)
    file = models.FileField(upload_to=attachment_path, blank=True)
    refused = models.CharField("niet bewaard", max_length=160, blank=True)

    class Meta:
        ordering = ["id"]

    class PersonalData:
        personal = {"name", "file", "key"}
        plain = {"mail", "size", "is_photo", "refused"}

    def __str__(self) -> str:
        return self.name
