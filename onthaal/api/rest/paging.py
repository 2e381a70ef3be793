"""Lists in pages that stay right while rows come in: a page begins after the last row seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from onthaal.api.rest.problems import Problem

_SALT = "onthaal.api.rest.cursor"


def page(rows: QuerySet[Any], *, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """At most ``limit`` rows after the cursor, by moment of change, and the cursor of the next
    page. Following the pages to the end gives every row at least once; what changes meanwhile
    comes again at the end. Raises Problem when the cursor is none of ours."""
    rows = rows.order_by("changed_at", "pk")
    if cursor:
        at, pk = _read(cursor)
        rows = rows.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=pk), changed_at__gte=at)
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], signing.dumps([last.changed_at.isoformat(), last.pk], salt=_SALT)


def _read(cursor: str) -> tuple[dt.datetime, int]:
    try:
        at, pk = signing.loads(cursor, salt=_SALT)
        return dt.datetime.fromisoformat(at), int(pk)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Problem(422, "Gebruik de waarde van `next` van de vorige bladzijde.") from error
