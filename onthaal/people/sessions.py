"""How long staff stay logged in, and whether they showed a second factor.

The session itself ends after ``IDLE`` without a visit, because its end moves along only when a
page that a person asked for is opened; pages that refresh themselves do not count.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from onthaal.core import clock

IDLE = dt.timedelta(hours=8)
AT_MOST = dt.timedelta(hours=24)
_REMEMBER_EVERY = dt.timedelta(minutes=5)  # not a write for every page

_SINCE = "staff_since"
_SEEN = "staff_seen"
_SECOND_FACTOR = "second_factor_of"


def on_log_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Start the clocks of a session of staff, however it was begun."""
    if user.is_staff:
        now = int(clock.now().timestamp())
        request.session[_SINCE] = request.session[_SEEN] = now
        limit(request)


def limit(request: HttpRequest) -> None:
    """Let the session of staff end by itself after ``IDLE``."""
    request.session.set_expiry(int(IDLE.total_seconds()))


def is_over(request: HttpRequest) -> bool:
    """Whether this session of staff lasted as long as it may."""
    now = clock.now().timestamp()
    since = request.session.get(_SINCE, 0)
    seen = request.session.get(_SEEN, 0)
    return bool(now - since > AT_MOST.total_seconds() or now - seen > IDLE.total_seconds())


def keep_alive(request: HttpRequest) -> None:
    """Note that a person opened a page."""
    now = int(clock.now().timestamp())
    if now - request.session.get(_SEEN, 0) > _REMEMBER_EVERY.total_seconds():
        request.session[_SEEN] = now
        limit(request)


def note_second_factor(request: HttpRequest, user: Any) -> None:
    """Remember for this session that ``user`` showed a second factor."""
    request.session[_SECOND_FACTOR] = user.pk


def forget_second_factor(request: HttpRequest) -> None:
    request.session.pop(_SECOND_FACTOR, None)


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether the person who is logged in showed a second factor in this session."""
    return bool(request.session.get(_SECOND_FACTOR) == request.user.pk)


def connect() -> None:
    """Called once at start: listen to Django's and allauth's own news of log-ins."""
    from allauth.mfa import signals

    user_logged_in.connect(on_log_in, dispatch_uid="onthaal.people.sessions")
    signals.authenticator_used.connect(_on_used, dispatch_uid="onthaal.people.used")
    signals.authenticator_added.connect(_on_used, dispatch_uid="onthaal.people.added")
    signals.authenticator_removed.connect(_on_removed, dispatch_uid="onthaal.people.removed")


def _on_used(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    note_second_factor(request, user)


def _on_removed(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    from allauth.mfa.models import Authenticator

    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    if not Authenticator.objects.filter(user=user, type__in=kinds).exists():
        forget_second_factor(request)
