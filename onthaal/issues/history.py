"""The timeline of an issue in words for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onthaal.core.dutch import day_in_words
from onthaal.issues import story
from onthaal.issues.models import Category, Channel, EnquiryKind, Issue, Reason, Satisfaction
from onthaal.issues.states import Status
from onthaal.organisation.models import Team
from onthaal.people.models import User
from onthaal.timeline.models import Event

# kind → (words, icon)
_KINDS = {
    "issue.received": ("Melding ontvangen", "inbox"),
    "issue.assigned": ("Toegewezen", "users"),
    "issue.recategorised": ("Ander onderwerp", "list-checks"),
    "issue.moved": ("Verplaatst", "map-pin"),
    "issue.expected_date_changed": ("Verwachte datum veranderd", "calendar"),
    "issue.noted": ("Notitie", "pencil"),
    "issue.reported_again": ("Nog eens gemeld", "bell"),
    "issue.called": ("Telefoongesprek", "phone"),
    "issue.contact_corrected": ("Gegevens van de melder verbeterd", "user"),
    "issue.contact_read": ("Gegevens van de melder opgevraagd", "eye"),
    "issue.retitled": ("Titel veranderd", "pencil"),
    "issue.released": ("Openbaar gemaakt", "eye"),
    "issue.release_taken_back": ("Niet meer openbaar", "lock"),
    "issue.enquiry_sent": ("Vraag gesteld", "message-square"),
    "issue.enquiry_answered": ("Antwoord gekregen", "message-square"),
    "issue.enquiry_expired": ("Geen antwoord binnen de tijd", "clock"),
    "issue.remark_added": ("Aanvulling van de melder", "message-square"),
    "issue.survey_answered": ("Mening van de melder", "smile"),
    "issue.merged_in": ("Dubbele melding toegevoegd", "merge"),
    "issue.merge_undone": ("Dubbele melding staat weer op zichzelf", "split"),
    "issue.split": ("Gesplitst in delen", "split"),
    "issue.personal_data_erased": ("Persoonsgegevens gewist", "lock"),
}
# what is in their texts, only those may read who may see who reported it
_WITH_CONTACT = {"issue.contact_corrected"}
_FROM_OUTSIDE = {
    "issue.received",
    "issue.enquiry_answered",
    "issue.remark_added",
    "issue.survey_answered",
}


@dataclass(frozen=True)
class Line:
    """One event, ready for the page."""

    at: dt.datetime
    who: str
    title: str
    icon: str
    status: str
    details: str
    public_text: str
    internal_text: str
    is_for_reporter: bool
    is_from_outside: bool

    @property
    def is_internal(self) -> bool:
        return not self.is_for_reporter or bool(self.internal_text)


def lines(events: Iterable[Event], *, shows_contact: bool) -> list[Line]:
    """The events in words; all names that they mention in at most four statements.

    Without ``shows_contact`` (see ``Issue.shows_contact_to``) corrected contact details stay out.
    """
    rows = list(events)
    names = _Names(rows)
    shown = []
    for event in rows:
        status = _status(event)
        title, icon = _KINDS.get(event.kind, (event.kind, "info"))
        shown.append(
            Line(
                at=event.at,
                who=event.who,
                title=str(status.label) if status else title,
                icon="refresh-cw" if status else icon,
                status=status.value if status else "",
                details=_details(event, names),
                public_text=event.public_text,
                internal_text=""
                if event.kind in _WITH_CONTACT and not shows_contact
                else event.internal_text,
                is_for_reporter=event.kind in story.FOR_REPORTER,
                is_from_outside=event.kind in _FROM_OUTSIDE and event.actor_id is None,
            )
        )
    return shown


class _Names:
    """What the numbers in the events stand for."""

    def __init__(self, events: list[Event]) -> None:
        wanted: dict[str, set[int]] = {key: set() for key in ("team", "handler", "category")}
        originals = set()
        for event in events:
            for side in (event.data.get("from"), event.data.get("to")):
                if isinstance(side, dict):
                    for key, pks in wanted.items():
                        if isinstance(side.get(key), int):
                            pks.add(side[key])
            if isinstance(event.data.get("original"), int):
                originals.add(event.data["original"])
        self.found: dict[str, dict[int, str]] = {
            "team": _names(Team, wanted["team"]),
            "handler": _names(User, wanted["handler"]),
            "category": _names(Category, wanted["category"]),
            "original": _names(Issue, originals, "reference"),
        }

    def of(self, key: str, pk: object) -> str:
        return self.found[key].get(pk, "niemand") if isinstance(pk, int) else "niemand"


def _names(model: Any, pks: set[int], field: str = "name") -> dict[int, str]:
    return dict(model.objects.filter(pk__in=pks).values_list("pk", field)) if pks else {}


def _status(event: Event) -> Status | None:
    state = event.kind.removeprefix("issue.")
    return Status(state) if state in Status.values else None


def _details(event: Event, names: _Names) -> str:
    data = event.data
    before, after = data.get("from"), data.get("to")
    photos = data.get("photos")
    match event.kind:
        case "issue.received":
            channel = data.get("channel")
            return f"via {Channel(channel).label.lower()}" if channel in Channel.values else ""
        case "issue.assigned" | "issue.recategorised":
            return _changed(before or {}, after or {}, names)
        case "issue.moved":
            return f"{(before or {}).get('place', '')} → {(after or {}).get('place', '')}"
        case "issue.expected_date_changed":
            return f"{_day(before)} → {_day(after)}"
        case "issue.reported_again":
            return str(Channel(data["channel"]).label)
        case "issue.called":
            return "gesproken" if data.get("reached") else "niet bereikt"
        case "issue.survey_answered":
            verdict = Satisfaction(data["satisfaction"]).label if data.get("satisfaction") else ""
            return f"{verdict}, {'opgelost' if data.get('solved') else 'niet opgelost'}"
        case "issue.merged_in" | "issue.merge_undone":
            return str(data.get("reference", ""))
        case "issue.split":
            return ", ".join(data.get("references", []))
        case "issue.enquiry_sent":
            return "aan de melder" if data.get("kind") == EnquiryKind.REPORTER else "doorgestuurd"
        case "issue.enquiry_expired":
            return "van de melder" if data.get("kind") == EnquiryKind.REPORTER else "van buiten"
        case "issue.remark_added" | "issue.enquiry_answered" | "issue.released":
            return ", ".join(_added(photos, late=bool(data.get("late"))))
    if isinstance(before, str) and before in Status.values:
        return ", ".join(_of_status(data, names))
    return ""


def _added(photos: object, *, late: bool) -> Iterable[str]:
    if photos:
        yield f"{photos} foto" if photos == 1 else f"{photos} foto’s"
    if late:
        yield "na het afsluiten"


def _changed(before: dict[str, Any], after: dict[str, Any], names: _Names) -> str:
    labels = {"team": "team", "handler": "behandelaar", "category": "onderwerp"}
    return ", ".join(
        f"{label}: {names.of(key, before.get(key))} → {names.of(key, after.get(key))}"
        for key, label in labels.items()
        if key in after and before.get(key) != after.get(key)
    )


def _of_status(data: dict[str, Any], names: _Names) -> Iterable[str]:
    yield f"was {Status(data['from']).label.lower()}"
    if data.get("reason") in Reason.values:
        yield str(Reason(data["reason"]).label).lower()
    if "original" in data:
        yield f"van {names.of('original', data['original'])}"
    if "expected_on" in data:
        yield f"verwacht op {_day(data['expected_on'])}"


def _day(iso: object) -> str:
    try:
        return day_in_words(dt.date.fromisoformat(str(iso)))
    except ValueError:
        return "?"
