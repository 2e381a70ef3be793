"""One day in one hall, as it happened: people come, clerks call, serve, set aside and pass on.

The calling order is reception's own (``rules.scoring``), and what a visit is at the end is folded
from its events by reception's own rules, so that history cannot tell anything else than the
program would have written. Pure: ids of what will be stored are given.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onthaal.lindeveld.visits import demand
from onthaal.lindeveld.visits.bookings import Booking
from onthaal.lindeveld.visits.demand import Item
from onthaal.reception.models import EventKind, VisitClass
from onthaal.reception.rules import scoring, states
from onthaal.reception.rules.arrival import due
from onthaal.reception.rules.scoring import Caller, Candidate, Weights
from onthaal.reception.rules.states import Projection

_RUNNERS_UP = 5
_NO_ANSWER = 0.008
_ASIDE = 0.035
_INCOMPLETE = 0.07
# so long after closing the hall is looked over
_SWEEP = dt.timedelta(minutes=30)
_PARK_REASONS = ("fetches", "pays", "form", "colleague")


@dataclass(slots=True)
class Event:
    """What reception's rules ask of an event, and what is stored of it."""

    kind: str
    at: dt.datetime
    item_id: int | None = None
    counter_id: int | None = None
    clerk_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    pk: int | None = None


@dataclass(frozen=True)
class Seat:
    """Somebody at a counter from ``since`` on; ``until`` is when the hall closes."""

    counter: int
    clerk: int
    skills: frozenset[int]
    since: dt.datetime
    until: dt.datetime


@dataclass(slots=True)
class Party:
    """Somebody who comes; ``key`` is the id that the visit gets, ``item_ids`` those of its
    products."""

    key: int
    item_ids: list[int]
    items: list[Item]
    at: dt.datetime
    channel: str
    booking: Booking | None = None
    patience: float = 0.0
    number: str = ""
    events: list[Event] = field(default_factory=list)
    candidate: Candidate | None = None
    now: Projection | None = None
    done: int = 0
    gone: bool = False
    answers: bool = True
    aside: bool = False


@dataclass(frozen=True)
class Duty:
    counter: int
    clerk: int
    started_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(slots=True)
class Result:
    parties: list[Party]
    duties: list[Duty]
    # the last number of each letter
    last: dict[str, int]


@dataclass(frozen=True)
class Policy:
    weights: Weights
    walk_in_letter: str = "A"
    appointment_letter: str = "B"
    late_tolerance: int = 15


