"""The hall: counters, clerks, visits and everything that happens to them. Import from here."""

from onthaal.reception.models.counter import Clerk, Counter, CounterKind, Duty
from onthaal.reception.models.log_import import ImportedVisit, ImportState, LogImport
from onthaal.reception.models.policy import Alarm, QueuePolicy
from onthaal.reception.models.screen import Screen, ScreenKind
from onthaal.reception.models.visit import (
    Arrival,
    EventKind,
    TicketSeries,
    Visit,
    VisitClass,
    VisitEvent,
    VisitItem,
    VisitQuerySet,
    VisitState,
)

__all__ = [
    "Alarm",
    "Arrival",
    "Clerk",
    "Counter",
    "CounterKind",
    "Duty",
    "EventKind",
    "ImportState",
    "ImportedVisit",
    "LogImport",
    "QueuePolicy",
    "Screen",
    "ScreenKind",
    "TicketSeries",
    "Visit",
    "VisitClass",
    "VisitEvent",
    "VisitItem",
    "VisitQuerySet",
    "VisitState",
]
