"""The appointments of one day at one place: lanes filled within their blocks. Pure."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onthaal.appointments.rules.length import duration
from onthaal.lindeveld.hall import Block
from onthaal.lindeveld.visits import demand
from onthaal.lindeveld.visits.demand import Item, Kind, Mix

# how much of the usual filling is booked so many days ahead
_AHEAD = (1.0, 0.95, 0.9, 0.85, 0.8, 0.72, 0.66, 0.6)
_CANCELLED = 0.06


@dataclass(slots=True)
class Booking:
    """``starts_at`` to ``ends_at`` with the lane taken until ``room_until``; ``state`` is a value
    of appointments.State."""

    lane: str
    kind: str
    items: list[Item]
    starts_at: dt.datetime
    ends_at: dt.datetime
    room_until: dt.datetime
    booked_at: dt.datetime
    booked_by: str
    state: str
    cancelled_at: dt.datetime | None = None
    arrives_at: dt.datetime | None = None
    served_at: dt.datetime | None = None


@dataclass(frozen=True)
class Desk:
    """What holds for the bookings of a place. ``lanes`` gives the skills of each, ``staffed`` the
    skill sets of who is there at a moment."""

    lanes: dict[str, frozenset[int]]
    kinds: Sequence[Kind]
    grid: int
    turnover: int
    travel: int
    local: Callable[[dt.date, int], dt.datetime]


def of_day(
    day: dt.date,
    blocks: Sequence[Block],
    desk: Desk,
    staffed: Callable[[int], Sequence[frozenset[int]]],
    *,
    now: dt.datetime,
    today: dt.date,
    chance: random.Random,
) -> list[Booking]:
    """Everything that was ever booked for ``day``, in the order of time."""
    ahead = (day - today).days
    share = 1.0 if ahead <= 0 else _AHEAD[ahead] if ahead < len(_AHEAD) else 0.9**ahead + 0.06
    found: list[Booking] = []
    for block in blocks:
        begin, end = _seconds(block.starts_at), _seconds(block.ends_at)
        crews = staffed(begin)
        for lane in block.lanes:
            mix = _mix(desk, lane, block.kind, crews, day.month)
            if mix is None:
                continue
            turnover = desk.travel if block.kind == "home" else desk.turnover
            at = begin
            while at < end:
                if chance.random() > block.fill * share:
                    at += 15 * 60
                    continue
                items = demand.items(mix, chance, several=0.12)
                sizes = [
                    (kind.minutes, kind.per_person, kind.shared, people) for kind, people in items
                ]
                length = duration(sizes) * 60
                taken = duration(sizes, turnover=turnover) * 60
                if at + taken > end:
                    at += 15 * 60
                    continue
                booking = _book(day, at, length, taken, desk, ahead, now, chance)
                booking.lane, booking.kind, booking.items = lane, block.kind, items
                found.append(booking)
                step = desk.grid * 60
                at += -(-taken // step) * step
    found.sort(key=lambda booking: booking.starts_at)
    return found


def _mix(
    desk: Desk, lane: str, kind: str, crews: Sequence[frozenset[int]], month: int
) -> Mix | None:
    """What is booked in a lane: what it can do, and somebody who is there can serve."""
    able = [
        each
        for each in desk.kinds
        if each.is_booked
        and each.skills
        and each.skills <= desk.lanes[lane]
        and (kind == "counter" or kind in each.channels)
        and (kind != "counter" or any(each.skills <= crew for crew in crews))
    ]
    mix = Mix(able, demand.BOOKED, month)
    return mix if mix.kinds else None


def _book(
    day: dt.date,
    at: int,
    length: int,
    taken: int,
    desk: Desk,
    ahead: int,
    now: dt.datetime,
    chance: random.Random,
) -> Booking:
    starts_at = desk.local(day, at)
    lead = demand.lead_days(chance, at_least=max(0, ahead))
    booked_at = starts_at - dt.timedelta(
        days=lead, minutes=75 + chance.randrange(60 * 5), seconds=chance.randrange(60)
    )
    booked_at = min(booked_at, now - dt.timedelta(minutes=1 + chance.randrange(600)))
    booking = Booking(
        lane="",
        kind="",
        items=[],
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(seconds=length),
        room_until=starts_at + dt.timedelta(seconds=taken),
        booked_at=booked_at,
        booked_by=demand.how_booked(chance),
        state="booked",
    )
    if chance.random() < _CANCELLED:
        share = chance.random()
        cancelled_at = booked_at + share * (min(starts_at, now) - booked_at)
        booking.state, booking.cancelled_at = "cancelled", cancelled_at
        return booking
    if demand.stays_away(lead, chance):
        if starts_at + dt.timedelta(minutes=30) < now:
            booking.state = "missed"
        return booking
    early = dt.timedelta(seconds=chance.gauss(7 * 60, 5 * 60))
    if chance.random() < 0.02:
        early = -dt.timedelta(minutes=16 + chance.randrange(20))
    booking.arrives_at = starts_at - early
    return booking


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60
