"""The week of a place as a picture: which lanes work when, and what of it is taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from onthaal.appointments import availability
from onthaal.appointments.availability import Wish, blocks_of_day
from onthaal.appointments.models import Appointment, CapacityBlock, CapacityLane, Kind
from onthaal.core import clock
from onthaal.organisation import opening
from onthaal.organisation.models import Location

# pixels in the drawing
HOUR, ROW, LEFT, TOP = 56, 26, 0, 18
PREVIEW_DAYS = 14


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True)
class DayPicture:
    """One day: its blocks in words, and the same as bars per lane on a line of hours."""

    day: dt.date
    periods: Sequence[opening.Period]
    note: str
    blocks: Sequence[CapacityBlock]
    bars: Sequence[Bar]
    lanes: Sequence[tuple[str, float]]
    hours: Sequence[tuple[int, float]]
    width: float
    height: float
    minutes: int
    taken: int

    @property
    def is_open(self) -> bool:
        return bool(self.periods)

    @property
    def share(self) -> int:
        """Percent of the lanes' time that is taken."""
        return round(100 * self.taken / self.minutes) if self.minutes else 0


@dataclass
class _Scale:
    first: int = 8
    last: int = 18
    rows: dict[int, float] = field(default_factory=dict)

    def x(self, time: dt.time) -> float:
        return LEFT + HOUR * (time.hour + time.minute / 60 - self.first)


def week_of(place: Location, monday: dt.date) -> list[DayPicture]:
    """Monday to Sunday of the week; days without blocks stay empty."""
    days = opening.days(place, monday, 7)
    rows = list(
        CapacityBlock.objects.between(monday, monday + dt.timedelta(days=6))
        .filter(location=place)
        .prefetch_related("lanes")
    )
    lanes = list(CapacityLane.objects.filter(location=place))
    booked = _booked(place, monday)
    times = [
        time
        for time in (
            *(each for row in rows for each in (row.starts_at, row.ends_at)),
            *(each for day in days for period in day.periods for each in _ends(period)),
        )
        if time is not None
    ]
    scale = _Scale(
        first=min((time.hour for time in times), default=8),
        last=max((time.hour + bool(time.minute) for time in times), default=18),
    )
    return [_day(day, rows, lanes, booked.get(day.day, []), scale) for day in days]


def _day(
    day: opening.Day,
    rows: Sequence[CapacityBlock],
    lanes: Sequence[CapacityLane],
    booked: Sequence[Appointment],
    scale: _Scale,
) -> DayPicture:
    blocks = [
        block
        for kind in Kind.values
        for block in blocks_of_day([row for row in rows if row.kind == kind], day.day)
    ]
    working = [block for block in blocks if block.starts_at and block.ends_at and day.is_open]
    used = {lane.pk for block in working for lane in block.lanes.all()}
    used |= {row.lane_id for row in booked if row.lane_id}
    shown = [lane for lane in lanes if lane.pk in used]
    places = {lane.pk: TOP + ROW * number for number, lane in enumerate(shown)}
    bars, minutes = [], 0
    height = TOP + ROW * len(shown)
    for period in day.periods:
        begin, end = scale.x(period.opens_at), scale.x(period.closes_at)
        bars.append(Bar(begin, TOP, end - begin, height - TOP, "open"))
    for block in working:
        if block.starts_at is None or block.ends_at is None:
            continue
        begin, end = scale.x(block.starts_at), scale.x(block.ends_at)
        for lane in block.lanes.all():
            minutes += round((end - begin) / HOUR * 60)
            bars.append(Bar(begin, places[lane.pk] + 4, end - begin, ROW - 8, block.kind))
    taken = 0
    for row in booked:
        if row.lane_id is None:
            continue
        until = timezone.localtime(row.room_until or row.ends_at)
        begin, end = scale.x(timezone.localtime(row.starts_at).time()), scale.x(until.time())
        taken += round((end - begin) / HOUR * 60)
        bars.append(Bar(begin + 0.5, places[row.lane_id] + 7, end - begin - 1, ROW - 14, "taken"))
    return DayPicture(
        day=day.day,
        periods=day.periods,
        note=day.note,
        blocks=blocks,
        bars=bars,
        lanes=[(lane.name, places[lane.pk] + ROW / 2 + 4) for lane in shown],
        hours=[
            (hour, LEFT + HOUR * (hour - scale.first))
            for hour in range(scale.first, scale.last + 1)
        ],
        width=LEFT + HOUR * (scale.last - scale.first),
        height=height,
        minutes=minutes,
        taken=taken,
    )


def _booked(place: Location, monday: dt.date) -> dict[dt.date, list[Appointment]]:
    begin = timezone.make_aware(dt.datetime.combine(monday, dt.time()))
    rows = (
        Appointment.objects.taking_room(clock.now())
        .filter(
            location=place,
            lane__isnull=False,
            starts_at__gte=begin,
            starts_at__lt=begin + dt.timedelta(days=7, hours=1),
        )
        .order_by("starts_at")
    )
    found: dict[dt.date, list[Appointment]] = {}
    for row in rows:
        found.setdefault(timezone.localdate(row.starts_at), []).append(row)
    return found


def _ends(period: opening.Period) -> tuple[dt.time, dt.time]:
    return period.opens_at, period.closes_at


@dataclass(frozen=True)
class Preview:
    """What residents and colleagues see free on a day."""

    day: dt.date
    residents: int
    colleagues: int
    first: dt.datetime | None


def preview(wanted: Wish) -> list[Preview]:
    """The coming two weeks as a resident would find them, beside what a colleague may book on the
    same moments."""
    mine = availability.free_moments(wanted, number=PREVIEW_DAYS)
    theirs = availability.free_moments(wanted, staff=True, number=PREVIEW_DAYS)
    grid = wanted.policy.grid_minutes
    rows = []
    for day, number in mine.counts():
        own = mine.of_day(day)
        colleagues = sum(each.minute % grid == 0 for each in theirs.of_day(day))
        rows.append(Preview(day, number, colleagues, own[0] if own else None))
    return rows
