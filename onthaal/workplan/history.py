"""The events of an order as lines of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.timeline.models import Event
from onthaal.ui.templatetags.ui import short_day
from onthaal.workplan import rules
from onthaal.workplan.models import Crew
from onthaal.workplan.states import NotDoneReason

_TITLES = {
    "workorder.made": ("Gemaakt", "plus"),
    "workorder.described": ("Omschrijving veranderd", "pencil"),
    "workorder.planned": ("Ingepland", "calendar"),
    "workorder.unplanned": ("Terug naar de lijst", "inbox"),
    "workorder.arranged": ("Volgorde van de dag veranderd", "route"),
    "workorder.started": ("Begonnen", "truck"),
    "workorder.stopped": ("Gestopt", "clock"),
    "workorder.photographed": ("Foto’s toegevoegd", "camera"),
    "workorder.done": ("Uitgevoerd", "circle-check"),
    "workorder.not_done": ("Niet uitgevoerd", "circle-alert"),
    "workorder.cancelled": ("Geschrapt", "x"),
    "workorder.came_too_late": ("Bericht van de ploeg dat niet meer paste", "triangle-alert"),
    "workorder.answer_released": ("Antwoord vrijgegeven", "send"),
    "workorder.answer_dropped": ("Antwoord niet verstuurd", "minus"),
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
    """What happened, newest first, in words."""
    found = sorted(events, key=lambda event: (event.at, event.pk), reverse=True)
    crews = dict(
        Crew.objects.filter(
            pk__in=[event.data.get("crew") for event in found if event.data.get("crew")]
        ).values_list("pk", "name")
    )
    return [_line(event, crews) for event in found]


def _line(event: Event, crews: dict[int, str]) -> Line:
    title, icon = _TITLES.get(event.kind, (event.kind, "info"))
    data = event.data
    details = ""
    if event.kind == "workorder.planned":
        day = short_day(dt.date.fromisoformat(data["on"]))
        details = f"{crews.get(data['crew'], 'een ploeg')}, {day}, als nummer {data['position']}"
    elif event.kind == "workorder.not_done" and data.get("reason"):
        details = NotDoneReason(data["reason"]).label.lower()
    elif event.kind == "workorder.stopped":
        details = f"{rules.hours(data['minutes'])} gewerkt"
    return Line(event.at, event.who, title, icon, details, event.internal_text)
