"""Residents and members of staff.

One person may have two accounts with the same e-mail address: one as a resident, one as a member
of staff. They never mix: the code by e-mail opens only the resident's account, so that no way
for residents can ever lead to staff rights, and what somebody reports at home is not part of the
job.
"""

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
    COMPLAINTS = "complaints", "Klachtencoördinator"
    ADMINISTRATOR = "administrator", "Beheerder"


class UserQuerySet(models.QuerySet["User"]):
    def residents(self) -> UserQuerySet:
        return self.filter(is_staff=False)

    def staff(self) -> UserQuerySet:
        return self.filter(is_staff=True)

    def with_email(self, email: str) -> UserQuerySet:
        """The accounts with this address, in whatever case it was typed."""
        return self.filter(email=tidy_email(email))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def residents(self) -> UserQuerySet:
        return self.get_queryset().residents()

    def staff(self) -> UserQuerySet:
        return self.get_queryset().staff()

    def with_email(self, email: str) -> UserQuerySet:
        return self.get_queryset().with_email(email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A stored account; without ``password`` it can only log in by e-mail code or OIDC."""
        user = self.model(email=tidy_email(email), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120, blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    is_staff = models.BooleanField("medewerker", default=False)
    is_active = models.BooleanField("actief", default=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, blank=True
    )
    joined_at = models.DateTimeField(default=clock.now)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    # part of every session's key: a higher number ends all sessions
    session_version = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "is_staff"], name="one_resident_and_one_staff_account"
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(is_staff=True) | models.Q(roles=[]),
                name="only_staff_have_roles",
            ),
        ]

    class PersonalData:
        personal = {"email", "name", "phone", "password", "last_login"}
        plain = {
            "is_staff",
            "is_active",
            "roles",
            "joined_at",
            "deactivated_at",
            "session_version",
        }

    def __str__(self) -> str:
        return self.name or self.email

    def has_role(self, *roles: str) -> bool:
        """Whether this member of staff has one of ``roles``; an administrator has them all."""
        if not (self.is_active and self.is_staff):
            return False
        return Role.ADMINISTRATOR in self.roles or any(role in self.roles for role in roles)

    @property
    def role_labels(self) -> list[str]:
        """The roles in words, in the order of ``Role``."""
        return [str(role.label) for role in Role if role in self.roles]

    @property
    def initials(self) -> str:
        words = (self.name or self.email).replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares this with the session at every request, also for its rotated secrets
        key: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]  # not in the stubs
        return f"{key}{self.session_version}"


def tidy_email(email: str) -> str:
    """An address in the only form in which we store and compare it."""
    return email.strip().lower()
