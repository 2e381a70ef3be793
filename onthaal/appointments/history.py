"""The events of an appointment as lines of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.core.dutch import moment_in_words
from onthaal.timeline.models import Event

_TITLES = {
    "appointment.booked": ("Geboekt", "calendar"),
    "appointment.moved": ("Verplaatst", "calendar-clock"),
    "appointment.cancelled": ("Geannuleerd", "x"),
    "appointment.annotated": ("Opmerking veranderd", "pencil"),
    "appointment.video_link": ("Videolink gegeven", "camera"),
    "appointment.arrived": ("Aangemeld", "badge-check"),
    "appointment.served": ("Geholpen", "circle-check"),
    "appointment.missed": ("Niet gekomen", "circle-alert"),
    "appointment.expected": ("Weer verwacht", "history"),
}


@dataclass(frozen=True)
class Line:
    at: dt.datetime
    who: str
    title: str
    icon: str
    details: str


def lines(events: Iterable[Event]) -> list[Line]:
    """The newest first."""
    return [_line(event) for event in reversed(list(events))]


def _line(event: Event) -> Line:
    title, icon = _TITLES.get(event.kind, (event.kind, "info"))
    details = ""
    if event.kind in ("appointment.booked", "appointment.moved"):
        details = f"voor {_moment(event.data['starts_at'])}"
    if was := event.data.get("was"):
        details = f"van {_moment(was)} naar {_moment(event.data['starts_at'])}"
    return Line(event.at, event.who, title, icon, details)


def _moment(text: str) -> str:
    return moment_in_words(dt.datetime.fromisoformat(text))
