"""Finding a product by what a resident calls it: stems, other words, compounds, typing errors.

Each word that was typed becomes two questions to PostgreSQL's ``dutch`` full-text index: the word
itself, and what comes near it (other words of its group, the parts of a compound, longer words
that it begins or ends). What nobody knows is first corrected to the nearest word of the catalogue.
Rare words weigh more than common ones, and the name of a product more than its text.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import connection

from onthaal.catalogue.finding import index, spelling, words
from onthaal.catalogue.finding.index import Vocabulary
from onthaal.catalogue.finding.standard_words import STANDARD
from onthaal.catalogue.models import Product, WordGroup
from onthaal.catalogue.topics import LIFE_EVENTS, THEMES, Topic

# What ts_rank gives for a word that stands once in a text of weight D, C, B, A.
_WEIGHTS = "{0.1, 0.25, 0.7, 1.0}"
_ONCE = 0.6079
# Another word of the same group counts for nearly as much as the word itself; a part of it, or a
# longer word that holds it, for less.
_SAME, _NEAR = 0.9, 0.55
# What has all the words goes before what has one of them very well.
_COMPLETE = 0.5
# Of the best result, what another one must be worth to be shown.
_WORTH_SHOWING = 0.3
_LEAST = 0.12
MOST = 40
# A longer stem may be the beginning or the end of a compound.
_COMPOUND_FROM = 4


@dataclass(frozen=True)
class Found:
    """What a search gave. ``meant`` is what was looked for instead when ``text`` had errors."""

    text: str
    products: list[Product]
    topics: list[tuple[str, Topic]] = field(default_factory=list)
    meant: str = ""


@dataclass
class _Word:
    """One typed word as three tsqueries: itself, what means the same, and what is near it."""

    typed: str
    exact: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    weight: float = 1.0
    corrected: str = ""

    @property
    def questions(self) -> tuple[str, str, str]:
        return _any(self.exact), _any(self.same), _any(self.near)


def find(text: str, *, most: int = MOST, as_typed: bool = False) -> Found:
    """The published products that fit ``text``, best first; at most five statements.

    Unless it must be taken ``as_typed``, typing errors are put right.
    """
    typed = words.tokens(text)
    if not typed:
        return Found(text, [])
    vocabulary = index.current()
    groups = _groups()
    asked = _read(typed, vocabulary, groups, unfinished=False, as_typed=as_typed)
    meant = " ".join(word.corrected or word.typed for word in asked)
    scored = _score(asked, "" if as_typed else text, vocabulary)
    return Found(
        text=text,
        products=_in_order(scored, most),
        topics=_topics(asked),
        meant=meant if any(word.corrected for word in asked) and scored else "",
    )


def suggest(text: str, *, most: int = 6) -> list[Product]:
    """What somebody who is still typing may mean; the last word may be unfinished."""
    typed = words.tokens(text)
    if not typed:
        return []
    vocabulary = index.current()
    asked = _read(typed, vocabulary, _groups(), unfinished=not text.endswith(" "))
    return _in_order(_score(asked, text, vocabulary), most)


def forget_groups() -> None:
    """Read the word groups anew; to be called after a change."""
    cache.delete(_GROUPS)


def word_groups() -> list[tuple[str, ...]]:
    """The groups that hold now: our own list as changed by the municipality, and its own."""
    rows = list(WordGroup.objects.all())
    replaced = {row.standard for row in rows if row.standard}
    own = [tuple(row.words) for row in rows if row.is_active]
    return [group for key, group in STANDARD.items() if key not in replaced] + own


_GROUPS = "catalogue.word_groups"


@dataclass(frozen=True)
class _Groups:
    """The members of every group, each as its words and their stems; and all words that occur."""

    members: list[list[tuple[tuple[str, ...], tuple[str, ...]]]]
    words: dict[str, int]


def _groups() -> _Groups:
    """At most a minute old, except right after a change here."""
    kept = cache.get(_GROUPS)
    if kept is None:
        typed = [[tuple(words.tokens(member)) for member in group] for group in word_groups()]
        every = {word for group in typed for member in group for word in member}
        stems = _stems(every)
        members = [
            [(member, tuple(each for word in member for each in stems[word])) for member in group]
            for group in typed
        ]
        kept = _Groups(members, dict.fromkeys(every, 1))
        cache.set(_GROUPS, kept, 60)
    return kept  # type: ignore[no-any-return]


def _stems(every: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Word → its Dutch stems; a word that PostgreSQL leaves out has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, tsvector_to_array(to_tsvector('dutch', w)) FROM unnest(%s::text[]) w",
            [sorted(every)],
        )
        return {word: tuple(stems) for word, stems in cursor.fetchall()}


def _read(
    typed: Sequence[str],
    vocabulary: Vocabulary,
    groups: _Groups,
    *,
    unfinished: bool,
    as_typed: bool = False,
) -> list[_Word]:
    """What each typed word may be, with errors corrected."""
    known = vocabulary.words.keys() | groups.words.keys()
    typed = _apart(_joined(typed, vocabulary), known)
    maybe = {word: [] if as_typed else spelling.nearest(word, vocabulary.words) for word in typed}
    held = {word: words.held(word, known) for word in typed}
    parts = {word: words.parts(word, vocabulary.words) for word in typed}
    stems = _stems(
        {
            each
            for word in typed
            for each in [word, *words.forms(word), *maybe[word], *held[word], *parts[word]]
        }
    )
    reader = _Reader(vocabulary, groups, stems)
    asked = []
    for place, word in enumerate(typed):
        read = reader.read(word)
        if together := [stem for part in parts[word] for stem in stems[part]]:
            # "vergunning om drank te schenken" is a drankvergunning
            read.exact.append(_all(together))
        if unfinished and place == len(typed) - 1 and len(word) > 1:
            read.near.append(_quoted(word) + ":*")
            is_known = any(each.startswith(word) for each in vocabulary.words)
        else:
            is_known = bool(read.exact or read.same or read.near)
        if not is_known and not as_typed:
            read = reader.corrected(word, maybe[word], held[word])
        elif vocabulary.telling.isdisjoint(read.exact):
            # known, but in no name: one wrong letter may have made it, two did not
            near = spelling.one_error(word, maybe[word])
            read.near += [_quoted(stem) for each in near for stem in stems[each]]
        among = max((vocabulary.stems.get(stem, 0) for stem in read.exact), default=0)
        # a word that stands in half of the products tells little
        read.weight = math.log(1 + (vocabulary.products + 1) / (among + 1))
        asked.append(read)
    reader.add_phrases(asked)
    return asked


def _joined(typed: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Neighbours that are one known word, written as one: ``rij bewijs``."""
    result = list(typed)
    for at, pair in reversed(words.pairs(typed)):
        if pair in vocabulary.words and not {typed[at], typed[at + 1]} <= vocabulary.words.keys():
            result[at : at + 2] = [pair]
    return result


