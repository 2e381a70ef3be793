"""What we tell other systems by itself: the types of news and what each of them holds.

The news is thin: a number, the new state and where to read more. Who reported something, what
was written and everything about klachten never leave this way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from onthaal.issues.models import Issue
from onthaal.issues.states import Status
from onthaal.timeline.models import Event
from onthaal.workplan.models import WorkOrder

TEST = "webhook.test"
Facts = dict[str, Any]


@dataclass(frozen=True)
class Type:
    """One type of news. ``kinds`` are the events of the timeline that make it, when they are not
    called the same."""

    name: str
    group: str
    meaning: str
    kinds: tuple[str, ...] = ()


ISSUES, ORDERS = "Meldingen", "Werkopdrachten"
_STATUS_KINDS = tuple(f"issue.{status.value}" for status in Status if status != Status.NEW)
TYPES: tuple[Type, ...] = (
    Type("issue.received", ISSUES, "Een melding kwam binnen"),
    Type("issue.status_changed", ISSUES, "Een melding kreeg een andere status", _STATUS_KINDS),
    Type("issue.assigned", ISSUES, "Een melding ging naar een team of behandelaar"),
    Type("issue.recategorised", ISSUES, "Een melding kreeg een ander onderwerp"),
    Type("issue.moved", ISSUES, "De plaats van een melding veranderde"),
    Type("issue.expected_date_changed", ISSUES, "De verwachte datum van een melding veranderde"),
    Type("issue.remark_added", ISSUES, "De melder vulde een melding aan"),
    Type("workorder.made", ORDERS, "Een werkopdracht is gemaakt"),
    Type("workorder.described", ORDERS, "De omschrijving van een werkopdracht veranderde"),
    Type("workorder.planned", ORDERS, "Een werkopdracht kreeg een dag en een ploeg"),
    Type("workorder.unplanned", ORDERS, "Een werkopdracht wacht weer op een dag"),
    Type("workorder.started", ORDERS, "De ploeg is begonnen"),
    Type("workorder.stopped", ORDERS, "De ploeg is gestopt"),
    Type("workorder.done", ORDERS, "Een werkopdracht is uitgevoerd"),
    Type("workorder.not_done", ORDERS, "Een werkopdracht is niet uitgevoerd"),
    Type("workorder.cancelled", ORDERS, "Een werkopdracht is geschrapt"),
)
BY_KIND: Mapping[str, Type] = {kind: each for each in TYPES for kind in each.kinds or (each.name,)}


def about(event: Event) -> Facts | None:
    """What the news of this event holds; None when its subject is gone."""
    if event.kind.startswith("issue."):
        return _issue(event)
    return _order(event)


def _issue(event: Event) -> Facts | None:
    issue = (
        Issue.objects.filter(pk=event.subject_id)
        .select_related("category", "team")
        .only("reference", "status", "category__slug", "team__name")
        .first()
    )
    if issue is None:
        return None
    # the state of that moment where the event says it, else that of now
    state = event.kind.removeprefix("issue.")
    return {
        "reference": issue.reference,
        "status": state if state in Status.values else issue.status,
        "category": issue.category.slug,
        "team": issue.team.name,
        "url": f"{settings.PUBLIC_URL}/api/v1/meldingen/{issue.reference}",
    }


def _order(event: Event) -> Facts | None:
    order = WorkOrder.objects.filter(pk=event.subject_id).select_related("crew", "team").first()
    if order is None:
        return None
    facts: Facts = {
        "reference": order.reference,
        "state": order.state,
        "team": order.team.name,
        "crew": order.crew.name if order.crew else None,
        "planned_on": order.planned_on.isoformat() if order.planned_on else None,
        "version": order.version,
        "url": f"{settings.PUBLIC_URL}/api/v1/werkopdrachten/{order.reference}",
    }
    if event.kind == "workorder.not_done":
        facts["reason"] = order.reason
    return facts


def envelope(kind: str, at: dt.datetime, data: Facts) -> Facts:
    """The body of a message, as Standard Webhooks advises it."""
    return {"type": kind, "timestamp": at.astimezone(dt.UTC).isoformat(), "data": data}
