"""What a study assumes about a place: numbers with a unit, an allowed range and an origin.

Kept with the study as JSON, so that what was decided can be read and run again later. Times of
day are minutes since midnight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

VERSION = 1
STEP = 30
MOST_PEOPLE = 200.0
MOST_COUNTERS = 30


class Wrong(ValueError):
    """An assumption that makes no sense; the text says in Dutch what to do. ``about`` names the
    part of the assumptions."""

    def __init__(self, text: str, about: str = "") -> None:
        super().__init__(text)
        self.about = about


class Origin(StrEnum):
    """Where a number comes from."""

    MEASURED = "measured"
    CONFIGURED = "configured"
    TYPED = "typed"
    MODEL = "model"

    @property
    def words(self) -> str:
        return {
            Origin.MEASURED: "gemeten",
            Origin.CONFIGURED: "ingesteld, niet gemeten",
            Origin.TYPED: "zelf ingevuld",
            Origin.MODEL: "aanname van het model, niet gemeten",
        }[self]


class Booking(StrEnum):
    BOTH = "both"
    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"


class StationKind(StrEnum):
    NONE = "none"
    KIOSK = "kiosk"
    DESK = "desk"


@dataclass(frozen=True)
class Product:
    """``weight`` is its part in all visits (any scale), ``minutes`` the mean at the counter,
    ``cv`` the standard deviation / mean, ``planned`` its minutes in the agenda."""

    slug: str
    name: str
    weight: float
    minutes: float
    planned: int
    cv: float = 0.6
    extra_minutes: float = 0.0
    shared_minutes: float = 0.0
    skills: tuple[str, ...] = ()
    booking: str = Booking.BOTH
    room: bool = False
    origin: str = Origin.CONFIGURED


@dataclass(frozen=True)
class HalfHour:
    """One half hour (or what is left of it) of a weekday that is open: how many people come and
    how many counters are open."""

    begin: int
    end: int
    people: float
    counters: int

    @property
    def label(self) -> str:
        return f"{clock_words(self.begin)}–{clock_words(self.end)}"


@dataclass(frozen=True)
class Day:
    """``weekday`` 0 = Monday. ``closings`` are the moments at which the door shuts."""

    weekday: int
    half_hours: tuple[HalfHour, ...]
    closings: tuple[int, ...]

    @property
    def people(self) -> float:
        return sum(one.people for one in self.half_hours)

    @property
    def counter_hours(self) -> float:
        return sum(one.counters * (one.end - one.begin) for one in self.half_hours) / 60


@dataclass(frozen=True)
class Worker:
    """Somebody who serves; counters open in the order of the list."""

    name: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appointments:
    """Shares from 0 to 1, times in minutes. ``early`` and ``spread`` say when people arrive for
    their appointment (mean and standard deviation)."""

    share: float = 0.0
    no_show: float = 0.1
    reserve: float = 0.25
    early: float = 6.0
    spread: float = 6.0
    tolerance: float = 15.0
    bonus: float = 20.0


@dataclass(frozen=True)
class Behaviour:
    """``patience`` is the mean in minutes; 0 = everybody keeps waiting."""

    patience: float = 60.0
    patience_shape: float = 1.5
    way: float = 0.5
    lost_call: float = 1.0
    extra_person: float = 0.1
    second_product: float = 0.0


@dataclass(frozen=True)
class Layout:
    """The reception. ``quick_desks`` serve only products of at most ``quick_minutes``; with
    ``quick_extra`` they come on top of the counters, else they take the place of some. ``rooms``
    None = every counter is fit for a private talk."""

    station: str = StationKind.NONE
    places: int = 1
    minutes: float = 0.75
    appointment_minutes: float = 0.4
    quick_desks: int = 0
    quick_extra: bool = False
    quick_minutes: float = 6.0
    rooms: int | None = None


# what was measured of the appointments and of how people behave → the part that one can type
_WHOLE: Mapping[str, str] = {
    **dict.fromkeys(("share", "no_show", "reserve", "early", "priority"), "appointments"),
    **dict.fromkeys(("patience", "persons", "second_product", "way", "lost_call"), "behaviour"),
}


@dataclass(frozen=True)
class Assumptions:
    """Everything that one study assumes about how it is now."""

    place: str
    products: tuple[Product, ...]
    days: tuple[Day, ...]
    workers: tuple[Worker, ...]
    appointments: Appointments = Appointments()
    behaviour: Behaviour = Behaviour()
    layout: Layout = Layout()
    norm_walk_in: float = 15.0
    norm_booked: float = 10.0
    # products that could be served here and are not: for scenarios that move them
    elsewhere: tuple[Product, ...] = ()
    # only in scenarios: products that come to the counters (weight = people per week), the part of
    # the people that moves to an extra opening, and (weekday, begin, end, people) of that opening
    moved: tuple[Product, ...] = ()
    shift: float = 0.0
    shifted_to: tuple[tuple[int, int, int, float], ...] = ()
    measured_weeks: int = 0
    # minutes that nine in ten without appointment waited at most: to check the model with
    measured_wait_p90: float | None = None
    # part → where its numbers come from
    origins: Mapping[str, str] = field(default_factory=dict)
    # skill → its name
    skills: Mapping[str, str] = field(default_factory=dict)
    version: int = VERSION

    @property
    def people_per_week(self) -> float:
        return sum(day.people for day in self.days)

    @property
    def people_with_moved(self) -> float:
        """People per week, those for the moved products too."""
        return self.people_per_week + sum(product.weight for product in self.moved)

    @property
    def counter_hours_per_week(self) -> float:
        return sum(day.counter_hours for day in self.days)

    @property
    def mean_minutes(self) -> float:
        """Minutes at the counter per visit: way, further persons and second products included."""
        total = sum(product.weight for product in self.products)
        parts = [(product.weight / total, product) for product in self.products]
        extra, second = self.behaviour.extra_person, self.behaviour.second_product
        mean = sum(part * product.minutes for part, product in parts)
        # each further person brings the next with the same chance
        mean += extra / (1 - extra) * sum(part * product.extra_minutes for part, product in parts)
        # a second product is another one than the first
        mean += second * sum(
            part * (1 - part) * max(1.0, product.minutes - product.shared_minutes)
            for part, product in parts
        )
        return mean + self.behaviour.way

    @property
    def load(self) -> float:
        """The work of a week as a part of the counter hours."""
        return (
            self.people_per_week * self.mean_minutes / 60 / max(0.01, self.counter_hours_per_week)
        )

    def origin(self, part: str) -> Origin:
        """Where ``part`` comes from; a detail of which nothing is kept comes from where its whole
        does."""
        whole = self.origins.get(_WHOLE.get(part, part), Origin.MODEL)
        return Origin(self.origins.get(part, whole))

    def came_from(self, origin: Origin, *parts: str) -> Assumptions:
        """With where ``parts`` come from; of a whole that is said again no details are kept."""
        return replace(
            self,
            origins={
                **{own: it for own, it in self.origins.items() if _WHOLE.get(own) not in parts},
                **dict.fromkeys(parts, origin.value),
            },
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What ``as_json`` gave. Raises Wrong for another version or a missing part."""
        if data.get("version") != VERSION:
            raise Wrong("Deze studie is gemaakt met een andere versie en kan niet meer lopen.")
        try:
            return cls(
                **{
                    **data,
                    "products": tuple(_part(Product, one) for one in data["products"]),
                    "elsewhere": tuple(_part(Product, one) for one in data["elsewhere"]),
                    "moved": tuple(_part(Product, one) for one in data["moved"]),
                    "shifted_to": tuple(tuple(one) for one in data["shifted_to"]),
                    "days": tuple(
                        Day(
                            day["weekday"],
                            tuple(_part(HalfHour, one) for one in day["half_hours"]),
                            tuple(day["closings"]),
                        )
                        for day in data["days"]
                    ),
                    "workers": tuple(_part(Worker, one) for one in data["workers"]),
                    "appointments": Appointments(**data["appointments"]),
                    "behaviour": Behaviour(**data["behaviour"]),
                    "layout": Layout(**data["layout"]),
                }
            )
        except (KeyError, TypeError) as problem:
            raise Wrong("De aannames van deze studie zijn onvolledig.") from problem


