"""What managers decide about the room for appointments.

Rules are never edited: a change ends the old one the day before and makes a new one, so that the
past stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from onthaal.appointments.memory import forget
from onthaal.appointments.models import BookingPolicy, CapacityBlock, CapacityLane
from onthaal.catalogue.models import Skill
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.timeline.actions import record

_ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def save_lane(lane: CapacityLane, *, skills: Collection[Skill], by: User) -> CapacityLane:
    """Store a new or changed lane. One that stops keeps what is booked on it."""
    is_new = lane.pk is None
    lane.save()
    lane.skills.set(skills)
    transaction.on_commit(forget)
    if is_new:
        record("lane.made", lane, by=by)
    else:
        record("lane.changed", lane, by=by, data={"active": lane.is_active})
    return lane


@transaction.atomic
def add_blocks(
    blocks: Iterable[CapacityBlock], *, lanes: Collection[CapacityLane], by: User
) -> list[CapacityBlock]:
    """Store new rules that have the same lanes."""
    made = []
    for block in blocks:
        block.pk = None
        block.save(force_insert=True)
        block.lanes.set(lanes)
        record("block.made", block, by=by)
        transaction.on_commit(forget)
        made.append(block)
    return made


@transaction.atomic
def replace_block(
    old: CapacityBlock,
    *,
    new: Sequence[CapacityBlock],
    lanes: Collection[CapacityLane],
    by: User,
) -> list[CapacityBlock]:
    """Let ``new`` rules take the place of ``old`` from their first day on."""
    end_block(old, last_day=min(each.valid_from for each in new) - _ONE_DAY, by=by)
    return add_blocks(new, lanes=lanes, by=by)


@transaction.atomic
def end_block(block: CapacityBlock, *, last_day: dt.date, by: User) -> CapacityBlock:
    """Let a rule hold up to and with ``last_day``; not at all when that lies before its begin."""
    row = CapacityBlock.objects.select_for_update(of=("self",)).get(pk=block.pk)
    if row.withdrawn_at is not None:
        return row
    if row.day is not None or last_day < row.valid_from:
        row.withdrawn_at = clock.now()
    elif row.valid_until is None or last_day < row.valid_until:
        row.valid_until = last_day
    row.save(update_fields=["withdrawn_at", "valid_until"])
    transaction.on_commit(forget)
    record("block.ended", row, by=by, data={"last_day": last_day.isoformat()})
    return row


@transaction.atomic
def save_policy(policy: BookingPolicy, *, location: Location, by: User) -> BookingPolicy:
    """Store how booking goes at a place. What is booked or held already stays as it is."""
    policy.location = location
    policy.save()
    transaction.on_commit(forget)
    record("booking_policy.saved", policy, by=by, data={"location": location.pk})
    return policy