class Hall:
    """Runs one day up to ``now``; ``last`` has the last number of each letter that was given."""

    def __init__(
        self,
        *,
        seats: Sequence[Seat],
        policy: Policy,
        now: dt.datetime,
        chance: random.Random,
        last: Mapping[str, int] | None = None,
    ) -> None:
        self.seats = seats
        self.policy = policy
        self.now = now
        self.chance = chance
        self._agenda: list[tuple[dt.datetime, int, Callable[[dt.datetime], None]]] = []
        self._order = itertools.count()
        self._waiting: dict[int, Party] = {}
        self._busy: set[int] = set()
        self._left_at: dict[int, dt.datetime] = {}
        self._in_a_row = 0
        self._last: dict[str, int] = dict(last or {})
        self._present: list[int] = []

    def run(self, parties: Sequence[Party]) -> Result:
        for party in parties:
            self._plan(party.at, self._arrival(party))
        for number, seat in enumerate(self.seats):
            self._plan(seat.since, self._sitting(number))
            self._plan(seat.until, self._closing(number))
        for until in {seat.until for seat in self.seats}:
            self._plan(until + _SWEEP, self._sweep)
        while self._agenda and self._agenda[0][0] <= self.now:
            at, _, act = heapq.heappop(self._agenda)
            act(at)
        return Result(
            [party for party in parties if party.events],
            list(self._duties()),
            self._last,
        )

    def _plan(self, at: dt.datetime, act: Callable[[dt.datetime], None]) -> None:
        heapq.heappush(self._agenda, (at, next(self._order), act))

    def _arrival(self, party: Party) -> Callable[[dt.datetime], None]:
        def comes(at: dt.datetime) -> None:
            due_at, visit_class, data = at, VisitClass.WALK_IN, {}
            kind = EventKind.ISSUED
            if party.booking is not None:
                found = due(party.booking.starts_at, at, tolerance=self.policy.late_tolerance)
                due_at, visit_class = found.due_at, found.visit_class
                data, kind = {"late": found.late_minutes}, EventKind.CHECKED_IN
                party.booking.state = "arrived"
            is_appointment = visit_class == VisitClass.APPOINTMENT
            letter = (
                self.policy.appointment_letter if is_appointment else self.policy.walk_in_letter
            )
            self._last[letter] = self._last.get(letter, 0) + 1
            party.number = f"{letter}{self._last[letter]:03}"
            self._happens(
                party,
                kind,
                at,
                data={"due_at": due_at.isoformat(), "class": str(visit_class), **data},
            )
            self._waits(party)
            if not is_appointment:
                self._plan(at + dt.timedelta(seconds=party.patience), self._impatience(party))
            self._offer(at)

        return comes

    def _impatience(self, party: Party) -> Callable[[dt.datetime], None]:
        def gives_up(at: dt.datetime) -> None:
            if party.key not in self._waiting or party.done:
                return
            if self.chance.random() < 0.5:
                # says so at the desk
                del self._waiting[party.key]
                self._happens(party, EventKind.LEFT, at)
            else:
                party.answers = False

        return gives_up

    def _sitting(self, number: int) -> Callable[[dt.datetime], None]:
        def sits_down(at: dt.datetime) -> None:
            self._present.append(number)
            self._call(number, at)

        return sits_down

    def _waits(self, party: Party) -> None:
        now = party.now
        if now is None:
            return
        kind = party.items[party.done][0]
        party.candidate = Candidate(
            visit_id=party.key,
            number=party.number,
            due_at=now.due_at,
            visit_class=now.visit_class,
            earlier_wait=now.earlier_wait,
            skills=kind.skills,
            wanted_skill=now.wanted_skill_id,
        )
        self._waiting[party.key] = party

    def _offer(self, at: dt.datetime) -> None:
        """Somebody who has nobody calls whoever just came to wait."""
        for number in tuple(self._present):
            if number not in self._busy and self._waiting:
                self._call(number, at)

    def _call(self, number: int, at: dt.datetime) -> None:
        seat = self.seats[number]
        if number in self._busy or number not in self._present:
            return
        caller = Caller(counter=seat.counter, clerk=seat.clerk, skills=seat.skills)
        ranking = scoring.rank(
            [party.candidate for party in self._waiting.values() if party.candidate],
            caller,
            self.policy.weights,
            at,
            appointments_before=self._in_a_row,
        )
        if not ranking:
            if at >= seat.until:
                self._present.remove(number)
            return
        chosen = ranking[0]
        party = self._waiting.pop(chosen.candidate.visit_id)
        is_appointment = chosen.candidate.visit_class == VisitClass.APPOINTMENT
        self._in_a_row = self._in_a_row + 1 if is_appointment else 0
        self._busy.add(number)
        self._happens(
            party,
            EventKind.CALLED,
            at,
            seat=seat,
            data={
                "why": scoring.explain(chosen),
                "score": round(chosen.score.total, 1),
                "waiting": len(ranking),
                "passed": 0,
                "others": [
                    {"number": one.candidate.number, "score": round(one.score.total, 1)}
                    for one in ranking[1 : _RUNNERS_UP + 1]
                ],
            },
        )
        if not party.answers or self.chance.random() < _NO_ANSWER:
            self._plan(at + self._between(60, 90), self._silence(number, party))
        else:
            self._plan(at + self._between(12, 70), self._service(number, party))

    def _silence(self, number: int, party: Party) -> Callable[[dt.datetime], None]:
        def recalled(at: dt.datetime) -> None:
            seat = self.seats[number]
            self._happens(party, EventKind.RECALLED, at, seat=seat)

            def given_up(then: dt.datetime) -> None:
                self._happens(party, EventKind.NO_SHOW, then, seat=seat)
                if party.booking is not None:
                    party.booking.state = "missed"
                self._free(number, then)

            self._plan(at + self._between(40, 80), given_up)

        return recalled

    def _service(self, number: int, party: Party) -> Callable[[dt.datetime], None]:
        def stands_there(at: dt.datetime) -> None:
            self._happens(party, EventKind.SHOWN_UP, at, seat=self.seats[number])
            self._begin(number, party, at)

        return stands_there

    def _begin(self, number: int, party: Party, at: dt.datetime) -> None:
        """The next product; it may be set aside once, and passed on when the clerk cannot do it."""
        seat = self.seats[number]
        item = party.items[party.done]
        if not item[0].skills <= seat.skills:
            skill = min(item[0].skills - seat.skills)
            data = {"counter": None, "clerk": None, "skill": skill}
            self._happens(party, EventKind.TRANSFERRED, at, seat=seat, data=data)
            self._waits(party)
            self._free(number, at)
            return
        item_id = party.item_ids[party.done]
        self._happens(party, EventKind.ITEM_STARTED, at, seat=seat, item=item_id)
        lasts = demand.service_seconds(item, self.chance, is_second=party.done > 0)
        if not party.aside and self.chance.random() < _ASIDE:
            party.aside = True
            pause = at + dt.timedelta(seconds=int(lasts * 0.4))
            self._plan(pause, self._setting_aside(number, party))
            return
        self._plan(at + dt.timedelta(seconds=lasts), self._finishing(number, party))

    def _setting_aside(self, number: int, party: Party) -> Callable[[dt.datetime], None]:
        def parks(at: dt.datetime) -> None:
            reason = self.chance.choice(_PARK_REASONS)
            self._happens(
                party, EventKind.PARKED, at, seat=self.seats[number], data={"reason": reason}
            )
            self._plan(at + self._between(150, 700), self._coming_back(party))
            self._free(number, at)

        return parks

    def _coming_back(self, party: Party) -> Callable[[dt.datetime], None]:
        def is_back(at: dt.datetime) -> None:
            self._happens(party, EventKind.UNPARKED, at)
            self._waits(party)
            self._offer(at)

        return is_back

    def _finishing(self, number: int, party: Party) -> Callable[[dt.datetime], None]:
        def is_done(at: dt.datetime) -> None:
            seat = self.seats[number]
            complete = self.chance.random() >= _INCOMPLETE
            self._happens(
                party,
                EventKind.ITEM_FINISHED,
                at,
                seat=seat,
                item=party.item_ids[party.done],
                data={"complete": complete},
            )
            party.done += 1
            if party.done < len(party.items):
                self._begin(number, party, at)
                return
            self._happens(party, EventKind.FINISHED, at, seat=seat)
            if party.booking is not None:
                party.booking.state, party.booking.served_at = "served", at
            self._free(number, at)

        return is_done

    def _free(self, number: int, at: dt.datetime) -> None:
        """After a moment to tidy up the next one may be called."""

        def ready(then: dt.datetime) -> None:
            self._busy.discard(number)
            self._call(number, then)

        self._left_at[number] = at
        self._plan(at + self._between(20, 100), ready)

    def _closing(self, number: int) -> Callable[[dt.datetime], None]:
        return lambda at: self._call(number, at)

    def _sweep(self, at: dt.datetime) -> None:
        """Whom nobody could help any more, left when the hall closed."""
        if self._present:
            self._plan(at + _SWEEP / 2, self._sweep)
            return
        for party in list(self._waiting.values()):
            self._happens(party, EventKind.LEFT, at, data={"automatic": True})
        self._waiting.clear()

    def _duties(self) -> Iterator[Duty]:
        for number, seat in enumerate(self.seats):
            if seat.since > self.now:
                continue
            end = max(seat.until, self._left_at.get(number, seat.until)) + dt.timedelta(
                seconds=90 + 7 * number
            )
            is_there = end > self.now or number in self._busy
            yield Duty(seat.counter, seat.clerk, seat.since, None if is_there else end)

    def _happens(
        self,
        party: Party,
        kind: EventKind,
        at: dt.datetime,
        *,
        seat: Seat | None = None,
        item: int | None = None,
        data: dict[str, Any] | None = None,
    ) -> None:
        event = Event(
            kind,
            at,
            item,
            seat.counter if seat else None,
            seat.clerk if seat else None,
            data or {},
        )
        states.check(party.now, kind, number=party.number)
        party.now = states.apply(party.now, event)
        party.events.append(event)

    def _between(self, least: int, most: int) -> dt.timedelta:
        return dt.timedelta(seconds=self.chance.randint(least, most))
