"""From assumptions, in the words of the town hall, to a plan in the terms of the simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onthaal.frontoffice.rules import assumptions as assumed
from onthaal.frontoffice.rules.assumptions import WEEKDAYS, Assumptions, Day, clock_words
from onthaal.frontoffice.simulation.demand import (
    Duration,
    Patience,
    Plan,
    Product,
    Staff,
    Station,
    Weekday,
)


def plan(assumptions: Assumptions) -> Plan:
    """What the engine runs. The spread of the time to register is 0.5 of its mean."""
    appointments, behaviour = assumptions.appointments, assumptions.behaviour
    return Plan(
        products=tuple(
            _product(assumptions, product, is_new=new)
            for products, new in ((assumptions.products, False), (assumptions.moved, True))
            for product in products
        ),
        weekdays=tuple(_weekday(assumptions, day) for day in assumptions.days),
        staff=_staff(assumptions),
        appointments=appointments.share,
        no_show=appointments.no_show,
        reserve=appointments.reserve,
        early=appointments.early,
        spread=appointments.spread,
        tolerance=appointments.tolerance,
        bonus=appointments.bonus,
        patience=Patience(behaviour.patience or None, behaviour.patience_shape),
        way=behaviour.way,
        lost_call=behaviour.lost_call,
        rooms=assumptions.layout.rooms,
        station=_station(assumptions),
        extra_person=behaviour.extra_person,
        second_product=behaviour.second_product,
    )


# fewer of the visits than this are not worth a warning
SMALLEST_GAP = 0.005


@dataclass(frozen=True)
class Gap:
    """Times of the week, (weekday, from, until), at which nobody at the open counters can do
    ``products``, together ``share`` of the visits."""

    products: tuple[str, ...]
    share: float
    times: tuple[tuple[int, int, int], ...]

    @property
    def words(self) -> str:
        when = [
            f"{WEEKDAYS[weekday]} van {clock_words(begin)} tot {clock_words(end)} uur"
            for weekday, begin, end in self.times
        ]
        if len(when) > 1:
            when = [", ".join(when[:-1]), when[-1]]
        return (
            f"Op {' en '.join(when)} kan niemand aan de open loketten {_named(self.products)}: "
            f"{self.share * 100:.0f} % van de bezoeken."
        )


def _named(products: Sequence[str]) -> str:
    """Three of them by name, and how many more."""
    named = ", ".join(f"“{name}”" for name in products[:3])
    more = len(products) - 3
    if more > 0:
        named += f" en {more} {'ander product' if more == 1 else 'andere producten'}"
    return named


def without_room(assumptions: Assumptions) -> str:
    """Of what needs a separate room while there is none, that nobody is helped for it; "" when
    there is nothing of the kind."""
    products = (*assumptions.products, *assumptions.moved)
    needing = [product.name for product in products if product.weight and product.room]
    if assumptions.layout.rooms != 0 or not needing:
        return ""
    return f"Er is geen gespreksruimte voor {_named(needing)}: daarvoor wordt niemand geholpen."


def gaps(assumptions: Assumptions) -> list[Gap]:
    """When some products cannot be done at all, what concerns most visits first. Who comes for them
    then waits until somebody who can sits there, or goes home."""
    whole = plan(assumptions)
    named = [*assumptions.products, *assumptions.moved]
    total = sum(product.weight for product in named) or 1.0
    found: dict[tuple[int, ...], list[tuple[int, int, int]]] = {}
    for day in whole.weekdays:
        for begin, end, counters in day.counters:
            missing = tuple(
                place
                for place, product in enumerate(whole.products)
                if product.weight
                and not any(
                    product.skills <= one.skills and (product.quick or not one.quick)
                    for one in whole.staff[:counters]
                )
            )
            if not missing or not counters:
                continue
            times = found.setdefault(missing, [])
            if times and times[-1][0] == day.number and times[-1][2] == begin:
                times[-1] = (day.number, times[-1][1], int(end))
            else:
                times.append((day.number, int(begin), int(end)))
    all_ = []
    for missing, times in found.items():
        share = sum(named[place].weight for place in missing) / total
        ordered = sorted(missing, key=lambda place: -named[place].weight)
        names = tuple(dict.fromkeys(named[place].name for place in ordered))
        if share >= SMALLEST_GAP:
            all_.append(Gap(names, share, tuple(times)))
    return sorted(all_, key=lambda gap: -gap.share)


def of_weekday(whole: Plan, number: int) -> Plan:
    """The plan of one of its weekdays alone: days do not depend on each other."""
    return replace(whole, weekdays=(whole.weekdays[number],))


def _product(assumptions: Assumptions, product: assumed.Product, *, is_new: bool) -> Product:
    return Product(
        weight=product.weight,
        duration=Duration("lognormal" if product.cv else "fixed", product.minutes, product.cv),
        planned=product.planned,
        extra_person=product.extra_minutes,
        shared=product.shared_minutes,
        skills=frozenset(product.skills),
        booking=product.booking,
        room=product.room,
        quick=product.minutes <= assumptions.layout.quick_minutes,
        is_new=is_new,
    )


def _staff(assumptions: Assumptions) -> tuple[Staff, ...]:
    """The first counter stays an ordinary one: quick desks come right after it."""
    layout = assumptions.layout
    staff = [Staff(frozenset(worker.skills)) for worker in assumptions.workers]
    everything = frozenset(assumptions.skills)
    if layout.quick_extra:
        staff[1:1] = [Staff(everything, quick=True)] * layout.quick_desks
        return tuple(staff)
    return tuple(
        replace(one, quick=1 <= number <= layout.quick_desks) for number, one in enumerate(staff)
    )


def _weekday(assumptions: Assumptions, day: Day) -> Weekday:
    layout = assumptions.layout
    extra = layout.quick_desks if layout.quick_extra else 0
    whole = assumptions.people_per_week
    new = sum(product.weight for product in assumptions.moved)
    return Weekday(
        number=day.weekday,
        arrivals=tuple((one.begin, one.end, one.people) for one in day.half_hours),
        counters=tuple(
            (one.begin, one.end, one.counters + extra if one.counters else 0)
            for one in day.half_hours
        ),
        closings=day.closings,
        keeps=1 - assumptions.shift,
        moved=tuple(
            (begin, end, people)
            for weekday, begin, end, people in assumptions.shifted_to
            if weekday == day.weekday and people
        ),
        added=tuple((one.begin, one.end, one.people / whole * new) for one in day.half_hours)
        if new
        else (),
    )


def _station(assumptions: Assumptions) -> Station | None:
    layout = assumptions.layout
    if layout.station == assumed.StationKind.NONE:
        return None
    return Station(
        layout.places,
        Duration("lognormal", layout.minutes, 0.5),
        Duration("lognormal", layout.appointment_minutes, 0.5),
    )
