"""Codes sent by e-mail: to log in, or to prove that a new address is one's own."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onthaal.core import clock


class Purpose(models.TextChoices):
    LOGIN = "login", "Aanmelden"
    NEW_EMAIL = "new_email", "Nieuw e-mailadres"


class LoginCode(models.Model):
    """One code that was sent. Only a keyed hash is kept; a code works once and not for long."""

    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.LOGIN)
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True
    )
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="login_code_expiry"),
            models.Index(fields=["email"], name="login_code_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose="login", user__isnull=True)
                | models.Q(purpose="new_email", user__isnull=False),
                name="code_for_a_new_email_has_an_account",
            )
        ]

    class PersonalData:
        personal = {"email", "digest"}
        plain = {"purpose", "user", "created_at", "expires_at", "tries", "used_at"}

    def __str__(self) -> str:
        return f"code {self.pk} ({self.purpose})"
