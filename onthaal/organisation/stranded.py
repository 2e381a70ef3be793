"""What would fall outside the opening hours when these change.

The apps above know what they promised people: they answer here what no longer fits. A change that
leaves somebody before a closed door is refused until the administrator has seen it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from onthaal.core.dutch import day_in_words


@dataclass(frozen=True, order=True)
class Stranded:
    """Something that was promised and does not fit in the opening hours. Names nobody."""

    starts_at: dt.datetime
    place: str
    key: str
    # one and many of it, in Dutch
    one: str
    many: str


Question = Callable[[], Iterable[Stranded]]
_questions: list[Question] = []


def watch(question: Question) -> None:
    """Let a higher app say what does not fit in the hours as they are; called once at start."""
    if question not in _questions:
        _questions.append(question)


def everything() -> frozenset[Stranded]:
    """What does not fit in the opening hours at this moment."""
    return frozenset(each for question in _questions for each in question())


class LeavesStranded(Exception):
    """People would stand before a closed door; ``rows`` say which promises that are."""

    def __init__(self, rows: Sequence[Stranded]) -> None:
        super().__init__(f"{len(rows)} vallen buiten de openingsuren")
        self.rows = list(rows)

    @property
    def lines(self) -> list[str]:
        """``maandag 7 december in Gemeentehuis: 2 afspraken, om 9.00 en 9.30 uur``"""
        days = groupby(sorted(self.rows, key=_day_and_place), key=_day_and_place)
        return [
            f"{day_in_words(day)} in {place}: {_number(list(rows), one, many)}"
            for (day, place, one, many), rows in days
        ]


@contextmanager
def guarded(*, anyway: bool) -> Iterator[None]:
    """Around a change of the opening hours, inside its transaction. Raises LeavesStranded, unless
    ``anyway``, when something falls outside that did not before."""
    before = frozenset() if anyway else everything()
    yield
    if not anyway and (rows := everything() - before):
        raise LeavesStranded(sorted(rows))


def _day_and_place(row: Stranded) -> tuple[dt.date, str, str, str]:
    return timezone.localdate(row.starts_at), row.place, row.one, row.many


def _number(rows: Sequence[Stranded], one: str, many: str) -> str:
    hours = [f"{timezone.localtime(row.starts_at):%H.%M}".removeprefix("0") for row in rows]
    if len(rows) == 1:
        return f"1 {one}, om {hours[0]} uur"
    if len(rows) > 4:
        return f"{len(rows)} {many}, tussen {hours[0]} en {hours[-1]} uur"
    return f"{len(rows)} {many}, om {', '.join(hours[:-1])} en {hours[-1]} uur"
