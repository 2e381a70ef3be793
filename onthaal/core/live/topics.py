"""Which topics there are, and who may hear of them. A topic that nobody registered is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

May = Callable[[HttpRequest, str], bool]
_kinds: dict[str, May] = {}


def register(kind: str, may: May) -> None:
    """Make topics ``<kind>.<which>`` known; ``may(request, which)`` says who may hear of one.

    Call it in ``AppConfig.ready``. For topics of staff ``may`` is ``staff_only``.
    """
    _kinds[kind] = may


def everybody(request: HttpRequest, which: str) -> bool:
    """For topics that tell nothing about a person: that something changed in a public hall."""
    return which.isdecimal()


def staff_only(request: HttpRequest, which: str) -> bool:
    """For topics that only say something to who works here."""
    user = request.user
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def may_hear(request: HttpRequest, topic: str) -> bool:
    kind, dot, which = topic.partition(".")
    may = _kinds.get(kind)
    return bool(may and dot and which and may(request, which))
