"""What a scenario changes, applied to the assumptions of its study.

``changes`` is kind → values, as JSON; an absent kind changes nothing. The kinds are applied in the
order of ``KINDS``, so that an evening or moved products come on top of changed counters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onthaal.frontoffice.rules.assumptions import (
    WEEKDAYS,
    Appointments,
    Assumptions,
    Behaviour,
    Day,
    HalfHour,
    Layout,
    Origin,
    Worker,
    Wrong,
    check,
    clock_words,
    half_hours,
)

Changes = Mapping[str, Any]


def apply(assumptions: Assumptions, changes: Changes) -> Assumptions:
    """The assumptions of the scenario. Raises Wrong."""
    unknown = set(changes) - set(KINDS)
    if unknown:
        raise Wrong(f"Onbekende wijziging: {', '.join(sorted(unknown))}.")
    for kind, change in KINDS.items():
        if kind in changes:
            try:
                assumptions = change(assumptions, changes[kind])
            except (KeyError, TypeError, AttributeError) as problem:
                raise Wrong("Deze wijziging is onvolledig. Vul ze opnieuw in.", kind) from problem
    check(assumptions)
    return assumptions


def _visitors(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"people": {"0": {"540": 6.5}}}`` and ``{"percent": 110}``, each optional."""
    people = values.get("people", {})
    factor = float(values.get("percent", 100)) / 100
    if not 0 < factor <= 5:
        raise Wrong("De drukte ligt tussen 1 en 500 procent van nu.", "visitors")
    return _each_half_hour(
        assumptions,
        lambda day, one: replace(
            one,
            people=float(people.get(str(day.weekday), {}).get(str(one.begin), one.people)) * factor,
        ),
    )


def _counters(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"counters": {"0": {"540": 3}}}``."""
    counters = values["counters"]
    changed = _each_half_hour(
        assumptions,
        lambda day, one: replace(
            one,
            counters=int(counters.get(str(day.weekday), {}).get(str(one.begin), one.counters)),
        ),
    )
    return enough_workers(changed)


def _appointments(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """Some of share, no_show, reserve, early, spread, tolerance, bonus."""
    return replace(
        assumptions, appointments=Appointments(**_over(assumptions.appointments, values))
    )


def _behaviour(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    return replace(assumptions, behaviour=Behaviour(**_over(assumptions.behaviour, values)))


def _layout(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """Some of the fields of Layout, and ``room_products``: the slugs that need a private room."""
    values = dict(values)
    rooms = values.pop("room_products", None)
    if rooms is not None:
        assumptions = replace(
            assumptions,
            products=tuple(
                replace(product, room=product.slug in rooms) for product in assumptions.products
            ),
        )
    return replace(assumptions, layout=Layout(**_over(assumptions.layout, values)))


def _workers(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"workers": [{"name": …, "skills": […]}]}``: the whole list."""
    workers = tuple(Worker(one["name"], tuple(one["skills"])) for one in values["workers"])
    return enough_workers(replace(assumptions, workers=workers))


def _products(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"products": {slug: {"minutes": 8, …}}}``: some fields of some products."""
    known = {product.slug for product in assumptions.products}
    if set(values["products"]) - known:
        raise Wrong("Een van de producten bestaat niet meer.", "products")
    return replace(
        assumptions,
        products=tuple(
            replace(product, **values["products"].get(product.slug, {}))
            for product in assumptions.products
        ),
    )


def _moved(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"products": [{"slug", "per_week", "minutes"}]}``: products that come to the counters.

    Their people are added to the others, spread over the week as these are.
    """
    elsewhere = {product.slug: product for product in assumptions.elsewhere}
    added = []
    for one in values["products"]:
        if one["slug"] not in elsewhere:
            raise Wrong("Een van de producten bestaat niet meer.", "moved")
        per_week = float(one["per_week"])
        if not 0 < per_week <= 5000:
            raise Wrong("Geef per product hoeveel mensen er per week komen.", "moved")
        product = elsewhere[one["slug"]]
        added.append(
            replace(
                product,
                weight=per_week,
                minutes=float(one.get("minutes", product.minutes)),
                origin=Origin.TYPED.value,
            )
        )
    rest = tuple(p for p in assumptions.elsewhere if p.slug not in {a.slug for a in added})
    return replace(assumptions, elsewhere=rest, moved=tuple(added))


