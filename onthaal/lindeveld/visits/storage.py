"""Writing visits and appointments by COPY."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from onthaal.appointments.models import (
    ROOM,
    Appointment,
    AppointmentItem,
    OccupiedTick,
)
from onthaal.appointments.rules.ticks import tick_of
from onthaal.core.references import ALPHABET, check_character
from onthaal.lindeveld import texts
from onthaal.lindeveld.hall import VIDEO_ADDRESS
from onthaal.lindeveld.storage import Columns, set_sequence
from onthaal.lindeveld.visits.bookings import Booking
from onthaal.lindeveld.visits.day import Duty as Sitting
from onthaal.lindeveld.visits.day import Party
from onthaal.lindeveld.visits.places import Place
from onthaal.organisation.house_style import reference_prefix
from onthaal.reception.models import (
    Duty,
    TicketSeries,
    Visit,
    VisitEvent,
    VisitItem,
)

# who came longer ago is not known by name any more, as retention would have it
_NAMES_DAYS = 30
_STREETS = ("Lindelaan", "Kerkstraat", "Molenstraat", "Wolstraat", "Kapelstraat", "Rozenlaan")
_ONE_DAY = dt.timedelta(days=1)


@dataclass
class Rows:
    """Everything that will be written."""

    bookings: list[tuple[Place, int, Booking]] = field(default_factory=list)
    parties: list[tuple[Place, dt.date, Party]] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    series: list[tuple[int, dt.date, str, int]] = field(default_factory=list)


class Store:
    """Writes rows with the ids that were given, as often as wanted; ``finish`` at the end."""

    def __init__(self, *, seed: int, now: dt.datetime) -> None:
        self.now = now
        self.chance = random.Random(f"visitors-{seed}-{now.date()}")
        self.prefix = reference_prefix()
        self.references: set[str] = set()
        self.codes: set[tuple[int, dt.date, str]] = set()
        self.written = 0

    def write(self, rows: Rows) -> None:
        keys = {id(booking): key for _, key, booking in rows.bookings}
        names = self._appointments(rows)
        self._visits(rows, keys, names)
        self.written += len(rows.parties)

    def finish(self) -> None:
        for model in (Appointment, Visit, VisitItem):
            set_sequence(model)

    def _visits(self, rows: Rows, keys: dict[int, int], names: dict[int, str]) -> None:
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
        ).copy(_visit_rows(rows, keys, names, self.chance))
        Columns(
            VisitItem, "id", "visit_id", "product_id", "persons", "position", "is_complete"
        ).copy(
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
        Columns(
            VisitEvent, "visit_id", "item_id", "kind", "at", "counter_id", "clerk_id", "data"
        ).copy(
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

    def _appointments(self, rows: Rows) -> dict[int, str]:
        """Write them; returns who comes, for those of the latest weeks."""
        chance, now = self.chance, self.now
        names: dict[int, str] = {}
        desk = {
            place.location.pk: [pk for pk, _ in place.clerks.values()]
            for place, _, _ in rows.bookings
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
            reference = _unique(self.references, lambda: _reference(self.prefix, chance))
            room = VIDEO_ADDRESS.replace(ROOM, reference) if booking.kind == "video" else ""
            return (
                key,
                reference,
                f"{chance.getrandbits(128):032x}",
                _code(self.codes, place.location.pk, booking.starts_at, chance),
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
                room if name else "",
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
            "video_link",
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


def _said(party: Party, item_id: int) -> Any:
    return party.now.items.get(item_id) if party.now else None


def _visit_rows(
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


def throw_away() -> None:
    """Remove all visits and appointments, for a fresh start."""
    tables = ", ".join(
        model._meta.db_table for model in (VisitEvent, VisitItem, Visit, Duty, TicketSeries)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}, {Appointment._meta.db_table} RESTART IDENTITY CASCADE")
