"""Coming in and going out: the session part of every way to log in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from onthaal.people.models import User

_BACKEND = "onthaal.people.backends.StaffPasswords"


def enter(request: HttpRequest, user: User, *, method: str) -> None:
    """Log ``user`` in, in a fresh session when somebody else was logged in here.

    ``method`` (``code`` or ``socialaccount``) is remembered for asking again before something
    delicate.
    """
    login(request, user, backend=_BACKEND)
    record_authentication(request, user, method=method)


def leave(request: HttpRequest) -> None:
    """Log out and forget everything of this session."""
    logout(request)


def safe_way(request: HttpRequest, wanted: str, fallback: str) -> str:
    """``wanted`` if it stays on this site, else ``fallback``: nobody is led astray by a link."""
    allowed = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and allowed else fallback
