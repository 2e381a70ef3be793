"""What requests keep others from doing."""

from __future__ import annotations

from collections.abc import Iterable

from onthaal.cases.models import Case
from onthaal.organisation.actions import guard_team
from onthaal.organisation.models import Team


def register() -> None:
    """Called once at start."""
    guard_team(open_cases)


def open_cases(team: Team) -> Iterable[str]:
    """Why a team cannot stop yet."""
    number = Case.objects.open().filter(team=team).count()
    if number == 1:
        yield "Er is nog 1 open aanvraag voor dit team. Verplaats ze eerst."
    elif number:
        yield f"Er zijn nog {number} open aanvragen voor dit team. Verplaats ze eerst."
