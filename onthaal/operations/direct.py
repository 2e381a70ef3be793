"""A connection beside the pool, which fails at once and in its own words."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection

OLDEST_POSTGRESQL = 15


class Unreachable(Exception):
    """The database does not answer or is too old: what is wrong, and what to do about it."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}. {advice}")
        self.what, self.advice = what, advice


def reach(*, within: int = 10) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection to the database of the settings, within so many seconds. Raises Unreachable."""
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "prepare_threshold", "pool"):
        parameters.pop(name, None)
    try:
        found = psycopg.connect(**{"connect_timeout": within, **parameters}, autocommit=True)
    except psycopg.Error as problem:
        raise Unreachable(
            "de databank antwoordt niet",
            f"Controleer DATABASE_URL en of PostgreSQL draait ({first_line(problem)}).",
        ) from problem
    version = found.info.server_version // 10000
    if version < OLDEST_POSTGRESQL:
        found.close()
        raise Unreachable(f"PostgreSQL {version} is te oud", "Gebruik PostgreSQL 15 of nieuwer.")
    return found


def first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0]
