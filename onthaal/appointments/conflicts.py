"""Which appointments would lose their place when the room changes, before it does, and which of
them lost it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models.functions import TruncDate, TruncTime
from django.utils import timezone

from onthaal.appointments.availability import blocks_of_day
from onthaal.appointments.models import Appointment, CapacityBlock, CapacityLane, Kind
from onthaal.catalogue.models import Skill
from onthaal.core import clock
from onthaal.organisation import opening
from onthaal.organisation.models import Location
from onthaal.people.models import User

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A block with its lanes, also one that is not stored yet."""

    block: CapacityBlock
    lanes: frozenset[int]


def rules_of(location: Location, kind: str) -> list[Rule]:
    """Every rule of a place and kind that holds today or later."""
    rows = (
        CapacityBlock.objects.filter(location=location, kind=kind, withdrawn_at__isnull=True)
        .exclude(valid_until__lt=clock.today())
        .prefetch_related("lanes")
    )
    return [Rule(row, frozenset(lane.pk for lane in row.lanes.all())) for row in rows]


def hit_by_blocks(
    location: Location,
    kind: str,
    *,
    ended: CapacityBlock | None = None,
    last_day: dt.date | None = None,
    new: Sequence[CapacityBlock] = (),
    lanes: Collection[CapacityLane] = (),
) -> list[Appointment]:
    """The coming appointments that fit in today's rules and no more in those after the change:
    ``ended`` holds up to and with ``last_day``, ``new`` ones come with ``lanes``."""
    before = rules_of(location, kind)
    own = frozenset(lane.pk for lane in lanes)
    after = [*before, *(Rule(block, own) for block in new)]
    coming = (
        Appointment.objects.coming()
        .filter(location=location, kind=kind, lane__isnull=False, starts_at__gt=clock.now())
        .select_related("location", "lane")
        .prefetch_related("items__product")
    )
    return [
        row
        for row in coming
        if _fits(row, before) and not _fits(row, after, ended=ended, last_day=last_day)
    ]


def hit_by_lane(
    lane: CapacityLane, *, is_active: bool, skills: Collection[Skill], host: User | None
) -> list[Appointment]:
    """The coming appointments on a lane that will stop, can do less or is of somebody else."""
    if lane.pk is None:
        return []
    # the row itself may hold what was typed
    was = CapacityLane.objects.filter(pk=lane.pk).values_list("host", flat=True).first()
    other_host = was != (host.pk if host else None)
    coming = (
        Appointment.objects.coming()
        .filter(lane=lane, starts_at__gt=clock.now())
        .select_related("location", "lane")
        .prefetch_related("items__product__skills")
    )
    can = {skill.pk for skill in skills}
    return [
        row
        for row in coming
        if not is_active
        or other_host
        or any(
            skill.pk not in can for item in row.items.all() for skill in item.product.skills.all()
        )
    ]


@dataclass(frozen=True)
class Lost:
    """A coming appointment that nobody could make any more as things stand."""

    appointment: Appointment
    is_closed: bool
    note: str = ""

    @property
    def reason(self) -> str:
        if self.is_closed:
            return f"Gesloten: {self.note}" if self.note else "Gesloten op dat uur"
        return "Geen baan die dan afspraken neemt"


def lost(*, only_closed: bool = False, seen_by: User | None = None) -> list[Lost]:
    """The coming appointments at an hour at which the place is closed or its lane takes none,
    soonest first; ``only_closed`` leaves the lanes out, ``seen_by`` what this colleague may not
    see. A few statements for each place."""
    found: dict[int, tuple[bool, str]] = {}
    for place, rows in _coming_hours().items():
        first, last = rows[0].day, rows[-1].day
        days = {day.day: day for day in opening.days(place, first, (last - first).days + 1)}
        kinds = () if only_closed else {row.kind for row in rows}
        blocks = {kind: rules_of(place, kind) for kind in kinds}
        # many have a day in common
        held = cache(lambda kind, day, blocks=blocks: _of_day(blocks[kind], day))
        for row in rows:
            if not _is_open(row, days[row.day]):
                found[row.pk] = True, days[row.day].note
            elif not only_closed and not (
                row.lane_is_active and _is_inside(row, held(row.kind, row.day))
            ):
                found[row.pk] = False, ""
    # of the many that fit nothing more is asked
    seen = Appointment.objects.visible_to(seen_by) if seen_by else Appointment.objects.all()
    appointments = (
        seen.filter(pk__in=found)
        .select_related("location", "lane")
        .prefetch_related("items__product")
    )
    return [Lost(row, *found[row.pk]) for row in appointments.order_by("starts_at")]


_READ: tuple[Any, ...] = ("kind", "lane", "day", "begin", "end", "pk", "lane__is_active")


@dataclass(frozen=True)
class _Hours:
    """When an appointment is, in Belgian time, and whom it needs."""

    kind: str
    lane_id: int | None
    day: dt.date
    begin: dt.time
    end: dt.time
    pk: int = 0
    lane_is_active: bool = True


def _coming_hours() -> dict[Location, list[_Hours]]:
    """Those of every place, soonest first. There are thousands: the database reckons what hour it
    is, and no more of them is read than that."""
    rows = (
        Appointment.objects.coming()
        .filter(lane__isnull=False, starts_at__gt=clock.now())
        .annotate(
            day=TruncDate("starts_at"), begin=TruncTime("starts_at"), end=TruncTime("ends_at")
        )
        .order_by("starts_at")
    )
    found: defaultdict[int, list[_Hours]] = defaultdict(list)
    for place, *hours in rows.values_list("location", *_READ):
        found[place].append(_Hours(*hours))
    places = Location.objects.in_bulk(found)
    return {places[pk]: hours for pk, hours in found.items()}


def _hours(row: Appointment) -> _Hours:
    begin, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return _Hours(row.kind, row.lane_id, begin.date(), begin.time(), end.time())


def is_closed(row: Appointment) -> bool:
    """Whether the place is closed when this appointment should be."""
    hours = _hours(row)
    (day,) = opening.days(row.location, hours.day, 1)
    return not _is_open(hours, day)


def _is_open(hours: _Hours, day: opening.Day) -> bool:
    """At home and by video it counts only that the place opens at all that day."""
    if hours.kind != Kind.COUNTER:
        return day.is_open
    reached = hours.begin
    for period in day.periods:
        # periods may touch
        if period.opens_at <= reached < period.closes_at:
            reached = period.closes_at
    return reached >= hours.end and day.is_open


def _fits(
    row: Appointment,
    rules: Iterable[Rule],
    *,
    ended: CapacityBlock | None = None,
    last_day: dt.date | None = None,
) -> bool:
    hours = _hours(row)
    over = ended is not None and (last_day is None or hours.day > last_day)
    left = [rule for rule in rules if not (over and rule.block.pk and rule.block == ended)]
    return _is_inside(hours, _of_day(left, hours.day))


def _of_day(rules: Sequence[Rule], day: dt.date) -> list[Rule]:
    """Those that hold on ``day``."""
    held = blocks_of_day([rule.block for rule in rules], day)
    return [rule for rule in rules if any(rule.block is block for block in held)]


def _is_inside(hours: _Hours, held: Iterable[Rule]) -> bool:
    """Whether it and its lane fit in one of the rules that hold on its day."""
    return any(
        rule.block.starts_at is not None
        and rule.block.ends_at is not None
        and rule.block.starts_at <= hours.begin
        and hours.end <= rule.block.ends_at
        and hours.lane_id in rule.lanes
        for rule in held
    )
