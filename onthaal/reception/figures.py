"""Numbers of the hall for others: what came out of the events."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from onthaal.organisation.models import Location
from onthaal.reception.models import VisitEvent, VisitItem
from onthaal.reception.rules.times import Durations as Durations  # offered upward
from onthaal.reception.rules.times import durations as durations  # offered upward
from onthaal.reception.rules.times import stretches as stretches  # offered upward

_KEEP_FOR = 15 * 60
# fewer than this say nothing
ENOUGH = 5
_MEASURED = """
SELECT item.product_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY spent.seconds) / 60, count(*)
FROM (
    SELECT event.item_id,
           EXTRACT(EPOCH FROM max(event.at) FILTER (WHERE event.kind = 'item_finished')
                            - min(event.at) FILTER (WHERE event.kind = 'item_started')) AS seconds
    FROM {events} event JOIN {visits} visit ON visit.id = event.visit_id
    WHERE visit.location_id = %s AND visit.day >= CURRENT_DATE - 90
      AND event.item_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM {events} other WHERE other.visit_id = visit.id
                      AND other.kind IN ('parked', 'transferred', 'undone'))
    GROUP BY event.item_id
) spent JOIN {items} item ON item.id = spent.item_id
WHERE spent.seconds > 0
GROUP BY item.product_id
"""


@dataclass(frozen=True)
class Measured:
    """The median minutes of service of a product, and of how many times."""

    minutes: float
    number: int

    @property
    def is_enough(self) -> bool:
        return self.number >= ENOUGH


def measured_minutes(location: Location) -> dict[int, Measured]:
    """Per product what service takes here, over the last 90 days, of visits without interruption.
    Renewed every quarter of an hour."""
    key = f"reception.measured.{location.pk}"
    found: dict[int, Measured] | None = cache.get(key)
    if found is None:
        tables = {
            "events": VisitEvent._meta.db_table,
            "visits": "reception_visit",
            "items": VisitItem._meta.db_table,
        }
        with connection.cursor() as cursor:
            cursor.execute(_MEASURED.format(**tables), [location.pk])
            found = {
                product: Measured(float(minutes), number)
                for product, minutes, number in cursor.fetchall()
            }
        cache.set(key, found, _KEEP_FOR)
    return found
