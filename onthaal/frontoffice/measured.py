"""What a study may assume because it was measured at the counters."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from onthaal.appointments.models import Appointment, State
from onthaal.frontoffice.figures import ledger, occupation
from onthaal.frontoffice.figures.ledger import VisitRow
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.figures.products import Service, services
from onthaal.frontoffice.rules.assumptions import (
    Appointments,
    Assumptions,
    Behaviour,
    Day,
    HalfHour,
    Origin,
    Product,
)
from onthaal.organisation.models import Location

LOOKED_BACK = dt.timedelta(weeks=13)
# fewer open days than these say too little to begin a study with
FEWEST_DAYS = 10
FEWEST_OF_A_PRODUCT = 10


def people_per_week(location: Location, today: dt.date) -> float | None:
    """How many visits an average week brought lately; None when too little was measured."""
    period = _period(location, today)
    rows = ledger.visits(period)
    days = {row.day for row in rows}
    if len(days) < FEWEST_DAYS:
        return None
    return len(rows) / _weeks(rows, period)


def overlaid(guess: Assumptions, location: Location, today: dt.date) -> Assumptions:
    """``guess`` with everything replaced that the last thirteen weeks tell better: who comes when,
    for what, how long it takes, counters that are open, appointments and no-show. What too few
    visits tell stays as it was. Unchanged when too little was measured."""
    period = _period(location, today)
    rows = ledger.visits(period)
    if len({row.day for row in rows}) < FEWEST_DAYS:
        return guess
    measured = services(rows, ledger.items(period))
    weeks = _weeks(rows, period)
    found = replace(
        guess,
        days=_days(guess.days, rows, period),
        products=_products(guess.products, measured, weeks),
        elsewhere=_products(guess.elsewhere, measured, weeks),
        appointments=_appointments(guess.appointments, rows, period),
        behaviour=_behaviour(guess.behaviour, rows),
        measured_weeks=math.floor(weeks),
    )
    found = found.came_from(
        Origin.MEASURED, "people", "spread", "weights", "products", "appointments"
    )
    return found.came_from(Origin.MEASURED, "counters") if _staffed(period) else found


def _period(location: Location, today: dt.date) -> Period:
    return Period(location, today - LOOKED_BACK, today - dt.timedelta(days=1))


def _weeks(rows: Sequence[VisitRow], period: Period) -> float:
    """From the first visit on: before it nothing was registered."""
    return max(1.0, ((period.last - rows[0].day).days + 1) / 7)


def _days(guess: Sequence[Day], rows: Sequence[VisitRow], period: Period) -> tuple[Day, ...]:
    """People per half hour of each weekday, and counters where somebody was on duty. Who came
    before the doors opened is counted in the first half hour."""
    first = rows[0].day
    opened = Counter(day.day.weekday() for day in period.open_days() if day.day >= first)
    arrived: Counter[tuple[int, int]] = Counter()
    for row in rows:
        local = timezone.localtime(row.arrived_at)
        arrived[row.day.weekday(), local.hour * 60 + local.minute] += 1
    counters = _staffed(period)
    return tuple(
        replace(
            day,
            half_hours=tuple(
                replace(
                    one,
                    people=round(
                        _people(arrived, day, one, is_first=number == 0)
                        / max(1, opened[day.weekday]),
                        2,
                    ),
                    counters=counters.get((day.weekday, one.begin // 30), one.counters),
                )
                for number, one in enumerate(day.half_hours)
            ),
        )
        for day in guess
    )


def _people(arrived: Counter[tuple[int, int]], day: Day, one: HalfHour, *, is_first: bool) -> int:
    begin = 0 if is_first else one.begin
    return sum(
        number
        for (weekday, minute), number in arrived.items()
        if weekday == day.weekday and begin <= minute < one.end
    )


def _staffed(period: Period) -> dict[tuple[int, int], int]:
    """(weekday, half hour) → counters usually open at once; empty when nobody was on duty."""
    minutes: dict[tuple[int, int], float] = defaultdict(float)
    days: dict[int, set[dt.date]] = defaultdict(set)
    for (_, day, half_hour), spent in occupation.staffed(period).items():
        minutes[day.weekday(), half_hour] += spent
        days[day.weekday()].add(day)
    return {key: max(1, round(spent / 30 / len(days[key[0]]))) for key, spent in minutes.items()}


def _products(
    guess: Sequence[Product], measured: Sequence[Service], weeks: float
) -> tuple[Product, ...]:
    by_slug = {each.product.slug: each for each in measured}
    return tuple(_product(one, by_slug.get(one.slug), weeks) for one in guess)


def _product(guess: Product, known: Service | None, weeks: float) -> Product:
    if known is None:
        # asked by nobody in all these weeks
        return replace(guess, weight=0.0)
    often = replace(guess, weight=round(known.number / weeks, 2), origin=Origin.MEASURED.value)
    if known.number < FEWEST_OF_A_PRODUCT or known.mean is None:
        return often
    return replace(
        often,
        minutes=round(known.mean, 1),
        cv=round(min(3.0, known.variation or guess.cv), 2),
        extra_minutes=guess.extra_minutes if known.extra is None else round(known.extra, 1),
    )


def _appointments(guess: Appointments, rows: Sequence[VisitRow], period: Period) -> Appointments:
    share = sum(row.has_appointment for row in rows) / len(rows)
    ended = Appointment.objects.filter(
        location=period.location,
        starts_at__date__range=(period.start, period.last),
        state__in=(State.MISSED, State.SERVED, State.ARRIVED),
    )
    missed = ended.filter(state=State.MISSED).count()
    number = ended.count()
    if number < FEWEST_OF_A_PRODUCT:
        return replace(guess, share=round(share, 3))
    return replace(guess, share=round(share, 3), no_show=round(min(0.9, missed / number), 3))


def _behaviour(guess: Behaviour, rows: Sequence[VisitRow]) -> Behaviour:
    ways = [row.way for row in rows if row.way is not None and row.is_served]
    if len(ways) < FEWEST_OF_A_PRODUCT:
        return guess
    return replace(guess, way=round(min(15.0, sum(ways) / len(ways)), 2))
