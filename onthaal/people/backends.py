"""Passwords are for staff only: a resident's account is never found here."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from onthaal.people.models import User


class StaffPasswords(AuthenticationBackend):  # type: ignore[misc]  # ships no types
    """The one backend; it also brings back everybody's session, staff or resident."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user = User.objects.staff().with_email(email).first()
        return self._check_password(user, password)  # type: ignore[no-any-return]
