"""Counting what really happened, from the timeline, week by week.

A week is counted as a whole, again when something in it changed, so counting twice changes
nothing. Weeks begin on Monday, Belgian time.
"""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from onthaal.core import clock
from onthaal.improvement.models import (
    LeadCount,
    MiningRun,
    PathCount,
    WaitCount,
    WeekCount,
)
from onthaal.improvement.sources import SOURCES, Source

BRUSSELS = ZoneInfo("Europe/Brussels")
# What a slow transaction wrote may become visible after a run that began later.
OVERLAP = dt.timedelta(hours=6)
# Many weeks at once are quicker, up to where sorting no longer fits in memory.
WEEKS_AT_ONCE = 4
LONGEST_WAIT = 366
LONGEST_PATH = 12

_WEEK = "date_trunc('week', {} AT TIME ZONE 'Europe/Brussels')::date"


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def mine() -> None:
    """Count the weeks in which something changed since the last time. Runs every night."""
    for source in SOURCES:
        count(source)


def count(source: Source) -> int:
    """Bring the counts of ``source`` up to now; returns how many weeks were counted anew."""
    now = clock.now()
    run = MiningRun.objects.filter(source=source.key).first()
    weeks = _touched(source, run.counted_until - OVERLAP) if run else _all_weeks(source)
    for start in range(0, len(weeks), WEEKS_AT_ONCE):
        _count_weeks(source, weeks[start : start + WEEKS_AT_ONCE])
    MiningRun.objects.update_or_create(source=source.key, defaults={"counted_until": now})
    return len(weeks)


def _all_weeks(source: Source) -> list[dt.date]:
    """Every week since the first case came in."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(received_at) FROM ({source.received}) arrived")  # noqa: S608
        first = cursor.fetchone()[0]
    if first is None:
        return []
    day = timezone.localdate(first, BRUSSELS)
    monday = day - dt.timedelta(days=day.weekday())
    return [
        monday + dt.timedelta(weeks=week) for week in range((clock.today() - monday).days // 7 + 1)
    ]


def _touched(source: Source, since: dt.datetime) -> list[dt.date]:
    """The weeks whose counts may differ from what is stored, oldest first.

    A case counts in the week of its last closing: what happens to it may take it out of the
    week of an earlier one.
    """
    week = _WEEK.format("event.at")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH moved AS MATERIALIZED (
                SELECT DISTINCT subject_id FROM timeline_event
                WHERE kind = ANY(%(kinds)s) AND at >= %(since)s
            )
            SELECT DISTINCT {week} FROM moved JOIN timeline_event event
                ON event.subject_type = %(subject)s AND event.subject_id = moved.subject_id
            WHERE event.kind = ANY(%(closings)s)
            UNION
            SELECT DISTINCT {week} FROM timeline_event event
            WHERE event.kind = %(first)s AND event.at >= %(since)s
            ORDER BY 1
            """,  # noqa: S608 -- only names of ours are put into the text
            {
                "subject": source.subject,
                "kinds": [*source.states, *source.handings],
                "closings": source.closings,
                "first": source.first,
                "since": since,
            },
        )
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def _count_weeks(source: Source, mondays: list[dt.date]) -> None:
    """Count these weeks anew. What happened outside them is left alone."""
    own = {"source": source.key, "monday__in": mondays}
    for model in (WeekCount, LeadCount, WaitCount, PathCount):
        model._default_manager.filter(**own).delete()
    start, end = _midnight(mondays[0]), _midnight(mondays[-1] + dt.timedelta(weeks=1))
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL.format(cases=source.cases, received=source.received),
            {
                "source": source.key,
                "mondays": mondays,
                "start": start,
                "end": end,
                "subject": source.subject,
                "steps": list(source.states),
                "states": json.dumps(source.states),
                "handings": list(source.handings),
                "closed": sorted(source.closed),
                "longest_wait": LONGEST_WAIT,
                "longest_path": LONGEST_PATH,
            },
        )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), BRUSSELS)


_SQL = """
WITH cases AS (
    SELECT picked.*, date_trunc('week', closed_at AT TIME ZONE 'Europe/Brussels')::date AS monday
    FROM ({cases}) picked
    WHERE closed_at >= %(start)s AND closed_at < %(end)s
      AND date_trunc('week', closed_at AT TIME ZONE 'Europe/Brussels')::date = ANY(%(mondays)s)
), steps AS (
    SELECT event.subject_id AS id, event.at, event.id AS event,
           %(states)s::jsonb ->> event.kind AS state
    FROM timeline_event event JOIN cases ON cases.id = event.subject_id
    WHERE event.subject_type = %(subject)s AND event.kind = ANY(%(steps)s)
), visits AS (
    SELECT id, at, event, state,
           lead(at) OVER way AS until, lag(state) OVER way AS came_from
    FROM steps WINDOW way AS (PARTITION BY id ORDER BY at, event)
), ways AS (
    SELECT id, array_agg(state ORDER BY at, event) AS states
    FROM visits WHERE came_from IS DISTINCT FROM state GROUP BY id
), handings AS (
    SELECT event.subject_id AS id, count(*) AS number
    FROM timeline_event event JOIN cases ON cases.id = event.subject_id
    WHERE event.subject_type = %(subject)s AND event.kind = ANY(%(handings)s)
      AND (event.data -> 'from' ->> 'team' <> event.data -> 'to' ->> 'team'
           OR event.data -> 'from' ->> 'handler' <> event.data -> 'to' ->> 'handler')
    GROUP BY event.subject_id
), in_path AS (
    INSERT INTO improvement_pathcount (process_id, source, monday, path, cases)
    SELECT process_id, %(source)s, monday,
           array_to_string(states[1:%(longest_path)s], '>')
               || CASE WHEN cardinality(states) > %(longest_path)s THEN '>…' ELSE '' END,
           count(*)
    FROM cases JOIN ways USING (id) GROUP BY 1, 3, 4
), in_wait AS (
    INSERT INTO improvement_waitcount (process_id, source, monday, state, days, visits)
    SELECT process_id, %(source)s, monday, state,
           least(floor(extract(epoch FROM until - at) / 86400), %(longest_wait)s)::int, count(*)
    FROM cases JOIN visits USING (id)
    WHERE until IS NOT NULL AND state <> ALL(%(closed)s) GROUP BY 1, 3, 4, 5
), in_lead AS (
    INSERT INTO improvement_leadcount (process_id, source, monday, days, cases)
    SELECT process_id, %(source)s, monday, lead_days, count(*)
    FROM cases WHERE lead_days IS NOT NULL GROUP BY 1, 3, 4
), came AS (
    SELECT process_id,
           date_trunc('week', received_at AT TIME ZONE 'Europe/Brussels')::date AS monday,
           count(*) AS number
    FROM ({received}) arrived
    WHERE received_at >= %(start)s AND received_at < %(end)s GROUP BY 1, 2
), done AS (
    SELECT process_id, monday, count(*) AS closed,
           count(*) FILTER (WHERE reopenings > 0) AS reopened,
           count(handings.number) AS handed_over, coalesce(sum(handings.number), 0) AS handovers
    FROM cases LEFT JOIN handings USING (id) GROUP BY 1, 2
)
INSERT INTO improvement_weekcount
    (process_id, source, monday, received, closed, reopened, handed_over, handovers)
SELECT process_id, %(source)s, monday, coalesce(came.number, 0), coalesce(done.closed, 0),
       coalesce(done.reopened, 0), coalesce(done.handed_over, 0), coalesce(done.handovers, 0)
FROM came FULL JOIN done USING (process_id, monday)
WHERE monday = ANY(%(mondays)s)
"""