def _apart(typed: Sequence[str], known: Collection[str]) -> list[str]:
    """A compound that nobody knows, as the known words that it is written from."""
    result: list[str] = []
    for word in typed:
        result += [word] if word in known else words.parts(word, known) or [word]
    return list(dict.fromkeys(result))


@dataclass(frozen=True)
class _Reader:
    """Makes questions of words. ``stems`` knows every word that may have to be looked up."""

    vocabulary: Vocabulary
    groups: _Groups
    stems: dict[str, tuple[str, ...]]

    def read(self, word: str) -> _Word:
        read = _Word(word)
        variants = [word, *words.forms(word)]
        own = [stem for each in variants for stem in self.stems.get(each, ())]
        read.exact = [stem for stem in own if stem in self.vocabulary.stems]
        read.near += self._compounds([*variants, *own])
        for member, stems in self._means_the_same(own):
            read.same.append(_all(stems))
            if len(member) == 1:
                read.near += self._compounds(member)
        return read

    def corrected(self, word: str, maybe: Sequence[str], held: Sequence[str]) -> _Word:
        """Read as the nearest word of the catalogue, or of the word groups, or else as the known
        words that it begins or ends with."""
        if maybe:
            first, *others = maybe
            read = self.read(first)
            read.near += [_quoted(stem) for each in others for stem in self.stems[each]]
        else:
            others = spelling.nearest(word, self.groups.words, most=1)
            if not others:
                near = [_quoted(stem) for each in held for stem in self.stems[each]]
                return _Word(word, near=near)
            first = others[0]
            read = _Reader(self.vocabulary, self.groups, _stems([first])).read(first)
        # a word of a phrase of the word groups stands in no text, and is right all the same
        read.typed, read.corrected = word, "" if first == word else first
        return read

    def add_phrases(self, asked: Sequence[_Word]) -> None:
        """Who types all the words of a phrase of a group, means its other members too."""
        of_word = [{*self.stems.get(word.corrected or word.typed, ())} for word in asked]
        typed = set().union(*of_word)
        for group in self.groups.members:
            for member, stems in group:
                if len(member) < 2 or not stems or not typed.issuperset(stems):
                    continue
                others = [_all(other) for _, other in group if other and other != stems]
                for word, own in zip(asked, of_word, strict=True):
                    if own & {*stems}:
                        # apart, the words of a phrase mean something else
                        word.exact = [_all(stems)]
                        word.same += others

    def _means_the_same(
        self, own: Sequence[str]
    ) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
        """(words, stems) of the other members of the groups of a word."""
        for group in self.groups.members:
            if any(len(stems) == 1 and stems[0] in own for _, stems in group):
                for member, stems in group:
                    if stems and not (len(stems) == 1 and stems[0] in own):
                        yield member, stems

    def _compounds(self, beginnings: Iterable[str]) -> list[str]:
        """The stems of known words that begin or end with one of these, and are clearly longer."""
        long = tuple({each for each in beginnings if len(each) >= _COMPOUND_FROM})
        if not long:
            return []
        shortest = min(len(each) for each in long)
        return [
            _quoted(stem)
            for known, stem in self.vocabulary.stem_of.items()
            if len(known) >= shortest + 3
            and (known.startswith(long) or known.endswith(long))
            and any(len(known) >= len(each) + 3 for each in long if each in known)
        ]


