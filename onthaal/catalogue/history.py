"""What happened to a product, in words for on its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.core.dutch import moment_in_words
from onthaal.timeline.models import Event

_TITLES = {
    "product.added": ("Product gemaakt", "plus"),
    "product.drafted": ("Ontwerp begonnen", "pencil"),
    "product.saved": ("Tekst bewaard", "save"),
    "product.submitted": ("Ter nazicht gelegd", "eye"),
    "product.sent_back": ("Teruggestuurd", "arrow-left"),
    "product.approved": ("Goedgekeurd", "check"),
    "product.published": ("Gepubliceerd", "circle-check"),
    "product.draft_discarded": ("Ontwerp weggegooid", "trash-2"),
    "product.served_otherwise": ("Dienstverlening veranderd", "wrench"),
    "product.archived": ("Gearchiveerd", "lock"),
    "product.restored": ("Teruggehaald", "refresh-cw"),
    "product.concept_changed": ("Het concept veranderde", "triangle-alert"),
    "product.concept_archived": ("Het concept werd gearchiveerd", "triangle-alert"),
    "product.concept_as_before": ("Het concept is weer zoals het was", "check"),
    "product.concept_seen": ("Vergeleken met het concept", "check"),
    "product.synonym_added": ("Zoekwoord toegevoegd", "search"),
    "product.moved": ("Ander webadres", "route"),
}


@dataclass(frozen=True)
class Line:
    at: dt.datetime
    who: str
    title: str
    icon: str
    details: str
    text: str


def lines(events: Iterable[Event]) -> list[Line]:
    """Newest first; what somebody saved again and again within an hour is one line."""
    found: list[Line] = []
    for event in sorted(events, key=lambda each: (each.at, each.pk), reverse=True):
        title, icon = _TITLES.get(event.kind, (event.kind, "info"))
        line = Line(event.at, event.who, title, icon, _details(event), event.internal_text)
        if event.kind == "product.saved" and found and _is_same(found[-1], line):
            continue
        found.append(line)
    return found


def _is_same(later: Line, line: Line) -> bool:
    near = later.at - line.at < dt.timedelta(hours=1)
    return near and (later.title, later.who, later.details) == (line.title, line.who, line.details)


def _details(event: Event) -> str:
    if event.kind == "product.approved" and (at := event.data.get("at")):
        return f"voor {moment_in_words(dt.datetime.fromisoformat(at))}"
    if number := event.data.get("version"):
        return f"versie {number}"
    return str(event.data.get("synonym") or event.data.get("to") or "")
