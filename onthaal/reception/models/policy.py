"""How a place receives: the calling order, the limits, and the silent alarm."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.reception.models.counter import Counter

_letter = RegexValidator(r"^[A-HJ-NP-Z]$", "Kies één hoofdletter, geen I of O.")


class QueuePolicy(models.Model):
    """The settings of one place. Without a row the defaults hold (``QueuePolicy.of``)."""

    location = models.OneToOneField(
        Location, on_delete=models.CASCADE, related_name="queue_policy", verbose_name="locatie"
    )
    walk_in_letter = models.CharField(
        "letter zonder afspraak", max_length=1, default="A", validators=[_letter]
    )
    appointment_letter = models.CharField(
        "letter met afspraak", max_length=1, default="B", validators=[_letter]
    )
    appointment_bonus = models.PositiveSmallIntegerField(
        "voorrang van een afspraak, in minuten",
        default=20,
        validators=[MaxValueValidator(120)],
        help_text="Een afspraak telt alsof ze al zo veel langer wacht. 0 = geen voorrang.",
    )
    late_tolerance = models.PositiveSmallIntegerField(
        "te laat tot, in minuten",
        default=15,
        validators=[MaxValueValidator(240)],
        help_text="Wie later komt, wacht als iemand zonder afspraak.",
    )
    appointments_in_a_row = models.PositiveSmallIntegerField(
        "afspraken na elkaar",
        default=0,
        validators=[MaxValueValidator(20)],
        help_text="Daarna is eerst iemand zonder afspraak aan de beurt. 0 = niet gebruiken.",
    )
    norm_minutes = models.PositiveSmallIntegerField(
        "norm voor het wachten, in minuten",
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    alarm_minutes = models.PositiveSmallIntegerField(
        "alarm vanaf, in minuten",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
        help_text="Wie langer wacht, staat bovenaan in het overzicht van de rij.",
    )
    recalls_before_no_show = models.PositiveSmallIntegerField(
        "keren opnieuw oproepen voor “niet opgedaagd”",
        default=1,
        validators=[MaxValueValidator(5)],
    )
    kiosk_message = models.CharField(
        "boodschap op de aanmeldzuil",
        max_length=200,
        blank=True,
        help_text="Zolang hier iets staat, geeft de zuil geen volgnummers.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(walk_in_letter=models.F("appointment_letter")),
                name="two_ticket_letters_differ",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "location",
            "walk_in_letter",
            "appointment_letter",
            "appointment_bonus",
            "late_tolerance",
            "appointments_in_a_row",
            "norm_minutes",
            "alarm_minutes",
            "recalls_before_no_show",
            "kiosk_message",
        }

    def __str__(self) -> str:
        return f"Wachtrij van {self.location}"

    @classmethod
    def of(cls, location: Location) -> QueuePolicy:
        """The settings of ``location``; an unsaved row of defaults while nobody changed them."""
        return cls.objects.filter(location=location).first() or cls(location=location)


class Alarm(models.Model):
    """Somebody at a counter asked for help without a word (the panic button)."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="alarms")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField(default=clock.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            # a second press while nobody has come yet is the same alarm
            models.UniqueConstraint(
                fields=["counter"],
                condition=models.Q(seen_at__isnull=True),
                name="one_open_alarm_of_a_counter",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {"counter", "raised_by", "raised_at", "seen_by", "seen_at"}

    def __str__(self) -> str:
        return f"{self.counter} {self.raised_at:%H:%M}"
