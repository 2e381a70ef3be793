"""The files of a request."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from onthaal.cases.models.case import Case
from onthaal.catalogue.models import Step
from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.people.models import User

FOLDER = "aanvragen"


class SentBy(models.TextChoices):
    RESIDENT = "resident", "Inwoner"
    STAFF = "staff", "Medewerker"


def file_path(row: models.Model, filename: str) -> str:
    return f"{FOLDER}/{filename[:2]}/{filename}"


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def present(self) -> CaseFileQuerySet:
        """Those that were not taken back."""
        return self.filter(removed_at__isnull=True)

    def for_resident(self) -> CaseFileQuerySet:
        """What the resident sent, and what we put ready."""
        return self.present().filter(visible_to_resident=True)

    def visible_to(self, user: User) -> CaseFileQuerySet:
        """Who may see the request, may see its files."""
        return self.filter(case__in=Case.objects.visible_to(user))


class CaseFile(models.Model):
    """A photo that we encoded anew or a document, sent by the resident or added by us.

    ``step`` is where the request stood. What was taken back keeps its row, without the file: so
    one can see that it was there. ``form_key`` is that of the form with which it came.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    form_key = models.UUIDField()
    name = models.CharField("naam", max_length=120)
    size = models.PositiveIntegerField("grootte")
    is_photo = models.BooleanField("foto", default=False)
    file = models.FileField(upload_to=file_path, blank=True)
    sent_by = models.CharField("van", max_length=8, choices=SentBy.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField("toegevoegd", default=clock.now)
    visible_to_resident = models.BooleanField("zichtbaar voor de inwoner", default=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    removed_at = models.DateTimeField("weggehaald", null=True, blank=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["file"], name="case_file_path")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(removed_at__isnull=True) & ~Q(file=""))
                | Q(removed_at__isnull=False, file=""),
                name="case_file_gone_if_and_only_if_removed",
            ),
            models.CheckConstraint(
                condition=Q(sent_by="staff") | Q(visible_to_resident=True),
                name="residents_see_what_they_sent",
            ),
        ]

    class PersonalData:
        personal = {"name", "file", "key"}
        plain = {
            "case",
            "step",
            "form_key",
            "size",
            "is_photo",
            "sent_by",
            "added_by",
            "added_at",
            "visible_to_resident",
            "removed_by",
            "removed_at",
        }

    def __str__(self) -> str:
        return self.name

    @property
    def is_ours(self) -> bool:
        return self.sent_by == SentBy.STAFF

    @property
    def through_us(self) -> bool:
        """A colleague put it here: ours, or what a resident gave at the desk or on paper."""
        return self.is_ours or self.added_by_id is not None


class DraftFile(models.Model):
    """An accepted file of a form that came back with a question; gone after two days."""

    form_key = models.UUIDField(db_index=True)
    key = models.CharField(max_length=22, unique=True, default=new_secret)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    is_photo = models.BooleanField(default=False)
    file = models.FileField(upload_to=file_path)
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["file"], name="case_draft_file_path")]

    class PersonalData:
        personal = {"name", "file", "key"}
        plain = {"form_key", "size", "is_photo", "made_at"}

    def __str__(self) -> str:
        return self.name
