"""One row per visit, worked out from its events in one statement.

A visit is always in one of four states, and an event begins the next one: waiting, called (on the
way to the counter), serving, parked. The time between two events belongs to the state that the
first of them began. Waiting counts from ``due_at`` on: who comes early for an appointment does not
wait yet. Mistakes do not count: voided visits, presses that were taken back, dropped products.
A visit that nobody saw the end of (closed at night, or incomplete in an old log) has the state
``unknown``: it came, and how it went is not told. Imported and tallied visits count like any other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from onthaal.frontoffice.figures.period import Period

_SEGMENTS = """
WITH undone AS (
    SELECT jsonb_array_elements_text(event.data -> 'events')::bigint AS id
    FROM reception_visitevent event
    JOIN reception_visit visit ON visit.id = event.visit_id
    WHERE event.kind = 'undone' AND visit.location_id = %(location)s
        AND visit.day BETWEEN %(start)s AND %(last)s
), marks AS (
    SELECT event.visit_id, event.id, event.at, event.item_id, event.kind, event.counter_id,
        CASE
            WHEN event.kind IN ('issued', 'checked_in', 'unparked', 'transferred', 'returned')
                THEN 'waiting'
            WHEN event.kind = 'called' THEN 'called'
            WHEN event.kind IN ('shown_up', 'item_started', 'item_finished') THEN 'serving'
            WHEN event.kind = 'parked' THEN 'parked'
            ELSE 'gone'
        END AS state,
        -- that of the visit moves on with every transfer; the first event keeps what it was
        coalesce(
            (first_value(event.data ->> 'due_at')
                OVER (PARTITION BY event.visit_id ORDER BY event.id))::timestamptz,
            visit.due_at
        ) AS due_at
    FROM reception_visit visit
    -- visit by visit: the days that are asked are few among all
    CROSS JOIN LATERAL (
        SELECT * FROM reception_visitevent event WHERE event.visit_id = visit.id
            -- these begin no other state
            AND event.kind NOT IN ('recalled', 'bonus', 'item_added', 'item_dropped', 'undone')
            -- an end that nobody saw: how long it took is not known
            AND NOT (event.data ?| ARRAY['automatic', 'unknown'])
        OFFSET 0
    ) event
    WHERE visit.location_id = %(location)s
        AND visit.day BETWEEN %(start)s AND %(last)s
        AND visit.state <> 'void'
        AND event.id NOT IN (SELECT id FROM undone)
), segments AS (
    SELECT visit_id, state, kind, item_id, counter_id, at, due_at,
        lead(at) OVER (PARTITION BY visit_id ORDER BY at, id) AS until
    FROM marks
)
"""

# the parts are constants; what is asked goes along as parameters
_VISITS = (
    _SEGMENTS  # noqa: S608
    + """
, times AS (
    SELECT visit_id, min(due_at) AS due_at, bool_or(kind = 'checked_in') AS is_booked,
        sum(extract(epoch FROM until - greatest(at, due_at)))
            FILTER (WHERE state = 'waiting' AND until > due_at) AS waited,
        sum(extract(epoch FROM least(until, due_at) - at))
            FILTER (WHERE state = 'waiting' AND at < due_at) AS early,
        sum(extract(epoch FROM until - at)) FILTER (WHERE state IN ('parked', 'gone')) AS away,
        sum(extract(epoch FROM until - at)) FILTER (WHERE state = 'called') AS way,
        sum(extract(epoch FROM until - at)) FILTER (WHERE state = 'serving') AS served,
        bool_or(kind = 'called') AS is_called,
        count(*) FILTER (WHERE kind = 'transferred') AS transfers,
        min(at) FILTER (WHERE kind = 'called') AS called_at,
        max(at) FILTER (WHERE state = 'gone') AS gone_at
    FROM segments GROUP BY visit_id
)
SELECT visit.id, visit.day, visit.arrived_at, times.due_at, visit.arrival,
    CASE WHEN visit.state = 'left' AND EXISTS (
        SELECT FROM reception_visitevent unseen
        WHERE unseen.visit_id = visit.id AND unseen.data ?| ARRAY['automatic', 'unknown']
    ) THEN 'unknown' ELSE visit.state END,
    times.is_booked, times.waited, times.way, times.served,
    times.is_called, times.transfers, times.called_at, times.gone_at, times.early, times.away
FROM reception_visit visit JOIN times ON times.visit_id = visit.id
ORDER BY visit.arrived_at, visit.id
"""
)

# Who came for one product was served for that product, whatever was marked; after the end of one of
# several products the time belongs to none until the next begins.
_ITEMS = (
    _SEGMENTS  # noqa: S608
    + """
