"""A text as colleagues read it: every field that is filled in, in every language it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from onthaal.catalogue import document, rich_text
from onthaal.catalogue.document import LABELS, PARTS, RICH
from onthaal.catalogue.texts import FORMAL, INFORMAL, language_of

_OTHER = {
    FORMAL: "u-vorm",
    INFORMAL: "je-vorm",
    "nl": "Nederlands",
    "en": "Engels",
    "nl-BE-x-generated-formal": "u-vorm, automatisch",
    "nl-BE-x-generated-informal": "je-vorm, automatisch",
}


_NO_HTML = SafeString("")


@dataclass(frozen=True)
class Text:
    """One text; ``html`` for rich text, else ``words``. ``language`` is for the reader's voice."""

    words: str = ""
    html: SafeString = _NO_HTML
    name: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Shown:
    """One field: its text, the same in other languages, or the parts that it has."""

    label: str
    text: Text | None = None
    others: list[Text] = field(default_factory=list)
    parts: list[list[Shown]] = field(default_factory=list)
    url: str = ""


def shown(content: Mapping[str, Any], form: str) -> list[Shown]:
    """The fields of a text, in the order of the model."""
    return list(_fields(content, form))


def _fields(content: Mapping[str, Any], form: str) -> Iterator[Shown]:
    for name, value in document.in_order(content).items():
        label = LABELS.get(name, name)
        if name == "order":
            continue
        if name in PARTS:
            yield Shown(label, parts=[list(_fields(part, form)) for part in value])
        elif name in ("bewijs", "adres"):
            yield Shown(label, parts=[list(_fields(value, form))])
        elif isinstance(value, Mapping):
            yield _in_languages(name, label, value, form)
        elif isinstance(value, list):
            yield Shown(
                label, Text(", ".join(document.in_words(name, str(each)) for each in value))
            )
        elif name == "url":
            yield Shown(label, Text(value), url=value if rich_text.is_address(value) else "")
        else:
            yield Shown(label, Text(document.in_words(name, value)))


def _in_languages(name: str, label: str, value: Mapping[str, Any], form: str) -> Shown:
    if name == "zoektermen":
        return Shown(label, Text(", ".join(word for words in value.values() for word in words)))
    own = language_of(value, form=form) or next(iter(value), "")
    texts = {
        key: _text(name, key, words) for key, words in document.in_order(value).items() if words
    }
    return Shown(label, texts.get(own), [each for key, each in texts.items() if key != own])


def _text(name: str, key: str, words: str) -> Text:
    language = "en" if key == "en" else "nl"
    if name in RICH:
        # cleaned when it came in, and once more here
        return Text("", mark_safe(rich_text.clean(words)), _OTHER[key], language)  # noqa: S308
    return Text(words, _NO_HTML, _OTHER[key], language)
