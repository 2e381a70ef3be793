"""The hall: counters, clerks, visits and everything that happens to them. Import from here."""

from onthaal.reception.models.counter import Clerk, Counter, CounterKind, Duty
from onthaal.reception.models.visit import (
    Arrival,
    EventKind,
    Visit,
    VisitEvent,
    VisitItem,
    VisitQuerySet,
    VisitState,
)

__all__ = [
    "Arrival",
    "Clerk",
    "Counter",
    "CounterKind",
    "Duty",
    "EventKind",
    "Visit",
    "VisitEvent",
    "VisitItem",
    "VisitQuerySet",
    "VisitState",
]
