"""The kinds of cases that are counted: where they are and how their history is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onthaal.issues.states import CLOSED, Status


@dataclass(frozen=True)
class Source:
    """``cases`` selects (id, process_id, closed_at, lead_days, reopenings) of the closed cases;
    ``received`` selects (process_id, received_at) of all. ``first`` is the event that starts a
    case, in the state ``begin``; every other change of state is an event ``{prefix}.{state}``
    whose data name the state under ``to``."""

    key: str
    label: str
    subject: str
    prefix: str
    first: str
    begin: str
    labels: Mapping[str, str]
    closed: frozenset[str]
    cases: str
    received: str

    @property
    def steps(self) -> list[str]:
        """The kinds of events that change the state."""
        return [self.first, *(f"{self.prefix}.{state}" for state in self.labels)]

    @property
    def closings(self) -> list[str]:
        return [f"{self.prefix}.{state}" for state in sorted(self.closed)]

    @property
    def handings(self) -> list[str]:
        """The kinds of events by which a case goes to another team or person."""
        return [f"{self.prefix}.assigned", f"{self.prefix}.recategorised"]


MELDINGEN = Source(
    key="melding",
    label="meldingen",
    subject="issues.issue",
    prefix="issue",
    first="issue.received",
    begin=Status.NEW.value,
    labels={status.value: status.label for status in Status},
    closed=frozenset(status.value for status in CLOSED),
    cases="""
        SELECT issue.id, category.process_id, issue.closed_at, issue.lead_days, issue.reopenings
        FROM issues_issue issue JOIN issues_category category ON category.id = issue.category_id
        WHERE issue.closed_at IS NOT NULL""",
    received="""
        SELECT category.process_id, issue.received_at
        FROM issues_issue issue JOIN issues_category category ON category.id = issue.category_id""",
)

SOURCES = (MELDINGEN,)
