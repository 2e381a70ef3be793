"""The week as planners see it: crews, days, load against capacity, and what is still to plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from onthaal.core import clock
from onthaal.organisation.calendar import closing_days
from onthaal.organisation.rules import public_holidays
from onthaal.people.models import User
from onthaal.workplan import rules
from onthaal.workplan.models import Crew, State, WorkOrder
from onthaal.workplan.states import IN_A_LANE

MOST_TO_PLAN = 60


@dataclass(frozen=True)
class Day:
    day: dt.date
    note: str = ""  # why nobody works
    is_today: bool = False

    @property
    def is_over(self) -> bool:
        return self.day < clock.today()


@dataclass(frozen=True)
class Cell:
    """One crew on one day. ``words`` says how full it is; ``level`` is off, free, full or over."""

    day: Day
    orders: list[WorkOrder]
    minutes: int
    capacity: int

    @property
    def words(self) -> str:
        return rules.load_words(self.minutes, self.capacity)

    @property
    def work(self) -> str:
        return rules.hours(self.minutes)

    @property
    def room(self) -> str:
        return rules.hours(self.capacity)

    @property
    def level(self) -> str:
        if self.minutes > self.capacity:
            return "over"
        if self.capacity == 0:
            return "off"
        return "full" if self.minutes * 10 >= self.capacity * 9 else "free"

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.minutes / self.capacity)) if self.capacity else 0


@dataclass(frozen=True)
class Lane:
    crew: Crew
    cells: list[Cell]


@dataclass(frozen=True)
class Week:
    monday: dt.date
    days: list[Day]
    lanes: list[Lane]

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def last(self) -> dt.date:
        return self.days[-1].day


def week(user: User, monday: dt.date, *, team: int | None = None) -> Week:
    """The week from ``monday`` for every crew that ``user`` plans for; a Saturday or Sunday only
    when somebody works then."""
    crews = Crew.objects.plannable_by(user).active().select_related("team")
    if team:
        crews = crews.filter(team=team)
    dates = rules.days_of_week(monday)
    found: dict[tuple[int, dt.date], list[WorkOrder]] = defaultdict(list)
    orders = WorkOrder.objects.filter(
        planned_on__range=(dates[0], dates[-1]), state__in=sorted(IN_A_LANE)
    ).order_by("position")
    for order in orders.select_related("skill"):
        if order.crew_id and order.planned_on:
            found[order.crew_id, order.planned_on].append(order)
    days = [_day(day) for day in dates]
    shown = [
        day
        for day in days
        if day.day.weekday() < 5
        or any(crew.minutes[day.day.weekday()] or found.get((crew.pk, day.day)) for crew in crews)
    ]
    return Week(
        monday,
        shown,
        [
            Lane(crew, [_cell(crew, day, found.get((crew.pk, day.day), [])) for day in shown])
            for crew in crews
        ],
    )


def _day(day: dt.date) -> Day:
    note = ""
    if day in public_holidays(day.year):
        note = "feestdag"
    elif day in closing_days():
        note = "sluitingsdag"
    return Day(day, note, day == clock.today())


def _cell(crew: Crew, day: Day, orders: list[WorkOrder]) -> Cell:
    # what was not done took no time worth counting
    minutes = sum(each.estimated_minutes for each in orders if each.stage != State.NOT_DONE)
    return Cell(day, orders, minutes, 0 if day.note else crew.capacity_on(day.day))


@dataclass(frozen=True)
class Wish:
    """What a planner looks for in the list of what is to plan."""

    text: str = ""
    team: int | None = None
    skill: int | None = None
    late: bool = False


def to_plan(user: User, wish: Wish) -> QuerySet[WorkOrder]:
    """What still has no day, most urgent first, and what was not done and must be looked at."""
    orders = (
        WorkOrder.objects.plannable_by(user)
        .filter(state__in=[State.TO_PLAN, State.NOT_DONE])
        .select_related("team", "skill", "crew")
        .prefetch_related("issues")
    )
    if wish.text:
        orders = orders.filter(
            Q(title__icontains=wish.text)
            | Q(place__icontains=wish.text)
            | Q(reference__iexact=wish.text)
            | Q(issues__reference__iexact=wish.text)
        ).distinct()
    if wish.team:
        orders = orders.filter(team=wish.team)
    if wish.skill:
        orders = orders.filter(skill=wish.skill)
    if wish.late:
        orders = orders.filter(due_on__lt=clock.today())
    return orders.order_by("due_on", "pk")


def crew_day(crew: Crew, day: dt.date) -> QuerySet[WorkOrder]:
    """What a crew does on a day, in its order, with everything that a page shows of it."""
    return (
        WorkOrder.objects.in_lane(crew, day)
        .select_related("skill", "team")
        .prefetch_related("issues__category", "issues__photos", "photos")
    )
