"""What the maintenance pages share: who may open them, and the history below each form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from onthaal.people.access import role_required
from onthaal.people.models import Role
from onthaal.timeline.models import Event

editor = role_required(Role.EDITOR)
SHOWN = 12


@dataclass(frozen=True)
class Change:
    """One earlier change in words."""

    at: dt.datetime
    who: str
    words: str


def history(row: models.Model | None) -> list[Change]:
    """Who changed this row when, the newest first."""
    if row is None or row.pk is None:
        return []
    events = Event.objects.about(row).select_related("actor").order_by("-at", "-id")[:SHOWN]
    return [Change(event.at, event.who, _words(row, event)) for event in events]


def removed(subject_type: str) -> list[Change]:
    """What was taken away lately."""
    events = (
        Event.objects.filter(Q(kind__endswith=".removed"), subject_type=subject_type)
        .select_related("actor")
        .order_by("-at", "-id")[:SHOWN]
    )
    return [
        Change(each.at, each.who, f"verwijderd: {each.data.get('name', '')}") for each in events
    ]


def _words(row: models.Model, event: Event) -> str:
    data = event.data
    if event.kind.endswith(".moved"):
        return "naar boven gezet" if data.get("up") else "naar onder gezet"
    if data.get("new"):
        return "gemaakt"
    changed = data.get("changed")
    if isinstance(changed, dict) and changed:
        return "; ".join(_one(row, name, pair) for name, pair in changed.items())
    return "veranderd" if "to" in data else "bewaard zonder verandering"


def _one(row: models.Model, name: str, pair: Any) -> str:
    try:
        field = row._meta.get_field(name)
    except LookupError:
        return name
    label = str(getattr(field, "verbose_name", name))
    if isinstance(field, models.BooleanField):
        return f"{label}: {'ja' if pair[1] else 'nee'}"
    if isinstance(field, (models.ForeignKey, models.TextField)) or isinstance(pair[1], list):
        return f"{label} veranderd"
    return f"{label}: {pair[0] or 'leeg'} → {pair[1] or 'leeg'}"
