"""The timeline of an issue in words for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onthaal.issues.models import Category, Channel, Satisfaction, Status
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.models import Event

_WORDS = {
    "issue.received": "Melding ontvangen",
    "issue.assigned": "Toegewezen",
    "issue.recategorised": "Ander onderwerp",
    "issue.moved": "Verplaatst",
    "issue.expected_date_changed": "Verwachte datum veranderd",
    "issue.noted": "Notitie",
    "issue.called": "Telefoongesprek",
    "issue.retitled": "Titel veranderd",
    "issue.released": "Openbaar gemaakt",
    "issue.release_taken_back": "Niet meer openbaar",
    "issue.enquiry_sent": "Vraag gesteld",
    "issue.enquiry_answered": "Antwoord gekregen",
    "issue.enquiry_expired": "Geen antwoord binnen de tijd",
    "issue.remark_added": "Aanvulling van de melder",
    "issue.survey_answered": "Mening van de melder",
    "issue.merged_in": "Dubbele melding toegevoegd",
    "issue.split": "Gesplitst in delen",
}


@dataclass(frozen=True)
class Line:
    """One event, ready for the page."""

    at: dt.datetime
    who: str
    title: str
    details: str
    public_text: str
    internal_text: str
    is_change: bool


def lines(events: Iterable[Event]) -> list[Line]:
    """The events in words; names of teams, people and categories in at most three statements."""
    rows = list(events)
    names = _Names(rows)
    return [
        Line(
            at=event.at,
            who=event.who,
            title=_title(event),
            details=_details(event, names),
            public_text=event.public_text,
            internal_text=event.internal_text,
            is_change="to" in event.data,
        )
        for event in rows
    ]


class _Names:
    def __init__(self, events: list[Event]) -> None:
        wanted: dict[str, set[int]] = {"team": set(), "handler": set(), "category": set()}
        for event in events:
            for side in (event.data.get("from"), event.data.get("to")):
                if isinstance(side, dict):
                    for key in wanted:
                        if isinstance(side.get(key), int):
                            wanted[key].add(side[key])
        self.found: dict[str, dict[int, str]] = {
            "team": _names(Team, wanted["team"]),
            "handler": _names(User, wanted["handler"]),
            "category": _names(Category, wanted["category"]),
        }

    def of(self, key: str, pk: object) -> str:
        return self.found[key].get(pk, "niemand") if isinstance(pk, int) else "niemand"


def _names(model: Any, pks: set[int]) -> dict[int, str]:
    return dict(model.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}


def _title(event: Event) -> str:
    if event.kind in _WORDS:
        return _WORDS[event.kind]
    state = event.kind.removeprefix("issue.")
    return Status(state).label if state in Status.values else event.kind


def _details(event: Event, names: _Names) -> str:
    data = event.data
    before, after = data.get("from"), data.get("to")
    if event.kind == "issue.received":
        return f"via {Channel(data['channel']).label.lower()}" if "channel" in data else ""
    if event.kind in ("issue.assigned", "issue.recategorised") and isinstance(after, dict):
        return ", ".join(
            f"{label}: {names.of(key, (before or {}).get(key))} → {names.of(key, after.get(key))}"
            for key, label in (
                ("team", "team"),
                ("handler", "behandelaar"),
                ("category", "onderwerp"),
            )
            if key in after and (before or {}).get(key) != after.get(key)
        )
    if event.kind == "issue.moved" and isinstance(after, dict):
        return f"{(before or {}).get('place', '')} → {after.get('place', '')}"
    if event.kind == "issue.called":
        return "gesproken" if data.get("reached") else "niet bereikt"
    if event.kind == "issue.survey_answered":
        verdict = Satisfaction(data["satisfaction"]).label if data.get("satisfaction") else ""
        return f"{verdict}, {'opgelost' if data.get('solved') else 'niet opgelost'}"
    if event.kind == "issue.merged_in":
        return str(data.get("reference", ""))
    if event.kind == "issue.split":
        return ", ".join(data.get("references", []))
    if isinstance(before, str) and before in Status.values:
        return f"was {Status(before).label.lower()}"
    return ""
