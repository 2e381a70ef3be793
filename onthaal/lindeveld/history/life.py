"""The facts of one melding as they come out of its made-up life."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from onthaal.lindeveld.texts import Person


@dataclass
class Event:
    kind: str
    at: dt.datetime
    by: int | None = None
    by_label: str = ""
    public_text: str = ""
    internal_text: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class SurveyRow:
    sent_at: dt.datetime
    expires_at: dt.datetime
    answered_at: dt.datetime | None = None
    satisfaction: int | None = None
    solved: bool | None = None
    text: str = ""


@dataclass
class FollowerRow:
    email: str
    asked_at: dt.datetime
    confirmed_at: dt.datetime | None


@dataclass
class Issue:
    """One melding with everything that hangs on it. ``key`` is its place in the history."""

    key: int
    slug: str
    received_at: dt.datetime
    received_on: dt.date
    channel: str
    reporter: Person | None
    submitter: int | None
    team: int
    lat: float
    lon: float
    address: int | None
    place: str
    neighbourhood: int | None
    title: str
    description: str
    answers: dict[str, Any]
    due_on: dt.date
    expected_on: dt.date
    place_note: str = ""
    status: str = "new"
    reason: str = ""
    forwarded_to: str = ""
    duplicate_of: int | None = None
    handler: int | None = None
    changed_at: dt.datetime | None = None
    first_answer_at: dt.datetime | None = None
    first_answer_on: dt.date | None = None
    first_answer_days: int | None = None
    closed_at: dt.datetime | None = None
    paused_at: dt.datetime | None = None
    paused_on: dt.date | None = None
    lead_days: int | None = None
    within_term: bool | None = None
    reopenings: int = 0
    version: int = 1
    public_title: str = ""
    public_text: str = ""
    released_at: dt.datetime | None = None
    events: list[Event] = field(default_factory=list)
    surveys: list[SurveyRow] = field(default_factory=list)
    followers: list[FollowerRow] = field(default_factory=list)
