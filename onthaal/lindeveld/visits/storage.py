"""Letting the halls live through their weeks, and writing it by COPY."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from onthaal.appointments.models import (
    Appointment,
    AppointmentItem,
    BookingPolicy,
    CapacityLane,
    OccupiedTick,
)
from onthaal.appointments.rules.ticks import tick_of
from onthaal.catalogue.models import Product
from onthaal.core.references import ALPHABET, check_character
from onthaal.lindeveld import hall, texts
from onthaal.lindeveld.storage import Columns, next_id, set_sequence, trust_our_rows
from onthaal.lindeveld.visits import bookings, demand
from onthaal.lindeveld.visits.bookings import Booking
from onthaal.lindeveld.visits.day import Duty as Sitting
from onthaal.lindeveld.visits.day import Hall, Party, Policy, Seat
from onthaal.lindeveld.visits.demand import Kind, Mix
from onthaal.organisation import opening
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.models import (
    Counter,
    Duty,
    QueuePolicy,
    TicketSeries,
    Visit,
    VisitEvent,
    VisitItem,
)
from onthaal.reception.rules.scoring import Weights

WEEKS, AHEAD = 40, 28
# who came longer ago is not known by name any more, as retention would have it
_NAMES_DAYS = 30
_STREETS = ("Lindelaan", "Kerkstraat", "Molenstraat", "Wolstraat", "Kapelstraat", "Rozenlaan")
_ONE_DAY = dt.timedelta(days=1)
_BEFORE_OPENING = dt.timedelta(minutes=5)


@dataclass
class Place:
    """What the weeks of one hall need, read once."""

    location: Location
    kinds: list[Kind]
    lanes: dict[str, int]
    desk: bookings.Desk
    policy: Policy
    counters: dict[str, int]
    clerks: dict[str, tuple[int, frozenset[int]]]

    @property
    def is_social(self) -> bool:
        return self.location.name == hall.SOCIAAL_HUIS


@dataclass
class Rows:
    """Everything that will be written."""

    bookings: list[tuple[Place, int, Booking]] = field(default_factory=list)
    parties: list[tuple[Place, dt.date, Party]] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    series: list[tuple[int, dt.date, str, int]] = field(default_factory=list)


def live_through(*, seed: int, now: dt.datetime, weeks: int = WEEKS) -> int:
    """The visits of ``weeks`` weeks up to ``now`` and the appointments of four weeks more.

    Returns the number of visits. Does nothing when there are visits already or nobody to serve.
    """
    if Visit.objects.exists() or Appointment.objects.exists():
        return 0
    trust_our_rows()
    rows = Rows()
    ids: dict[type[Model], int] = {
        model: next_id(model) for model in (Appointment, Visit, VisitItem)
    }
    for location in Location.objects.filter(name__in=hall.COUNTERS).order_by("-is_main", "name"):
        place = _place(location)
        if place.clerks:
            _weeks(place, rows, ids, seed=seed, now=now, weeks=weeks)
    _write(rows, seed=seed, now=now)
    return len(rows.parties)


def throw_away() -> None:
    """Remove all visits and appointments, for a fresh start."""
    tables = ", ".join(
        model._meta.db_table for model in (VisitEvent, VisitItem, Visit, Duty, TicketSeries)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}, {Appointment._meta.db_table} RESTART IDENTITY CASCADE")


def _place(location: Location) -> Place:
    skills: dict[int, set[int]] = {}
    for product, skill in Product.skills.through.objects.values_list("product_id", "skill_id"):
        skills.setdefault(product, set()).add(skill)
    social = location.name == hall.SOCIAAL_HUIS
    kinds = [
        Kind(
            slug=product.slug,
            pk=product.pk,
            skills=frozenset(skills.get(product.pk, ())),
            access=product.access,
            channels=tuple(product.channels),
            minutes=product.minutes,
            per_person=product.minutes_per_extra_person,
            shared=product.shared_minutes,
            max_persons=product.max_persons,
        )
        for product in Product.objects.published().order_by("pk")
    ]
    lanes = {
        lane.name: (lane.pk, frozenset(skill.pk for skill in lane.skills.all()))
        for lane in CapacityLane.objects.filter(location=location).prefetch_related("skills")
    }
    booking = BookingPolicy.objects.of(location)
    queue = QueuePolicy.of(location)
    return Place(
        location=location,
        kinds=[kind for kind in kinds if (kind.slug in demand.SOCIAL) == social],
        lanes={name: pk for name, (pk, _) in lanes.items()},
        desk=bookings.Desk(
            lanes={name: able for name, (_, able) in lanes.items()},
            kinds=[kind for kind in kinds if (kind.slug in demand.SOCIAL) == social],
            grid=booking.grid_minutes,
            turnover=booking.turnover_minutes,
            travel=booking.travel_minutes,
            local=_local,
        ),
        policy=Policy(
            Weights(queue.appointment_bonus, queue.appointments_in_a_row),
            queue.walk_in_letter,
            queue.appointment_letter,
            queue.late_tolerance,
        ),
        counters=dict(Counter.objects.filter(location=location).values_list("name", "pk")),
        clerks={
            user.name: (user.pk, frozenset(skill.pk for skill in user.clerk.skills.all()))
            for user in User.objects.filter(clerk__isnull=False).prefetch_related("clerk__skills")
        },
    )


def _weeks(
    place: Place,
    rows: Rows,
    ids: dict[type[Model], int],
    *,
    seed: int,
    now: dt.datetime,
    weeks: int,
) -> None:
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
            partial(_able, place, day),
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


def _crew(place: Place, day: dt.date, begin: int) -> list[tuple[hall.Seat, frozenset[int]]]:
    roster = hall.ROSTER[place.location.name].get((day.weekday(), begin >= 12 * 3600), ())
    return [(seat, place.clerks[seat.clerk][1]) for seat in roster if seat.clerk in place.clerks]


def _able(place: Place, day: dt.date, begin: int) -> list[frozenset[int]]:
    return [skills for _, skills in _crew(place, day, begin)]


def _live(
    place: Place,
    rows: Rows,
    ids: dict[type[Model], int],
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

    def come(items: list[demand.Item], at: dt.datetime, booking: Booking | None = None) -> None:
        keys = list(range(ids[VisitItem], ids[VisitItem] + len(items)))
        parties.append(
            Party(
                ids[Visit],
                keys,
                items,
                at,
                demand.how_arrived(chance, social=place.is_social),
                booking,
                demand.patience(chance),
            )
        )
        ids[Visit] += 1
        ids[VisitItem] += len(items)

    for period in open_day.periods:
        opens, closes = _seconds(period.opens_at), _seconds(period.closes_at)
        since, until = _local(day, opens), _local(day, closes)
        for seat, skills in _crew(place, day, opens):
            seats.append(
                Seat(
                    place.counters[seat.counter],
                    place.clerks[seat.clerk][0],
                    skills,
                    since - dt.timedelta(seconds=60 + chance.randrange(240)),
                    until,
                )
            )
        if not period.by_appointment:
            moments = demand.arrivals(day, opens, closes, chance, social=place.is_social, near=busy)
            if since < now < until:
                moments += _just_now(day, since, now, chance, few=place.is_social)
            for second in moments:
                several = 0.05 if place.is_social else 0.13
                come(demand.items(mix, chance, several=several), _local(day, second))
    for booking in made:
        if booking.arrives_at is not None:
            first = min(_local(day, _seconds(each.opens_at)) for each in open_day.periods)
            at = max(booking.arrives_at, first - _BEFORE_OPENING)
            come(booking.items, at.replace(microsecond=0), booking)
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
    begin = int((earliest - _local(day, 0)).total_seconds())
    return [begin + chance.randrange(span) for _ in range(2 if few else 9)]


def _local(day: dt.date, seconds: int) -> dt.datetime:
    """A time of a Belgian day in UTC."""
    hour, rest = divmod(seconds, 3600)
    time = dt.time(hour, rest // 60, rest % 60, tzinfo=timezone.get_default_timezone())
    return dt.datetime.combine(day, time).astimezone(dt.UTC)


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60


def _write(rows: Rows, *, seed: int, now: dt.datetime) -> None:
    chance = random.Random(f"visitors-{seed}")
    keys = {id(booking): key for _, key, booking in rows.bookings}
    names = _appointments(rows, chance, now)
    Columns(
        Visit,
        "id",
        "location_id",
        "day",
        "number",
        "secret",
        "arrival",
        "appointment_id",
        "arrived_at",
        "due_at",
        "state",
        "state_since",
        "counter_id",
        "clerk_id",
        "wanted_skill_id",
        "visit_class",
        "earlier_wait",
        "recalls",
        "returns",
        "name",
    ).copy(_visits(rows, keys, names, chance))
    Columns(VisitItem, "id", "visit_id", "product_id", "persons", "position", "is_complete").copy(
        (
            item_id,
            party.key,
            kind.pk,
            people,
            position,
            said.is_complete if (said := _said(party, item_id)) else None,
        )
        for _, _, party in rows.parties
        for position, (item_id, (kind, people)) in enumerate(
            zip(party.item_ids, party.items, strict=True)
        )
    )
    Columns(VisitEvent, "visit_id", "item_id", "kind", "at", "counter_id", "clerk_id", "data").copy(
        (
            party.key,
            event.item_id,
            str(event.kind),
            event.at,
            event.counter_id,
            event.clerk_id,
            json.dumps(event.data),
        )
        for _, _, party in rows.parties
        for event in party.events
    )
    Columns(Duty, "counter_id", "clerk_id", "started_at", "ended_at").copy(
        (each.counter, each.clerk, each.started_at, each.ended_at) for each in rows.sittings
    )
    Columns(TicketSeries, "location_id", "day", "letter", "last").copy(rows.series)
    for model in (Appointment, Visit, VisitItem):
        set_sequence(model)


def _said(party: Party, item_id: int) -> Any:
    return party.now.items.get(item_id) if party.now else None


def _visits(
    rows: Rows, keys: dict[int, int], names: dict[int, str], chance: random.Random
) -> Iterator[tuple[Any, ...]]:
    for place, day, party in rows.parties:
        now = party.now
        if now is None:
            continue
        booking = id(party.booking)
        yield (
            party.key,
            place.location.pk,
            day,
            party.number,
            f"{chance.getrandbits(128):032x}",
            party.channel,
            keys[booking] if party.booking else None,
            party.at,
            now.due_at,
            str(now.state),
            now.state_since,
            now.counter_id,
            now.clerk_id,
            now.wanted_skill_id,
            str(now.visit_class),
            now.earlier_wait,
            now.recalls,
            now.returns,
            names.get(booking, "")[:80] if party.booking else "",
        )


def _appointments(rows: Rows, chance: random.Random, now: dt.datetime) -> dict[int, str]:
    """Write them; returns who comes, for those of the latest weeks."""
    prefix = reference_prefix()
    references: set[str] = set()
    codes: set[tuple[int, dt.date, str]] = set()
    names: dict[int, str] = {}
    desk = {
        place.location.pk: [pk for pk, _ in place.clerks.values()] for place, _, _ in rows.bookings
    }
    known_from = now - dt.timedelta(days=_NAMES_DAYS)

    def row(place: Place, key: int, booking: Booking) -> tuple[Any, ...]:
        who = texts.person(chance)
        name, email, phone = "", "", ""
        if booking.starts_at > known_from:
            name = names[id(booking)] = who.name or f"Familie {who.email[:1].upper() or 'X'}."
            by_phone = booking.booked_by == "phone" and chance.random() < 0.5
            email = "" if by_phone else who.email
            phone = who.phone or ("" if email else "0470 00 00 00")
        by_staff = booking.booked_by != "web"
        arrived_at = booking.arrives_at if booking.state in ("arrived", "served") else None
        return (
            key,
            _unique(references, lambda: _reference(prefix, chance)),
            f"{chance.getrandbits(128):032x}",
            _code(codes, place.location.pk, booking.starts_at, chance),
            place.location.pk,
            place.lanes[booking.lane],
            booking.kind,
            booking.starts_at,
            booking.ends_at,
            booking.room_until,
            booking.state,
            name,
            email,
            phone,
            _street(chance) if booking.kind == "home" and name else "",
            booking.booked_by,
            chance.choice(desk[place.location.pk]) if by_staff else None,
            booking.booked_at,
            booking.booked_at,
            arrived_at,
            booking.served_at,
            booking.cancelled_at,
            booking.cancelled_at is not None,
            booking.starts_at - _ONE_DAY if booking.starts_at - _ONE_DAY < now else None,
        )

    Columns(
        Appointment,
        "id",
        "reference",
        "secret",
        "check_in_code",
        "location_id",
        "lane_id",
        "kind",
        "starts_at",
        "ends_at",
        "room_until",
        "state",
        "name",
        "email",
        "phone",
        "address_line",
        "booked_by",
        "made_by_id",
        "made_at",
        "booked_at",
        "arrived_at",
        "served_at",
        "cancelled_at",
        "cancelled_by_resident",
        "reminded_at",
    ).copy(row(*each) for each in rows.bookings)
    Columns(AppointmentItem, "appointment_id", "product_id", "persons", "position").copy(
        (key, kind.pk, people, position)
        for _, key, booking in rows.bookings
        for position, (kind, people) in enumerate(booking.items)
    )
    Columns(OccupiedTick, "lane_id", "tick", "appointment_id").copy(
        (place.lanes[booking.lane], tick, key)
        for place, key, booking in rows.bookings
        if booking.state != "cancelled"
        for tick in range(tick_of(booking.starts_at), tick_of(booking.room_until))
    )
    return names


def _unique(taken: set[str], make: Callable[[], str]) -> str:
    while (found := make()) in taken:
        pass
    taken.add(found)
    return found


def _reference(prefix: str, chance: random.Random) -> str:
    body = "".join(chance.choices(ALPHABET, k=7))
    code = body + check_character(body)
    return f"{prefix}-{code[:4]}-{code[4:]}"


def _code(
    taken: set[tuple[int, dt.date, str]],
    location: int,
    starts_at: dt.datetime,
    chance: random.Random,
) -> str:
    while True:
        code = "".join(chance.choices(ALPHABET, k=6))
        key = (location, timezone.localdate(starts_at), code)
        if key not in taken:
            taken.add(key)
            return code


def _street(chance: random.Random) -> str:
    return f"{chance.choice(_STREETS)} {chance.randrange(1, 90)}, 2499 Lindeveld"
