"""The life of a melding as data, and the decisions about its terms. No query, no clock.

The states follow the practice of local governments (nieuw → in behandeling → ingepland →
opgelost); a municipality may change the labels, not the transitions. The clock of the term stands
still while the municipality waits for the reporter or for a third party.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onthaal.issues.states import CLOSED, PAUSED, Status
from onthaal.organisation.rules import (
    ONE_DAY,
    add_working_days,
    is_working_day,
    working_days_between,
)

_WORKING = {Status.IN_PROGRESS, Status.PLANNED, *PAUSED}
_ENDINGS = set(CLOSED)

NEXT: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset(_WORKING | _ENDINGS),
    Status.IN_PROGRESS: frozenset(_WORKING - {Status.IN_PROGRESS} | _ENDINGS),
    Status.PLANNED: frozenset(_WORKING - {Status.PLANNED} | _ENDINGS),
    Status.WAITING_REPORTER: frozenset(_WORKING - {Status.WAITING_REPORTER} | _ENDINGS),
    Status.WAITING_THIRD_PARTY: frozenset(_WORKING - {Status.WAITING_THIRD_PARTY} | _ENDINGS),
    Status.REOPENED: frozenset(_WORKING | _ENDINGS),
    Status.RESOLVED: frozenset({Status.REOPENED}),
    Status.NOT_FEASIBLE: frozenset({Status.REOPENED}),
    Status.NOT_OURS: frozenset({Status.REOPENED}),
    Status.DUPLICATE: frozenset({Status.REOPENED}),
    Status.WITHDRAWN: frozenset({Status.REOPENED}),
}

# Closing says something to the reporter, and so does a question or a reopening.
TEXT_REQUIRED = frozenset(
    {
        Status.RESOLVED,
        Status.NOT_FEASIBLE,
        Status.NOT_OURS,
        Status.WAITING_REPORTER,
    }
)
REASON_REQUIRED = frozenset({Status.NOT_FEASIBLE})

REOPEN_WITHIN = dt.timedelta(days=14)
SURVEY_OPEN_FOR = dt.timedelta(days=14)
ENQUIRY_OPEN_FOR = dt.timedelta(days=14)


def may_become(current: Status, new: Status) -> bool:
    """Whether an issue may go from ``current`` to ``new``."""
    return new in NEXT[current]


def may_reopen(status: Status, closed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a citizen may still reopen: within 14 days after closing, and not when withdrawn."""
    return (
        status in CLOSED - {Status.WITHDRAWN, Status.DUPLICATE}
        and closed_at is not None
        and now - closed_at <= REOPEN_WITHIN
    )


def takes_late_remarks(closed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether what comes after closing is still kept with the issue: as long as a citizen may
    reopen."""
    return closed_at is not None and now - closed_at <= REOPEN_WITHIN


def due_on(received_on: dt.date, working_days: int, closing_days: Collection[dt.date]) -> dt.date:
    """The last day of the term; the day of receipt does not count."""
    return add_working_days(received_on, working_days, closing_days)


def due_after_pause(
    due: dt.date, paused_on: dt.date, resumed_on: dt.date, closing_days: Collection[dt.date]
) -> dt.date:
    """The term moves on by as many working days as the clock stood still."""
    return add_working_days(
        due, working_days_between(paused_on, resumed_on, closing_days), closing_days
    )


def due_with_other_term(
    due: dt.date, old_days: int, new_days: int, closing_days: Collection[dt.date]
) -> dt.date:
    """The term after a change of category: only the difference counts, so that what was added
    while the clock stood still, or by a reopening, stays added."""
    if new_days >= old_days:
        return add_working_days(due, new_days - old_days, closing_days)
    day = due
    for _ in range(old_days - new_days):
        day -= ONE_DAY
        while not is_working_day(day, closing_days):
            day -= ONE_DAY
    return day


@dataclass(frozen=True)
class Route:
    """One routing rule, as far as the decision needs it. None or "" = matches everything."""

    team_id: int
    category_id: int | None = None
    neighbourhood_id: int | None = None
    question_key: str = ""
    answer: str = ""


def team_for(
    routes: Iterable[Route],
    *,
    category_id: int,
    neighbourhood_id: int | None,
    answers: Mapping[str, object],
    fallback_team_id: int,
) -> int:
    """The team of the first route that matches, else ``fallback_team_id``."""
    for route in routes:
        if route.category_id not in (None, category_id):
            continue
        if route.neighbourhood_id not in (None, neighbourhood_id):
            continue
        if route.question_key:
            given = answers.get(route.question_key)
            if route.answer not in (given if isinstance(given, list) else [given]):
                continue
        return route.team_id
    return fallback_team_id


def covers(first: Route, second: Route) -> bool:
    """Whether every issue that matches ``second`` also matches ``first``: placed after it,
    ``second`` is never reached."""
    return (
        first.category_id in (None, second.category_id)
        and first.neighbourhood_id in (None, second.neighbourhood_id)
        and (
            not first.question_key
            or (first.question_key, first.answer) == (second.question_key, second.answer)
        )
    )


def overlaps(first: Route, second: Route) -> bool:
    """Whether an issue can match both, so that their order decides.

    Answers never keep two routes apart: one issue may give several answers.
    """
    return _meet(first.category_id, second.category_id) and _meet(
        first.neighbourhood_id, second.neighbourhood_id
    )


def _meet(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def short_title(description: str, fallback: str, limit: int = 80) -> str:
    """The first sentence of ``description``, at most ``limit`` characters, cut at a word."""
    text = " ".join(description.split())
    for mark in (". ", "! ", "? ", "… "):
        text = text.partition(mark)[0]
    text = text.rstrip(".")
    if len(text) <= limit:
        return text or fallback
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
