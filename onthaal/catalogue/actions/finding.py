"""Counting what is looked for, and making it easier to find."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from onthaal.catalogue import search
from onthaal.catalogue.actions.locking import locked_product
from onthaal.catalogue.finding import words
from onthaal.catalogue.models import Product, WordGroup
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.timeline.actions import record

# One statement: of many visitors at once, each is counted.
_COUNT = """
INSERT INTO catalogue_soughtwords AS known (day, words, times, without_result)
VALUES (%s, %s, 1, %s)
ON CONFLICT (day, words) DO UPDATE SET
    times = known.times + 1, without_result = known.without_result + excluded.without_result
"""


class AlreadySaid(Exception):
    """The product is called that already."""


class TooFewWords(Exception):
    """A group of one word says nothing."""


class StandardGroupTaken(Exception):
    """Somebody else has just changed this group of our list."""


def count_search(*, text: str, found: int) -> None:
    """Count that these words were looked for today; not when they could be about a person."""
    if kept := words.countable(text):
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [clock.today(), kept, int(found == 0)])


@transaction.atomic
def add_synonym(*, product: Product, word: str, by: User) -> Product:
    """Let residents find ``product`` by one word (or a few) more. Raises AlreadySaid."""
    locked = locked_product(product.pk)
    plain = words.plain(word)
    if plain in {words.plain(each) for each in [locked.name, *locked.synonyms]}:
        raise AlreadySaid
    locked.synonyms = [*locked.synonyms, word.strip()]
    locked.edition += 1
    locked.save(update_fields=["synonyms", "edition"])
    record("product.synonym_added", locked, by=by, data={"synonym": word.strip()})
    return locked


@transaction.atomic
def save_word_group(*, group: WordGroup, by: User) -> WordGroup:
    """Store a new or changed group of words that mean the same.

    Raises TooFewWords, and StandardGroupTaken when our own group was replaced meanwhile.
    """
    group.words = list(dict.fromkeys(word.strip() for word in group.words if word.strip()))
    if group.is_active and len(group.words) < 2:
        raise TooFewWords
    if group.standard and group.pk is None:
        made, is_new = WordGroup.objects.get_or_create(
            standard=group.standard,
            defaults={"words": group.words, "is_active": group.is_active},
        )
        if not is_new:
            raise StandardGroupTaken
        group = made
    else:
        group.save()
    record("word_group.saved", group, by=by, data={"words": _told(group.words)})
    transaction.on_commit(search.forget_groups)
    return group


@transaction.atomic
def remove_word_group(*, group: WordGroup, by: User) -> None:
    """Take a group away; one that replaced ours gives ours its place back."""
    record("word_group.removed", group, by=by, data={"words": _told(group.words)})
    group.delete()
    transaction.on_commit(search.forget_groups)


def _told(words_of: Sequence[str]) -> str:
    return ", ".join(words_of)
