"""Typing errors: which known word somebody meant. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

# Below this many letters a changed letter makes another word.
LEAST_LETTERS = 4
# A name that looks this much like everything typed together is meant, whatever the words are.
ALIKE = 80.0


def allowed_errors(word: str) -> int:
    if len(word) < LEAST_LETTERS:
        return 0
    return 1 if len(word) < 8 else 2


def nearest(word: str, known: Mapping[str, int], *, most: int = 3) -> list[str]:
    """The known words that are a typing error away, likeliest first.

    A wrong, missing, extra or swapped letter is one error. Of words equally near, one with the same
    first letter goes before, and then the one that occurs more (``known`` says how often).
    """
    limit = allowed_errors(word)
    if not limit or word.isdigit():
        return []
    found = process.extract(
        word,
        known.keys(),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=limit,
        limit=None,
    )
    ranked = sorted(
        (distance, each[0] != word[0], -known[each], each)
        for each, distance, _ in found
        if len(each) >= LEAST_LETTERS
    )
    return [each for *_, each in ranked[:most]]


def one_error(word: str, others: Sequence[str]) -> list[str]:
    """Those of ``others`` that are a single typing error away from ``word``."""
    return [each for each in others if DamerauLevenshtein.distance(word, each) == 1]


def alike(text: str, names: Sequence[tuple[int, str]], *, most: int = 8) -> list[tuple[int, float]]:
    """(product, how much from 0 to 1) of the names that look like the whole ``text``."""
    if len(text) < LEAST_LETTERS:
        return []
    by_place = {place: name for place, (_, name) in enumerate(names)}
    found = process.extract(text, by_place, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
    return [(names[place][0], score / 100) for _, score, place in found]
