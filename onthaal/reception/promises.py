"""Whether people waited as long as we told them when they took their number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

# what was called by a minute too soon or too late, was told right
_MEASURE = """
WITH waits AS (
    SELECT (began.data -> 'told' ->> 0)::float - 1 AS low,
           (began.data -> 'told' ->> 1)::float + 1 AS high,
           extract(epoch FROM min(called.at) - began.at) / 60 AS minutes
    FROM reception_visitevent began
    JOIN reception_visit visit ON visit.id = began.visit_id
    JOIN reception_visitevent called
      ON called.visit_id = began.visit_id AND called.kind = 'called'
    WHERE began.kind IN ('issued', 'checked_in') AND began.at >= %(since)s
      AND (%(until)s::timestamptz IS NULL OR began.at < %(until)s)
      AND began.data ? 'told'
      AND (%(location)s::bigint IS NULL OR visit.location_id = %(location)s)
      AND NOT EXISTS (SELECT 1 FROM reception_visitevent other
                      WHERE other.visit_id = visit.id
                        AND (other.kind = 'undone'
                             OR (other.kind = 'parked' AND other.id < called.id)))
    GROUP BY began.id
)
SELECT count(*), count(*) FILTER (WHERE minutes < low), count(*) FILTER (WHERE minutes > high)
FROM waits
"""


@dataclass(frozen=True)
class Promises:
    """How many waits were told, and how many turned out shorter or longer than that."""

    number: int
    shorter: int
    longer: int

    @property
    def kept(self) -> float | None:
        """The share that was right; None without any."""
        return (self.number - self.shorter - self.longer) / self.number if self.number else None


def since(
    moment: dt.datetime, *, until: dt.datetime | None = None, location_id: int | None = None
) -> Promises:
    """The promises made from ``moment`` on and before ``until``, at one place or everywhere.

    Left out is who stepped aside before the call, and every visit in which a press was taken
    back: its call may have been a mistake.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MEASURE, {"since": moment, "until": until, "location": location_id})
        return Promises(*cursor.fetchone())
