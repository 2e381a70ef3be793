"""What requests keep others from doing, or what these read first."""

from __future__ import annotations

from collections.abc import Iterable

from onthaal.cases.models import Case
from onthaal.catalogue import standing
from onthaal.catalogue.models import Product
from onthaal.organisation.actions import guard_team
from onthaal.organisation.models import Team


def register() -> None:
    """Called once at start."""
    guard_team(open_cases)
    standing.watch(still_open)


def open_cases(team: Team) -> Iterable[str]:
    """Why a team cannot stop yet."""
    number = Case.objects.open().filter(team=team).count()
    if number == 1:
        yield "Er is nog 1 open aanvraag voor dit team. Verplaats ze eerst."
    elif number:
        yield f"Er zijn nog {number} open aanvragen voor dit team. Verplaats ze eerst."


def still_open(product: Product) -> Iterable[str]:
    """What an archived product leaves to be done."""
    number = Case.objects.open().filter(product=product).count()
    if number:
        yield "1 open aanvraag" if number == 1 else f"{number} open aanvragen"
