"""The history of a request in words, for staff and for the resident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from onthaal.cases.models import Case, CaseFile
from onthaal.catalogue.models import Step
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.models import Event

# kind → (words, icon, words for the resident; "" = not for the resident)
_KINDS = {
    "case.received": ("Aanvraag ontvangen", "inbox", "Ontvangen"),
    "case.advanced": ("Naar de volgende stap", "arrow-right", "Een stap verder"),
    "case.sent_back": ("Teruggestuurd", "arrow-left", ""),
    "case.assigned": ("Toegewezen", "users", ""),
    "case.noted": ("Notitie", "pencil", ""),
    "case.question_asked": ("Vraag gesteld", "message-square", "Wij vroegen u iets"),
    "case.question_answered": ("Antwoord gekregen", "message-square", "Er kwam een antwoord"),
    "case.file_added": ("Bestand toegevoegd", "paperclip", ""),
    "case.document_ready": (
        "Document klaargezet voor de inwoner",
        "paperclip",
        "Er staat een document voor u klaar",
    ),
    "case.file_removed": ("Bestand weggehaald", "trash-2", ""),
    "case.document_removed": (
        "Document voor de inwoner weggehaald",
        "trash-2",
        "Wij haalden een document weg",
    ),
    "case.contact_corrected": ("Gegevens verbeterd", "user", ""),
    "case.done": ("Afgehandeld", "circle-check", "Afgehandeld"),
    "case.refused": ("Geweigerd", "x", "Geweigerd"),
    "case.withdrawn": ("Ingetrokken door de inwoner", "x", "U trok de aanvraag in"),
    "case.reopened": ("Heropend", "refresh-cw", "Opnieuw in behandeling"),
    "case.personal_data_erased": ("Persoonsgegevens gewist", "lock", ""),
}
_FROM_OUTSIDE = {"case.received", "case.question_answered", "case.withdrawn"}


@dataclass(frozen=True)
class Line:
    """One event, ready for the page."""

    at: dt.datetime
    who: str
    title: str
    icon: str
    details: str
    public_text: str
    internal_text: str
    is_public: bool
    is_from_outside: bool


@dataclass(frozen=True)
class Told:
    """One event as the resident reads it."""

    at: dt.datetime
    title: str
    text: str
    by_resident: bool
    files: tuple[str, ...] = ()


def lines(events: Iterable[Event]) -> list[Line]:
    """The events in words for staff; all names in at most four statements."""
    rows = list(events)
    names = _Names(rows)
    return [
        Line(
            at=event.at,
            who=event.who,
            title=_KINDS.get(event.kind, (event.kind, "info", ""))[0],
            icon=_KINDS.get(event.kind, ("", "info", ""))[1],
            details=names.details(event),
            public_text=event.public_text,
            internal_text=event.internal_text,
            is_public=bool(_KINDS.get(event.kind, ("", "", ""))[2]),
            is_from_outside=event.kind in _FROM_OUTSIDE and event.actor_id is None,
        )
        for event in rows
    ]


def for_resident(case: Case) -> list[Told]:
    """What happened, with the texts that were meant for the resident; oldest first."""
    words = {kind: public for kind, (_, _, public) in _KINDS.items() if public}
    events = list(Event.objects.about(case).filter(kind__in=words))
    steps = _steps(event.data.get("to") for event in events if event.kind == "case.advanced")
    files = CaseFile.objects.filter(case=case, visible_to_resident=True).in_bulk()
    told = []
    for event in events:
        text = event.public_text
        title = words[event.kind]
        if event.kind == "case.advanced":
            step = steps.get(event.data.get("to"))
            if not text and not (step and step.public_text):
                continue
            title = step.public_text if step and step.public_text else title
        names = tuple(files[pk].name for pk in event.data.get("files", ()) if pk in files)
        told.append(Told(event.at, title, text, event.actor_id is None, names))
    return told


class _Names:
    def __init__(self, events: list[Event]) -> None:
        ids = [
            data
            for event in events
            if event.kind in ("case.advanced", "case.sent_back")
            for data in (event.data.get("from"), event.data.get("to"))
        ]
        self.steps = _steps(ids)
        sides = [
            side
            for event in events
            if event.kind == "case.assigned"
            for side in (event.data["from"], event.data["to"])
        ]
        teams = {side["team"] for side in sides}
        teams |= {event.data["team"] for event in events if "team" in event.data}
        self.teams = Team.objects.in_bulk(teams) if teams else {}
        files = {pk for event in events for pk in event.data.get("files", ())}
        self.files = CaseFile.objects.in_bulk(files) if files else {}
        people = {side["handler"] for side in sides if side["handler"]}
        self.people = User.objects.in_bulk(people) if people else {}

    def details(self, event: Event) -> str:
        parts: list[str] = []
        data = event.data
        if answer := data.get("answer"):
            parts.append(f"antwoord: {answer}")
        if event.kind in ("case.advanced", "case.sent_back") and (
            step := self.steps.get(data.get("to"))
        ):
            parts.append(f"nu in “{step.name}”")
        if event.kind == "case.assigned":
            after = data["to"]
            team = self.teams.get(after["team"])
            person = self.people.get(after["handler"])
            parts.append(f"team {team}" + (f", {person}" if person else ""))
        elif event.kind != "case.received" and "team" in data:
            parts.append(f"naar team {self.teams.get(data['team'])}")
        # the names are not in the event: they may say something about a person
        if names := [self.files[pk].name for pk in data.get("files", ()) if pk in self.files]:
            parts.append(", ".join(names))
        return "; ".join(parts)


def _steps(ids: Iterable[object]) -> dict[int, Step]:
    wanted = {pk for pk in ids if isinstance(pk, int)}
    return Step.objects.in_bulk(wanted) if wanted else {}
