"""Residents and members of staff: one account, told apart by ``is_staff`` and roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from onthaal.core import clock


class Role(models.TextChoices):
    """What a member of staff may do, beside seeing the work of the own teams."""

    HANDLER = "handler", "Behandelaar"
    DESK = "desk", "Onthaalmedewerker"
    MANAGER = "manager", "Leidinggevende"
    EDITOR = "editor", "Redacteur"
    ADMINISTRATOR = "administrator", "Beheerder"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A stored account; without ``password`` it can only log in by e-mail code or OIDC."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120, blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    is_staff = models.BooleanField("medewerker", default=False)
    is_active = models.BooleanField("actief", default=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True
    )
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case"),
            models.CheckConstraint(
                condition=models.Q(is_staff=True) | models.Q(roles=[]),
                name="only_staff_have_roles",
            ),
        ]

    class PersonalData:
        personal = {"email", "name", "phone", "password", "last_login"}
        plain = {"is_staff", "is_active", "roles", "joined_at"}

    def __str__(self) -> str:
        return self.name or self.email

    def has_role(self, *roles: str) -> bool:
        """Whether this member of staff has one of ``roles``; an administrator has them all."""
        if not (self.is_active and self.is_staff):
            return False
        return Role.ADMINISTRATOR in self.roles or any(role in self.roles for role in roles)

    @property
    def initials(self) -> str:
        words = (self.name or self.email).replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper()
