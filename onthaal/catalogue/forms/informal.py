"""A proposal in the je-form, from a text in the u-form. An editor always reads it over."""

from __future__ import annotations

import re

# verbs that change, before and after their subject; the rest of Dutch verbs only lose a t after it
_AFTER = {
    "bent": "bent",
    "is": "bent",
    "hebt": "hebt",
    "heeft": "hebt",
    "kunt": "kan",
    "kan": "kan",
}
_AFTER |= {"zult": "zal", "zal": "zal", "wilt": "wil", "wil": "wil", "mag": "mag"}
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
    text = re.sub(
        r"\b(\w+)(\s+)u\b",
        lambda hit: f"{_like(hit[1], _BEFORE.get(hit[1].lower(), hit[1]))}{hit[2]}je",
        text,
    )
    text = re.sub(
        r"\b([Uu])(\s+)(\w+)\b",
        lambda hit: (
            f"{_like(hit[1], 'je')}{hit[2]}{_like(hit[3], _AFTER.get(hit[3].lower(), hit[3]))}"
        ),
        text,
    )
    for formal, informal in (("uzelf", "jezelf"), ("uw", "je"), ("u", "je")):
        text = re.sub(
            rf"\b{formal}\b", lambda hit, to=informal: _like(hit[0], to), text, flags=re.IGNORECASE
        )
    return re.sub(r"\bzich\b(?=[^.!?]*\bje\b)", "je", text)


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
