"""The order of a crew's day: 1, 2, 3 … without gaps. Only for who holds the planning lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onthaal.workplan.models import Crew, WorkOrder


def leave(order: WorkOrder) -> dict[str, object]:
    """Take a locked order out of its day and close the gap; the caller stores the order.

    Gives where it was, for the history and for taking it back.
    """
    crew, day, position = order.crew, order.planned_on, order.position
    order.crew = order.planned_on = order.position = None
    if crew is None or day is None:
        return {}
    rest = [pk for pk in _ids(crew, day) if pk != order.pk]
    _number(rest)
    return {"crew": crew.pk, "on": day.isoformat(), "position": position}


def enter(order: WorkOrder, crew: Crew, day: dt.date, position: int | None) -> None:
    """Give a locked order its place in a day, the last one without ``position``; the caller
    stores the order."""
    others = [pk for pk in _ids(crew, day) if pk != order.pk]
    place = len(others) + 1 if position is None else max(1, min(position, len(others) + 1))
    _number(others[: place - 1])
    _number(others[place - 1 :], place + 1)
    order.crew, order.planned_on, order.position = crew, day, place


def arrange(order_ids: Sequence[int]) -> None:
    """Number a whole day anew in this order."""
    _number(order_ids)


def _ids(crew: Crew, day: dt.date) -> list[int]:
    return list(WorkOrder.objects.in_lane(crew, day).values_list("pk", flat=True))


def _number(ids: Sequence[int], first: int = 1) -> None:
    """The unique constraint on places is deferred to the commit, so the way there may cross."""
    for position, pk in enumerate(ids, start=first):
        WorkOrder.objects.filter(pk=pk).exclude(position=position).update(position=position)
