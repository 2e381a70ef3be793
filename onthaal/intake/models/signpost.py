"""Where the town sends what it does not handle itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onthaal.core import clock
from onthaal.intake.doors import Elsewhere


class Signpost(models.Model):
    """The municipality's own text for one kind; without a row the standard text counts."""

    kind = models.CharField("waarvoor", max_length=16, choices=Elsewhere.choices, unique=True)
    text = models.TextField("uitleg")
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    link = models.URLField("website", max_length=300, blank=True)
    changed_at = models.DateTimeField("gewijzigd", default=clock.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )

    class PersonalData:
        personal: set[str] = set()
        plain = {"kind", "text", "phone", "email", "link", "changed_at", "changed_by"}

    def __str__(self) -> str:
        return self.get_kind_display()
