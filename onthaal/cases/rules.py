"""Where a request stands, and its terms. No query, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onthaal.catalogue import flow
from onthaal.catalogue.flow import Answer, Kind, Line
from onthaal.organisation.rules import add_working_days, working_days_between

REMIND_AFTER = dt.timedelta(days=7)


def first_steps(lines: Sequence[Line]) -> list[str]:
    """The keys that a new request is in from the beginning: the step that the resident did by
    asking, if the list begins with one, and the step in which it then stands."""
    first = lines[0]
    way = flow.usual_way(lines)
    if first.kind == Kind.RESIDENT and len(way) > 1:
        return way[:2]
    return way[:1]


def documents_in(lines: Sequence[Line], keys: Collection[str]) -> list[str]:
    """The documents that these steps need, each once, in their order."""
    found = (line.document_in for line in lines if line.key in keys)
    return list(dict.fromkeys(document for document in found if document))


def ways_out(lines: Sequence[Line], key: str) -> list[Answer]:
    """The ways out of a step, with their real targets."""
    line = next(line for line in lines if line.key == key)
    return flow.exits(line, flow.following(lines))


def way_out(lines: Sequence[Line], key: str, answer: str) -> Answer | None:
    """The way out that was chosen; None when ``answer`` is not one of the answers."""
    ways = ways_out(lines, key)
    return next((way for way in ways if way.text == answer), None)


def step_due(
    entered_on: dt.date, norm_days: int | None, closing_days: Collection[dt.date]
) -> dt.date | None:
    """The last day of a step that began on a day; None without a norm."""
    return None if norm_days is None else add_working_days(entered_on, norm_days, closing_days)


def whole_due(
    opened_on: dt.date,
    lines: Sequence[Line],
    process_norm: int | None,
    closing_days: Collection[dt.date],
) -> dt.date:
    """The last day of the whole: the norm of the process, else that of the usual way."""
    days = process_norm if process_norm is not None else flow.norm_days(lines)
    return add_working_days(opened_on, days, closing_days)


def expected(
    promised: dt.date,
    today: dt.date,
    lines: Sequence[Line],
    key: str,
    closing_days: Collection[dt.date],
) -> dt.date:
    """What the resident may expect from a step on: never earlier than was promised, and later
    when the norms of what is still to come ask more."""
    return max(promised, add_working_days(today, flow.norm_days(lines, key), closing_days))


def moved_on(day: dt.date, paused_days: int, closing_days: Collection[dt.date]) -> dt.date:
    """A term after so many working days in which the clock stood still."""
    return add_working_days(day, paused_days, closing_days) if paused_days else day


def paused_days(paused_on: dt.date, resumed_on: dt.date, closing_days: Collection[dt.date]) -> int:
    return working_days_between(paused_on, resumed_on, closing_days)


@dataclass(frozen=True)
class Stage:
    """One step as the resident sees it; ``state`` is "done", "now" or "next"."""

    key: str
    text: str
    state: str


@dataclass(frozen=True)
class Progress:
    """Where a request stands: stage ``number`` of ``total``, counted from 1."""

    stages: tuple[Stage, ...]
    number: int
    total: int

    @property
    def now(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.state == "now"), None)


def progress(lines: Sequence[Line], visited: Sequence[str], *, is_closed: bool) -> Progress:
    """The public steps that lie behind, the one that it is in, and those of the usual way from
    there on. ``visited`` are the keys in the order in which it was in them, the present one last.

    A step without words for the resident does not count; who is in one still is in the last
    public step before it.
    """
    by_key = {line.key: line for line in lines}
    current = visited[-1]
    ahead = flow.usual_way(lines, current)[1:]
    # what is to be done again lies ahead
    behind = [
        key for key in dict.fromkeys(visited) if key in by_key and key not in (current, *ahead)
    ]
    way = [*behind, current, *([] if is_closed else ahead)]
    public = [key for key in way if by_key[key].public_text]
    if not public:
        return Progress((), 0, 0)
    reached = [key for key in [*behind, current] if by_key[key].public_text]
    now = None if is_closed else (reached[-1] if reached else public[0])
    stages = []
    passed = set(reached) - {now}
    for key in public:
        state = "now" if key == now else "done" if key in passed or is_closed else "next"
        stages.append(Stage(key, by_key[key].public_text, state))
    number = len(public) if now is None else public.index(now) + 1
    return Progress(tuple(stages), number, len(public))
