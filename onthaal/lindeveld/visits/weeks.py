"""The weeks of the halls, day after day, and a hall that is opened at this moment."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from onthaal.appointments.models import Appointment
from onthaal.lindeveld import hall
from onthaal.lindeveld.storage import next_id, trust_our_rows
from onthaal.lindeveld.visits import bookings, demand
from onthaal.lindeveld.visits.bookings import Booking
from onthaal.lindeveld.visits.day import Hall, Party, Seat
from onthaal.lindeveld.visits.demand import Mix
from onthaal.lindeveld.visits.places import Place, able, crew, local, place_of, seconds, sit_down
from onthaal.lindeveld.visits.storage import Rows, Store
from onthaal.organisation import opening
from onthaal.organisation.models import Location, OpeningException
from onthaal.reception.models import Duty, TicketSeries, Visit, VisitItem

WEEKS, AHEAD = 40, 28
# so many visits are held in memory before they are written
_BATCH = 20_000
# with everybody at a counter
_MONDAY = dt.date(2026, 1, 5)
_BEFORE_OPENING = dt.timedelta(minutes=5)
Ids = dict[type[Model], int]


class AlreadyOpen(Exception):
    """Somebody sits at a counter: the hall is alive already."""


def live_through(*, seed: int, now: dt.datetime, weeks: int = WEEKS) -> int:
    """The visits of ``weeks`` weeks up to ``now`` and the appointments of four weeks more.

    Returns the number of visits. Does nothing when there are visits already or nobody to serve.
    """
    if Visit.objects.exists() or Appointment.objects.exists():
        return 0
    trust_our_rows()
    ids = _next_ids()
    store = Store(seed=seed, now=now)
    for location in Location.objects.filter(name__in=hall.COUNTERS).order_by("-is_main", "name"):
        place = place_of(location)
        if place.clerks:
            _weeks(place, store, ids, seed=seed, now=now, weeks=weeks)
    store.finish()
    return store.written


@transaction.atomic
def open_now(*, seed: int, now: dt.datetime) -> int:
    """Open the town hall at ``now``, whatever the hour, with people in it; returns how many came.

    Today gets other opening hours, up to some three hours from now. Raises AlreadyOpen.
    """
    location = Location.objects.get(name=hall.GEMEENTEHUIS)
    if Duty.objects.open().filter(counter__location=location).exists():
        raise AlreadyOpen
    place = place_of(location)
    today = timezone.localdate(now)
    midnight, night = local(today, 0), local(today, 24 * 3600 - 60)
    since = max(midnight, _quarter(now - dt.timedelta(minutes=50)))
    until = min(night, _quarter(now + dt.timedelta(minutes=195)))
    _other_hours(location, today, since, until)
    chance = random.Random(f"open-now-{seed}-{now}")
    mix = Mix([kind for kind in place.kinds if kind.walks_in], demand.WALK_INS, today.month)
    begin, end = (int((each - midnight).total_seconds()) for each in (since, now))
    moments = [begin + chance.randrange(max(1, end - begin)) for _ in range(16)]
    moments += _just_now(today, since, now, chance, few=False)
    ids = _next_ids()
    parties: list[Party] = []
    for second in sorted(moments):
        items = demand.items(mix, chance, several=0.13)
        parties.append(_party(place, ids, items, local(today, second), chance))
    last = dict(
        TicketSeries.objects.filter(location=location, day=today).values_list("letter", "last")
    )
    seats = sit_down(place, crew(place, _MONDAY, 9 * 3600), since, until, chance)
    lived = Hall(seats=seats, policy=place.policy, now=now, chance=chance, last=last).run(parties)
    TicketSeries.objects.filter(location=location, day=today).delete()
    rows = Rows(
        parties=[(place, today, party) for party in lived.parties],
        sittings=lived.duties,
        series=[(location.pk, today, letter, number) for letter, number in lived.last.items()],
    )
    store = Store(seed=seed, now=now)
    store.write(rows)
    store.finish()
    return store.written


def _quarter(moment: dt.datetime) -> dt.datetime:
    """The quarter of an hour that ``moment`` falls in."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _other_hours(
    location: Location, today: dt.date, since: dt.datetime, until: dt.datetime
) -> None:
    """The hours of today stay, and from ``since`` to ``until`` it is open as well."""
    begin, end = (
        timezone.localtime(each).time().replace(second=0, microsecond=0) for each in (since, until)
    )
    (usual,) = opening.days(location, today, 1)
    periods: list[tuple[dt.time, dt.time]] = []
    for opens, closes in sorted(
        [*((each.opens_at, each.closes_at) for each in usual.periods), (begin, end)]
    ):
        if periods and opens <= periods[-1][1]:
            opens, before = periods.pop()
            closes = max(before, closes)
        periods.append((opens, closes))
    location.opening_exceptions.filter(day=today).delete()
    OpeningException.objects.bulk_create(
        OpeningException(
            location=location, day=today, opens_at=opens, closes_at=closes, note="Proefopening"
        )
        for opens, closes in periods
    )


def _next_ids() -> Ids:
    return {model: next_id(model) for model in (Appointment, Visit, VisitItem)}


