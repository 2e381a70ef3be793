"""Decisions about products without a query or a clock."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onthaal.catalogue import document, rich_text
from onthaal.catalogue.document import FIELDS, LABELS
from onthaal.catalogue.texts import FORMAL, INFORMAL, text

# what a version says about itself is no difference between texts
BOOKKEEPING = {"creatie", "laatstGewijzigd", "aangemaaktDoor"}
# what a concept says that a municipality may take over
OF_A_CONCEPT = tuple(
    name
    for name in FIELDS
    if name not in BOOKKEEPING
    and name
    not in (
        "linkedConcept",
        "contactgegevens",
        "uitvoerendeOverheden",
        "geografischToepassingsgebieden",
        "bevoegdeOverheden",
        "talen",
    )
)


def summary(content: Mapping[str, Any], form: str) -> str:
    """The first sentences of the description, at most 300 characters, for in lists."""
    words = re.sub(
        r"\s+", " ", rich_text.words(text(content.get("beschrijving"), form=form))
    ).strip()
    if len(words) <= 300:
        return words
    kept = words[:300]
    end = max(kept.rfind(sign) for sign in (". ", "! ", "? "))
    if end > 80:
        return kept[: end + 1]
    return f"{kept[:298].rsplit(' ', 1)[0]}…"


def synonyms(content: Mapping[str, Any]) -> list[str]:
    """The search words in Dutch."""
    found = content.get("zoektermen", {})
    words = [word for key, listed in found.items() if key.startswith("nl") for word in listed]
    return list(dict.fromkeys(word[:80] for word in words))


def proofs(content: Mapping[str, Any], form: str) -> list[str]:
    """The names of what proves the conditions, in their order, as far as a list to bring holds."""
    rows = sorted(content.get("voorwaarden", []), key=lambda row: row.get("order", 0))
    names = (text(row.get("bewijs", {}).get("naam"), form=form)[:200] for row in rows)
    return [name for name in dict.fromkeys(names) if name][:30]


def fingerprint(content: Mapping[str, Any]) -> str:
    """The same for the same texts, whatever they say about when and by whom they were made."""
    kept = {key: value for key, value in content.items() if key not in BOOKKEEPING}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def from_concept(content: Mapping[str, Any]) -> dict[str, Any]:
    """The texts with which a product begins that is made from a concept.

    A concept has neutral Dutch and two generated forms; an instance has forms of its own. So the
    generated ones become ours, to be read and improved by an editor.
    """
    kept = {name: content[name] for name in OF_A_CONCEPT if name in content}
    found: dict[str, Any] = _own_forms(kept)
    return document.normalise(found)


def _own_forms(value: Any) -> Any:
    if isinstance(value, list):
        return [_own_forms(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    generated = {
        "nl-BE-x-generated-formal": FORMAL,
        "nl-BE-x-generated-informal": INFORMAL,
    }
    if not set(value) & set(generated):
        return {key: _own_forms(each) for key, each in value.items()}
    forms = {own: value[key] for key, own in generated.items() if value.get(key)}
    own = {key: value[key] for key in (FORMAL, INFORMAL, "en") if value.get(key)}
    return forms | own


@dataclass(frozen=True)
class Piece:
    """A run of words; ``kind`` is "same", "added" or "removed"."""

    kind: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One field that differs, as readable text before and after, with the words that changed."""

    name: str
    label: str
    before: str
    after: str
    pieces: list[Piece]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two texts, field by field, in the order of the model."""
    found = []
    for name in FIELDS:
        if name in BOOKKEEPING or before.get(name) == after.get(name):
            continue
        old, new = readable(name, before.get(name)), readable(name, after.get(name))
        if old != new:
            found.append(Difference(name, LABELS.get(name, name), old, new, pieces(old, new)))
    return found


def pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one, with the words marked that came and went."""
    old, new = _tokens(before), _tokens(after)
    found: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("removed", "".join(old[a:b])))
        if d > c:
            found.append(Piece("added", "".join(new[c:d])))
    return found


def _tokens(text_: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text_)


_LANGUAGE_WORDS = {
    FORMAL: "u-vorm",
    INFORMAL: "je-vorm",
    "nl": "Nederlands",
    "en": "Engels",
    "nl-BE-x-generated-formal": "u-vorm, automatisch",
    "nl-BE-x-generated-informal": "je-vorm, automatisch",
}


def readable(name: str, value: Any) -> str:
    """A field as plain text that a colleague can compare."""
    return "\n".join(_lines(name, value)).strip()


def _lines(name: str, value: Any) -> Iterator[str]:
    if value in (None, "", [], {}):
        return
    if isinstance(value, str):
        yield document.in_words(name, value)
    elif isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            yield ", ".join(document.in_words(name, each) for each in value)
            return
        for number, part in enumerate(value, 1):
            yield f"{LABELS.get(name, name)} {number}"
            for key, each in document.in_order(part).items():
                if key != "order":
                    yield from _labelled(key, each)
            yield ""
    elif set(value) <= set(_LANGUAGE_WORDS):
        yield from _per_language(name, value)
    else:
        for key, each in document.in_order(value).items():
            if key != "order":
                yield from _labelled(key, each)


def _labelled(key: str, value: Any) -> Iterator[str]:
    lines = list(_lines(key, value))
    if lines and key not in ("naam", "beschrijving"):
        lines[0] = f"{LABELS.get(key, key)}: {lines[0]}"
    yield from lines


def _per_language(name: str, value: Mapping[str, Any]) -> Iterator[str]:
    for language, words in document.in_order(value).items():
        if isinstance(words, list):
            shown = ", ".join(words)
        else:
            shown = rich_text.to_source(words) if name in document.RICH else words
        yield (
            f"({_LANGUAGE_WORDS[language]}) {shown}"
            if len(value) > 1
            or language
            not in (
                FORMAL,
                INFORMAL,
                "nl",
            )
            else shown
        )
