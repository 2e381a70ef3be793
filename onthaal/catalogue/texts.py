"""Reading a language map of a product's texts: a resident sees one Dutch text, in one form."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from onthaal.catalogue import rich_text

FORMAL = "nl-BE-x-formal"
INFORMAL = "nl-BE-x-informal"
_ORDER = {
    "u": (FORMAL, "nl", "nl-BE-x-generated-formal"),
    "je": (INFORMAL, "nl", "nl-BE-x-generated-informal"),
}

LanguageMap = Mapping[str, str] | None


def text(language_map: LanguageMap, *, form: str = "u") -> str:
    """The Dutch text: in the municipality's form ("u" or "je"), else neutral, else any Dutch.

    "" when there is none. For fields of plain text only.
    """
    key = language_of(language_map, form=form)
    return language_map[key] if key and language_map else ""


def html(language_map: LanguageMap, *, form: str = "u") -> SafeString:
    """Like ``text``, for a field of rich text: cleaned once more, so safe whatever came in."""
    # only what nh3 and our own serialiser let through
    return mark_safe(rich_text.clean(text(language_map, form=form)))  # noqa: S308


def english(language_map: LanguageMap) -> str:
    """The English text; "" when there is none. Clean it before showing rich text as HTML."""
    return (language_map or {}).get("en", "")


def english_html(language_map: LanguageMap) -> SafeString:
    """The English text of a field of rich text, safe to show."""
    return mark_safe(rich_text.clean(english(language_map)))  # noqa: S308 -- cleaned right here


def language_of(language_map: LanguageMap, *, form: str = "u") -> str:
    """The key that ``text`` takes; "" when there is no Dutch."""
    found = language_map or {}
    for key in _ORDER[form]:
        if found.get(key):
            return key
    return next((key for key in sorted(found) if key.startswith("nl") and found[key]), "")
