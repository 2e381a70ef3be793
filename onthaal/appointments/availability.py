"""When there is room, asked from the database: no slots are stored, free moments are computed.

Ask with a ``Wish`` (what is needed, where); get ``Moments`` (when it may begin). It takes a fixed
number of statements, whatever the number of days, lanes or appointments.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.utils import timezone

from onthaal.appointments import rules
from onthaal.appointments.memory import kept
from onthaal.appointments.models import (
    TICK,
    Appointment,
    BookingPolicy,
    CapacityBlock,
    CapacityLane,
    Kind,
    State,
)
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.people.models import User

ONE_DAY = dt.timedelta(days=1)

# Ranges that touch are joined by the database, so that a full lane is one range a day.
_TAKEN = """
SELECT 'taken', lane_id, range_agg(int8range(
    extract(epoch from starts_at)::bigint / 300,
    (extract(epoch from coalesce(room_until, ends_at))::bigint + 299) / 300))::text
FROM appointments_appointment
WHERE location_id = %(location)s AND lane_id IS NOT NULL AND id <> %(without)s
  AND starts_at >= %(first)s AND starts_at < %(last)s
  AND NOT (state = 'held' AND (held_until IS NULL OR held_until <= %(now)s))
  AND NOT (state = 'cancelled' AND (reoffer_at IS NULL OR reoffer_at <= %(now)s))
GROUP BY lane_id
UNION ALL
-- what the calendars of the hosts say
SELECT 'busy', lane.id, range_agg(int8range(
    extract(epoch from block.starts_at)::bigint / 300,
    (extract(epoch from block.ends_at)::bigint + 299) / 300))::text
FROM appointments_capacitylane lane
JOIN appointments_personalcalendar calendar ON calendar.user_id = lane.host_id
JOIN appointments_busyblock block ON block.calendar_id = calendar.id
WHERE lane.location_id = %(location)s AND lane.is_active
  AND block.ends_at > %(first)s AND block.starts_at < %(last)s
