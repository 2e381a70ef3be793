"""The municipality's own name and look, as data."""

from __future__ import annotations

from django.core.cache import cache

from onthaal.organisation.models import HouseStyle

_KEY = "organisation.house_style"


def current() -> HouseStyle:
    """The stored house style, or the default one when none is stored; at most a minute old."""
    style = cache.get(_KEY)
    if style is None:
        style = HouseStyle.objects.first() or HouseStyle(
            municipality_name="Lindeveld",
            action_colour="#0f5a47",
            header_colour="#0a3329",
            accent_colour="#8a2a6b",
        )
        cache.set(_KEY, style, 60)
    return style  # type: ignore[no-any-return]


def forget() -> None:
    """Read the house style anew at the next question; to be called after a change."""
    cache.delete(_KEY)


def reference_prefix() -> str:
    """The letters before every public number."""
    return current().reference_prefix