def _score(asked: Sequence[_Word], text: str, vocabulary: Vocabulary) -> list[tuple[float, int]]:
    """(worth, product) of everything that fits well enough, best first."""
    whole = words.plain(text)
    # put right, and with what was written apart as one
    meant = " ".join(word.corrected or word.typed for word in asked) if whole else ""
    named = dict(vocabulary.names)
    found = {product: 0.9 * alike for product, alike in spelling.alike(whole, vocabulary.names)}
    total = sum(word.weight for word in asked)
    for product, synonyms, *ranks in _ranks(asked):
        worth = covered = 0.0
        for word, exact, same, near in zip(
            asked, ranks[::3], ranks[1::3], ranks[2::3], strict=True
        ):
            fit = max(
                min(1.0, exact / _ONCE),
                _SAME * min(1.0, same / _ONCE),
                _NEAR * min(1.0, near / _ONCE),
            )
            worth += word.weight * fit
            covered += word.weight * (fit > 0)
        worth = worth / total * (1 - _COMPLETE + _COMPLETE * covered / total)
        name = named.get(product, "")
        if name in (whole, meant):
            worth += 1
        elif whole and {whole, meant} & {*map(words.plain, synonyms)}:
            # an editor wrote that this very word means this product
            worth += 0.7
        elif whole and name.startswith((whole, meant)):
            worth += 0.3
        # of two that fit equally, the shorter name is more to the point
        worth += 0.1 / (1 + len(name.split()))
        found[product] = max(worth, found.get(product, 0.0) + 0.1 * worth)
    ranked = sorted(((worth, product) for product, worth in found.items()), key=_best_first)
    if not ranked:
        return []
    least = max(_LEAST, ranked[0][0] * _WORTH_SHOWING)
    return [(worth, product) for worth, product in ranked if worth >= least]


def _best_first(row: tuple[float, int]) -> tuple[float, int]:
    return (-row[0], row[1])


def _ranks(asked: Sequence[_Word]) -> list[tuple[Any, ...]]:
    """Per product that has any of it: its search terms, and for every word the rank of itself, of
    what means the same and of what is near."""
    questions = [question for word in asked for question in word.questions]
    everything = " | ".join(question for question in questions if question)
    if not everything:
        return []
    columns = ", ".join(
        # ts_rank is a mean over the stems of the question, and knows no brackets
        "CASE WHEN i.vector @@ %s::tsquery"
        " THEN ts_rank(%s::real[], i.vector, %s::tsquery) * %s ELSE 0 END"
        if question
        else "0::real"
        for question in questions
    )
    values: list[str | int] = []
    for question in questions:
        if question:
            values += [question, _WEIGHTS, question, question.count("'") // 2]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT i.product_id, p.synonyms, {columns} FROM catalogue_productindex i"  # noqa: S608
            " JOIN catalogue_product p ON p.id = i.product_id"
            " WHERE p.published_id IS NOT NULL AND p.archived_at IS NULL"
            " AND i.vector @@ %s::tsquery",
            [*values, everything],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _in_order(scored: Sequence[tuple[float, int]], most: int) -> list[Product]:
    chosen = [product for _, product in scored[:most]]
    rows = Product.objects.published().in_bulk(chosen)
    return [rows[product] for product in chosen if product in rows]


def _topics(asked: Sequence[_Word]) -> list[tuple[str, Topic]]:
    """Themes and life events that are called by one of the words: (route name, topic)."""
    typed = {word.corrected or word.typed for word in asked}
    return [
        (route, topic)
        for route, topics in (("product-life-event", LIFE_EVENTS), ("product-theme", THEMES))
        for topic in topics
        if typed & {*words.tokens(topic.name), *(each for each in topic.words)}
    ][:4]


def _any(questions: Sequence[str]) -> str:
    """One of these: stems (quoted here) or parts of a question."""
    read = [each if each[:1] in "'(" else _quoted(each) for each in dict.fromkeys(questions)]
    return f"({' | '.join(read)})" if read else ""


def _all(stems: Sequence[str]) -> str:
    return "(" + " & ".join(_quoted(stem) for stem in stems) + ")"


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "").replace("'", "''") + "'"
