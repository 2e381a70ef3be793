"""The language maps of a product's texts: the municipality's form of Dutch, and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ORDER = {
    "u": ("nl-BE-x-formal", "nl", "nl-BE-x-informal"),
    "je": ("nl-BE-x-informal", "nl", "nl-BE-x-formal"),
}


def text(language_map: Mapping[str, Any] | None, *, form: str = "u") -> str:
    """The text in the asked form, else neutral Dutch, else any Dutch; "" when there is none."""
    if not language_map:
        return ""
    lower = {key.lower(): value for key, value in language_map.items()}
    for key in _ORDER.get(form, _ORDER["u"]):
        if found := lower.get(key.lower()):
            return str(found)
    return next((str(value) for key, value in lower.items() if key.startswith("nl") and value), "")


def html(language_map: Mapping[str, Any] | None, *, form: str = "u") -> SafeString:
    """The same for texts that were sanitised when they were stored."""
    return mark_safe(text(language_map, form=form))  # noqa: S308 -- sanitised before it was stored


def english(language_map: Mapping[str, Any] | None) -> str:
    return str((language_map or {}).get("en") or "")


def english_html(language_map: Mapping[str, Any] | None) -> SafeString:
    """The English text of a field of rich text."""
    return mark_safe(english(language_map))  # noqa: S308 -- sanitised before it was stored
