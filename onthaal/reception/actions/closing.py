"""What is still open after the day closes by itself, and says so."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.reception import events
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions import registration
from onthaal.reception.models import Duty, EventKind, Visit
from onthaal.reception.rules import states


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def close_day() -> None:
    """End visits and sittings of earlier days that somebody forgot. The timetable runs it every
    night; running twice does nothing more."""
    today = clock.today()
    for visit in Visit.objects.here().filter(day__lt=today):
        close_visit(visit)
    for duty in Duty.objects.open():
        if duty.began_on < today:
            duties.leave(duty=duty, by_night=True)


@transaction.atomic
def close_visit(visit: Visit) -> Visit:
    """End one forgotten visit as left, marked ``automatic`` so that figures can leave it out.

    Also when it was being served: nobody said that it was done.
    """
    visit = events.locked(visit.pk)
    if states.may_follow(events.projection(visit), EventKind.LEFT):
        registration.leave(visit=visit, automatic=True)
    return visit
