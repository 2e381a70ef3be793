"""Which appointments would lose their place when the room changes, before it does, and which of
them lost it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import prefetch_related_objects
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


def lost(*, only_closed: bool = False) -> list[Lost]:
    """The coming appointments at an hour at which the place is closed or its lane takes none,
    soonest first; ``only_closed`` leaves the lanes out. A few statements for each place."""
    coming = Appointment.objects.coming().filter(lane__isnull=False, starts_at__gt=clock.now())
    # there are thousands of these in a few places, so the places are not read with each
    locations, lanes = Location.objects.in_bulk(), CapacityLane.objects.in_bulk()
    places: defaultdict[Location, list[Appointment]] = defaultdict(list)
    for row in coming:
        row.location, row.lane = locations[row.location_id], lanes[row.lane_id or 0]
        places[row.location].append(row)
    found: list[Lost] = []
    for place, rows in places.items():
        first = timezone.localdate(rows[0].starts_at)
        number = (timezone.localdate(rows[-1].starts_at) - first).days + 1
        days = {day.day: day for day in opening.days(place, first, number)}
        kinds = () if only_closed else {row.kind for row in rows}
        blocks = {kind: rules_of(place, kind) for kind in kinds}
        # many have a day in common
        held = cache(lambda kind, day, blocks=blocks: _of_day(blocks[kind], day))
        for row in rows:
            day = days[timezone.localdate(row.starts_at)]
            if not _is_open(row, day):
                found.append(Lost(row, is_closed=True, note=day.note))
            elif not only_closed and not (
                row.lane and row.lane.is_active and _is_inside(row, held(row.kind, day.day))
            ):
                found.append(Lost(row, is_closed=False))
    # of the many that fit nothing more is asked
    prefetch_related_objects([each.appointment for each in found], "items__product")
    return sorted(found, key=lambda each: each.appointment.starts_at)


def is_closed(row: Appointment) -> bool:
    """Whether the place is closed when this appointment should be."""
    (day,) = opening.days(row.location, timezone.localdate(row.starts_at), 1)
    return not _is_open(row, day)


def _is_open(row: Appointment, day: opening.Day) -> bool:
    """At home and by video it counts only that the place opens at all that day."""
    if row.kind != Kind.COUNTER:
        return day.is_open
    reached = timezone.localtime(row.starts_at).time()
    end = timezone.localtime(row.ends_at).time()
    for period in day.periods:
        # periods may touch
        if period.opens_at <= reached < period.closes_at:
            reached = period.closes_at
    return reached >= end and day.is_open


def _fits(
    row: Appointment,
    rules: Iterable[Rule],
    *,
    ended: CapacityBlock | None = None,
    last_day: dt.date | None = None,
) -> bool:
    day = timezone.localdate(row.starts_at)
    over = ended is not None and (last_day is None or day > last_day)
    left = [rule for rule in rules if not (over and rule.block.pk and rule.block == ended)]
    return _is_inside(row, _of_day(left, day))


def _of_day(rules: Sequence[Rule], day: dt.date) -> list[Rule]:
    """Those that hold on ``day``."""
    held = blocks_of_day([rule.block for rule in rules], day)
    return [rule for rule in rules if any(rule.block is block for block in held)]


def _is_inside(row: Appointment, held: Iterable[Rule]) -> bool:
    """Whether its hours and its lane fit in one of the rules that hold on its day."""
    start = timezone.localtime(row.starts_at).time()
    end = timezone.localtime(row.ends_at).time()
    return any(
        rule.block.starts_at is not None
        and rule.block.ends_at is not None
        and rule.block.starts_at <= start
        and end <= rule.block.ends_at
        and row.lane_id in rule.lanes
        for rule in held
    )
