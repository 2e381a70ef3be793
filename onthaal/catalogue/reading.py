"""How hard a text is to read, and what would make it easier. A hint, never a judgement.

The score is that of Flesch for Dutch by W.H. Douma, *De leesbaarheid van landbouwbladen: een
onderzoek naar en een toepassing van leesbaarheidsformules* (Wageningen, 1960):
``206,84 - 0,93 × words per sentence - 77 × syllables per word``. The higher, the easier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONG_SENTENCE = 20
# below this a text is too short to say anything about
FEWEST_WORDS = 30

# words of an office → plainer ones
PLAINER = {
    "aangaande": "over",
    "aanhangig maken": "indienen",
    "aanvangen": "beginnen",
    "aanwenden": "gebruiken",
    "alvorens": "voor",
    "betreffende": "over",
    "bewerkstelligen": "zorgen voor",
    "bijgevolg": "dus",
    "conform": "volgens",
    "dan wel": "of",
    "desalniettemin": "toch",
    "desbetreffende": "deze",
    "desgevallend": "als dat zo is",
    "desgewenst": "als u dat wilt",
    "dienaangaande": "daarover",
    "dient te": "moet",
    "dienen te": "moeten",
    "echter": "maar",
    "eveneens": "ook",
    "gelieve": "wilt u",
    "geschieden": "gebeuren",
    "heden": "nu",
    "hieromtrent": "hierover",
    "hiertoe": "daarvoor",
    "indien": "als",
    "ingevolge": "door",
    "inzake": "over",
    "kosteloos": "gratis",
    "krachtens": "volgens",
    "mede": "ook",
    "met betrekking tot": "over",
    "middels": "met",
    "mits": "als",
    "nadien": "daarna",
    "nopens": "over",
    "omtrent": "over",
    "onverwijld": "meteen",
    "overmaken": "bezorgen",
    "per kerende": "meteen",
    "ten behoeve van": "voor",
    "ten einde": "om",
    "teneinde": "om",
    "ten gevolge van": "door",
    "ten laste van": "betaald door",
    "tevens": "ook",
    "thans": "nu",
    "uit hoofde van": "door",
    "uiterlijk tegen": "ten laatste op",
    "verstrekken": "geven",
    "vigerende": "geldende",
    "voornoemde": "deze",
    "voorts": "verder",
    "zulks": "dat",
    "zich begeven naar": "gaan naar",
}
_OFFICE = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, PLAINER), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(wordt|worden|werd|werden)\b(?:\W+\w+){0,8}?\W+"
    r"((?:ge|be|ver|ont|her)\w{2,}(?:d|t|en)|\w+ge\w{2,}(?:d|t|en))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
# a run of vowels is one syllable, unless a diaeresis or two vowels that never melt part them
_VOWELS = re.compile(r"[aeiouyàáâèéêìíîòóôùúûäëïöü]+")
_PARTED = re.compile(r"(?<=[aeiouy])(?=[äëïöü])|(?<=i)(?=[ao])|(?<=e)(?=[ao])|(?<=u)(?=[ao])")


@dataclass(frozen=True)
class Reading:
    """``score`` is None for a text that is too short. ``level`` says it in words."""

    words: int
    sentences: int
    score: int | None
    level: str
    long_sentences: list[str]
    passive: list[str]
    office: list[tuple[str, str]]


def read(blocks: Iterable[str]) -> Reading:
    """Look at a text in blocks (paragraphs, items of lists): a block ends a sentence."""
    sentences = [sentence for block in blocks for sentence in split(block)]
    counted = [(sentence, _WORD.findall(sentence)) for sentence in sentences]
    counted = [(sentence, words) for sentence, words in counted if words]
    words = [word for _, found in counted for word in found]
    score = None
    if len(words) >= FEWEST_WORDS:
        per_sentence = len(words) / len(counted)
        per_word = sum(map(syllables, words)) / len(words)
        score = round(206.84 - 0.93 * per_sentence - 77 * per_word)
        score = max(0, min(100, score))
    office: dict[str, str] = {}
    for sentence in sentences:
        for hit in _OFFICE.finditer(sentence):
            office.setdefault(hit[1].lower(), PLAINER[hit[1].lower()])
    return Reading(
        len(words),
        len(counted),
        score,
        _level(score),
        [sentence for sentence, found in counted if len(found) > LONG_SENTENCE],
        [sentence for sentence, _ in counted if _PASSIVE.search(sentence)],
        sorted(office.items()),
    )


def split(block: str) -> list[str]:
    """The sentences of a block; a point inside a number or an abbreviation ends none."""
    parts = re.split(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9ÀÉÈËÏÖÜ])", block.strip())
    found: list[str] = []
    for part in parts:
        if found and re.search(r"\b(bv|bijv|nr|art|tel|ca|enz|o\.a|m\.a\.w|i\.v\.m)\.$", found[-1]):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, near enough to average over a text."""
    word = word.lower().replace("ij", "y").replace("qu", "kw")
    runs = _VOWELS.findall(word)
    return max(1, sum(1 + len(_PARTED.findall(run)) for run in runs))


def _level(score: int | None) -> str:
    if score is None:
        return "te kort om iets over te zeggen"
    if score >= 75:
        return "heel makkelijk"
    if score >= 60:
        return "makkelijk"
    if score >= 45:
        return "niet zo makkelijk"
    return "moeilijk" if score >= 30 else "heel moeilijk"
