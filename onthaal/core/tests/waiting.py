"""Two who change one thing, of whom the second is certain to wait for the first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

_WAITING = """
    SELECT EXISTS (
        SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
    )
"""


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Do ``first``, and commit it only when ``second`` waits for it, in a transaction on a
    connection of its own; gives what ``second`` returned or raised."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            with transaction.atomic():
                outcome.append(second())
        except Exception as problem:  # noqa: BLE001 -- whatever it was, the test looks at it
            outcome.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        while not _somebody_waits_for_us() and thread.is_alive():
            thread.join(0.01)
    thread.join(30)
    return outcome[0]


def _somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
