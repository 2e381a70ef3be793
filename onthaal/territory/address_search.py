"""Understanding an address as people type it. Pure: no query, no clock.

PostgreSQL's trigram extension is not always there, and a municipality has at most a thousand
street names: comparing them here takes a millisecond.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from onthaal.territory.geometry import metres_between

MIN_SCORE = 52.0
_SHORT = {
    "str": "straat",
    "ln": "laan",
    "stwg": "steenweg",
    "steenw": "steenweg",
    "stw": "steenweg",
    "pl": "plein",
    "st": "sint",
    "dr": "dreef",
    "o": "onze",
    "l": "lieve",
    "vr": "vrouw",
    "olv": "onzelievevrouw",
}
_ENDINGS = ("str", "ln", "stwg", "steenw")


@dataclass(frozen=True)
class FoundAddress:
    """An address, or a whole street when ``house_number`` is empty.

    ``id`` is None for a street and for what only the address register knows.
    """

    id: int | None
    street_id: int | None
    street: str
    house_number: str
    box: str
    postcode: str
    lat: float
    lon: float
    metres: float = 0.0

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "id",
        "street_id",
        "street__name",
        "house_number",
        "box",
        "postcode",
        "lat",
        "lon",
    )

    @classmethod
    def of_row(cls, row: Sequence[Any], near: tuple[float, float] | None = None) -> FoundAddress:
        """From a row of ``COLUMNS``; ``near`` (lon, lat) gives the distance."""
        metres = metres_between(*near, row[7], row[6]) if near else 0.0
        key, street_id, street, number, box, postcode, lat, lon = row[:8]
        return cls(key, street_id, street, number, box, postcode, lat, lon, metres)

    @property
    def label(self) -> str:
        """``Kerkstraat 14 bus 2``, or only the street."""
        number = f" {self.house_number}" if self.house_number else ""
        return f"{self.street}{number}{f' bus {self.box}' if self.box else ''}"


@dataclass(frozen=True)
class Typed:
    """What somebody typed, taken apart: street as a search key, number, box, postcode."""

    street: str
    number: str = ""
    box: str = ""
    postcode: str = ""
    street_words: str = ""

    @property
    def ordinal(self) -> int:
        digits = re.match(r"\d+", self.number)
        return int(digits[0]) if digits else 0


def plain(text: str) -> str:
    """Lower case, no accents, only letters, digits and single spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.replace("'", "")).split())


@lru_cache(maxsize=4096)
def street_key(name: str) -> str:
    """The form in which street names are compared: ``Sint-Jozefsstr.`` → ``sintjozefsstraat``."""
    words = []
    for word in plain(name).split():
        word = _SHORT.get(word, word)
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                word = word.removesuffix(ending) + _SHORT[ending]
        words.append(word)
    return "".join(words)


def parse(text: str, drop_words: Iterable[str] = ()) -> Typed:
    """Take an address apart. Understands ``14 Kerkstraat``, ``Kerkstr. 14a bus 2, 2499 X``."""
    boxed = re.sub(r"(\d)\s*/\s*(\w)", r"\1 bus \2", text[:200])
    tokens = plain(boxed).split()
    drop = {part for word in drop_words for part in plain(word).split()}
    street: list[str] = []
    number = box = postcode = ""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        after = tokens[position + 1] if position + 1 < len(tokens) else ""
        if token in ("bus", "bte", "bis") and number and after:
            box, position = after, position + 1
        elif token in ("nr", "nummer", "huisnummer") and after[:1].isdigit():
            pass
        elif re.fullmatch(r"\d{4}", token) and (street or number) and not postcode:
            postcode = token
        elif re.fullmatch(r"\d{1,4}[a-z]{0,2}", token) and not number:
            number = token
            if re.fullmatch(r"[a-z]", after) and number.isdigit():
                number, position = number + after, position + 1
        elif not (token in drop and (number or postcode or street)):
            street.append(token)
        position += 1
    words = " ".join(street)
    return Typed(street_key(words), number, box, postcode, words)


def best_streets(typed: Typed, streets: Sequence[tuple[int, str]]) -> list[tuple[int, float]]:
    """The ids of the streets that resemble what was typed with their scores, best first."""
    if len(typed.street) < 2:
        return []
    scored = [(key, likeness(typed.street, street_key(name)), name) for key, name in streets]
    good = sorted((row for row in scored if row[1] >= MIN_SCORE), key=lambda r: (-r[1], r[2]))
    return [(key, score) for key, score, _ in good]


def likeness(typed: str, name: str) -> float:
    """How well a typed key fits a street's key: 100 = the same, below 52 = something else."""
    if typed == name:
        return 100.0
    if name.startswith(typed):
        return 88.0 + 10.0 * len(typed) / len(name)
    if len(typed) >= 3 and typed in name:
        return 70.0 + 15.0 * len(typed) / len(name)
    if len(typed) < 4:
        return 0.0
    allowed = 1 if len(typed) < 7 else 2
    errors = edits(typed, name, allowed)
    if errors <= allowed:
        return 90.0 - 8.0 * errors
    # still typing, with an error in it: compare with as much of the name
    if len(name) > len(typed):
        errors = min(edits(typed, name[: len(typed) + more], allowed) for more in (-1, 0, 1))
        if errors <= allowed:
            return 78.0 - 8.0 * errors
    return 75.0 * alike(typed, name)


def edits(a: str, b: str, limit: int) -> int:
    """How many letters to add, drop, replace or swap with a neighbour; ``limit + 1`` if more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        fresh = [i]
        for j, y in enumerate(b, start=1):
            cost = min(row[j] + 1, fresh[j - 1] + 1, row[j - 1] + (x != y))
            if before and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            fresh.append(cost)
        if min(fresh) > limit:
            return limit + 1
        before, row = row, fresh
    return min(row[-1], limit + 1)


def alike(a: str, b: str) -> float:
    """The share of letter triples that two words have in common (Dice), 0 to 1."""
    one, two = _triples(a), _triples(b)
    return 2 * len(one & two) / (len(one) + len(two))


@lru_cache(maxsize=4096)
def _triples(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
