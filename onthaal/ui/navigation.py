"""What stands in the menus. Each app adds its own entries at start, in ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache as once
from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

COUNTS_FOR_SECONDS = 30
# None is an answer, too: nothing to count for this person
_UNKNOWN = object()


@dataclass(frozen=True)
class Entry:
    """``roles`` empty = every member of staff; ``shown_to`` narrows that to whom it answers yes.
    ``phone_roles`` has it on the bar of a telephone for these roles only. ``count`` gets the user;
    it and ``shown_to`` are asked at most every half minute. ``group`` is a heading in the staff
    menu; "" = the main group."""

    area: Literal["citizen", "account", "staff"]
    label: str
    url_name: str
    icon: str = ""
    position: int = 50
    group: str = ""
    roles: tuple[str, ...] = ()
    count: Callable[[Any], int | None] | None = None
    hint: str = ""
    on_phone: bool = False
    url_names: tuple[str, ...] = field(default=())
    shown_to: Callable[[Any], bool] | None = None
    phone_roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Something urgent that stands above every staff page of whom ``shown_to`` answers yes: what
    ``url_name`` gives, mostly nothing, asked anew by the page itself."""

    url_name: str
    shown_to: Callable[[Any], bool]


_entries: list[Entry] = []
_pieces: list[Piece] = []


def register(entry: Entry) -> None:
    """Add an entry; adding the same one twice does nothing."""
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda each: (each.position, each.label))


def register_piece(piece: Piece) -> None:
    """Add a piece; adding the same one twice does nothing."""
    if piece not in _pieces:
        _pieces.append(piece)


def pieces(request: HttpRequest) -> list[str]:
    """The addresses of the pieces for this person."""
    user: Any = getattr(request, "user", None) or AnonymousUser()
    if not getattr(user, "is_staff", False):
        return []
    return [_url(one.url_name) for one in _pieces if _answers_yes(one.shown_to, user)]


def registered(area: str) -> list[Entry]:
    """Every entry of ``area``, for whoever may use it."""
    return [entry for entry in _entries if entry.area == area]


def entries(request: HttpRequest, area: str) -> list[dict[str, Any]]:
    """The entries of ``area`` that this person may use, ready for a template."""
    user: Any = getattr(request, "user", None) or AnonymousUser()
    shown = []
    active = _active(request, area)
    for entry in registered(area):
        if entry.roles and not user.has_role(*entry.roles):
            continue
        if not _is_shown(entry, user):
            continue
        url = _url(entry.url_name)
        shown.append(
            {
                "label": entry.label,
                "url": url,
                "icon": entry.icon,
                "group": entry.group,
                "hint": entry.hint,
                "on_phone": entry.on_phone
                or bool(set(entry.phone_roles) & set(getattr(user, "roles", ()))),
                "active": entry == active,
                "count": _count(entry, user),
            }
        )
    return shown


@once
def _url(name: str) -> str:
    return reverse(name)


def _is_shown(entry: Entry, user: Any) -> bool:
    return entry.shown_to is None or _answers_yes(entry.shown_to, user)


def _answers_yes(question: Callable[[Any], bool], user: Any) -> bool:
    # several entries may ask the same question
    asked = f"{question.__module__}.{question.__qualname__}"
    key = f"navigation.shown.{asked}.{user.pk}"
    shown = cache.get(key)
    if shown is None:
        shown = question(user)
        cache.set(key, shown, COUNTS_FOR_SECONDS)
    return bool(shown)


def _active(request: HttpRequest, area: str) -> Entry | None:
    """The entry of the page that is open: named by it, or else with the longest address that the
    page's own begins with."""
    match = request.resolver_match
    here = registered(area)
    for entry in here:
        if match and match.url_name in (entry.url_name, *entry.url_names):
            return entry
    above = {_url(entry.url_name): entry for entry in here}
    fitting = [url for url in above if url not in ("/", "/balie/") and request.path.startswith(url)]
    return above[max(fitting, key=len)] if fitting else None


def _count(entry: Entry, user: Any) -> int | None:
    if entry.count is None:
        return None
    key = f"navigation.{entry.url_name}.{user.pk}"
    number = cache.get(key, _UNKNOWN)
    if number is _UNKNOWN:
        number = entry.count(user)
        cache.set(key, number, COUNTS_FOR_SECONDS)
    return number  # type: ignore[no-any-return]
