"""The timeline of a complaint in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.timeline.models import Event

# kind → (words, icon, whether the resident sees it)
KINDS = {
    "complaint.received": ("Klacht ontvangen", "inbox", True),
    "complaint.made_from_issue": ("Kwam binnen als melding", "refresh-cw", False),
    "complaint.assigned": ("Toegewezen", "users", False),
    "complaint.subject_changed": ("Team of proces veranderd", "list-checks", False),
    "complaint.handler_dropped": (
        "Behandelaar hoort nu bij het team: teruggegeven",
        "users",
        False,
    ),
    "complaint.admitted": ("Wij behandelen de klacht", "check", True),
    "complaint.refused": ("Wij kunnen de klacht niet behandelen", "x", True),
    "complaint.extended": ("Termijn verlengd", "calendar", True),
    "complaint.step_added": ("Stap in het onderzoek", "pencil", False),
    "complaint.remark_added": ("De klager voegde iets toe", "message-square", True),
    "complaint.advice_asked": ("Advies gevraagd", "message-square", False),
    "complaint.advice_given": ("Advies gekregen", "message-square", False),
    "complaint.ruled": ("Uitspraak", "circle-check", True),
    "complaint.measure_promised": ("Maatregel afgesproken", "list-checks", False),
    "complaint.measure_done": ("Maatregel gedaan", "check", False),
    "complaint.withdrawn": ("Klacht ingetrokken", "x", True),
    "complaint.became_issue": ("Omgezet in een melding", "refresh-cw", True),
    "complaint.exported": ("Geëxporteerd", "download", False),
    "complaint.personal_data_erased": ("Persoonsgegevens gewist", "lock", False),
    "complaint.read": ("Bekeken", "eye", False),
}


@dataclass(frozen=True)
class Line:
    at: dt.datetime
    who: str
    title: str
    icon: str
    public_text: str
    by_resident: bool


def lines(events: Iterable[Event]) -> list[Line]:
    """Every event in words."""
    return [_line(event) for event in events]


def for_resident(events: Iterable[Event]) -> list[Line]:
    """What the resident may know."""
    return [_line(event) for event in events if KINDS.get(event.kind, ("", "", False))[2]]


def _line(event: Event) -> Line:
    title, icon, _ = KINDS.get(event.kind, (event.kind, "info", False))
    return Line(
        at=event.at,
        who=event.who,
        title=title,
        icon=icon,
        public_text=event.public_text,
        by_resident=event.actor_id is None and event.actor_label == "klager",
    )
