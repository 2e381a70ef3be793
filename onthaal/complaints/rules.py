"""The life and the terms of a complaint. No query, no clock.

A municipality's own regulation sets the terms (Decreet Lokaal Bestuur, art. 302-303); the 10 and
45 days of the Bestuursdecreet bind the Flemish administration and are only the usual default.
Terms are calendar days and the day from which they count is not counted itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from onthaal.complaints.states import State
from onthaal.organisation.rules import ONE_DAY, add_working_days, is_working_day

NEXT: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {
            State.ADMISSIBLE,
            State.INVESTIGATION,
            State.INADMISSIBLE,
            State.WITHDRAWN,
            State.CONVERTED,
        }
    ),
    State.ADMISSIBLE: frozenset({State.INVESTIGATION, State.WITHDRAWN, State.CONVERTED}),
    State.INVESTIGATION: frozenset({State.RULED, State.WITHDRAWN, State.CONVERTED}),
    State.RULED: frozenset(),
    State.INADMISSIBLE: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.CONVERTED: frozenset(),
}

SMALL = 5


def may_become(current: str, new: State) -> bool:
    return new in NEXT[State(current)]


def last_day(
    start: dt.date,
    days: int,
    *,
    moves_to_working_day: bool,
    closing_days: Collection[dt.date] = (),
) -> dt.date:
    """The last day of a term of ``days`` calendar days after ``start``.

    With ``moves_to_working_day`` a term that ends on a weekend, a public holiday or a local
    closing day ends on the first working day after it.
    """
    day = start + dt.timedelta(days=days)
    return add_working_days(day, 0, closing_days) if moves_to_working_day else day


def work_by(due: dt.date, closing_days: Collection[dt.date] = ()) -> dt.date:
    """The last working day on which the answer can still leave in time."""
    while not is_working_day(due, closing_days):
        due -= ONE_DAY
    return due


def too_old(facts_on: dt.date | None, received_on: dt.date, most_days: int) -> bool:
    """Whether the facts lay more than ``most_days`` before the complaint came in."""
    return facts_on is not None and (received_on - facts_on).days > most_days


def protected(counts: Mapping[str, int], *, hidden_total: bool = False) -> dict[str, int | None]:
    """The parts of a total for everybody's eyes: ``None`` where a count could betray somebody.

    Counts from 1 to 4 are hidden. So that subtraction from the total does not bring them back,
    the smallest others are hidden too, until at least two are hidden that are together at least
    5. With ``hidden_total`` (the total itself is hidden) nothing above zero is shown: otherwise
    adding up the parts would give it.
    """
    shown = sorted((value, key) for key, value in counts.items() if value > 0)
    if hidden_total:
        return {key: None if value else 0 for key, value in counts.items()}
    hidden = [key for value, key in shown if value < SMALL]
    rest = [key for value, key in shown if value >= SMALL]
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < SMALL):
        hidden.append(rest.pop(0))
    return {key: None if key in hidden else value for key, value in counts.items()}
