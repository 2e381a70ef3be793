"""What a hall is for the days that are made: products, counters, clerks and room, read once."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from onthaal.appointments.models import BookingPolicy, CapacityLane
from onthaal.catalogue.models import Product
from onthaal.lindeveld import hall
from onthaal.lindeveld.visits import bookings, demand
from onthaal.lindeveld.visits.day import Policy, Seat
from onthaal.lindeveld.visits.demand import Kind
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.models import Counter, QueuePolicy
from onthaal.reception.rules.scoring import Weights


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


def place_of(location: Location) -> Place:
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
            local=local,
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


def crew(place: Place, day: dt.date, begin: int) -> list[tuple[hall.Seat, frozenset[int]]]:
    roster = hall.ROSTER[place.location.name].get((day.weekday(), begin >= 12 * 3600), ())
    return [(seat, place.clerks[seat.clerk][1]) for seat in roster if seat.clerk in place.clerks]


def able(place: Place, day: dt.date, begin: int) -> list[frozenset[int]]:
    return [skills for _, skills in crew(place, day, begin)]


def sit_down(
    place: Place,
    seats: Sequence[tuple[hall.Seat, frozenset[int]]],
    since: dt.datetime,
    until: dt.datetime,
    chance: random.Random,
) -> list[Seat]:
    """Everybody comes some minutes before the doors open."""
    return [
        Seat(
            place.counters[seat.counter],
            place.clerks[seat.clerk][0],
            skills,
            since - dt.timedelta(seconds=60 + chance.randrange(240)),
            until,
        )
        for seat, skills in seats
    ]


def local(day: dt.date, seconds: int) -> dt.datetime:
    """A time of a Belgian day in UTC."""
    hour, rest = divmod(seconds, 3600)
    time = dt.time(hour, rest // 60, rest % 60, tzinfo=timezone.get_default_timezone())
    return dt.datetime.combine(day, time).astimezone(dt.UTC)


def seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60
