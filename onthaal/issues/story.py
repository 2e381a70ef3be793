"""The history of one issue in plain words, for its reporter and for everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onthaal.issues.models import Issue
from onthaal.issues.states import PLAIN_WORDS, Status
from onthaal.timeline.models import Event

# Kinds that say something to the reporter, beside the changes of status. Everything else
# (assigning, moving, re-categorising, notes) is work inside the town hall.
_WORDS = {
    "issue.received": "Ontvangen",
    "issue.expected_date_changed": "De verwachte datum is aangepast",
    "issue.remark_added": "U voegde iets toe",
    "issue.enquiry_answered": "Er kwam een antwoord",
    "issue.answered": "Wij schreven u",
    "issue.released": "Op de openbare kaart gezet",
}
_STATUS_WORDS = {f"issue.{status.value}": PLAIN_WORDS[status] for status in Status}
FOR_REPORTER = frozenset({*_WORDS, *_STATUS_WORDS})
_PUBLIC_KINDS = {"issue.received", *_STATUS_WORDS}


@dataclass(frozen=True)
class Step:
    """One line of the story. ``at`` is None for what is still to come."""

    title: str
    at: dt.datetime | None = None
    text: str = ""
    by_reporter: bool = False

    @property
    def is_past(self) -> bool:
        return self.at is not None


def for_reporter(issue: Issue) -> list[Step]:
    """What happened, with the texts that were meant for the reporter; oldest first."""
    words = {**_STATUS_WORDS, **_WORDS}
    return [
        Step(
            title=words[event.kind],
            at=event.at,
            text=event.public_text,
            by_reporter=event.kind == "issue.remark_added",
        )
        for event in Event.objects.about(issue).filter(kind__in=words)
    ]


def for_everybody(issue: Issue) -> list[Step]:
    """The changes of status without a word of text; oldest first."""
    words = {**_STATUS_WORDS, **_WORDS}
    return [
        Step(title=words[kind], at=at)
        for kind, at in Event.objects.about(issue)
        .filter(kind__in=_PUBLIC_KINDS)
        .values_list("kind", "at")
    ]
