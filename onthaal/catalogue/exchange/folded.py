"""Several conditions or procedures of a product as one.

The published SHACL shapes allow one condition and one procedure, while LPDC itself takes and sends
lists. Folded, a product passes the shapes and nothing that it says is lost; only that it stood
apart is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape

from onthaal.catalogue.document import EXPORTED_LANGUAGES

_TITLES = {
    "voorwaarden": ("Voorwaarden", "Conditions"),
    "procedures": ("Procedure", "Procedure"),
}
Words = Mapping[str, str]
Part = Mapping[str, Any]


def folded(member: Mapping[str, Any]) -> dict[str, Any]:
    """An instance or a snapshot with at most one condition and one procedure."""
    out = dict(member)
    for name, (dutch, english) in _TITLES.items():
        parts = sorted(out.get(name, []), key=lambda part: part["order"])
        if len(parts) > 1:
            out[name] = [_one(parts, dutch, english)]
    return out


def _one(parts: Sequence[Part], dutch: str, english: str) -> dict[str, Any]:
    languages = _languages(parts)
    found: dict[str, Any] = {
        "@type": parts[0]["@type"],
        "order": 1,
        "naam": {each: english if each == "en" else dutch for each in languages},
        "beschrijving": {each: _described(parts, each) for each in languages},
    }
    if proofs := [part["bewijs"] for part in parts if part.get("bewijs")]:
        found["bewijs"] = proofs[0] if len(proofs) == 1 else _proof(proofs)
    if websites := [site for part in parts for site in part.get("websites", [])]:
        found["websites"] = [site | {"order": at} for at, site in enumerate(websites, start=1)]
    return found


def _proof(proofs: Sequence[Part]) -> dict[str, Any]:
    languages = _languages(proofs)
    return {
        "@type": proofs[0]["@type"],
        "naam": {
            each: ", ".join(filter(None, (_said(proof.get("naam"), each) for proof in proofs)))
            for each in languages
        },
        "beschrijving": {each: _described(proofs, each) for each in languages},
    }


def _languages(parts: Sequence[Part]) -> list[str]:
    """Those in which at least one of them has its name, which each must have."""
    return [
        each for each in EXPORTED_LANGUAGES if any(part.get("naam", {}).get(each) for part in parts)
    ]


def _described(parts: Sequence[Part], language: str) -> str:
    """Each with its name as a heading, in order."""
    said = []
    for part in parts:
        name, words = (_said(part.get(key), language) for key in ("naam", "beschrijving"))
        said += [f"<h3>{escape(name)}</h3>"] if name else []
        said += [words] if words else []
    return "".join(said)


def _said(words: Words | None, language: str) -> str:
    """In ``language``; what a part has in one form of Dutch only counts for the other forms."""
    words = words or {}
    if language == "en":
        return words.get("en", "")
    dutch = (each for each in EXPORTED_LANGUAGES if each != "en")
    return words.get(language) or next((words[each] for each in dutch if words.get(each)), "")
