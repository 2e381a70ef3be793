"""The same thing for many issues; each is its own change and may be refused on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onthaal.issues.actions.assignment import assign, recategorise
from onthaal.issues.actions.lifecycle import CannotChange, Change, change_status
from onthaal.issues.actions.locking import ChangedMeanwhile
from onthaal.issues.models import Category, Issue
from onthaal.organisation.models import Team
from onthaal.people.models import User

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Chosen:
    """An issue as the person saw it."""

    issue: Issue
    version: int


@dataclass(frozen=True)
class Outcome:
    issue: Issue
    refusal: str = ""


def assign_all(
    chosen: Sequence[Chosen], *, team: Team, handler: User | None, by: User
) -> list[Outcome]:
    """Give every chosen issue to a team and, if given, a handler; tells per issue how it went."""
    return _each(
        chosen,
        lambda each: assign(
            each.issue, team=team, handler=handler, by=by, expected_version=each.version
        ),
    )


def recategorise_all(chosen: Sequence[Chosen], *, category: Category, by: User) -> list[Outcome]:
    """Change what every chosen issue is about; tells per issue how it went."""
    return _each(
        chosen,
        lambda each: recategorise(
            each.issue, category=category, by=by, expected_version=each.version
        ),
    )


def change_all(chosen: Sequence[Chosen], *, change: Change, by: User) -> list[Outcome]:
    """Give every chosen issue the same new status and answer; tells per issue how it went."""
    return _each(
        chosen,
        lambda each: change_status(each.issue, change=change, by=by, expected_version=each.version),
    )


def _each(chosen: Sequence[Chosen], act: Callable[[Chosen], object]) -> list[Outcome]:
    outcomes = []
    for each in chosen[:MOST_AT_ONCE]:
        try:
            act(each)
        except CannotChange as refusal:
            outcomes.append(Outcome(each.issue, str(refusal)))
        except ChangedMeanwhile:
            outcomes.append(Outcome(each.issue, "Een collega veranderde deze melding net."))
        else:
            outcomes.append(Outcome(each.issue))
    return outcomes
