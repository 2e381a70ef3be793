"""Fetching work to change it, so that two planners never overwrite each other unnoticed."""

from __future__ import annotations

from django.db import connection

from onthaal.core import clock
from onthaal.workplan.models import WorkOrder

# One planner moves at a time, all over the town: a move takes milliseconds, and the order of a
# day involves the rows of two days. Taken before any row, so that nobody waits in a circle.
_PLANNING = 0x576F726B


class ChangedMeanwhile(Exception):
    """Somebody else changed the order since this person saw it."""

    def __init__(self, order: WorkOrder) -> None:
        super().__init__(f"{order.reference} is at version {order.version}")
        self.order = order


class CannotDo(Exception):
    """It is not possible; the message says why, in Dutch, for on the page.

    ``about`` names the field that is wrong, if it is one field.
    """

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


def alone() -> None:
    """Be the only one who plans until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PLANNING])


def locked(order_id: int, expected_version: int | None) -> WorkOrder:
    """The order with its row locked until the transaction ends; ``None`` skips the comparison.

    Raises ChangedMeanwhile.
    """
    order = (
        WorkOrder.objects.select_for_update(of=("self",))
        .select_related("crew", "team", "skill", "round")
        .get(pk=order_id)
    )
    if expected_version is not None and order.version != expected_version:
        raise ChangedMeanwhile(order)
    return order


def save(order: WorkOrder, *fields: str) -> None:
    """Store ``fields`` of a locked order as its next version."""
    order.version += 1
    order.changed_at = clock.now()
    order.save(update_fields=[*fields, "version", "changed_at"])
