"""Laying what was measured over what is configured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onthaal.frontoffice.rules.assumptions import (
    Appointments,
    Assumptions,
    Behaviour,
    Day,
    HalfHour,
    Origin,
    Product,
    Worker,
)


@dataclass(frozen=True)
class MeasuredProduct:
    """``per_week`` people; ``minutes`` and ``cv`` are None while too few were timed."""

    per_week: float
    minutes: float | None = None
    cv: float | None = None
    extra_minutes: float | None = None


@dataclass(frozen=True)
class Measured:
    """What was seen at a place; what is None or empty was not.

    ``people`` and ``counters`` are means per day by (weekday, minute at which a half hour begins).
    ``patience`` is the mean of an exponential one: all minutes waited / number who gave up, which
    counts those who were called as not yet impatient (the usual estimate with censoring).
    """

    weeks: int
    people: Mapping[tuple[int, int], float]
    products: Mapping[str, MeasuredProduct]
    counters: Mapping[tuple[int, int], float]
    appointment_share: float | None = None
    no_show: float | None = None
    early: float | None = None
    spread: float | None = None
    patience: float | None = None
    way: float | None = None
    extra_person: float | None = None
    second_product: float | None = None
    lost_call: float | None = None
    # skills of who was on duty, who was there most first; without names
    workers: tuple[tuple[str, ...], ...] = ()
    # what nine in ten who came without appointment waited at most
    wait_p90: float | None = None


def overlay(base: Assumptions, found: Measured) -> Assumptions:
    """``base`` with everything that was measured, marked as such."""
    base = _served_here(base, found)
    days = tuple(_day(day, found) for day in base.days)
    if sum(day.people for day in days):
        base = replace(base, days=days)
        if found.people:
            base = base.came_from(Origin.MEASURED, "people", "spread")
        if found.counters:
            base = base.came_from(Origin.MEASURED, "counters")
    if found.workers:
        base = replace(
            base,
            workers=tuple(
                Worker(f"Medewerker {number}", skills)
                for number, skills in enumerate(found.workers, start=1)
            ),
        ).came_from(Origin.MEASURED, "workers")
    products = tuple(_product(product, found) for product in base.products)
    if any(product.weight for product in products):
        base = replace(base, products=products).came_from(Origin.MEASURED, "weights")
    one = base.appointments
    appointments = Appointments(
        share=_known(found.appointment_share, one.share),
        no_show=min(0.9, _known(found.no_show, one.no_show)),
        reserve=one.reserve,
        early=max(-60.0, min(120.0, _known(found.early, one.early))),
        spread=min(120.0, _known(found.spread, one.spread)),
        tolerance=one.tolerance,
        bonus=one.bonus,
    )
    base = _seen(
        base,
        share=found.appointment_share,
        no_show=found.no_show,
        early=found.early,
        patience=found.patience,
        persons=found.extra_person,
        second_product=found.second_product,
        way=found.way,
        lost_call=found.lost_call,
    )
    behaviour = Behaviour(
        patience=min(600.0, _known(found.patience, base.behaviour.patience)),
        patience_shape=base.behaviour.patience_shape if found.patience is None else 1.0,
        way=min(15.0, _known(found.way, base.behaviour.way)),
        lost_call=min(15.0, _known(found.lost_call, base.behaviour.lost_call)),
        extra_person=min(0.9, _known(found.extra_person, base.behaviour.extra_person)),
        second_product=min(0.9, _known(found.second_product, base.behaviour.second_product)),
    )
    return replace(
        base,
        appointments=appointments,
        behaviour=behaviour,
        measured_weeks=found.weeks,
        measured_wait_p90=found.wait_p90,
    )


def _served_here(base: Assumptions, found: Measured) -> Assumptions:
    """Who came to the counters for a product of the back office is in the hall, whatever the
    catalogue says: its people are among those that were counted. One that is asked less than once
    a week may still be moved forward in a scenario, by who does not come here for it yet."""
    here = tuple(product for product in base.elsewhere if product.slug in found.products)
    rest = []
    for product in base.elsewhere:
        seen = found.products.get(product.slug)
        if seen is None:
            rest.append(product)
        elif seen.per_week < 1:
            rest.append(replace(product, weight=round(max(0, product.weight - seen.per_week), 2)))
    return replace(base, products=(*base.products, *here), elsewhere=tuple(rest))


def _seen(base: Assumptions, **values: float | None) -> Assumptions:
    """``base`` with what is known of ``values`` marked as measured."""
    known = [part for part, value in values.items() if value is not None]
    return base.came_from(Origin.MEASURED, *known)


def _known(measured: float | None, otherwise: float) -> float:
    return otherwise if measured is None else round(measured, 3)


def _day(day: Day, found: Measured) -> Day:
    """Who came outside the half hours that are open belongs to the nearest one."""
    people = {one.begin: 0.0 if found.people else one.people for one in day.half_hours}
    for (weekday, begin), mean in found.people.items():
        if weekday == day.weekday:
            nearest = min(people, key=lambda own: (abs(own - begin), own))
            people[nearest] += mean
    return replace(
        day,
        half_hours=tuple(
            replace(
                one, people=round(people[one.begin], 2), counters=_counters(day.weekday, one, found)
            )
            for one in day.half_hours
        ),
    )


def _counters(weekday: int, one: HalfHour, found: Measured) -> int:
    """Rounded, and at least one where people came; as configured when nobody was on duty."""
    if not found.counters:
        return one.counters
    return max(1, round(found.counters.get((weekday, one.begin), 0.0)))


def _product(product: Product, found: Measured) -> Product:
    seen = found.products.get(product.slug)
    if seen is None:
        return replace(product, weight=0.0)
    if seen.minutes is None:
        return replace(product, weight=round(seen.per_week, 2))
    return replace(
        product,
        weight=round(seen.per_week, 2),
        minutes=round(seen.minutes, 1),
        cv=product.cv if seen.cv is None else min(3.0, round(seen.cv, 2)),
        extra_minutes=product.extra_minutes
        if seen.extra_minutes is None
        else round(seen.extra_minutes, 1),
        origin=Origin.MEASURED.value,
    )
