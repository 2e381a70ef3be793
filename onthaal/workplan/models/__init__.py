"""Crews, their work, and what they share with calendars outside. Import from here."""

from onthaal.workplan.models.crew import Crew, Material, Skill
from onthaal.workplan.models.exchange import (
    CalendarLink,
    CalendarPush,
    PushState,
    ReviewItem,
    ReviewKind,
)
from onthaal.workplan.models.field import DraftAnswer, FieldAct, WorkPhoto
from onthaal.workplan.models.order import HoursLine, MaterialLine, WorkOrder, WorkOrderQuerySet
from onthaal.workplan.models.round import Period, Round
from onthaal.workplan.states import ActKind, State

__all__ = [
    "ActKind",
    "CalendarLink",
    "CalendarPush",
    "Crew",
    "DraftAnswer",
    "FieldAct",
    "HoursLine",
    "Material",
    "MaterialLine",
    "Period",
    "PushState",
    "ReviewItem",
    "ReviewKind",
    "Round",
    "Skill",
    "State",
    "WorkOrder",
    "WorkOrderQuerySet",
    "WorkPhoto",
]
