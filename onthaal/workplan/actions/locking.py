"""Fetching work to change it, so that two planners never overwrite each other unnoticed."""

from __future__ import annotations

from django.db import connection

from onthaal.core import changes
from onthaal.workplan.models import WorkOrder

# One planner moves at a time, all over the town: a move takes milliseconds, and the order of a
# day involves the rows of two days. Taken before any row, so that nobody waits in a circle.
_PLANNING = 0x576F726B


def alone() -> None:
    """Be the only one who plans until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PLANNING])


def locked(order_id: int, expected_version: int | None) -> WorkOrder:
    """The order with its row locked; see ``core.changes``. Raises ChangedMeanwhile."""
    order = changes.locked(
        WorkOrder.objects.select_related("crew", "team", "skill", "round"), order_id
    )
    changes.check_version(order, expected_version)
    return order
