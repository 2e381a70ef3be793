"""Counters, clerks and room for appointments of Lindeveld, into the database."""

from __future__ import annotations

import datetime as dt

from onthaal.appointments.models import BookingPolicy, CapacityBlock, CapacityLane
from onthaal.catalogue.models import Skill
from onthaal.lindeveld import hall
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.models import Clerk, Counter, QueuePolicy, Screen, ScreenKind


def place(*, since: dt.date) -> None:
    """Make the halls as they work since ``since``; doing it twice adds nothing."""
    if Counter.objects.exists():
        return
    skills = dict(Skill.objects.values_list("slug", "id"))
    for location in Location.objects.filter(name__in=hall.COUNTERS):
        _counters(location)
        lanes = _lanes(location, skills)
        _blocks(location, lanes, since)
        BookingPolicy.objects.create(
            location=location,
            lead_minutes=60 if location.is_main else 24 * 60,
            same_day_share=15 if location.is_main else 0,
            grid_minutes=10 if location.is_main else 15,
            turnover_minutes=0 if location.is_main else 5,
            video_address=hall.VIDEO_ADDRESS if location.is_main else "",
        )
        QueuePolicy.objects.create(
            location=location, appointments_in_a_row=3 if location.is_main else 0
        )
        _screens(location)
    _clerks(skills)


def _screens(location: Location) -> None:
    Screen.objects.bulk_create(
        Screen(location=location, name=name, kind=kind, by_phone=by_phone, prints=False)
        for name, kind, by_phone in (
            ("Scherm in de wachtruimte", ScreenKind.DISPLAY, True),
            ("Zuil aan de ingang", ScreenKind.KIOSK, False),
        )
    )


def _counters(location: Location) -> None:
    Counter.objects.bulk_create(
        Counter(location=location, name=name, kind=kind, position=position)
        for position, (name, kind) in enumerate(hall.COUNTERS[location.name])
    )


def _lanes(location: Location, skills: dict[str, int]) -> dict[str, CapacityLane]:
    lanes = CapacityLane.objects.bulk_create(
        CapacityLane(location=location, name=lane.name, position=position)
        for position, lane in enumerate(hall.LANES[location.name])
    )
    CapacityLane.skills.through.objects.bulk_create(
        CapacityLane.skills.through(capacitylane_id=lane.pk, skill_id=skills[slug])
        for lane, spec in zip(lanes, hall.LANES[location.name], strict=True)
        for slug in spec.skills
    )
    return {lane.name: lane for lane in lanes}


def _blocks(location: Location, lanes: dict[str, CapacityLane], since: dt.date) -> None:
    specs = hall.BLOCKS[location.name]
    blocks = CapacityBlock.objects.bulk_create(
        CapacityBlock(
            location=location,
            kind=spec.kind,
            weekday=spec.weekday,
            starts_at=spec.starts_at,
            ends_at=spec.ends_at,
            public_ceiling=spec.public,
            staff_ceiling=spec.staff,
            walk_in_reserve=spec.reserve,
            valid_from=since,
        )
        for spec in specs
    )
    CapacityBlock.lanes.through.objects.bulk_create(
        CapacityBlock.lanes.through(capacityblock_id=block.pk, capacitylane_id=lanes[name].pk)
        for block, spec in zip(blocks, specs, strict=True)
        for name in spec.lanes
    )


def _clerks(skills: dict[str, int]) -> None:
    clerks = Clerk.objects.bulk_create(
        Clerk(user=user) for user in User.objects.filter(is_staff=True, name__in=hall.CLERKS)
    )
    Clerk.skills.through.objects.bulk_create(
        Clerk.skills.through(clerk_id=clerk.pk, skill_id=skills[slug])
        for clerk in clerks
        for slug in hall.CLERKS[clerk.user.name]
    )