def _norms(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"walk_in": 15, "booked": 10}``, each optional."""
    return replace(
        assumptions,
        norm_walk_in=float(values.get("walk_in", assumptions.norm_walk_in)),
        norm_booked=float(values.get("booked", assumptions.norm_booked)),
    )


def _evening(assumptions: Assumptions, values: Mapping[str, Any]) -> Assumptions:
    """``{"weekday": 3, "begin": 1020, "end": 1200, "counters": 2, "shift": 0.2}``: an extra
    opening, to which this part of the week's people moves from their own moment."""
    weekday, begin, end = int(values["weekday"]), int(values["begin"]), int(values["end"])
    counters, shift = int(values["counters"]), float(values["shift"])
    if not 0 <= weekday <= 6:
        raise Wrong("Kies een weekdag.", "evening")
    if not 0 <= begin < end <= 24 * 60:
        raise Wrong("De opening moet eindigen na haar begin.", "evening")
    if not 0 <= shift <= 0.9:
        raise Wrong("Het deel dat verschuift, ligt tussen 0 en 90 procent.", "evening")
    if counters < 1:
        raise Wrong("Zet minstens één loket open tijdens de extra opening.", "evening")
    slots = list(half_hours(begin, end))
    day = next((one for one in assumptions.days if one.weekday == weekday), None)
    if day and any(one.begin < end and begin < one.end for one in day.half_hours):
        raise Wrong(
            f"Op {WEEKDAYS[weekday]} is het gemeentehuis dan al open. Kies een ander moment.",
            "evening",
        )
    extra = tuple(HalfHour(a, b, 0.0, counters) for a, b in slots)
    if day is None:
        new = Day(weekday, extra, (end,))
        days = tuple(sorted((*assumptions.days, new), key=lambda one: one.weekday))
    else:
        longer = Day(
            weekday,
            tuple(sorted((*day.half_hours, *extra), key=lambda one: one.begin)),
            tuple(sorted((*day.closings, end))),
        )
        days = tuple(longer if one is day else one for one in assumptions.days)
    moved = shift * assumptions.people_per_week
    return enough_workers(
        replace(
            assumptions,
            days=days,
            shift=shift,
            shifted_to=tuple((weekday, a, b, moved * (b - a) / (end - begin)) for a, b in slots),
        )
    )


KINDS: Mapping[str, Callable[[Assumptions, Mapping[str, Any]], Assumptions]] = {
    "norms": _norms,
    "visitors": _visitors,
    "products": _products,
    "workers": _workers,
    "counters": _counters,
    "appointments": _appointments,
    "behaviour": _behaviour,
    "layout": _layout,
    "moved": _moved,
    "evening": _evening,
}


def _over(part: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: getattr(part, name) for name in part.__dataclass_fields__}, **values}


def _each_half_hour(
    assumptions: Assumptions, change: Callable[[Day, HalfHour], HalfHour]
) -> Assumptions:
    return replace(
        assumptions,
        days=tuple(
            replace(day, half_hours=tuple(change(day, one) for one in day.half_hours))
            for day in assumptions.days
        ),
    )


def enough_workers(assumptions: Assumptions) -> Assumptions:
    """Whoever is missing for the most counters is added, able to do everything."""
    most = max((one.counters for day in assumptions.days for one in day.half_hours), default=0)
    missing = most - len(assumptions.workers)
    if missing <= 0:
        return assumptions
    everything = tuple(sorted(assumptions.skills))
    number = len(assumptions.workers)
    extra = tuple(Worker(f"Extra medewerker {number + n + 1}", everything) for n in range(missing))
    return replace(assumptions, workers=(*assumptions.workers, *extra))


def in_words(before: Assumptions, changes: Changes) -> list[str]:
    """What the scenario changes, one Dutch sentence per change; empty = nothing."""
    after = apply(before, changes)
    words: list[str] = []
    if "visitors" in changes and after.people_per_week != before.people_per_week:
        words.append(
            f"Er komen {plain(after.people_per_week)} mensen per week in plaats van "
            f"{plain(before.people_per_week)}."
        )
    if "counters" in changes:
        hours = after.counter_hours_per_week - _evening_hours(changes)
        usual = before.counter_hours_per_week
        if abs(hours - usual) > 0.01:
            words.append(f"Er zijn {plain(hours)} loketuren per week in plaats van {plain(usual)}.")
        elif apply(before, {"counters": changes["counters"]}).days == before.days:
            words.append("In elk half uur zijn er evenveel loketten als nu.")
        else:
            words.append(f"De {plain(usual)} loketuren per week zijn anders verdeeld.")
    if "appointments" in changes:
        words += _appointment_words(before.appointments, after.appointments)
    if "workers" in changes:
        words += _worker_words(before, after)
    if "products" in changes:
        for product, now in zip(before.products, after.products, strict=True):
            if product.minutes != now.minutes:
                words.append(
                    f"{product.name}: {plain(now.minutes)} minuten in plaats van "
                    f"{plain(product.minutes)}."
                )
            if (product.weight, product.cv, product.booking) != (now.weight, now.cv, now.booking):
                words.append(f"{product.name}: andere vraag, spreiding of manier van komen.")
    if "behaviour" in changes and before.behaviour != after.behaviour:
        words.append("Het gedrag van de bezoekers is anders: zie de aannames.")
    if "layout" in changes:
        words += layout_words(after)
    if "moved" in changes:
        for product in after.moved:
            words.append(
                f"{product.name} komt naar de frontoffice: {plain(product.weight)} mensen per "
                "week, "
                f"{plain(product.minutes)} minuten."
            )
    if "evening" in changes:
        one = changes["evening"]
        words.append(
            f"Ook open op {WEEKDAYS[int(one['weekday'])]} van {clock_words(one['begin'])} tot "
            f"{clock_words(one['end'])} uur met {one['counters']} "
            f"{'loket' if int(one['counters']) == 1 else 'loketten'}; "
            f"{plain(100 * float(one['shift']))} % van de bezoekers verschuift daarheen."
        )
    return words