GROUP BY lane.id
"""
_BRACKETS = str.maketrans("", "", "{}[)")
A_DAY = 24 * 60 // TICK


_SKILLS = CapacityLane.skills.through.objects.filter(capacitylane=OuterRef("pk")).values("skill_id")
_WORKING = (
    CapacityBlock.lanes.through.objects.filter(capacityblock=OuterRef("pk"))
    .order_by("capacitylane__position", "capacitylane_id")
    .values("capacitylane_id")
)


@dataclass(frozen=True)
class Wish:
    """What somebody comes for: so many ticks of a lane with all these skills, somewhere; from the
    first day of all the products to the last."""

    location: Location
    policy: BookingPolicy
    kind: str
    minutes: int
    length: int
    skills: frozenset[int]
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def took(self) -> dt.timedelta:
        """How long the lane is taken."""
        return dt.timedelta(minutes=self.length * TICK)


@dataclass(frozen=True)
class Plan:
    """What holds at a place in a number of days, apart from what is taken."""

    room: rules.Room
    view: rules.View
    days: tuple[dt.date, ...]
    # where each day begins, and where the last one ends
    begins: tuple[int, ...]


@dataclass(frozen=True)
class Moments:
    """At which moments an appointment may begin."""

    days: tuple[dt.date, ...]
    begins: tuple[int, ...]
    base: int
    starts: int

    def counts(self) -> list[tuple[dt.date, int]]:
        """Every day that was asked with its number of free moments."""
        return [(day, self._of(number).bit_count()) for number, day in enumerate(self.days)]

    def of_day(self, day: dt.date) -> list[dt.datetime]:
        """The free moments of one day, in Belgian time."""
        if day not in self.days:
            return []
        number = self.days.index(day)
        return list(self._moments(self._of(number), self.begins[number]))

    def first(self, number: int = 1) -> list[dt.datetime]:
        """The soonest free moments."""
        found: list[dt.datetime] = []
        for moment in self._moments(self.starts, 0):
            found.append(moment)
            if len(found) == number:
                break
        return found

    def all(self) -> list[dt.datetime]:
        """Every free moment, the soonest first, in Belgian time."""
        return list(self._moments(self.starts, 0))

    def nearest(self, moment: dt.datetime, number: int = 6) -> list[dt.datetime]:
        """The free moments closest to ``moment``, in order of time."""
        wanted = rules.tick_of(moment) - self.base
        after = self._moments(self.starts >> max(wanted, 0), max(wanted, 0))
        later = [each for each, _ in zip(after, range(number), strict=False)]
        earlier: list[dt.datetime] = []
        rest = self.starts & rules.mask(0, max(wanted, 0))
        while rest and len(earlier) < number:
            last = rest.bit_length() - 1
            earlier.append(_local(self.base + last))
            rest ^= 1 << last
        close = sorted([*earlier, *later], key=lambda each: abs(each - moment))
        return sorted(close[:number])

    def has(self, moment: dt.datetime) -> bool:
        tick = rules.tick_of(moment)
        return (
            rules.moment_of(tick) == moment
            and tick >= self.base
            and bool(self.starts >> (tick - self.base) & 1)
        )

    def __bool__(self) -> bool:
        return bool(self.starts)

    def _of(self, number: int) -> int:
        begin, end = self.begins[number], self.begins[number + 1]
        return self.starts >> begin & rules.mask(0, end - begin)

    def _moments(self, bits: int, offset: int) -> Iterator[dt.datetime]:
        while bits:
            lowest = bits & -bits
            yield _local(self.base + offset + lowest.bit_length() - 1)
            bits ^= lowest


def wish(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    kind: str = Kind.COUNTER,
    policy: BookingPolicy | None = None,
    host: User | None = None,
) -> Wish:
    """What ``items`` (product and persons) need at ``location``, if wanted only with one
    colleague. Raises ValueError without any."""
    policy = policy or policy_of(location)
    lengths = [
        (each.minutes, each.minutes_per_extra_person, each.shared_minutes, persons)
        for each, persons in items
    ]
    turnover = policy.travel_minutes if kind == Kind.HOME else policy.turnover_minutes
    return Wish(
        location=location,
        policy=policy,
        kind=kind,
        minutes=rules.duration(lengths),
        length=rules.duration(lengths, turnover=turnover) // TICK,
        skills=skills_of([each for each, _ in items]) | _only(host.pk if host else None),
        first=max((each.starts_on for each, _ in items if each.starts_on), default=None),
        last=min((each.ends_on for each, _ in items if each.ends_on), default=None),
    )


def wish_of(appointment: Appointment, place: Location | None = None) -> Wish:
    """What an appointment needs, where it is or at another ``place``. Who made it with somebody,
    keeps it with that person."""
    appointment.read_items()
    return wish(
        location=place or appointment.location,
        items=[(item.product, item.persons) for item in appointment.items.all()],
        kind=appointment.kind,
        host=appointment.host,
    )


def _only(host: int | None) -> frozenset[int]:
    """Being one certain colleague, as a skill that nobody else has."""
    return frozenset([-host] if host else [])


def skills_of(products: Iterable[Product]) -> frozenset[int]:
    """Everything that one must be able to do for ``products``."""
    numbers = sorted(each.pk for each in products)
    return kept(f"skills.{'.'.join(map(str, numbers))}", lambda: _read_skills(numbers))


def _read_skills(products: list[int]) -> frozenset[int]:
    links = Product.skills.through.objects.filter(product__in=products)
    return frozenset(links.values_list("skill_id", flat=True))


def lanes_by_place() -> dict[int, tuple[rules.Lane, ...]]:
    """The lanes that are in use, by the number of their place and in their order."""
    return kept("lanes", _read_lanes)


def _read_lanes() -> dict[int, tuple[rules.Lane, ...]]:
    found: defaultdict[int, list[rules.Lane]] = defaultdict(list)
    for place, pk, position, host, skills in (
        CapacityLane.objects.filter(is_active=True)
        .order_by("position", "pk")
        .values_list("location", "pk", "position", "host", ArraySubquery(_SKILLS))
    ):
        found[place].append(rules.Lane(pk, frozenset(skills) | _only(host), position))
    return {place: tuple(lanes) for place, lanes in found.items()}


def horizon(policy: BookingPolicy, *, staff: bool = False) -> int:
    """How many days from today on may be booked, today included."""
    return 1 + (policy.staff_horizon_days if staff else policy.horizon_days)


def free_moments(
    wanted: Wish,
    *,
    staff: bool = False,
    first: dt.date | None = None,
    number: int | None = None,
    without: Appointment | None = None,
) -> Moments:
    """When ``wanted`` fits: in ``number`` days from ``first`` on, or as far as may be booked.

    ``staff`` sees up to the ceiling for colleagues and without notice. The own time of
    ``without`` counts as free: for who moves an appointment.
    """
    plan = look(wanted, staff=staff, first=first, number=number)
    return moments(wanted, with_taken(wanted, plan, without=without))


def look(
    wanted: Wish, *, staff: bool = False, first: dt.date | None = None, number: int | None = None
) -> Plan:
    """What holds in these days, without what is taken: that may be asked later, in a lock."""
    policy, today = wanted.policy, clock.today()
    first = max(first or today, today)
    far = today + dt.timedelta(days=horizon(policy, staff=staff) - 1)
    number = min(number or 10_000, max(0, (far - first).days + 1))
    days = tuple(first + dt.timedelta(days=each) for each in range(number))
    ticks = [rules.day_begin(day) for day in (*days, first + dt.timedelta(days=number))]
    base, begins = ticks[0], tuple(tick - ticks[0] for tick in ticks)
    room = kept(
        f"room.{wanted.location.pk}.{wanted.kind}.{first}.{number}",
        lambda: _room(wanted, today, days, begins, base),
    )
    now = clock.now()
    lead = dt.timedelta(0) if staff else dt.timedelta(minutes=policy.lead_minutes)
    # a tick that has begun is too late
    earliest = -(-int((now + lead).timestamp()) // (TICK * 60)) - base
    until = begins[-1]
    if wanted.first:
        earliest = max(earliest, rules.day_begin(max(wanted.first, first)) - base)
    if wanted.last:
        until = min(until, rules.day_begin(min(wanted.last, far) + ONE_DAY) - base)
    view = rules.View(
        earliest=max(0, earliest),
        until=until,
        grid=1 if staff else policy.grid_minutes // TICK,
        staff=staff,
        share=policy.same_day_share,
        later_days=rules.day_begin(today + ONE_DAY) - base,
    )
    return Plan(room, view, days, begins)


def policy_of(location: Location) -> BookingPolicy:
    """How booking goes at a place, from the memory of this process."""
    return kept(f"policy.{location.pk}", lambda: BookingPolicy.objects.of(location))


def _room(
    wanted: Wish, today: dt.date, days: Sequence[dt.date], begins: Sequence[int], base: int
) -> rules.Room:
    """The lanes, blocks and opening hours of a place in these days, with nothing taken."""
    lanes = {lane.pk: lane for lane in lanes_by_place().get(wanted.location.pk, ())}
    since = (days[0] - today).days if days else 0
    opened = _opened(wanted, today)[since : since + len(days)]
    return rules.Room(
        base=base,
        size=begins[-1],
        lanes=lanes,
        blocks=_blocks(wanted, days, begins, base, opened, set(lanes)),
        opening=_opening(wanted.kind, opened, begins, base),
        taken={},
    )


def with_taken(wanted: Wish, plan: Plan, *, without: Appointment | None = None) -> Plan:
    """The same plan with what is taken at this moment."""
    taken, busy = _taken_and_busy(wanted.location, plan, without)
    return replace(plan, room=replace(plan.room, taken=taken, busy=busy))


def moments(wanted: Wish, plan: Plan) -> Moments:
    per_lane = rules.starts(plan.room, plan.view, length=wanted.length, skills=wanted.skills)
    either = 0
    for begins in per_lane.values():
        either |= begins
    return Moments(plan.days, plan.begins, plan.room.base, either)


def lanes_for(wanted: Wish, plan: Plan, start: dt.datetime) -> list[int]:
    """Which lanes can take it at ``start``, the wisest choice first; none = not free."""
    tick = rules.tick_of(start)
    if rules.moment_of(tick) != start or not 0 <= tick - plan.room.base < plan.room.size:
        return []
    return rules.best_lane(
        plan.room,
        plan.view,
        start=tick - plan.room.base,
        length=wanted.length,
        skills=wanted.skills,
    )


def _local(tick: int) -> dt.datetime:
    # looking up which zone is ours costs more than the rest
    return timezone.localtime(rules.moment_of(tick), timezone.get_default_timezone())


def _tick(day_begin: int, day_end: int, base: int, day: dt.date, time: dt.time) -> int:
    """The tick of a time on a day, counted from the begin of the room."""
    if day_end - day_begin == A_DAY:
        return day_begin - (-(time.hour * 60 + time.minute) // TICK)
    # the clock goes forward or back on this day
    return rules.tick_at(day, time) - base


def _opening(kind: str, opened: Iterable[opening.Day], begins: Sequence[int], base: int) -> int:
    """When an appointment may take place: at the counter while the place is open; at home and by
    video the whole of a day on which it opens, because colleagues then often work after hours."""
    bits = 0
    for number, day in enumerate(opened):
        if not day.is_open:
            continue
        begin, end = begins[number], begins[number + 1]
        if kind != Kind.COUNTER:
            bits |= rules.mask(begin, end)
            continue
        for period in day.periods:
            bits |= rules.mask(
                _tick(begin, end, base, day.day, period.opens_at),
                _tick(begin, end, base, day.day, period.closes_at),
            )
    return bits


def _blocks(
    wanted: Wish,
    days: Sequence[dt.date],
    begins: Sequence[int],
    base: int,
    opened: Sequence[opening.Day],
    lanes: set[int],
) -> tuple[rules.Block, ...]:
    rows = kept(
        f"blocks.{wanted.location.pk}.{wanted.kind}",
        lambda: _read_blocks(wanted.location, wanted.kind),
    )
    working: dict[int, tuple[int, ...]] = {
        row.pk: tuple(lane for lane in each if lane in lanes)
        for row, each in ((row, vars(row)["working"]) for row in rows)
    }
    blocks = []
    for number, day in enumerate(days):
        if not opened[number].is_open:
            continue
        for row in blocks_of_day(rows, day):
            if row.starts_at is None or row.ends_at is None:
                continue
            begin, end = begins[number], begins[number + 1]
            blocks.append(
                rules.Block(
                    begin=_tick(begin, end, base, day, row.starts_at),
                    end=_tick(begin, end, base, day, row.ends_at),
                    lanes=working[row.pk],
                    public=row.public_ceiling,
                    staff=row.staff_ceiling,
                    reserve=row.walk_in_reserve,
                )
            )
    return tuple(blocks)


def _read_blocks(location: Location, kind: str) -> list[CapacityBlock]:
    """The rules of today and later."""
    rows = CapacityBlock.objects.between(clock.today(), dt.date.max)
    return list(rows.filter(location=location, kind=kind).annotate(working=ArraySubquery(_WORKING)))


def _opened(wanted: Wish, today: dt.date) -> Sequence[opening.Day]:
    """From today on, as far as anybody may book: whatever days are asked, it is read once."""
    place = wanted.location
    number = max(horizon(wanted.policy), horizon(wanted.policy, staff=True))
    return kept(f"opened.{place.pk}.{today}.{number}", lambda: opening.days(place, today, number))


def blocks_of_day(rows: Sequence[CapacityBlock], day: dt.date) -> list[CapacityBlock]:
    """Of the rules of one kind those that hold on ``day``: its own, else the weekly ones."""
    own = [row for row in rows if row.day == day]
    return own or [
        row
        for row in rows
        if row.day is None
        and row.weekday == day.weekday()
        and row.valid_from <= day
        and (row.valid_until is None or row.valid_until >= day)
    ]


def _taken_and_busy(
    location: Location, plan: Plan, without: Appointment | None
) -> tuple[dict[int, int], dict[int, int]]:
    """Per lane what appointments have, and when its host is not free, in one statement."""
    base, size = plan.room.base, plan.room.size
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKEN,
            {
                "location": location.pk,
                "without": without.pk if without else 0,
                # what began the day before may still run
                "first": rules.moment_of(base) - ONE_DAY,
                "last": rules.moment_of(base + size),
                "now": clock.now(),
            },
        )
        rows = cursor.fetchall()
    found: dict[str, dict[int, int]] = {"taken": {}, "busy": {}}
    for sort, lane, text in rows:
        found[sort][lane] = _bits(text, base) & rules.mask(0, size)
    return found["taken"], found["busy"]


def _bits(ranges: str, base: int) -> int:
    """The ticks in a multirange of PostgreSQL such as ``{[3,9),[12,15)}``."""
    numbers = map(int, ranges.translate(_BRACKETS).split(","))
    # a day at a time: on small integers a thousand appointments cost next to nothing
    days: defaultdict[int, int] = defaultdict(int)
    for begin, end in zip(numbers, numbers, strict=True):
        day, first = divmod(begin - base, A_DAY)
        days[day] |= ((1 << (end - begin)) - 1) << first
    bits = 0
    for day, ticks in days.items():
        shift = day * A_DAY
        bits |= ticks << shift if shift >= 0 else ticks >> -shift
    return bits


def is_over(appointment: Appointment) -> bool:
    """Whether a hold ran out; a confirmed appointment never does."""
    return appointment.state == State.HELD and (
        appointment.held_until is None or appointment.held_until <= clock.now()
    )
