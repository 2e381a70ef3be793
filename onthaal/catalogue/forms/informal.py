"""A proposal in the je-form, from a text in the u-form. An editor always reads it over."""

from __future__ import annotations

import re

# verbs that change after their subject and before it; there, the others only lose a t
_AFTER = {
    "bent": "bent",
    "is": "bent",
    "hebt": "hebt",
    "heeft": "hebt",
    "kunt": "kan",
    "zult": "zal",
    "wilt": "wil",
}
_SUBJECT = re.compile(rf"\b(u)(\s+)({'|'.join(_AFTER)})\b", re.IGNORECASE)
_BEFORE = {
    "bent": "ben",
    "hebt": "heb",
    "heeft": "heb",
    "kunt": "kan",
    "zult": "zal",
    "wilt": "wil",
    "wordt": "word",
    "vindt": "vind",
    "krijgt": "krijg",
    "komt": "kom",
    "brengt": "breng",
    "vraagt": "vraag",
    "betaalt": "betaal",
    "maakt": "maak",
    "doet": "doe",
    "gaat": "ga",
    "geeft": "geef",
    "neemt": "neem",
    "woont": "woon",
    "verhuist": "verhuis",
    "ontvangt": "ontvang",
    "vult": "vul",
    "dient": "dien",
}


def from_formal(text: str) -> str:
    """``Hebt u uw kaart?`` becomes ``Heb je je kaart?``. Addresses of links stay as they are."""
    parts = re.split(r"(\]\([^)]*\)|https?://\S+)", text)
    return "".join(part if place % 2 else _words(part) for place, part in enumerate(parts))


def _words(text: str) -> str:
    text = _SUBJECT.sub(
        lambda hit: f"{_like(hit[1], 'je')}{hit[2]}{_like(hit[3], _AFTER[hit[3].lower()])}", text
    )
    text = re.sub(
        r"\b(\w+)(\s+)u\b",
        lambda hit: f"{_like(hit[1], _BEFORE.get(hit[1].lower(), hit[1]))}{hit[2]}je",
        text,
    )
    for formal, informal in (("uzelf", "jezelf"), ("uw", "je"), ("u", "je")):
        found = re.compile(rf"\b{formal}\b", re.IGNORECASE)
        text = _replaced(found, informal, text)
    return re.sub(r"\bzich\b(?=[^.!?]*\bje\b)", "je", text)


def _replaced(found: re.Pattern[str], word: str, text: str) -> str:
    return found.sub(lambda hit: _like(hit[0], word), text)


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
