"""Where an appointment fits: lanes, blocks, ceilings, opening and what is taken already.

Everything is a set of ticks in one integer, so that sixty days of a busy place are a few
operations. Who looks is a ``View``: residents see less than colleagues, never more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from onthaal.appointments.rules.ticks import every, mask, runs


@dataclass(frozen=True)
class Lane:
    pk: int
    skills: frozenset[int] = frozenset()
    position: int = 0

    def takes(self, wanted: frozenset[int]) -> bool:
        """Whether it has every skill that is ``wanted``. The lane of one person (who is a skill
        below zero) is not for what anybody could do: that would take away the time for which this
        person is needed."""
        return self.skills >= wanted and (bool(wanted) or all(skill >= 0 for skill in self.skills))


@dataclass(frozen=True)
class Block:
    """Hours from tick ``begin`` up to ``end`` of the room in which ``lanes`` work."""

    begin: int
    end: int
    lanes: tuple[int, ...]
    public: int
    staff: int
    reserve: int = 0

    def ceiling(self, *, staff: bool) -> int:
        """How many of the lanes may be taken at once in the eyes of who looks."""
        most = min(self.staff, max(0, len(self.lanes) - self.reserve))
        return most if staff else min(self.public, most)


@dataclass(frozen=True)
class Room:
    """What a place has from tick ``base`` on, for ``size`` ticks. ``opening`` is when an
    appointment may take place; ``taken`` gives per lane the ticks that somebody has, ``busy``
    those at which its host is not free (which say nothing of how full the hall is)."""

    base: int
    size: int
    lanes: Mapping[int, Lane]
    blocks: Sequence[Block]
    opening: int
    taken: Mapping[int, int]
    busy: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """Who looks, and from when until when an appointment may begin (ticks of the room).

    ``share`` percent of what residents may book in a block becomes visible to them only on the
    day itself: blocks that begin at ``later_days`` or after it still keep it back. Of the
    residents' places (the ceiling) the first gives up the end of the block, the second the
    beginning, and so on in turn, so that both early and late moments come free, in one piece.
    """

    earliest: int
    until: int
    grid: int = 1
    staff: bool = False
    share: int = 0
    later_days: int = 0


def free_ticks(room: Room, view: View) -> dict[int, int]:
    """Per lane the ticks that may be given away to who looks."""
    allowed = dict.fromkeys(room.lanes, 0)
    denied = dict.fromkeys(room.lanes, 0)
    for block in room.blocks:
        hours = mask(0, block.end - block.begin)
        full = _full(room, block, view) << block.begin
        for lane in block.lanes:
            if lane in allowed:
                allowed[lane] |= hours << block.begin
                denied[lane] |= full
    return {
        lane: allowed[lane]
        & room.opening
        & ~(denied[lane] | room.taken.get(lane, 0) | room.busy.get(lane, 0))
        for lane in room.lanes
    }


def starts(room: Room, view: View, *, length: int, skills: Collection[int]) -> dict[int, int]:
    """Per lane that has every one of ``skills`` the ticks at which an appointment of ``length``
    ticks may begin."""
    wanted = frozenset(skills)
    moments = every(view.grid, room.base, room.size) & mask(view.earliest, view.until)
    return {
        lane: runs(free, length) & moments
        for lane, free in free_ticks(room, view).items()
        if room.lanes[lane].takes(wanted)
    }


def best_lane(
    room: Room, view: View, *, start: int, length: int, skills: Collection[int]
) -> list[int]:
    """The lanes that can take it from tick ``start``, the wisest choice first.

    Lanes that can do little more than is asked go first, so that rare skills stay free; among
    those the one where it leaves the fewest holes.
    """
    free = free_ticks(room, view)
    fitting = [
        lane
        for lane, begins in starts(room, view, length=length, skills=skills).items()
        if begins >> start & 1
    ]

    def price(lane: int) -> tuple[int, int, int, int]:
        own = room.lanes[lane]
        before = start > 0 and free[lane] >> (start - 1) & 1
        after = free[lane] >> (start + length) & 1
        return (len(own.skills), int(before) + int(after), own.position, lane)

    return sorted(fitting, key=price)


def _full(room: Room, block: Block, view: View) -> int:
    """The ticks of a block, from its begin on, at which who looks gets nothing more."""
    size = block.end - block.begin
    hours = mask(0, size)
    ceiling = block.ceiling(staff=view.staff)
    # at_least[n]: ticks at which n or more of the lanes are taken
    at_least = [hours] + [0] * ceiling
    for lane in block.lanes:
        taken = room.taken.get(lane, 0) >> block.begin & hours
        for number in range(ceiling, 0, -1):
            at_least[number] |= at_least[number - 1] & taken
    full = at_least[ceiling]
    if view.share and not view.staff and block.begin >= view.later_days:
        kept = round(size * view.share / 100)
        early, late = mask(0, kept), mask(size - kept, size)
        in_front, behind = ceiling // 2, ceiling - ceiling // 2
        full |= at_least[ceiling - behind] & late
        full |= at_least[ceiling - in_front] & early
        if 2 * kept > size:
            full |= at_least[0] & late & early
    return full
