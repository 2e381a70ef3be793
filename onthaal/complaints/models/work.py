"""What is done with a complaint: steps, advice, measures, letters, and who is away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onthaal.complaints.models.complaint import Complaint
from onthaal.core import clock


class StepKind(models.TextChoices):
    NOTE = "note", "Notitie"
    HEARING = "hearing", "Gesprek of hoorzitting"
    MEDIATION = "mediation", "Bemiddeling"


class Outcome(models.TextChoices):
    AGREED = "agreed", "Er is een akkoord"
    NOT_AGREED = "not_agreed", "Er is geen akkoord"
    GOES_ON = "goes_on", "De bemiddeling loopt nog"


class Step(models.Model):
    """A note, a hearing or a mediation in the investigation."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("soort", max_length=10, choices=StepKind.choices)
    held_on = models.DateField("dag")
    present = models.CharField("wie erbij was", max_length=250, blank=True)
    text = models.TextField("verslag")
    outcome = models.CharField("afloop", max_length=10, choices=Outcome.choices, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["held_on", "id"]

    class PersonalData:
        personal = {"present", "text"}
        plain = {"complaint", "kind", "held_on", "outcome", "made_by", "made_at"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"


class AdviceRequest(models.Model):
    """A question to one member of staff, who sees this one complaint until ``expires_on``."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="advice")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="complaint_advice"
    )
    question = models.TextField("vraag")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField("toegang tot en met")
    answer = models.TextField("advies", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]

    class PersonalData:
        personal = {"question", "answer"}
        plain = {"complaint", "adviser", "asked_by", "asked_at", "expires_on", "answered_at"}

    def __str__(self) -> str:
        return f"advies van {self.adviser} over {self.complaint}"


class Measure(models.Model):
    """What the administration promises to do better after a complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="measures")
    what = models.CharField("wat", max_length=250)
    owner = models.CharField("wie zorgt ervoor", max_length=120)
    by_on = models.DateField("tegen wanneer")
    done_on = models.DateField("gedaan op", null=True, blank=True)

    class Meta:
        ordering = ["by_on", "id"]

    class PersonalData:
        personal = {"what", "owner"}
        plain = {"complaint", "by_on", "done_on"}

    def __str__(self) -> str:
        return self.what


class LetterKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", "Ontvangstbevestiging"
    ADMISSIBLE = "admissible", "Wij behandelen uw klacht"
    INADMISSIBLE = "inadmissible", "Wij kunnen uw klacht niet behandelen"
    EXTENSION = "extension", "De termijn is verlengd"
    RULING = "ruling", "Uitspraak over uw klacht"
    CONVERTED = "converted", "Uw klacht is nu een melding"


class Letter(models.Model):
    """A letter exactly as it was worded when it was decided; made into a PDF when it leaves or is
    asked."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField("soort", max_length=16, choices=LetterKind.choices)
    dated_on = models.DateField("datum")
    addressee = models.TextField("geadresseerde", blank=True)
    body = models.TextField("tekst")
    signed_by = models.CharField("ondertekend door", max_length=120, blank=True)

    class Meta:
        ordering = ["dated_on", "id"]

    class PersonalData:
        personal = {"addressee", "body", "signed_by"}
        plain = {"complaint", "kind", "dated_on"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dated_on:%d/%m/%Y}"

    @property
    def file_name(self) -> str:
        """The letter as a file is called so."""
        return f"{self.kind}-{self.complaint.reference}.pdf"


class Absence(models.Model):
    """Days on which a handler is away: reminders go to the deputy."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="complaint_absences"
    )
    first_on = models.DateField("eerste dag")
    last_on = models.DateField("laatste dag")

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_in_order")
        ]

    class PersonalData:
        personal = {"first_on", "last_on"}
        plain = {"person"}

    def __str__(self) -> str:
        return f"{self.person} {self.first_on:%d/%m/%Y}–{self.last_on:%d/%m/%Y}"
