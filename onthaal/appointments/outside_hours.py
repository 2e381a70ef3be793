"""Telling the opening hours which appointments do not fit in them."""

from __future__ import annotations

from collections.abc import Iterable

from onthaal.appointments import conflicts
from onthaal.organisation import stranded
from onthaal.organisation.stranded import Stranded


def register() -> None:
    """Called once at start."""
    stranded.watch(before_a_closed_door)


def before_a_closed_door() -> Iterable[Stranded]:
    for each in conflicts.lost(only_closed=True):
        row = each.appointment
        yield Stranded(row.starts_at, row.location.name, row.reference, "afspraak", "afspraken")
