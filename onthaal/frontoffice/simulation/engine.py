"""The event engine: visitors join a line, clerks with skills and shifts call them.

One heap holds what clerks will do next (finish, begin a shift); visitors come from a sorted list.
Events at one moment go in this order: who finishes, who begins a shift (by number of the clerk),
who arrives. Somebody who gives up is taken out of the line when a clerk would call him, with the
moment at which he left: nothing else in the hall depends on it, so it needs no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Line:
    """Those who wait for the same: one class of visitors with one set of skills.

    The score of somebody who waits, in minutes, is ``rate × (now − due) + bonus``, as reception
    calls; before it is due the minutes are below zero and the bonus does not count, so that
    who is early is called only when nobody else waits. Within a line the earliest due goes first.
    ``room`` = can only be served while one of the separate rooms is free.
    """

    rate: float = 1.0
    bonus: float = 0.0
    room: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """From when until when a clerk calls people. ``stays`` = goes on after the end until nobody
    waits any more that he or she can serve, as at closing time; otherwise only the party at the
    counter is finished."""

    start: float
    end: float
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Clerk:
    """``lines`` are the numbers of the lines that this clerk can serve."""

    lines: tuple[int, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """Everything in the hall that does not depend on who comes.

    ``rooms`` None = as many as needed. ``lost_call`` is how many minutes a clerk loses on a
    ticket whose holder has left.
    """

    lines: tuple[Line, ...]
    clerks: tuple[Clerk, ...]
    rooms: int | None = None
    lost_call: float = 0.0
    # per line the clerks that can serve it: who can do least first, so that all-rounders stay free
    able: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        order = sorted(
            range(len(self.clerks)), key=lambda number: (len(self.clerks[number].lines), number)
        )
        able = tuple(
            tuple(number for number in order if line in self.clerks[number].lines)
            for line in range(len(self.lines))
        )
        object.__setattr__(self, "able", able)


@dataclass(slots=True)
class Visitors:
    """Those who come, in the order in which they join a line; one list per fact.

    ``due`` is from when waiting counts, before or after the moment of joining; ``work`` is how long
    they keep a clerk, way to the counter included; ``leaves`` is when they give up.
    """

    joins: list[float] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    leaves: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.joins)


@dataclass(slots=True)
class Served:
    """What became of the visitors, in their own order.

    ``clerk`` is −1 for who was not served: who gave up has ``called`` at the moment of leaving,
    who was still there when the last clerk went home has ``called`` = ``NEVER``. ``busy`` is per
    clerk the minutes with somebody (lost calls included), ``overtime`` the minutes after shifts.
    """

    called: list[float]
    clerk: list[int]
    busy: list[float]
    overtime: list[float]


def run(hall: Hall, visitors: Visitors) -> Served:
    """Let the visitors be served; the same input gives the same answer."""
    joins, due, line_of = visitors.joins, visitors.due, visitors.line
    work, leaves = visitors.work, visitors.leaves
    number = len(joins)
    rates = [line.rate for line in hall.lines]
    bonuses = [line.bonus for line in hall.lines]
    needs_room = [line.room for line in hall.lines]
    rooms = hall.rooms if hall.rooms is not None else number + 1
    able, lost_call = hall.able, hall.lost_call
    serves = [clerk.lines for clerk in hall.clerks]
    shifts = [clerk.shifts for clerk in hall.clerks]
    clerks = len(serves)

    waiting: list[list[tuple[float, int]]] = [[] for _ in hall.lines]
    idle = [False] * clerks
    idle_count = 0
    until = [-NEVER] * clerks
    stays = [False] * clerks
    next_shift = [0] * clerks
    with_whom = [-1] * clerks
    busy = [0.0] * clerks
    overtime = [0.0] * clerks
    called = [NEVER] * number
    who = [-1] * number
    # (moment, 0 = finishes / 1 = begins a shift, clerk)
    events: list[tuple[float, int, int]] = []
    for clerk, own in enumerate(shifts):
        if own:
            heappush(events, (own[0].start, 1, clerk))

    coming = 0
    arrival = joins[0] if number else NEVER
    while True:
        event = events[0][0] if events else NEVER
        if arrival < event:
            now, party = arrival, coming
            coming += 1
            arrival = joins[coming] if coming < number else NEVER
            line = line_of[party]
            if idle_count and (rooms or not needs_room[line]):
                for clerk in able[line]:
                    if idle[clerk]:
                        idle[clerk] = False
                        idle_count -= 1
                        if now < until[clerk]:
                            break
                        # the shift ended while nobody came
                        if next_shift[clerk] < len(shifts[clerk]):
                            begin = shifts[clerk][next_shift[clerk]].start
                            heappush(events, (begin if begin > now else now, 1, clerk))
                else:
                    heappush(waiting[line], (due[party], party))
                    continue
                called[party] = now
                who[party] = clerk
                with_whom[clerk] = party
                minutes = work[party]
                busy[clerk] += minutes
                if needs_room[line]:
                    rooms -= 1
                heappush(events, (now + minutes, 0, clerk))
            else:
                heappush(waiting[line], (due[party], party))
            continue
        if event == NEVER:
            break
        now, kind, clerk = heappop(events)
        room_came_free = False
        if kind:
            shift = shifts[clerk][next_shift[clerk]]
            next_shift[clerk] += 1
            # one that went by while the clerk was still busy with the one before takes no time
            until[clerk] = shift.end if shift.end > now else now
            stays[clerk] = shift.stays
        else:
            party = with_whom[clerk]
            if party >= 0:
                with_whom[clerk] = -1
                if needs_room[line_of[party]]:
                    rooms += 1
                    room_came_free = True
        if now < until[clerk] or stays[clerk]:
            # whom to call
            while True:
                best_line, best, best_due = -1, -NEVER, NEVER
                for line in serves[clerk]:
                    queue = waiting[line]
                    if queue and (rooms or not needs_room[line]):
                        since = queue[0][0]
                        score = now - since
                        if score >= 0:
                            score = rates[line] * score + bonuses[line]
                        if score > best or (score == best and since < best_due):
                            best_line, best, best_due = line, score, since
                if best_line < 0:
                    break
                party = heappop(waiting[best_line])[1]
                if leaves[party] >= now:
                    break
                called[party] = leaves[party]
                if lost_call:
                    party = -1
                    break
            if best_line >= 0:
                if party >= 0:
                    called[party] = now
                    who[party] = clerk
                    minutes = work[party]
                    if needs_room[best_line]:
                        rooms -= 1
                else:
                    minutes = lost_call
                with_whom[clerk] = party
                busy[clerk] += minutes
                heappush(events, (now + minutes, 0, clerk))
            elif now < until[clerk]:
                idle[clerk] = True
                idle_count += 1
            else:
                overtime[clerk] += now - until[clerk]
                if next_shift[clerk] < len(shifts[clerk]):
                    begin = shifts[clerk][next_shift[clerk]].start
                    heappush(events, (begin if begin > now else now, 1, clerk))
        else:
            overtime[clerk] += now - until[clerk]
            if next_shift[clerk] < len(shifts[clerk]):
                begin = shifts[clerk][next_shift[clerk]].start
                heappush(events, (begin if begin > now else now, 1, clerk))
        if room_came_free and rooms and idle_count:
            # somebody else may stand idle because only a room was missing
            for line, queue in enumerate(waiting):
                if queue and needs_room[line]:
                    for other in able[line]:
                        if idle[other]:
                            idle[other] = False
                            idle_count -= 1
                            if now < until[other]:
                                heappush(events, (now, 0, other))
                                break
                            if next_shift[other] < len(shifts[other]):
                                begin = shifts[other][next_shift[other]].start
                                heappush(events, (begin if begin > now else now, 1, other))
    _look_who_left(waiting, called, leaves)
    return Served(called, who, busy, overtime)


def _look_who_left(
    waiting: Sequence[list[tuple[float, int]]], called: list[float], leaves: Sequence[float]
) -> None:
    """Who is in line when everybody has gone home gave up at his own moment, if he had one."""
    for queue in waiting:
        for _, party in queue:
            called[party] = leaves[party]
