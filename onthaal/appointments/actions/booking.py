"""Taking, changing and giving back a moment."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone
from django_tasks import task

from onthaal.appointments import availability, conflicts, mails, rules
from onthaal.appointments.actions.locking import (
    Span,
    lock_addresses,
    lock_hours,
    locked,
    settled,
    span_of,
)
from onthaal.appointments.availability import Moments, Plan, Wish
from onthaal.appointments.models import (
    ROOM,
    Appointment,
    AppointmentItem,
    BookedBy,
    BookingPolicy,
    Kind,
    OccupiedTick,
    State,
)
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.core.references import new_reference, new_secret
from onthaal.organisation.house_style import reference_prefix
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.people.models.account import tidy_email
from onthaal.timeline.actions import record

# How often somebody may ask for more time while typing.
EXTENSIONS = 4
# What was typed must still be welcome when a hold ran out long ago.
KEEP_HOLDS = dt.timedelta(days=1)
_NEAR = dt.timedelta(days=7)
# Far more than storing a confirmation takes.
_CONFIRMING = dt.timedelta(seconds=30)


class Taken(Exception):
    """Somebody else has that moment, or it cannot be booked any more; ``alternatives`` are the
    closest moments that are free, in Belgian time, and ``near`` is everything free around it, for
    who was choosing one."""

    def __init__(self, start: dt.datetime | None = None, near: Moments | None = None) -> None:
        super().__init__("Dit moment is niet meer vrij.")
        self.near = near
        self.alternatives = near.nearest(start) if near and start else []


class TooMany(Exception):
    """This address or telephone number has as many coming appointments as one may have; ``most``
    says how many, ``where`` which of the two it is, in Dutch."""

    def __init__(self, most: int, where: str) -> None:
        super().__init__(f"Er staan al {most} komende afspraken op dit {where}.")
        self.most, self.where = most, where


class CannotChange(Exception):
    """It is not in a state for this; the message says why, in Dutch."""


class HoldOver(Exception):
    """Holding it longer is not possible; it can still be confirmed as long as nobody took it."""


class _RanOut(Exception):
    """A hold that seemed to last is over: its time may only be taken again when alone with it."""


@dataclass(frozen=True)
class Contact:
    """Who comes; a name and one of the two addresses are enough."""

    name: str
    email: str = ""
    phone: str = ""
    address_line: str = ""
    note: str = ""


def hold(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    start: dt.datetime,
    kind: str = Kind.COUNTER,
    booked_by: str = BookedBy.WEB,
    by: User | None = None,
    instead_of: Appointment | None = None,
    host: User | None = None,
    submission_key: UUID | None = None,
) -> Appointment:
    """Keep a moment free for who is typing, for the minutes of the place's policy.

    ``by`` is a colleague, who may go up to the staff ceiling. ``instead_of`` is an earlier hold of
    the same person: its time is given back, unless this one fails, but it can still be confirmed
    as one that ran out. ``host`` is the colleague who must receive them. Raises Taken, and
    IntegrityError when a form with this ``submission_key`` made one before.
    """
    wanted = availability.wish(location=location, items=items, kind=kind, host=host)
    staff = by is not None
    plan = _day(wanted, start, staff=staff)
    given_back = instead_of if instead_of and instead_of.state == State.HELD else None

    free_lanes = partial(_free_lanes, wanted, plan, start, without=given_back)

    def deed() -> Appointment | None:
        now = clock.now()
        appointment = Appointment.objects.create(
            reference=new_reference(reference_prefix()),
            # the database refuses one of another that day, and it is drawn again
            check_in_code=rules.new_check_in_code(),
            location=location,
            kind=kind,
            starts_at=start,
            ends_at=start + dt.timedelta(minutes=wanted.minutes),
            room_until=start + wanted.took,
            held_until=now + dt.timedelta(minutes=wanted.policy.hold_minutes),
            made_at=now,
            made_by=by,
            booked_by=booked_by,
            submission_key=submission_key,
        )
        AppointmentItem.objects.bulk_create(
            AppointmentItem(
                appointment=appointment, product=product, persons=persons, position=number
            )
            for number, (product, persons) in enumerate(items)
        )
        # as late as can be: until the end, nobody else gets anything in these hours
        lock_hours([span_of(appointment), *_had(given_back)], for_a_while=True)
        _end(given_back)
        if not _occupy(appointment, free_lanes(), is_new=True):
            transaction.set_rollback(True)
            return None
        return appointment

    # who is too late hears so without waiting for the others
    around = availability.with_taken(
        wanted, _around(wanted, start, staff=staff), without=given_back
    )
    if not availability.lanes_for(wanted, around, start):
        raise _taken(wanted, start, staff=staff, without=given_back, around=around)
    made = settled(deed)
    if made is None:
        raise _taken(wanted, start, staff=staff, without=given_back)
    return made


def extend_hold(*, appointment: Appointment, instead_of: Appointment | None = None) -> Appointment:
    """Start the minutes of a hold again, some times; ``instead_of`` as with ``hold``, so that
    nobody keeps several moments this way. Raises HoldOver, Taken and CannotChange."""

    def deed() -> Appointment | None:
        lock_hours([span_of(appointment), *_had(instead_of)])
        row = locked(appointment)
        if row.state != State.HELD:
            raise CannotChange("Deze afspraak is al bevestigd of geannuleerd.")
        minutes = dt.timedelta(minutes=BookingPolicy.objects.of(row.location).hold_minutes)
        now = clock.now()
        if now > row.made_at + minutes * EXTENSIONS:
            raise HoldOver("Wij kunnen dit moment niet langer vasthouden.")
        _end(instead_of)
        if availability.is_over(row) and not _take_again(row):
            transaction.set_rollback(True)
            return None
        row.held_until = now + minutes
        row.save(update_fields=["held_until", "lane"])
        return row

    held = settled(deed)
    if held is None:
        wanted = availability.wish_of(appointment)
        raise _taken(wanted, appointment.starts_at, staff=False, without=appointment)
    return held


_CONFIRMED = (
    *("state", "held_until", "booked_at", "name", "email", "phone", "address_line", "note"),
    "video_link",
    *("lane", "check_in_code", "starts_at", "ends_at", "room_until"),
)


def confirm(
    *,
    appointment: Appointment,
    contact: Contact,
    start: dt.datetime | None = None,
    by: User | None = None,
    other: Appointment | None = None,
) -> Appointment:
    """Make a hold an appointment and promise the confirmation mail; confirming twice is fine.

    A hold that ran out is taken again when nobody else has it; ``start`` takes another moment in
    its place. ``other`` is another hold of the same person: it gives way when it stands in the way
    of this. Raises Taken, TooMany (not for colleagues) and CannotChange.
    """
    email, phone = tidy_email(contact.email), rules.tidy_phone(contact.phone)
    start = start or appointment.starts_at

    def deed(*, alone: bool) -> Appointment | None:
        lock_addresses(rules.mailbox(email), phone)
        if alone:
            had = span_of(appointment)
            new = Span(had.location, start, start + (had.end - had.begin))
            lock_hours([had, new, *_had(other)])
        row = locked(appointment)
        if row.state == State.BOOKED:
            return row
        if row.state != State.HELD:
            raise CannotChange("Deze afspraak is geannuleerd. Kies een nieuw moment.")
        if by is None:
            _refuse_hoarding(row, email, phone)
        over = availability.is_over(row)
        if start != row.starts_at:
            over = True
            row.check_in_code = _code(row.location, start, row)
            shift = start - row.starts_at
            row.starts_at, row.ends_at = start, row.ends_at + shift
            row.room_until = row.room_until and row.room_until + shift
        if over and not alone:
            raise _RanOut
        if over and not (_take_again(row) or (_end(other) and _take_again(row))):
            transaction.set_rollback(True)
            return None
        row.state, row.held_until, row.booked_at = State.BOOKED, None, clock.now()
        row.name, row.email, row.phone = " ".join(contact.name.split()), email, phone
        row.address_line, row.note = contact.address_line, contact.note
        row.video_link = _video_link(row)
        row.save(update_fields=_CONFIRMED)
        _record("appointment.booked", row, by)
        mails.confirmed(row)
        return row

    # a hold that lasts has its moment already, so that nobody needs to wait for the others
    alone = start != appointment.starts_at or _is_nearly_over(appointment)
    try:
        booked = settled(partial(deed, alone=alone))
    except _RanOut:
        booked = settled(partial(deed, alone=True))
    if booked is None:
        wanted = availability.wish_of(appointment)
        raise _taken(wanted, start, staff=by is not None, without=appointment)
    return booked


def move(
    *,
    appointment: Appointment,
    start: dt.datetime,
    location: Location | None = None,
    by: User | None = None,
    given_back: Appointment | None = None,
) -> Appointment:
    """Take another moment, keeping everything else, also the link and the code when it is free.

    The new time is taken before the old is given back, so nobody ends up with none. Moving to
    where it is already does nothing. ``given_back`` is a hold that kept the moment for this
    appointment; it ends, unless the move fails. Raises Taken and CannotChange.
    """
    place = location or appointment.location
    wanted = availability.wish_of(appointment, place)
    staff = by is not None
    plan = _day(wanted, start, staff=staff)

    def deed() -> Appointment | None:
        lock_hours(
            [span_of(appointment), *_had(given_back), Span(place, start, start + wanted.took)]
        )
        row = locked(appointment)
        _refuse_unless_coming(row, by)
        now_at = row.starts_at, row.location_id
        # perhaps by a first click
        if now_at == (start, place.pk):
            return row
        if now_at != (appointment.starts_at, appointment.location_id):
            raise CannotChange("Deze afspraak is ondertussen al verplaatst. Kijk ze eerst na.")
        if given_back:
            _forget(given_back)
        lanes = _free_lanes(wanted, plan, start, without=row)
        was = row.starts_at
        row.check_in_code = _code(place, start, row)
        row.location = place
        row.starts_at = start
        row.ends_at = start + dt.timedelta(minutes=wanted.minutes)
        row.room_until = start + wanted.took
        if not _occupy(row, lanes):
            transaction.set_rollback(True)
            return None
        row.sequence += 1
        # the reminder belongs to the new moment; so close to it, the mail about the move is one
        hours = wanted.policy.reminder_hours
        is_close = hours and clock.now() >= start - dt.timedelta(hours=hours)
        row.reminded_at = clock.now() if is_close else None
        row.save()
        _record("appointment.moved", row, by, was=was.isoformat())
        mails.moved(row, was)
        return row

    moved = settled(deed)
    if moved is None:
        raise _taken(wanted, start, staff=staff, without=appointment)
    return moved


def cancel(*, appointment: Appointment, by: User | None = None, reason: str = "") -> Appointment:
    """Give the moment back; others can have it after a random delay, so that appointments are not
    traded. A second time does nothing. ``reason`` stands in the mail of a colleague. Raises
    CannotChange."""

    def deed() -> Appointment:
        lock_hours([span_of(appointment)])
        row = locked(appointment)
        if row.state == State.CANCELLED:
            return row
        _refuse_unless_coming(row, by)
        now = clock.now()
        policy = BookingPolicy.objects.of(row.location)
        spread = 60 * (policy.reoffer_max_minutes - policy.reoffer_min_minutes)
        delay = 60 * policy.reoffer_min_minutes + secrets.randbelow(spread + 1)
        row.state, row.cancelled_at = State.CANCELLED, now
        row.cancelled_by_resident = by is None
        row.reoffer_at = now + dt.timedelta(seconds=delay)
        row.sequence += 1
        row.save()
        _record("appointment.cancelled", row, by)
        mails.cancelled(row, by_town=by is not None, reason=reason)
        return row

    return settled(deed)


def cancel_each(
    *, appointments: Iterable[Appointment], by: User, reason: str = ""
) -> tuple[list[Appointment], list[Appointment]]:
    """Cancel them one by one; those that were cancelled, and those that could not be any more."""
    done: list[Appointment] = []
    left: list[Appointment] = []
    for row in appointments:
        try:
            done.append(cancel(appointment=row, by=by, reason=reason))
        except CannotChange:
            left.append(row)
    return done, left


def release(*, appointment: Appointment) -> None:
    """Give back a hold at once, of which nobody has the page. Does nothing to what is confirmed."""

    def deed() -> None:
        lock_hours([span_of(appointment)])
        _forget(appointment)

    settled(deed)


@transaction.atomic
def annotate(*, appointment: Appointment, note: str, by: User) -> Appointment:
    """A colleague writes what is good to know about it."""
    row = locked(appointment)
    row.note = note
    row.save(update_fields=["note"])
    _record("appointment.annotated", row, by)
    return row


def give_video_link(*, appointment: Appointment, link: str, by: User) -> Appointment:
    """Tell the resident where the video call takes place, or that it is elsewhere. The same link
    again does nothing. Raises CannotChange."""

    def deed() -> Appointment:
        row = locked(appointment)
        if row.kind != Kind.VIDEO:
            raise CannotChange("Dit is geen videogesprek.")
        _refuse_unless_coming(row, by)
        if row.video_link == link:
            return row
        row.video_link = link
        row.sequence += 1
        row.save(update_fields=["video_link", "sequence"])
        _record("appointment.video_link", row, by)
        mails.video_link(row)
        return row

    return settled(deed)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def tidy() -> int:
    """Clear away the time of holds that ran out and of cancelled ones whose delay is over, and
    forget holds of a day ago. Nobody waits for it: it was free from that moment on."""
    now = clock.now()
    with transaction.atomic():
        # skip who is confirming at this very moment
        rows = (
            Appointment.objects.exclude(pk__in=Appointment.objects.taking_room(now))
            .filter(ticks__isnull=False)
            .select_for_update(skip_locked=True, of=("self",))
            .values_list("pk", flat=True)
        )
        stale = set(rows)
        count: int = OccupiedTick.objects.filter(appointment__in=stale).delete()[0]
        old = Appointment.objects.filter(state=State.HELD, held_until__lt=now - KEEP_HOLDS)
        old_pks = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Appointment.objects.filter(pk__in=old_pks).delete()
    return count


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def remind() -> int:
    """Promise the reminders that are due, each once; not to who booked after that moment, nor
    for an hour at which the place has closed since: a colleague writes about that."""
    now, sent = clock.now(), 0
    policies = {policy.location_id: policy for policy in BookingPolicy.objects.all()}
    coming = (
        Appointment.objects.coming()
        .filter(reminded_at__isnull=True, starts_at__gt=now)
        .exclude(email="")
        .values_list("pk", "location_id", "starts_at", "booked_at")
    )
    for pk, place, starts_at, booked_at in coming:
        policy = policies.get(place) or BookingPolicy()
        due = starts_at - dt.timedelta(hours=policy.reminder_hours)
        if not policy.reminder_hours or now < due or (booked_at and booked_at > due):
            continue
        with transaction.atomic():
            row = (
                Appointment.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("location")
                .filter(pk=pk, state=State.BOOKED, reminded_at__isnull=True, starts_at=starts_at)
                .first()
            )
            if row and not conflicts.is_closed(row):
                row.reminded_at = now
                row.save(update_fields=["reminded_at"])
                mails.reminder(row)
                sent += 1
    return sent


def _had(appointment: Appointment | None) -> list[Span]:
    return [span_of(appointment)] if appointment else []


def _end(held: Appointment | None) -> bool:
    """Give back the time of a hold, if it is still one. It stays, because somebody may be typing on
    its page."""
    if held is None:
        return False
    rows = Appointment.objects.filter(pk=held.pk, state=State.HELD)
    if not rows.update(held_until=clock.now()):
        return False
    OccupiedTick.objects.filter(appointment=held).delete()
    return True


def _forget(held: Appointment) -> None:
    """Delete a hold, if it is still one."""
    # its row is locked before its ticks go, as the sweep does: or both would wait in a circle
    for row in Appointment.objects.select_for_update().filter(pk=held.pk, state=State.HELD):
        row.delete()


def _code(place: Location, start: dt.datetime, mine: Appointment) -> str:
    """The code that it had, or another when somebody else has that one on that day at that place;
    should somebody store it a moment earlier, the database refuses it and this is done again."""
    day = timezone.localtime(start).replace(hour=0, minute=0, second=0, microsecond=0)
    others = Appointment.objects.filter(
        location=place, starts_at__gte=day, starts_at__lt=day + dt.timedelta(days=1)
    ).exclude(pk=mine.pk)
    code = mine.check_in_code
    while others.filter(check_in_code=code).exists():
        code = rules.new_check_in_code()
    return code


def _occupy(appointment: Appointment, lanes: Sequence[int], *, is_new: bool = False) -> bool:
    """Give it the ticks of the first of ``lanes`` that nobody has, and give back those it had."""
    until = appointment.room_until or appointment.ends_at
    begin, end = rules.tick_of(appointment.starts_at), rules.tick_of(until)
    own = OccupiedTick.objects.filter(appointment=appointment)
    had = set() if is_new else set(own.values_list("lane_id", "tick"))
    for lane in lanes:
        wanted = [tick for tick in range(begin, end) if (lane, tick) not in had]
        if not (
            _insert(appointment, lane, wanted) or _insert_after_tidying(appointment, lane, wanted)
        ):
            continue
        if had:
            own.exclude(lane=lane, tick__gte=begin, tick__lt=end).delete()
        appointment.lane_id = lane
        return True
    return False


# In ascending order, so that two never wait for each other in a circle.
_OCCUPY = """
WITH got AS (
    INSERT INTO appointments_occupiedtick (lane_id, appointment_id, tick)
    SELECT %(lane)s, %(appointment)s, unnest(%(ticks)s::bigint[]) ON CONFLICT DO NOTHING
    RETURNING tick
)
UPDATE appointments_appointment SET lane_id = %(lane)s
WHERE id = %(appointment)s AND (SELECT count(*) FROM got) = cardinality(%(ticks)s::bigint[])
"""


def _insert(appointment: Appointment, lane: int, ticks: Sequence[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            _OCCUPY, {"lane": lane, "appointment": appointment.pk, "ticks": sorted(ticks)}
        )
        if cursor.rowcount:
            return True
    OccupiedTick.objects.filter(appointment=appointment, lane=lane, tick__in=ticks).delete()
    return False


def _insert_after_tidying(appointment: Appointment, lane: int, ticks: Sequence[int]) -> bool:
    """Perhaps only what a hold that ran out left behind was in the way."""
    over = (
        Appointment.objects.filter(ticks__lane=lane, ticks__tick__in=ticks)
        .exclude(pk__in=Appointment.objects.taking_room(clock.now()))
        .values_list("pk", flat=True)
    )
    pks = set(over)
    if not pks:
        return False
    # who sweeps it up or confirms it at this very moment is done in an instant; and whoever waits
    # for these hours does not have it
    list(Appointment.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",)))
    taking = Appointment.objects.taking_room(clock.now()).filter(pk__in=pks)
    gone = pks - set(taking.values_list("pk", flat=True))
    OccupiedTick.objects.filter(lane=lane, tick__in=ticks, appointment__in=gone).delete()
    return _insert(appointment, lane, ticks)


def _take_again(row: Appointment) -> bool:
    """Whether a hold that ran out could get its moment once more, in whatever lane."""
    wanted = availability.wish_of(row)
    staff = row.made_by_id is not None
    plan = _day(wanted, row.starts_at, staff=staff)
    lanes = _free_lanes(wanted, plan, row.starts_at, without=row)
    # where it stood, if possible
    lanes.sort(key=lambda lane: lane != row.lane_id)
    return _occupy(row, lanes)


def _refuse_hoarding(row: Appointment, email: str, phone: str) -> None:
    policy = availability.policy_of(row.location)
    coming = Appointment.objects.coming().filter(starts_at__gt=clock.now())
    if email and len(same_mailbox(coming, email)) >= policy.max_per_email:
        raise TooMany(policy.max_per_email, "adres")
    if phone and coming.filter(phone=phone).count() >= policy.max_per_phone:
        raise TooMany(policy.max_per_phone, "telefoonnummer")


def same_mailbox(rows: models.QuerySet[Any], email: str) -> list[str]:
    """The addresses of ``rows`` that come in the same mailbox as ``email``, one of each row."""
    own = rules.mailbox(email)
    # the first letter is the same however it is written
    alike = rows.filter(email__startswith=own[:1]).values_list("email", flat=True)
    return [each for each in alike if rules.mailbox(each) == own]


def _refuse_unless_coming(row: Appointment, by: User | None) -> None:
    if row.state != State.BOOKED:
        raise CannotChange(f"Deze afspraak kan niet meer veranderen: {row.get_state_display()}.")
    if by is None and row.starts_at <= clock.now():
        raise CannotChange("Deze afspraak is al begonnen of voorbij.")


def _video_link(row: Appointment) -> str:
    """Where its video call takes place: a room of its own, when the place has those."""
    if row.kind != Kind.VIDEO:
        return ""
    return BookingPolicy.objects.of(row.location).video_address.replace(ROOM, new_secret())


def _is_nearly_over(row: Appointment) -> bool:
    """Whether a hold may run out before its confirmation is stored."""
    return row.held_until is None or row.held_until < clock.now() + _CONFIRMING


def _day(wanted: Wish, start: dt.datetime, *, staff: bool) -> Plan:
    return availability.look(wanted, staff=staff, first=timezone.localdate(start), number=1)


def _free_lanes(
    wanted: Wish, plan: Plan, start: dt.datetime, *, without: Appointment | None
) -> list[int]:
    """The lanes that are free at this very moment, the wisest choice first."""
    now = availability.with_taken(wanted, plan, without=without)
    return availability.lanes_for(wanted, now, start)


def _around(wanted: Wish, start: dt.datetime, *, staff: bool) -> Plan:
    """The week before and after, where there is nearly always something free."""
    first, number = timezone.localdate(start) - _NEAR, 2 * _NEAR.days + 1
    return availability.look(wanted, staff=staff, first=first, number=number)


def _taken(
    wanted: Wish,
    start: dt.datetime,
    *,
    staff: bool,
    without: Appointment | None,
    around: Plan | None = None,
) -> Taken:
    """With what is free in the days ``around`` it (they are looked up when not given), else on all
    days."""
    around = around or availability.with_taken(
        wanted, _around(wanted, start, staff=staff), without=without
    )
    near = availability.moments(wanted, around)
    if len(near.first(3)) == 3:
        return Taken(start, near)
    return Taken(start, availability.free_moments(wanted, staff=staff, without=without))


def _record(kind: str, row: Appointment, by: User | None, **more: str) -> None:
    record(
        kind,
        row,
        by=by,
        by_label="" if by else "inwoner",
        data={"starts_at": row.starts_at.isoformat(), "location": row.location_id, **more},
    )