, asked AS (
    SELECT item.id, item.visit_id, visit.day, item.product_id, item.persons, item.is_complete,
        item.position
    FROM reception_visititem item
    JOIN reception_visit visit ON visit.id = item.visit_id
    WHERE visit.location_id = %(location)s AND visit.day BETWEEN %(start)s AND %(last)s
        AND visit.state <> 'void' AND NOT item.is_dropped
), alone AS (
    SELECT visit_id, min(id) AS item_id FROM asked GROUP BY visit_id HAVING count(*) = 1
), times AS (
    SELECT coalesce(alone.item_id, segments.item_id) AS item_id,
        sum(extract(epoch FROM segments.until - segments.at)) AS served
    FROM segments LEFT JOIN alone ON alone.visit_id = segments.visit_id
    WHERE segments.state = 'serving'
        AND (alone.item_id IS NOT NULL OR segments.kind = 'item_started')
    GROUP BY 1
)
SELECT asked.visit_id, asked.day, asked.product_id, asked.persons, asked.is_complete, times.served
FROM asked LEFT JOIN times ON times.item_id = asked.id
ORDER BY asked.visit_id, asked.position, asked.id
"""
)


_BUSY = (
    _SEGMENTS
    + """
SELECT counter_id, at, until FROM segments
WHERE state IN ('called', 'serving') AND until > at AND counter_id IS NOT NULL
"""
)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit; times in minutes, None when that never happened."""

    pk: int
    day: dt.date
    arrived_at: dt.datetime
    due_at: dt.datetime
    arrival: str
    state: str
    has_appointment: bool
    waited: float | None
    way: float | None
    served: float | None
    is_called: bool
    transfers: int
    called_at: dt.datetime | None
    gone_at: dt.datetime | None
    # before the waiting for an appointment counts; parked, or gone and back
    early: float | None = None
    away: float | None = None
    # the waiting of who was never called
    in_vain: float | None = None

    @property
    def minutes(self) -> float:
        """From the first event to the last: every minute is in exactly one of these."""
        parts = (self.early, self.waited, self.in_vain, self.way, self.served, self.away)
        return sum(part or 0.0 for part in parts)

    @property
    def is_served(self) -> bool:
        return self.state == "done" and self.is_called

    @property
    def gave_up(self) -> bool:
        """Left before the turn came, or did not answer the call."""
        return self.state in ("left", "no_show")

    @property
    def half_hour(self) -> int:
        """The half hour of the day in which it arrived, Belgian time: 18 is 9.00 to 9.30."""
        local = timezone.localtime(self.arrived_at)
        return local.hour * 2 + local.minute // 30


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One product of a visit; ``minutes`` is None when it was not served on its own."""

    visit: int
    day: dt.date
    product: int
    persons: int
    is_complete: bool | None
    minutes: float | None


def visits(period: Period) -> list[VisitRow]:
    """Every visit of the period, in the order of arrival."""
    found = []
    for row in _rows(_VISITS, period):
        found.append(
            VisitRow(
                pk=row[0],
                day=row[1],
                arrived_at=row[2],
                due_at=row[3],
                arrival=row[4],
                state=row[5],
                has_appointment=row[6],
                # called at once is a wait of nothing, not an unknown one
                waited=(_minutes(row[7]) or 0.0) if row[10] else None,
                way=_minutes(row[8]),
                served=_minutes(row[9]),
                is_called=row[10],
                transfers=row[11],
                called_at=row[12],
                gone_at=row[13],
                early=_minutes(row[14]),
                away=_minutes(row[15]),
                in_vain=None if row[10] else _minutes(row[7]),
            )
        )
    return found


def items(period: Period) -> list[ItemRow]:
    """Every product of those visits."""
    return [
        ItemRow(visit, day, product, persons, is_complete, _minutes(served))
        for visit, day, product, persons, is_complete, served in _rows(_ITEMS, period)
    ]


def busy(period: Period) -> list[tuple[int, dt.datetime, dt.datetime]]:
    """When which counter had somebody, on the way or at the counter: (counter, from, until)."""
    return [(row[0], row[1], row[2]) for row in _rows(_BUSY, period)]


def _rows(statement: str, period: Period) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {"location": period.location.pk, "start": period.start, "last": period.last},
        )
        return list(cursor.fetchall())


def _minutes(seconds: object) -> float | None:
    return None if seconds is None else float(str(seconds)) / 60
