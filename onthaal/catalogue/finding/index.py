"""The index of the published products: kept by itself, and read into memory for corrections.

Every search first asks, in one statement, which published products differ from what the index was
made of. So whatever changes a product (publishing, an import, a synonym, the seed) need not know
that there is an index.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django_tasks import task

from onthaal.catalogue import texts
from onthaal.catalogue.finding import words
from onthaal.catalogue.models import Product
from onthaal.catalogue.topics import LIFE_EVENT_BY_CODE, THEME_BY_CODE

# Raise it when the index is made in another way.
_MADE = "2"

# From what a row of the index is made; concat_ws passes over empty values, hence the coalesce.
_SOURCE = f"""
md5(concat_ws('|', '{_MADE}', p.id, p.name, p.summary, p.published_id, p.product_number,
    array_to_string(p.themes, ','), array_to_string(p.life_events, ','),
    array_to_string(p.synonyms, ',')))
"""

_STATE = f"""
SELECT md5(coalesce(string_agg({_SOURCE}, '' ORDER BY p.id), '')),
       coalesce(array_agg(p.id) FILTER (WHERE i.source IS DISTINCT FROM {_SOURCE}), '{{}}')
FROM catalogue_product p LEFT JOIN catalogue_productindex i ON i.product_id = p.id
WHERE p.published_id IS NOT NULL AND p.archived_at IS NULL
"""  # noqa: S608

# One parallel search more may do the same work; the later one writes the same.
_WRITE = f"""
INSERT INTO catalogue_productindex (product_id, source, name, words, vector)
SELECT p.id, {_SOURCE}, %(name)s, %(words)s,
       setweight(to_tsvector('dutch', %(a)s), 'A') || setweight(to_tsvector('dutch', %(b)s), 'B')
    || setweight(to_tsvector('dutch', %(c)s), 'C') || setweight(to_tsvector('dutch', %(d)s), 'D')
FROM catalogue_product p WHERE p.id = %(id)s AND p.published_id = %(version)s
ON CONFLICT (product_id) DO UPDATE SET source = excluded.source, name = excluded.name,
    words = excluded.words, vector = excluded.vector
"""  # noqa: S608


@dataclass(frozen=True)
class Vocabulary:
    """Everything that can be found, as far as it must be in memory.

    ``stems`` says in how many products a stem occurs; ``telling`` are those of names, synonyms and
    search terms. ``words`` are the whole words there with how often they occur, ``stem_of`` their
    stems.
    """

    products: int
    stems: Mapping[str, int]
    telling: frozenset[str]
    words: Mapping[str, int]
    stem_of: Mapping[str, str]
    names: Sequence[tuple[int, str]]


def current() -> Vocabulary:
    """The vocabulary of what is published now; brings the index up to date first."""
    state, behind = _state()
    if behind:
        write(behind)
    return _vocabulary(state)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def keep_up() -> int:
    """Bring the index up to date before somebody searches; how many products it was."""
    _, behind = _state()
    return write(behind)


@transaction.atomic
def write(ids: Iterable[int]) -> int:
    """Make the index of these published products again; how many."""
    # in one order, so that two who do it at once wait for each other and not in a circle
    rows = Product.objects.published().filter(pk__in=ids).order_by("pk")
    products = list(rows.select_related("published"))
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, [_row(product) for product in products])
    return len(products)


def _state() -> tuple[str, list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state, behind = cursor.fetchone()
    return state, behind


@lru_cache(maxsize=2)
def _vocabulary(state: str) -> Vocabulary:
    """``state`` is a digest of all that is published, so that what is kept never grows old."""
    everything = (
        "SELECT vector FROM catalogue_productindex i"
        " JOIN catalogue_product p ON p.id = i.product_id"
        " WHERE p.published_id IS NOT NULL AND p.archived_at IS NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat(%s)", [everything])
        stems = dict(cursor.fetchall())
        cursor.execute("SELECT word FROM ts_stat(%s, 'ab')", [everything])
        telling = frozenset(word for (word,) in cursor.fetchall())
        cursor.execute(
            "SELECT i.product_id, i.name, i.words FROM catalogue_productindex i"
            " JOIN catalogue_product p ON p.id = i.product_id"
            " WHERE p.published_id IS NOT NULL AND p.archived_at IS NULL ORDER BY 1"
        )
        rows = cursor.fetchall()
    counted: dict[str, int] = {}
    for _, _, own in rows:
        for word in own:
            counted[word] = counted.get(word, 0) + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, s FROM unnest(%s::text[]) w, unnest(to_tsvector('dutch', w)) u(s, p, g)",
            [sorted(counted)],
        )
        stem_of = dict(cursor.fetchall())
    return Vocabulary(
        products=len(rows),
        stems=stems,
        telling=telling,
        words=counted,
        stem_of=stem_of,
        names=[(product, name) for product, name, _ in rows],
    )


def _row(product: Product) -> dict[str, Any]:
    version = product.published
    content = version.content if version else {}
    search_terms = (content.get("zoektermen") or {}).get("nl") or []
    english = texts.english(content.get("naam"))
    # both forms, of which a text may have either
    name = [product.name, *_dutch(content.get("naam"))]
    also = [*product.synonyms, *search_terms, english]
    topics = [
        topic.name
        for codes, known in (
            (product.themes, THEME_BY_CODE),
            (product.life_events, LIFE_EVENT_BY_CODE),
        )
        for code in codes
        if (topic := known.get(code))
    ]
    named = [
        each
        for part in ("voorwaarden", "procedures", "kosten", "financieleVoordelen")
        for row in content.get(part) or []
        for each in _dutch(row.get("naam"))
    ]
    brief = [product.summary, *_dutch(content.get("beschrijving")), *topics, *named]
    rest = [*_all_dutch(content), *product.bring]
    known = sorted(
        {
            word
            for each in [*name, *also]
            for word in words.plain(each).split()
            if len(word) <= 80 and word not in words.IGNORED
        }
    )
    return {
        "id": product.pk,
        "version": product.published_id,
        "name": words.plain(product.name)[:220],
        "words": known,
        "a": words.for_index(" ".join([*dict.fromkeys(name), product.product_number])),
        "b": words.for_index(" ".join(also)),
        "c": words.for_index(" ".join(brief)),
        "d": words.for_index(" ".join(rest))[:200_000],
    }


def _dutch(language_map: Mapping[str, Any] | None) -> list[str]:
    """Every Dutch text of a language map, without its tags."""
    return [
        _without_tags(str(text))
        for key, text in (language_map or {}).items()
        if key.lower().startswith("nl") and isinstance(text, str)
    ]


def _all_dutch(content: Any) -> list[str]:
    """Every Dutch text anywhere in the document."""
    if isinstance(content, Mapping):
        found = _dutch(content)
        for each in content.values():
            found += _all_dutch(each)
        return found
    if isinstance(content, list):
        return [text for each in content for text in _all_dutch(each)]
    return []


def _without_tags(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text))
