"""Which category a text is probably about, learned from the town's own handled issues.

Naive Bayes on Dutch word stems: how often does a stem occur in issues of a category, against how
often it occurs at all. The categories' own keywords count as well-known stems, so that suggestions
work on the first day. Everything happens in PostgreSQL's ``dutch`` dictionary; no outside service.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.issues.models import Category, WordWeight
from onthaal.issues.states import Status

# The row with this stem holds the number of issues of the category.
ALL = ""
# A rarer stem says little, and could be somebody's name.
MIN_ISSUES_PER_STEM = 3
LEARN_FROM_LAST = 50_000
# Chosen by measuring (see tests/test_suggestion_accuracy.py): an own keyword counts as if so many
# issues with that word had been handled,
KEYWORD_WORTH = 3
# so many issues' worth of the town's average is mixed into every category,
AVERAGE_WORTH = 10.0
# and what is less likely than this is not offered.
MIN_LIKELIHOOD = 0.06
# Shorter pieces of a compound word mean nothing.
MIN_PART = 3

# Words with which people describe something that cannot wait for office hours.
_DANGER = re.compile(
    r"\b("
    r"gaslek\w*|gasgeur\w*|gaslucht|gasreuk|ruik\w* (?:hier |sterk )?(?:naar )?gas|"
    r"(?:staat|staan) in brand|er is brand|in lichterlaaie|brandend\w* (?:huis|auto|wagen|gebouw)|"
    r"gewonden?|zwaargewond\w*|bewusteloos|levensgevaar\w*|slachtoffers?|reanim\w*|"
    r"(?:staat|staan|staande|hangt) onder (?:stroom|spanning)|blote (?:draad|draden|kabels?)|"
    r"(?:los|af)hangende (?:stroom|elektriciteits)?(?:kabels?|draad|draden)|"
    r"ingestort\w*|aan het instorten|ontploff\w*|explosie\w*|drenkeling\w*|verdrink\w*"
    r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Suggestion:
    category: Category
    likelihood: float


def sounds_dangerous(text: str) -> bool:
    """Whether the text has words of immediate danger, for which one should call 112 first."""
    return bool(_DANGER.search(text))


def suggest(text: str, limit: int = 3) -> list[Suggestion]:
    """The most likely active categories for ``text``, best first; empty when nothing fits.

    Three statements; a fourth once a minute.
    """
    keywords = _keyword_stems()
    known = {stem for stems in keywords.values() for stem in stems}
    stems = with_parts(_stems(text[:4000].replace("\0", "")), known)
    weights = _weights(stems)
    likely = score(stems, weights, keywords)
    best = [row for row in likely if row[1] >= MIN_LIKELIHOOD][:limit]
    if not best:
        return []
    categories = (
        Category.objects.filter(is_active=True).select_related("group").in_bulk(k for k, _ in best)
    )
    return [Suggestion(categories[key], share) for key, share in best if key in categories]


def score(
    stems: Iterable[str],
    weights: Mapping[int, Mapping[str, int]],
    keywords: Mapping[int, Iterable[str]],
) -> list[tuple[int, float]]:
    """Category ids with their likelihood, best first; they add up to 1. Pure.

    ``weights`` holds per category how many issues have a stem, and under ``ALL`` how many there
    are. Stems that nobody has used say nothing.
    """
    counts = {key: dict(row) for key, row in weights.items()}
    for key, words in keywords.items():
        row = counts.setdefault(key, {})
        row[ALL] = row.get(ALL, 0) + KEYWORD_WORTH
        for word in words:
            row[word] = row.get(word, 0) + KEYWORD_WORTH
    overall: dict[str, int] = defaultdict(int)
    for row in counts.values():
        for stem, number in row.items():
            overall[stem] += number
    known = [stem for stem in set(stems) if stem != ALL and overall.get(stem)]
    if not known or not overall[ALL]:
        return []
    logs: dict[int, float] = {}
    for key, row in counts.items():
        size = row.get(ALL, 0)
        total = math.log((size + 1) / (overall[ALL] + len(counts)))
        for stem in known:
            background = overall[stem] / overall[ALL]
            share = (row.get(stem, 0) + AVERAGE_WORTH * background) / (size + AVERAGE_WORTH)
            total += math.log(share)
        logs[key] = total
    top = max(logs.values())
    shares = {key: math.exp(value - top) for key, value in logs.items()}
    whole = sum(shares.values())
    return sorted(((key, share / whole) for key, share in shares.items()), key=lambda r: -r[1])


def with_parts(stems: Iterable[str], known: Iterable[str]) -> set[str]:
    """The stems, and the known words that stand at the end or the start of a longer one: Dutch
    writes ``straatlamp`` and ``boomtak`` as one word. Pure."""
    long_enough = [word for word in known if len(word) >= MIN_PART]
    found = set(stems)
    for stem in list(found):
        found |= {
            word
            for word in long_enough
            if len(stem) >= len(word) + MIN_PART and (stem.endswith(word) or stem.startswith(word))
        }
    return found


def _stems(text: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(tsvector_to_array(to_tsvector('dutch', %s)))", [text])
        return [stem for (stem,) in cursor.fetchall()]


def _weights(stems: Iterable[str]) -> dict[int, dict[str, int]]:
    """What is known about these stems, per category, and how many issues each category has."""
    weights: dict[int, dict[str, int]] = defaultdict(dict)
    for category, stem, issues in WordWeight.objects.filter(stem__in=[*stems, ALL]).values_list(
        "category", "stem", "issues"
    ):
        weights[category][stem] = issues
    return weights


def _keyword_stems() -> dict[int, list[str]]:
    """The stems of every active category's own keywords and name; at most a minute old."""
    kept: dict[int, list[str]] | None = cache.get("issues.keyword_stems")
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT id, tsvector_to_array(
                    to_tsvector('dutch', name || ' ' || array_to_string(keywords, ' ')))
                FROM issues_category WHERE is_active
                """
            )
            kept = dict(cursor.fetchall())
        cache.set("issues.keyword_stems", kept, 60)
    return kept


def learn(until: dt.datetime | None = None) -> int:
    """Count the stems of the latest handled issues anew; returns how many rows that gave.

    The old counts stay in use until the new ones are complete. ``until`` leaves out what was
    closed later, to measure with issues that were not learned from.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM issues_wordweight")
        cursor.execute(
            """
            WITH handled AS (
                SELECT category_id, to_tsvector('dutch', description) AS words
                FROM issues_issue
                WHERE closed_at <= %(until)s AND status <> ALL(%(not_these)s)
                ORDER BY closed_at DESC LIMIT %(last)s
            ), counted AS (
                SELECT category_id, stem, count(*) AS issues
                FROM handled, unnest(tsvector_to_array(words)) AS stem
                WHERE stem ~ '^[[:alpha:]]{2,60}$'
                GROUP BY category_id, stem
            )
            INSERT INTO issues_wordweight (category_id, stem, issues)
            SELECT category_id, stem, issues FROM counted WHERE issues >= %(enough)s
            UNION ALL
            SELECT category_id, '', count(*) FROM handled GROUP BY category_id
            """,
            {
                "until": until or clock.now(),
                "not_these": [Status.WITHDRAWN.value, Status.DUPLICATE.value],
                "last": LEARN_FROM_LAST,
                "enough": MIN_ISSUES_PER_STEM,
            },
        )
    return WordWeight.objects.count()


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def learn_words() -> None:
    """The nightly job: see ``learn``."""
    learn()
