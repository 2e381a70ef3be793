"""Keeping improvement measures. Every change is recorded with who made it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from onthaal.core import clock
from onthaal.improvement.models import Measure
from onthaal.people.models import User
from onthaal.timeline.actions import record


class CannotStop(Exception):
    """The measure has been stopped before, or the day lies before its start or in the future."""


@transaction.atomic
def save_measure(*, measure: Measure, by: User) -> Measure:
    """Store a new or changed measure."""
    is_new = measure.pk is None
    measure.save()
    record(
        "measure.added" if is_new else "measure.changed",
        measure,
        by=by,
        data={
            "title": measure.title,
            "owner": measure.owner_id,
            "starts_on": measure.starts_on.isoformat(),
            "settling_weeks": measure.settling_weeks,
            "indicator": measure.indicator,
        },
    )
    return measure


@transaction.atomic
def stop_measure(*, measure: Measure, on: dt.date, why: str, by: User) -> Measure:
    """Measure its effect up to ``on`` and no longer. Raises CannotStop."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.stopped_on or not measure.starts_on <= on <= clock.today():
        raise CannotStop
    measure.stopped_on, measure.stopped_why = on, why
    measure.save(update_fields=["stopped_on", "stopped_why"])
    record("measure.stopped", measure, by=by, data={"on": on.isoformat(), "why": why})
    return measure
