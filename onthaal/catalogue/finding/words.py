"""The words that somebody types, and those of texts, in one shape. Pure: no query, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

MOST_WORDS = 10
# Shorter pieces of a compound word mean nothing.
MIN_PART = 4
# What Dutch puts between the parts of a compound word.
_JOINTS = ("", "s", "en", "e", "n")

# Words that say nothing about what is looked for. PostgreSQL's list leaves out the words with which
# people talk to a municipality.
_DUTCH = (
    "aan als bij dat de dees deze die dit doen door een en er ga gaan gaat gemeente graag haar "
    "hallo heb hebben het hier hij hoe hoelang hoeveel iets ik in is je jij jou jouw jullie kan "
    "kon kost kosten kostprijs krijg krijgen kunnen lang maar mag mogen meer men met mij mijn moet "
    "moeten na naar niet nodig nog nu of om onze ons ook op over prijs stad te ten ter tot u uit "
    "uw van vanaf via voor waar waarom wanneer wat welke wie wij wil willen worden word wordt zich "
    "zijn zo zou duurt betaal"
)
_ENGLISH = "a the for to of my how do i get need"
IGNORED = frozenset([*_DUTCH.split(), *_ENGLISH.split()])

_APOSTROPHE_S = re.compile(r"(?<=[a-z])['’`]s\b")
_SINGLE_LETTER_HYPHEN = re.compile(r"\b([a-z])-(?=[a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Lower case without accents, signs and the apostrophe of a plural: ``Café's`` → ``cafe``."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("ĳ", "ij"))
    text = "".join(each for each in text if not unicodedata.combining(each))
    text = _APOSTROPHE_S.sub("", text)
    # e-ID, A-attest: one word
    text = _SINGLE_LETTER_HYPHEN.sub(r"\1", text)
    return _NOT_WORD.sub(" ", text).strip()


def tokens(text: str) -> list[str]:
    """The words that tell something, in order and once each; every word when none does."""
    every = list(dict.fromkeys(plain(text[:200]).split()))
    telling = [word for word in every if word not in IGNORED]
    return (telling or every)[:MOST_WORDS]


def for_index(text: str) -> str:
    """A text as the index reads it; a hyphenated word stands in it whole and in its parts."""
    joined = re.findall(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b", text)
    return " ".join([plain(text), *(plain(word.replace("-", "")) for word in joined)])


def forms(word: str) -> list[str]:
    """Other forms of the same word that PostgreSQL's stemmer does not see.

    ``paspoortje`` → ``paspoort``, ``kaartjes`` → ``kaart``, ``autos`` → ``auto``.
    """
    found = []
    single = word[:-1] if word.endswith("jes") else word
    for ending, rest in (("etje", ""), ("tje", ""), ("pje", ""), ("kje", "g"), ("je", "")):
        if single.endswith(ending) and len(single) - len(ending) >= 3:
            found.append(single[: -len(ending)] + rest)
    if len(word) > 3 and word.endswith("s") and word[-2] in "aeiouy":
        found.append(word[:-1])
    return found


def parts(word: str, known: Collection[str]) -> list[str]:
    """The two or more known words that ``word`` is written from, or nothing.

    ``huwelijksaangifte`` → ``huwelijk``, ``aangifte``. The longest first part that leaves
    something known wins.
    """
    for end in range(len(word) - MIN_PART, MIN_PART - 1, -1):
        first = _known_part(word[:end], known)
        if not first:
            continue
        rest = word[end:]
        if rest in known:
            return [first, rest]
        if deeper := parts(rest, known):
            return [first, *deeper]
    return []


def _known_part(piece: str, known: Collection[str]) -> str:
    for joint in _JOINTS:
        stem = piece.removesuffix(joint) if joint else piece
        if (joint == "" or piece.endswith(joint)) and len(stem) >= MIN_PART and stem in known:
            return stem
    return ""


def held(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a longer word begins or ends with: ``paspoortfoto`` → ``paspoort``."""
    return [
        each
        for each in known
        if len(each) >= MIN_PART + 2
        and len(word) >= len(each) + 3
        and (word.startswith(each) or word.endswith(each))
    ]


def pairs(words: Iterable[str]) -> list[tuple[int, str]]:
    """Neighbours written as one word, with the place of the first: ``rij bewijs``."""
    every = list(words)
    return [(at, every[at] + every[at + 1]) for at in range(len(every) - 1)]


_PERSONAL = re.compile(r"@|\bwww\b|https?:|(?:\d[\s./()+-]*){6,}", re.IGNORECASE)


def countable(text: str) -> str:
    """The words as they may be counted, or "" when they could be about a person.

    An e-mail address, a telephone or national number, an account number or a whole sentence is not
    kept. A single name cannot be told from a word: see the retention and the least number of times
    of the page that shows them.
    """
    if _PERSONAL.search(text) or len(plain(text).split()) > MOST_WORDS:
        return ""
    words = tokens(text)
    kept = " ".join(words)
    return kept if 2 <= len(kept) <= 80 else ""


def without_personal_data(text: str) -> str:
    """A remark with every e-mail address and long number blanked out."""
    text = re.sub(r"\S+@\S+", "(weggelaten)", text)
    return re.sub(r"\+?(?:\d[\s./()-]*){6,}", "(weggelaten) ", text).strip()
