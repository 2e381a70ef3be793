"""What is known about a place before somebody types anything: from settings, and where there are
measured figures, from those."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from onthaal.appointments.models import CapacityBlock, CapacityLane, Kind
from onthaal.catalogue.models import SENSITIVE, Access, Office, Product, Skill
from onthaal.core import clock
from onthaal.frontoffice.figures.measured import measured_assumptions
from onthaal.frontoffice.figures.period import Period
from onthaal.frontoffice.rules import assumptions as assumed
from onthaal.frontoffice.rules.assumptions import (
    Appointments,
    Assumptions,
    Booking,
    Day,
    HalfHour,
    Origin,
    Worker,
    covering,
    minute_of,
)
from onthaal.frontoffice.rules.measured import overlay
from onthaal.frontoffice.rules.scenarios import enough_workers
from onthaal.organisation.models import Location, OpeningHours
from onthaal.reception.models import Counter, CounterKind, QueuePolicy

WEEKS_A_YEAR = 52
# people per counter-hour
FAIR_GUESS = 3.0
WEEKS_BACK = 13
# where nothing is known yet: three kinds of visits that every town hall has
_GENERAL = (
    ("kort", "Iets ophalen of kort vragen", 5, 0.4),
    ("gewoon", "Gewone aanvraag", 10, 0.4),
    ("lang", "Dossier of gesprek", 20, 0.2),
)
_BOOKING = {
    Access.WALK_IN: Booking.WALK_IN,
    Access.APPOINTMENT: Booking.APPOINTMENT,
    Access.BOTH: Booking.BOTH,
}


def configured(location: Location, *, people_per_week: float) -> Assumptions:
    """From the catalogue, lanes, counters and opening hours of the place; the people are spread
    evenly over the opening hours, because nothing says otherwise."""
    products = list(
        Product.objects.published().select_related("process").prefetch_related("skills")
    )
    # a product that nobody can come for at this place is not in the hall
    here = [one for one in products if one.access != Access.NONE and one.office == Office.FRONT]
    elsewhere = [one for one in products if one.office == Office.BACK]
    skills = {skill.slug: skill.name for skill in Skill.objects.all()}
    lanes = list(
        CapacityLane.objects.filter(location=location, is_active=True).prefetch_related("skills")
    )
    counters = list(Counter.objects.filter(location=location, is_active=True))
    workers = _workers(lanes, counters, tuple(sorted(skills)))
    known = _products(here)
    policy = QueuePolicy.of(location)
    has_process = any(one.process and one.process.acts_per_year for one in here)
    return Assumptions(
        place=location.name,
        products=known or _general(),
        elsewhere=_products(elsewhere, unknown=0.0),
        days=_days(location.opening_hours.all(), people_per_week, len(workers)),
        workers=workers,
        appointments=Appointments(
            tolerance=float(policy.late_tolerance), bonus=float(policy.appointment_bonus)
        ),
        norm_walk_in=float(policy.norm_minutes),
        norm_booked=float(policy.norm_minutes),
        skills=skills,
        origins={
            "people": Origin.TYPED,
            "spread": Origin.MODEL,
            "products": Origin.CONFIGURED if known else Origin.MODEL,
            "weights": Origin.CONFIGURED if has_process else Origin.MODEL,
            "counters": Origin.CONFIGURED if lanes or counters else Origin.MODEL,
            "workers": Origin.CONFIGURED if lanes else Origin.MODEL,
            "norms": Origin.CONFIGURED,
            "priority": Origin.CONFIGURED,
        },
    )


def _products(
    rows: Iterable[Product], *, unknown: float | None = None
) -> tuple[assumed.Product, ...]:
    """With how often each is asked, from the process behind it; one of which that is not known is
    as frequent as the middle one, or ``unknown``."""
    rows = list(rows)
    often = [
        one.process.acts_per_year / WEEKS_A_YEAR
        if one.process and one.process.acts_per_year
        else None
        for one in rows
    ]
    known = [value for value in often if value is not None]
    middle = (median(known) if known else 1.0) if unknown is None else unknown
    return tuple(
        assumed.Product(
            slug=row.slug,
            name=row.name,
            weight=round(middle if value is None else value, 2),
            minutes=float(row.minutes),
            planned=row.minutes,
            extra_minutes=float(row.minutes_per_extra_person),
            shared_minutes=float(row.shared_minutes),
            skills=tuple(sorted(skill.slug for skill in row.skills.all())),
            booking=_BOOKING.get(Access(row.access), Booking.BOTH),
            room=row.privacy_level >= SENSITIVE,
        )
        for row, value in zip(rows, often, strict=True)
    )


def _general() -> tuple[assumed.Product, ...]:
    return tuple(
        assumed.Product(slug, name, weight, float(minutes), minutes, origin=Origin.MODEL.value)
        for slug, name, minutes, weight in _GENERAL
    )


def _workers(
    lanes: list[CapacityLane], counters: list[Counter], everything: tuple[str, ...]
) -> tuple[Worker, ...]:
    """The lanes of the agenda; without them one per counter, able to do everything."""
    if lanes:
        return tuple(
            Worker(lane.name, tuple(sorted(skill.slug for skill in lane.skills.all())))
            for lane in lanes
        )
    number = sum(one.kind != CounterKind.ROOM for one in counters) or 2
    return tuple(Worker(f"Medewerker {n + 1}", everything) for n in range(number))


def _days(rows: Iterable[OpeningHours], people: float, counters: int) -> tuple[Day, ...]:
    periods: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        periods.setdefault(row.weekday, []).append(
            (minute_of(row.opens_at), minute_of(row.closes_at))
        )
    if not periods:
        periods = {weekday: [(9 * 60, 12 * 60)] for weekday in range(5)}
    whole = sum(end - begin for day in periods.values() for begin, end in day)
    return tuple(
        Day(
            weekday,
            tuple(
                HalfHour(begin, end, round(people * (end - begin) / whole, 2), counters)
                for opens, closes in sorted(day)
                for begin, end in assumed.half_hours(opens, closes)
            ),
            tuple(closes for _, closes in sorted(day)),
        )
        for weekday, day in sorted(periods.items())
    )


def with_people(assumptions: Assumptions, people_per_week: float) -> Assumptions:
    """The same place with this many people per week, spread as they were."""
    factor = people_per_week / assumptions.people_per_week
    return replace(
        assumptions,
        days=tuple(
            replace(
                day,
                half_hours=tuple(
                    replace(one, people=round(one.people * factor, 2)) for one in day.half_hours
                ),
            )
            for day in assumptions.days
        ),
    ).came_from(Origin.TYPED, "people")


def _with_reserve(base: Assumptions, location: Location, today: dt.date) -> Assumptions:
    """What the blocks of the agenda leave free of the counters; without any block a fair guess."""
    booked = sum(
        (minute_of(row.ends_at) - minute_of(row.starts_at))
        * min(row.public_ceiling, max(0, row.lanes.count() - row.walk_in_reserve))
        for row in CapacityBlock.objects.between(today, today)
        .filter(location=location, kind=Kind.COUNTER, day=None)
        .prefetch_related("lanes")
        if row.starts_at and row.ends_at
    )
    if not booked or not base.counter_hours_per_week:
        return base
    reserve = max(0.0, min(1.0, 1 - booked / 60 / base.counter_hours_per_week))
    return replace(
        base, appointments=replace(base.appointments, reserve=round(reserve, 2))
    ).came_from(Origin.CONFIGURED, "reserve")


def starting(location: Location, people_per_week: float | None) -> Assumptions:
    """What a new study begins with: what was measured in the last ``WEEKS_BACK`` weeks over what
    is configured. Without measures and without a typed number of people it takes ``FAIR_GUESS``
    per counter-hour, marked as an assumption of the model."""
    base = configured(location, people_per_week=people_per_week or 1.0)
    today = clock.today()
    found = measured_assumptions(
        Period(location, today - dt.timedelta(weeks=WEEKS_BACK), today - dt.timedelta(days=1))
    )
    if found:
        base = overlay(base, found)
    workers = covering(base.workers, base.products)
    if found and found.workers:
        workers = tuple(Worker(f"Medewerker {n}", one.skills) for n, one in enumerate(workers, 1))
    base = enough_workers(replace(base, workers=workers))
    base = _with_reserve(base, location, today)
    if people_per_week:
        return with_people(base, people_per_week)
    if found:
        return base
    guess = with_people(base, round(base.counter_hours_per_week * FAIR_GUESS))
    return guess.came_from(Origin.MODEL, "people")
