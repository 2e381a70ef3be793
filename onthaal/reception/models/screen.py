"""Screens for the public: kiosks and displays, each opened by a key of its own."""

from __future__ import annotations

from django.db import models

from onthaal.core import clock
from onthaal.core.references import new_secret
from onthaal.organisation.models import Location
from onthaal.reception.models.counter import Counter


class ScreenKind(models.TextChoices):
    DISPLAY = "display", "Scherm in de hal"
    KIOSK = "kiosk", "Aanmeldzuil"


class Screen(models.Model):
    """A device in the hall. Who knows ``key`` opens its page; a new key closes the old page."""

    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="screens", verbose_name="locatie"
    )
    kind = models.CharField("soort", max_length=8, choices=ScreenKind.choices)
    name = models.CharField("naam", max_length=60, help_text="Zoals “Hal, boven de balie”.")
    key = models.CharField(max_length=40, unique=True, default=new_secret)
    counters = models.ManyToManyField(
        Counter,
        blank=True,
        related_name="+",
        verbose_name="alleen oproepen naar",
        help_text="Niets aangevinkt = alle loketten.",
    )
    has_sound = models.BooleanField("geluid bij een oproep", default=True)
    speaks = models.BooleanField(
        "de oproep uitspreken",
        default=False,
        help_text="Met de Nederlandse stem van het toestel, als het er een heeft.",
    )
    sound_at_once = models.BooleanField(
        "geluid zonder eerst aan te raken",
        default=False,
        help_text="Alleen als de browser zo is ingesteld dat dit mag (zie de gids).",
    )
    is_dark = models.BooleanField("donkere achtergrond", default=True)
    large_print = models.BooleanField("extra groot", default=False)
    prints = models.BooleanField(
        "er hangt een printer aan",
        default=False,
        help_text="Een bonnetje van 80 mm breed. Zonder printer toont de zuil een QR-code.",
    )
    by_phone = models.BooleanField(
        "volgnummer nemen met de eigen telefoon",
        default=False,
        help_text="Dit scherm toont dan een QR-code waarmee men zelf een nummer neemt.",
    )
    message = models.CharField(
        "boodschap", max_length=200, blank=True, help_text="Staat op het scherm zolang u wilt."
    )
    where_to_sit = models.CharField(
        "waar gaat men zitten?",
        max_length=100,
        blank=True,
        default="Neem plaats in de wachtruimte.",
    )
    made_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["location", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "name"],
                name="one_screen_of_a_name",
                violation_error_message="Er is hier al een scherm met die naam.",
            )
        ]

    class PersonalData:
        personal: set[str] = set()
        plain = {
            "location",
            "kind",
            "name",
            "key",
            "counters",
            "has_sound",
            "speaks",
            "sound_at_once",
            "is_dark",
            "large_print",
            "prints",
            "by_phone",
            "message",
            "where_to_sit",
            "made_at",
            "last_seen_at",
        }

    def __str__(self) -> str:
        return self.name

    @property
    def is_kiosk(self) -> bool:
        return self.kind == ScreenKind.KIOSK
