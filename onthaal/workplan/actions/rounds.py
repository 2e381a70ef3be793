"""Rounds make their orders ahead, each day once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django_tasks import task

from onthaal.core import clock
from onthaal.organisation.calendar import closing_days
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.workplan import rules
from onthaal.workplan.actions.locking import alone
from onthaal.workplan.actions.orders import Wanted, draw_up
from onthaal.workplan.actions.planning import plan
from onthaal.workplan.models import Crew, Round, WorkOrder


@transaction.atomic
def save_round(round: Round, *, by: User) -> Round:
    """Store a new or changed round; what it made already stays as it is planned."""
    is_new = round.pk is None
    round.team = round.crew.team
    round.save()
    record("round.made" if is_new else "round.changed", round, by=by)
    make_ahead(round)
    return round


def make_ahead(round: Round, today: dt.date | None = None) -> list[WorkOrder]:
    """The orders of the coming weeks that are not there yet, planned on a working day."""
    today = today or clock.today()
    made: list[WorkOrder] = []
    if not (round.is_active and round.crew.is_active):
        return made
    days = rules.round_days(
        round.starts_on, round.every, round.period, today, today + rules.ROUNDS_AHEAD
    )
    with transaction.atomic():
        alone()  # so that asking what is there and making the rest cannot cross
        there = set(WorkOrder.objects.filter(round=round).values_list("round_on", flat=True))
        for day in days:
            if day not in there:
                made.append(_make(round, day))
    return made


def _make(round: Round, day: dt.date) -> WorkOrder:
    order = draw_up(
        wanted=Wanted(
            title=round.title,
            description=round.description,
            team=round.team,
            skill=round.skill,
            estimated_minutes=round.estimated_minutes,
            place=round.place,
            lat=round.lat,
            lon=round.lon,
        ),
        round=round,
        round_on=day,
    )
    crew = round.crew
    can = round.skill_id is None or crew.skills.filter(pk=round.skill_id).exists()
    if not can:
        return order  # stays in the list: a planner sees it and chooses another crew
    return plan(order, crew=crew, on=_workday(crew, day))


def _workday(crew: Crew, day: dt.date) -> dt.date:
    """The first working day from ``day`` on which the crew works at all."""
    off = closing_days()
    on = rules.working_day_for(day, off)
    for _ in range(14):
        if crew.capacity_on(on):
            return on
        on = rules.working_day_for(on + dt.timedelta(days=1), off)
    return rules.working_day_for(day, off)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def make_rounds() -> int:
    """Make what rounds need in the coming weeks; the timetable runs it every night."""
    active = Round.objects.filter(is_active=True).select_related("crew", "team", "skill")
    return sum(len(make_ahead(round)) for round in active)