def _evening_hours(changes: Changes) -> float:
    if "evening" not in changes:
        return 0.0
    one = changes["evening"]
    return int(one["counters"]) * (int(one["end"]) - int(one["begin"])) / 60


def _appointment_words(before: Appointments, after: Appointments) -> list[str]:
    words = []
    if after.share != before.share:
        words.append(
            f"{plain(100 * after.share)} % van wie mag kiezen, komt op afspraak in plaats van "
            f"{plain(100 * before.share)} %."
        )
    if after.no_show != before.no_show:
        words.append(
            f"{plain(100 * after.no_show)} % van de afspraken komt niet opdagen in plaats van "
            f"{plain(100 * before.no_show)} %."
        )
    if after.reserve != before.reserve:
        words.append(
            f"{plain(100 * after.reserve)} % van de loketten blijft vrij van afspraken in plaats "
            "van "
            f"{plain(100 * before.reserve)} %."
        )
    if after.bonus != before.bonus:
        words.append(f"Een afspraak krijgt {plain(after.bonus)} minuten voorrang.")
    return words


def _worker_words(before: Assumptions, after: Assumptions) -> list[str]:
    old = {worker.name: set(worker.skills) for worker in before.workers}
    words = []
    for worker in after.workers:
        if worker.name not in old:
            words.append(f"{worker.name} komt erbij.")
            continue
        learnt, lost = set(worker.skills) - old[worker.name], old[worker.name] - set(worker.skills)
        if learnt:
            words.append(f"{worker.name} kan ook: {_names(after, learnt)}.")
        if lost:
            words.append(f"{worker.name} doet niet meer: {_names(after, lost)}.")
    gone = [name for name in old if name not in {worker.name for worker in after.workers}]
    words += [f"{name} werkt niet meer aan de loketten." for name in gone]
    return words or ["Wie eerst aan het loket zit, verandert."]


def _names(assumptions: Assumptions, skills: set[str]) -> str:
    return ", ".join(sorted(assumptions.skills.get(skill, skill) for skill in skills))


def layout_words(assumptions: Assumptions) -> list[str]:
    """How the reception is laid out, in Dutch sentences."""
    layout = assumptions.layout
    words = []
    if layout.station == "kiosk":
        words.append(
            f"Iedereen meldt zich aan bij {_count(layout.places, 'aanmeldzuil', 'aanmeldzuilen')}: "
            f"{plain(layout.minutes)} minuten, met een afspraak "
            f"{plain(layout.appointment_minutes)}."
        )
    elif layout.station == "desk":
        words.append(
            f"Iedereen meldt zich aan bij {_count(layout.places, 'medewerker', 'medewerkers')} van "
            f"het onthaal: {plain(layout.minutes)} minuten, met een afspraak "
            f"{plain(layout.appointment_minutes)}. Dat werk telt niet bij de loketuren."
        )
    if layout.quick_desks:
        how = "extra, naast de loketten" if layout.quick_extra else "in plaats van gewone loketten"
        words.append(
            f"{_count(layout.quick_desks, 'snelbalie', 'snelbalies')} voor producten van hoogstens "
            f"{plain(layout.quick_minutes)} minuten zonder afspraak, {how}."
        )
    if layout.rooms is not None:
        names = ", ".join(product.name for product in assumptions.products if product.room)
        words.append(
            f"{_count(layout.rooms, 'aparte gespreksruimte', 'aparte gespreksruimtes')} voor: "
            f"{names or 'geen enkel product'}."
        )
    return words or ["Geen zuil, geen snelbalie en geen aparte gespreksruimtes."]


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def plain(value: float) -> str:
    """A number in a Dutch sentence: a decimal where it is needed, with a comma."""
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
