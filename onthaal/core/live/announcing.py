"""The telling side."""

from __future__ import annotations

from django.db import connection

CHANNEL = "onthaal_live"


def announce(topic: str) -> None:
    """Tell whoever watches ``topic`` (such as ``hall.3``) that it changed, once this commits.

    A hint without content: who hears it asks anew. Joins the caller's transaction; the same topic
    twice in one transaction is told once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