def _part(kind: Callable[..., Any], data: Mapping[str, Any]) -> Any:
    return kind(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    )


# part and field → (least, most, what it is called)
_RANGES: Mapping[str, Mapping[str, tuple[float, float, str]]] = {
    "appointments": {
        "share": (0, 1, "Het deel op afspraak"),
        "no_show": (0, 0.9, "Het deel dat niet komt opdagen"),
        "reserve": (0, 1, "De plaats voor wie zonder afspraak komt"),
        "early": (-60, 120, "Hoe vroeg mensen met een afspraak komen"),
        "spread": (0, 120, "De spreiding van de aankomst bij een afspraak"),
        "tolerance": (0, 240, "Hoeveel te laat nog mag"),
        "bonus": (0, 240, "De voorrang van een afspraak"),
    },
    "behaviour": {
        "patience": (0, 600, "Het geduld"),
        "patience_shape": (0.5, 10, "De vorm van het geduld"),
        "way": (0, 15, "De tijd van zaal naar loket"),
        "lost_call": (0, 15, "De tijd van een vergeefse oproep"),
        "extra_person": (0, 0.9, "Het deel met een extra persoon"),
        "second_product": (0, 0.9, "Het deel met een tweede product"),
    },
    "layout": {
        "places": (1, 20, "Het aantal zuilen of onthaalplaatsen"),
        "minutes": (0, 30, "De tijd om zich aan te melden"),
        "appointment_minutes": (0, 30, "De tijd om zich met een afspraak aan te melden"),
        "quick_desks": (0, 10, "Het aantal snelbalies"),
        "quick_minutes": (1, 60, "Wat een kort product is"),
    },
}


