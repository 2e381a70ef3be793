"""Telling who handles a complaint that a term comes near."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django_tasks import task

from onthaal.complaints import mails
from onthaal.complaints.models import Absence, Complaint
from onthaal.complaints.rules import work_by
from onthaal.complaints.states import State
from onthaal.core import clock
from onthaal.organisation.calendar import closing_days
from onthaal.people.models import User

DAYS_BEFORE = {State.RECEIVED: 3, State.ADMISSIBLE: 10, State.INVESTIGATION: 10}


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def remind() -> int:
    """Send a reminder per complaint whose term comes near and one when it has passed.

    The handler gets it, or the deputy while the handler is away; without either the coordinators
    do. Run every morning by the timetable; twice sends nothing double.
    """
    today = clock.today()
    sent = 0
    for complaint in Complaint.objects.open().select_related("handler", "deputy", "team"):
        due = complaint.due_on
        answer_by = work_by(due, closing_days())
        begin = answer_by - dt.timedelta(days=DAYS_BEFORE[State(complaint.state)])
        if today < begin:
            continue
        what = "late" if today > due else "near"
        with transaction.atomic():
            mails.reminder(complaint, what, due, acting_for(complaint, today))
        sent += 1
    return sent


def acting_for(complaint: Complaint, today: dt.date) -> User | None:
    """Who has the complaint in hand today."""
    people = [each for each in (complaint.handler, complaint.deputy) if each]
    away = set(
        Absence.objects.filter(
            person__in=people, first_on__lte=today, last_on__gte=today
        ).values_list("person", flat=True)
    )
    return next((each for each in people if each.pk not in away and each.is_active), None)
