"""Filling a database with Lindeveld."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from onthaal.issues.models import Issue
from onthaal.lindeveld import foundation
from onthaal.lindeveld.ground import NIS_CODE
from onthaal.lindeveld.town import build
from onthaal.territory.models import Territory

FIRST_START = 1500


class NotEmpty(Exception):
    """The database already holds meldingen, or another municipality."""


@dataclass(frozen=True)
class Filled:
    summary: str


def fill(
    *,
    issues: int,
    seed: int,
    today: dt.date,
    only_if_empty: bool = False,
    replace: bool = False,
) -> Filled:
    """Make the town and its history up to ``today``; the same numbers give the same town.

    Raises NotEmpty when there are meldingen already (unless ``replace``) or when the territory is
    another municipality.
    """
    if only_if_empty and Territory.objects.exists():
        return Filled("Er is al een gemeente. Niets veranderd.")
    _check(replace)
    town = build(seed)
    foundation.lay(town=town, today=today, with_accounts=not settings.PRODUCTION)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Filled(f"{town.NAME} staat klaar: {len(town.houses)} huizen.")


def _check(replace: bool) -> None:
    here = Territory.objects.first()
    if here and here.nis_code != NIS_CODE:
        raise NotEmpty(
            f"Deze databank is van {here.name}. Lindeveld past alleen in een lege databank."
        )
    if Issue.objects.exists() and not replace:
        raise NotEmpty(
            "Er zijn al meldingen. Met --replace worden ze weggegooid en opnieuw gemaakt."
        )
