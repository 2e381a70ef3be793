"""The waiting list: a moment that comes free is offered to one after the other.

An offer is a hold, so that the moment is really there for who answers in time; nobody has to race.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django_tasks import task

from onthaal.appointments import availability, rules, waiting_mails
from onthaal.appointments.actions import booking
from onthaal.appointments.actions.booking import CannotChange, Contact, Taken
from onthaal.appointments.actions.locking import lock_addresses
from onthaal.appointments.models import (
    Appointment,
    Kind,
    PartOfDay,
    State,
    WaitingItem,
    WaitingOutcome,
    WaitingWish,
)
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models.account import tidy_email
from onthaal.timeline.actions import record

ANSWER_WITHIN = dt.timedelta(minutes=60)
MOST_UNANSWERED = 3
MOST_WISHES = 3
AT_ONCE = 200


class NothingOffered(Exception):
    """There is no offer (any more) to answer."""


class TooManyWishes(Exception):
    """This address stands on the list as often as it may."""


@transaction.atomic
def wish_earlier(*, appointment: Appointment, until: dt.date, part_of_day: str) -> WaitingWish:
    """Offer ``appointment`` an earlier moment when one comes free; asked again, the wish changes.

    Raises CannotChange for an appointment that does not take place any more or has no mail.
    """
    row = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if row.state != State.BOOKED or row.starts_at <= clock.now():
        raise CannotChange("Deze afspraak kan niet meer vervroegd worden.")
    if not row.email:
        raise CannotChange("Zonder e-mailadres kunnen wij u niet verwittigen. Bel ons gerust.")
    wish = WaitingWish.objects.waiting().filter(appointment=row).first()
    if wish is None:
        wish = WaitingWish(
            appointment=row,
            location=row.location,
            kind=row.kind,
            name=row.name,
            email=row.email,
        )
    wish.until, wish.part_of_day = until, part_of_day
    wish.save()
    record("waiting_wish.made", wish, by_label="inwoner", data={"until": until.isoformat()})
    return wish


@transaction.atomic
def wish_any(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    kind: str = Kind.COUNTER,
    name: str,
    email: str,
    until: dt.date,
    part_of_day: str = PartOfDay.ANY,
) -> WaitingWish:
    """Stand on the list without an appointment. Raises TooManyWishes."""
    email = tidy_email(email)
    lock_addresses(email)
    if WaitingWish.objects.waiting().filter(email=email).count() >= MOST_WISHES:
        raise TooManyWishes
    wish = WaitingWish.objects.create(
        location=location,
        kind=kind,
        name=" ".join(name.split()),
        email=email,
        until=until,
        part_of_day=part_of_day,
    )
    WaitingItem.objects.bulk_create(
        WaitingItem(wish=wish, product=product, persons=persons) for product, persons in items
    )
    record("waiting_wish.made", wish, by_label="inwoner", data={"until": until.isoformat()})
    waiting_mails.on_the_list(wish)
    return wish


def withdraw(*, wish: WaitingWish) -> None:
    """Stop waiting; a moment that was offered goes to the next at once. Twice is fine."""
    held = _end(wish, WaitingOutcome.WITHDRAWN)
    if held:
        booking.release(appointment=held)


def accept(*, wish: WaitingWish) -> Appointment:
    """Take the moment that is offered: the appointment moves there, or is made.

    Raises NothingOffered, Taken (when the answer came too late and somebody else was quicker) and
    CannotChange.
    """
    wish = WaitingWish.objects.select_related("offer", "appointment").get(pk=wish.pk)
    if wish.ended_at and wish.outcome == WaitingOutcome.TAKEN and wish.appointment:
        return wish.appointment
    if wish.ended_at or wish.offered_start is None:
        raise NothingOffered
    if wish.appointment:
        row = booking.move(
            appointment=wish.appointment, start=wish.offered_start, given_back=wish.offer
        )
    elif wish.offer:
        row = booking.confirm(
            appointment=wish.offer, contact=Contact(name=wish.name, email=wish.email)
        )
    else:
        raise NothingOffered
    _end(wish, WaitingOutcome.TAKEN, made=row)
    return row


def decline(*, wish: WaitingWish) -> None:
    """Not this moment; another one may still be offered. Raises NothingOffered."""
    held = _let_go(wish, answered=True)
    if held:
        booking.release(appointment=held)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def offer() -> int:
    """Offer what is free to who waits, the longest waiting first; returns how many were offered.
    The timetable runs it every minute."""
    now, offered = clock.now(), 0
    for wish in WaitingWish.objects.waiting().select_related("appointment", "offer")[:AT_ONCE]:
        try:
            if _is_over(wish, now):
                _finish(wish)
            elif wish.offered_until is None:
                offered += _offer(wish, now)
            elif wish.offered_until <= now:
                held = _let_go(wish, answered=False)
                if held:
                    booking.release(appointment=held)
        except Taken:
            # somebody was quicker: in a minute there is another chance
            continue
    return offered


def _is_over(wish: WaitingWish, now: dt.datetime) -> bool:
    if wish.until < clock.today():
        return True
    if wish.appointment is None:
        return False
    return wish.appointment.state != State.BOOKED or wish.appointment.starts_at <= now


def _finish(wish: WaitingWish) -> None:
    held = _end(wish, WaitingOutcome.OVER)
    if held:
        booking.release(appointment=held)


def _offer(wish: WaitingWish, now: dt.datetime) -> bool:
    items = [
        (item.product, item.persons)
        for item in (wish.appointment.items if wish.appointment else wish.items).select_related(
            "product"
        )
    ]
    wanted = availability.wish(location=wish.location, items=items, kind=wish.kind)
    days = (wish.until - clock.today()).days + 1
    free = availability.free_moments(wanted, number=days)
    start = rules.best(
        free.first(500),
        now=now,
        part_of_day=wish.part_of_day,
        before=wish.appointment.starts_at if wish.appointment else None,
        refused=set(wish.refused),
    )
    if start is None:
        return False
    held = booking.hold(location=wish.location, items=items, start=start, kind=wish.kind)
    with transaction.atomic():
        row = WaitingWish.objects.select_for_update().get(pk=wish.pk)
        if row.ended_at or row.offered_until:
            Appointment.objects.filter(pk=held.pk, state=State.HELD).delete()
            return False
        until = min(now + ANSWER_WITHIN, start - dt.timedelta(hours=1))
        Appointment.objects.filter(pk=held.pk).update(held_until=until)
        row.offer, row.offered_start, row.offered_until = held, start, until
        row.save(update_fields=["offer", "offered_start", "offered_until"])
        record("waiting_wish.offered", row, data={"start": start.isoformat()})
        waiting_mails.earlier_moment(row)
    return True


@transaction.atomic
def _let_go(wish: WaitingWish, *, answered: bool) -> Appointment | None:
    """The offer is not taken; gives the hold that has to be released."""
    row = (
        WaitingWish.objects.select_for_update(of=("self",)).select_related("offer").get(pk=wish.pk)
    )
    if row.ended_at or row.offered_start is None:
        if answered:
            raise NothingOffered
        return None
    held = row.offer
    row.refused = [*row.refused, row.offered_start]
    row.unanswered = 0 if answered else row.unanswered + 1
    row.offer = row.offered_start = row.offered_until = None
    if row.unanswered >= MOST_UNANSWERED:
        row.ended_at, row.outcome = clock.now(), WaitingOutcome.UNANSWERED
    row.save()
    record(
        "waiting_wish.declined" if answered else "waiting_wish.unanswered",
        row,
        by_label="inwoner" if answered else "",
    )
    return held


@transaction.atomic
def _end(wish: WaitingWish, outcome: str, made: Appointment | None = None) -> Appointment | None:
    """No more waiting; gives the hold that has to be released, if there is one."""
    row = (
        WaitingWish.objects.select_for_update(of=("self",)).select_related("offer").get(pk=wish.pk)
    )
    if row.ended_at:
        return None
    held = row.offer if made is None else None
    row.ended_at, row.outcome = clock.now(), outcome
    row.offer = row.offered_start = row.offered_until = None
    if made:
        row.appointment = made
    row.save()
    record(f"waiting_wish.{outcome}", row)
    return held
