"""A press of a button that is sent twice, even at the same moment, counts once."""

from __future__ import annotations

import uuid

from django.db import connection

_FAMILY = 0x0AC7


def hold(act: uuid.UUID) -> None:
    """Let who does the same ``act`` at the same moment wait for the end of this transaction; it
    then finds what was made here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_FAMILY, act.int % (1 << 31)])