def _party(
    place: Place,
    ids: Ids,
    items: list[demand.Item],
    at: dt.datetime,
    chance: random.Random,
    booking: Booking | None = None,
) -> Party:
    """Somebody who comes; takes the next ids."""
    party = Party(
        ids[Visit],
        list(range(ids[VisitItem], ids[VisitItem] + len(items))),
        items,
        at,
        demand.how_arrived(chance, social=place.is_social),
        booking,
        demand.patience(chance),
    )
    ids[Visit] += 1
    ids[VisitItem] += len(items)
    return party


def _weeks(
    place: Place,
    store: Store,
    ids: Ids,
    *,
    seed: int,
    now: dt.datetime,
    weeks: int,
) -> None:
    rows = Rows()
    today = timezone.localdate(now)
    first = today - dt.timedelta(weeks=weeks)
    opened = opening.days(place.location, first, weeks * 7 + AHEAD + 1)
    busy = _near_closing(opened)
    blocks: dict[int, list[hall.Block]] = {}
    for block in hall.BLOCKS[place.location.name]:
        blocks.setdefault(block.weekday, []).append(block)
    mixes: dict[int, Mix] = {}
    for open_day in opened:
        day = open_day.day
        if not open_day.is_open:
            continue
        chance = random.Random(f"visits-{seed}-{place.location.name}-{day}")
        made = bookings.of_day(
            day,
            blocks.get(day.weekday(), ()),
            place.desk,
            partial(able, place, day),
            now=now,
            today=today,
            chance=chance,
        )
        for booking in made:
            rows.bookings.append((place, ids[Appointment], booking))
            ids[Appointment] += 1
            if booking.kind != "counter":
                _elsewhere(booking, now)
        if day > today:
            continue
        mix = mixes.get(day.month)
        if mix is None:
            weights = demand.SOCIAL_WALK_INS if place.is_social else demand.WALK_INS
            walk_ins = [kind for kind in place.kinds if kind.walks_in]
            mix = mixes[day.month] = Mix(walk_ins, weights, day.month)
        _live(place, rows, ids, open_day, made, mix, busy, chance, now)
        if len(rows.parties) > _BATCH:
            store.write(rows)
            rows = Rows()
    store.write(rows)


def _elsewhere(booking: Booking, now: dt.datetime) -> None:
    """By video or at home: nobody comes to the hall."""
    if booking.state == "booked" and booking.arrives_at and booking.ends_at < now:
        booking.state, booking.served_at = "served", booking.ends_at
    booking.arrives_at = None


def _near_closing(opened: Sequence[opening.Day]) -> set[dt.date]:
    """Open weekdays right before or after a weekday on which the hall is closed."""
    closed = {each.day for each in opened if not each.is_open and each.day.weekday() < 5}
    return {
        each.day
        for each in opened
        if each.is_open
        and each.day.weekday() < 5
        and any(each.day + dt.timedelta(days=step) in closed for step in (-1, 1, 2))
    }


def _live(
    place: Place,
    rows: Rows,
    ids: Ids,
    open_day: opening.Day,
    made: Sequence[Booking],
    mix: Mix,
    busy: set[dt.date],
    chance: random.Random,
    now: dt.datetime,
) -> None:
    day = open_day.day
    seats: list[Seat] = []
    parties: list[Party] = []

    for period in open_day.periods:
        opens, closes = seconds(period.opens_at), seconds(period.closes_at)
        since, until = local(day, opens), local(day, closes)
        seats += sit_down(place, crew(place, day, opens), since, until, chance)
        if not period.by_appointment:
            moments = demand.arrivals(day, opens, closes, chance, social=place.is_social, near=busy)
            if since < now < until:
                moments += _just_now(day, since, now, chance, few=place.is_social)
            for second in moments:
                several = 0.05 if place.is_social else 0.13
                items = demand.items(mix, chance, several=several)
                parties.append(_party(place, ids, items, local(day, second), chance))
    for booking in made:
        if booking.arrives_at is not None:
            first = min(local(day, seconds(each.opens_at)) for each in open_day.periods)
            at = max(booking.arrives_at, first - _BEFORE_OPENING)
            at = at.replace(microsecond=0)
            parties.append(_party(place, ids, booking.items, at, chance, booking))
    parties.sort(key=lambda party: party.at)
    lived = Hall(seats=seats, policy=place.policy, now=now, chance=chance).run(parties)
    rows.parties += [(place, day, party) for party in lived.parties]
    rows.sittings += lived.duties
    rows.series += [(place.location.pk, day, letter, last) for letter, last in lived.last.items()]


def _just_now(
    day: dt.date, since: dt.datetime, now: dt.datetime, chance: random.Random, *, few: bool
) -> list[int]:
    """Seconds of the day at which some more came in, so that whoever starts the program while the
    hall is open finds people there."""
    earliest = max(since, now - dt.timedelta(minutes=14))
    span = max(30, int((now - earliest).total_seconds()) - 20)
    begin = int((earliest - local(day, 0)).total_seconds())
    return [begin + chance.randrange(span) for _ in range(2 if few else 9)]