def check(assumptions: Assumptions) -> None:
    """Raise Wrong for the first thing that makes no sense."""
    for about, limits in _RANGES.items():
        part = getattr(assumptions, about)
        for name, (least, most, words) in limits.items():
            value = getattr(part, name)
            if not least <= value <= most:
                raise Wrong(f"{words} moet tussen {least:g} en {most:g} liggen.", about)
    if not (0 < assumptions.norm_walk_in <= 240 and 0 < assumptions.norm_booked <= 240):
        raise Wrong("Een norm ligt tussen 1 en 240 minuten.", "norms")
    rooms = assumptions.layout.rooms
    if rooms is not None and not 0 <= rooms <= MOST_COUNTERS:
        raise Wrong(f"Het aantal gespreksruimtes gaat van 0 tot {MOST_COUNTERS}.", "layout")
    if assumptions.layout.station not in list(StationKind):
        raise Wrong("Kies een zuil, een onthaalbalie of geen van beide.", "layout")
    _check_products(assumptions)
    _check_days(assumptions)


def _check_products(assumptions: Assumptions) -> None:
    if not any(product.weight > 0 for product in assumptions.products):
        raise Wrong("Geef minstens één product waarvoor mensen komen.", "products")
    for product in (*assumptions.products, *assumptions.elsewhere):
        if not (0 < product.minutes <= 480 and 0 <= product.cv <= 3 and product.weight >= 0):
            raise Wrong(f"Kijk de minuten en de spreiding van “{product.name}” na.", "products")
        if product.booking not in list(Booking):
            raise Wrong(f"Kijk na hoe mensen voor “{product.name}” kunnen komen.", "products")


def _check_days(assumptions: Assumptions) -> None:
    if not assumptions.days or not assumptions.people_per_week:
        raise Wrong("Geef minstens één half uur waarin mensen komen.", "visitors")
    if not assumptions.workers:
        raise Wrong("Geef minstens één medewerker.", "workers")
    for day in assumptions.days:
        for before, after in zip(day.half_hours, day.half_hours[1:], strict=False):
            if after.begin < before.end:
                raise Wrong("Twee halve uren van één dag overlappen.", "counters")
        for one in day.half_hours:
            if not 0 <= one.begin < one.end <= 24 * 60:
                raise Wrong("Een half uur ligt buiten de dag.", "counters")
            if not 0 <= one.people <= MOST_PEOPLE:
                raise Wrong(f"Per half uur komen hoogstens {MOST_PEOPLE:g} mensen.", "visitors")
            if not 0 <= one.counters <= MOST_COUNTERS:
                raise Wrong(f"Er zijn hoogstens {MOST_COUNTERS} loketten open.", "counters")
        if not any(one.counters for one in day.half_hours) and day.people:
            raise Wrong(
                f"Op {WEEKDAYS[day.weekday]} komen er mensen, maar is er geen loket open.",
                "counters",
            )


WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def minute_of(moment: dt.time) -> int:
    """570 for half past nine."""
    return moment.hour * 60 + moment.minute


def clock_words(minute: float) -> str:
    """``9.30`` for 570."""
    whole = int(minute)
    return f"{whole // 60}.{whole % 60:02}"


def half_hours(opens: int, closes: int) -> Iterator[tuple[int, int]]:
    """The half hours from opening to closing; the last may be shorter."""
    begin = opens
    while begin < closes:
        end = min(closes, begin + STEP)
        yield begin, end
        begin = end


def covering(workers: Sequence[Worker], products: Sequence[Product]) -> tuple[Worker, ...]:
    """The workers in an order in which the first few can help as many visitors as possible, as a
    roster sees to it: each adds most to what those before can do, then most to what two can do.
    Who can do as much stays in the order given."""
    work = [(product.weight, set(product.skills)) for product in products]
    able = [[skills <= set(worker.skills) for _, skills in work] for worker in workers]
    # how much one more who can do it still adds
    weights = [amount for amount, _ in work]
    order: list[int] = []
    left = list(range(len(workers)))
    while left:
        worth = {
            number: sum(weight for weight, can in zip(weights, able[number], strict=True) if can)
            for number in left
        }
        best = max(worth, key=worth.__getitem__)
        left.remove(best)
        order.append(best)
        weights = [
            weight / 10 if can else weight for weight, can in zip(weights, able[best], strict=True)
        ]
    return tuple(workers[number] for number in order)


def nobody_can(assumptions: Assumptions) -> list[Product]:
    """Products that none of the workers who ever sit at a counter can serve."""
    most = max((one.counters for day in assumptions.days for one in day.half_hours), default=0)
    at_work = assumptions.workers[:most]
    return [
        product
        for product in assumptions.products
        if product.weight and not any(set(product.skills) <= set(one.skills) for one in at_work)
    ]
