"""The silent alarm of a counter."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from onthaal.core import clock, live
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.models import Alarm, Counter


@transaction.atomic
def raise_alarm(*, counter: Counter, by: User) -> Alarm:
    """Tell every colleague with an open page of the hall. A second press is the same alarm."""
    try:
        with transaction.atomic():
            alarm = Alarm.objects.create(counter=counter, raised_by=by, raised_at=clock.now())
    except IntegrityError:
        alarm = Alarm.objects.get(counter=counter, seen_at__isnull=True)
    live.announce(events.topic(counter.location_id))
    return alarm


@transaction.atomic
def acknowledge(*, alarm: Alarm, by: User) -> Alarm:
    """Somebody goes and looks; the first one is kept."""
    Alarm.objects.filter(pk=alarm.pk, seen_at__isnull=True).update(seen_at=clock.now(), seen_by=by)
    alarm.refresh_from_db()
    live.announce(events.topic(alarm.counter.location_id))
    return alarm
