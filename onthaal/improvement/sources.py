"""The kinds of cases that are counted: where they are and how their history is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onthaal.complaints.states import CLOSED as KLACHT_CLOSED
from onthaal.complaints.states import State
from onthaal.issues.states import CLOSED, Status


@dataclass(frozen=True)
class Source:
    """``cases`` selects (id, process_id, closed_at, lead_days, reopenings) of the closed cases;
    ``received`` selects (process_id, received_at) of all. ``states`` says in which state each kind
    of event brings a case; ``first`` is the one that starts it. ``handings`` are the kinds by which
    a case goes to another team or person. ``unit`` is that of ``lead_days``."""

    key: str
    label: str
    subject: str
    states: Mapping[str, str]
    first: str
    handings: tuple[str, ...]
    labels: Mapping[str, str]
    closed: frozenset[str]
    unit: str
    has_norm: bool
    cases: str
    received: str

    @property
    def closings(self) -> list[str]:
        """The kinds of events that close a case."""
        return sorted(kind for kind, state in self.states.items() if state in self.closed)


MELDINGEN = Source(
    key="melding",
    label="meldingen",
    subject="issues.issue",
    states={
        "issue.received": Status.NEW.value,
        **{f"issue.{status.value}": status.value for status in Status},
    },
    first="issue.received",
    handings=("issue.assigned", "issue.recategorised"),
    labels={status.value: status.label for status in Status},
    closed=frozenset(status.value for status in CLOSED),
    unit="werkdagen",
    has_norm=True,
    cases="""
        SELECT issue.id, category.process_id, issue.closed_at, issue.lead_days, issue.reopenings
        FROM issues_issue issue JOIN issues_category category ON category.id = issue.category_id
        WHERE issue.closed_at IS NOT NULL""",
    received="""
        SELECT category.process_id, issue.received_at
        FROM issues_issue issue JOIN issues_category category ON category.id = issue.category_id""",
)
# Those without a process are in no count; a klacht that became a melding counts as a melding. The
# investigation begins with the first step that somebody writes down.
KLACHTEN = Source(
    key="klacht",
    label="klachten",
    subject="complaints.complaint",
    states={
        "complaint.received": State.RECEIVED.value,
        "complaint.made_from_issue": State.RECEIVED.value,
        "complaint.admitted": State.ADMISSIBLE.value,
        "complaint.step_added": State.INVESTIGATION.value,
        "complaint.refused": State.INADMISSIBLE.value,
        "complaint.ruled": State.RULED.value,
        "complaint.withdrawn": State.WITHDRAWN.value,
        "complaint.became_issue": State.CONVERTED.value,
    },
    first="complaint.received",
    handings=(),
    labels={state.value: state.label for state in State},
    closed=frozenset(state.value for state in KLACHT_CLOSED),
    unit="kalenderdagen",
    has_norm=False,
    cases="""
        SELECT id, process_id, closed_on::timestamp AT TIME ZONE 'Europe/Brussels' AS closed_at,
               closed_on - received_on AS lead_days, 0 AS reopenings
        FROM complaints_complaint
        WHERE closed_on IS NOT NULL AND process_id IS NOT NULL AND state <> 'converted'""",
    received="""
        SELECT process_id, received_on::timestamp AT TIME ZONE 'Europe/Brussels' AS received_at
        FROM complaints_complaint
        WHERE process_id IS NOT NULL AND state <> 'converted'""",
)

SOURCES = (MELDINGEN, KLACHTEN)
