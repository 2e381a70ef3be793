"""What in a text may point at a person: a hint for whoever releases it, never a guarantee."""

from __future__ import annotations

import re

_SIGNS = (
    (re.compile(r"(?<!\d)(?:\+32|0)[1-9](?:[ ./-]?\d){7,8}(?!\d)"), "telefoonnummer"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "e-mailadres"),
    (re.compile(r"\b[1-9]-[A-Z]{3}-\d{3}\b", re.IGNORECASE), "nummerplaat"),
    (re.compile(r"\b\d{2}[.\s]?\d{2}[.\s]?\d{2}[-\s]?\d{3}[.\s]?\d{2}\b"), "rijksregisternummer"),
    (re.compile(r"\b(?:mevrouw|meneer|mijnheer|dhr|mevr|mr)\.?\s+[A-Z]\w+"), "naam"),
    (re.compile(r"\b(?:buurman|buurvrouw|de familie|fam\.)\s+[A-Z]\w+"), "naam"),
)


def personal_signs(text: str) -> list[tuple[str, str]]:
    """What looks personal in ``text``: (the words, what it seems to be)."""
    return [(found[0], what) for sign, what in _SIGNS for found in sign.finditer(text)]
