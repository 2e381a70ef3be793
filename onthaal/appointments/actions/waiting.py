"""The waiting list: a moment that comes free is offered to one after the other.

An offer is a hold, so that the moment is really there for who answers in time; nobody has to race.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
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
from onthaal.core import changes, clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.people.models.account import tidy_email
from onthaal.timeline.actions import record

ANSWER_WITHIN = dt.timedelta(minutes=60)
MOST_UNANSWERED = 3
MOST_WISHES = 3
PROVE_WITHIN = dt.timedelta(days=2)


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
            # the address was proved by the link to the appointment
            proved_at=clock.now(),
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
    """Ask to stand on the list without an appointment. The mail that this promises has to be
    answered first (``prove``). Raises TooManyWishes, which counts unanswered ones too."""
    email = tidy_email(email)
    lock_addresses(rules.mailbox(email))
    if len(booking.same_mailbox(WaitingWish.objects.open(), email)) >= MOST_WISHES:
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
    waiting_mails.prove_address(wish)
    return wish


@transaction.atomic
def prove(*, wish: WaitingWish) -> None:
    """Whoever reads the mail says yes: from now on moments are offered. Twice is fine."""
    row = WaitingWish.objects.select_for_update().get(pk=wish.pk)
    if row.proved_at is None and row.ended_at is None:
        row.proved_at = clock.now()
        row.save(update_fields=["proved_at"])
        record("waiting_wish.proved", row, by_label="inwoner")


def withdraw(*, wish: WaitingWish) -> None:
    """Stop waiting; a moment that was offered goes to the next at once. Twice is fine."""
    held = _end(wish, WaitingOutcome.WITHDRAWN)
    if held:
        booking.release(appointment=held)


def accept(*, wish: WaitingWish) -> Appointment:
    """Take the moment that is offered: the appointment moves there, or is made.

    Raises NothingOffered, Taken (when the answer came too late and somebody else was quicker),
    TooMany and CannotChange.
    """
    wish = WaitingWish.objects.select_related("offer", "appointment").get(pk=wish.pk)
    if wish.ended_at and wish.outcome == WaitingOutcome.TAKEN and wish.appointment:
        return wish.appointment
    if wish.ended_at or wish.offered_start is None:
        raise NothingOffered
    try:
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
    except Appointment.DoesNotExist:
        # the hold went to the next at this very moment
        raise Taken from None
    _end(wish, WaitingOutcome.TAKEN, made=row)
    return row


def decline(*, wish: WaitingWish) -> None:
    """Not this moment; another one may still be offered. Raises NothingOffered."""
    held = _let_go(wish, answered=True)
    if held:
        booking.release(appointment=held)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def offer() -> int:
    """End what is over, then offer what is free to who waits, the longest waiting first; returns
    how many were offered. Nobody is written to at night. The timetable runs it every minute."""
    now = clock.now()
    WaitingWish.objects.filter(proved_at__isnull=True, made_at__lt=now - PROVE_WITHIN).delete()
    for wish in _due(now):
        _settle(wish, now)
    if not rules.may_write(timezone.localtime(now)):
        return 0
    free, offered = _Free(), 0
    rows = WaitingWish.objects.waiting().filter(offered_until__isnull=True)
    for wish in rows.select_related("location", "appointment__lane__host").prefetch_related(
        "items__product", "appointment__items__product"
    ):
        try:
            made = _offer(wish, now, free)
        except Taken:
            # somebody was quicker: in a minute there is another chance
            free.forget(wish.location)
            continue
        if made:
            free.forget(wish.location)
        offered += made
    return offered


def _due(now: dt.datetime) -> list[WaitingWish]:
    """Those whose last day, appointment or offer is over."""
    gone = ~Q(appointment__state=State.BOOKED) | Q(appointment__starts_at__lte=now)
    rows = WaitingWish.objects.waiting().filter(
        Q(until__lt=clock.today()) | Q(offered_until__lte=now) | Q(appointment__isnull=False) & gone
    )
    return list(rows.select_related("appointment"))


def _settle(wish: WaitingWish, now: dt.datetime) -> None:
    over = _is_over(wish, now)
    held = _end(wish, WaitingOutcome.OVER) if over else _let_go(wish, answered=False)
    if held:
        booking.release(appointment=held)


def _is_over(wish: WaitingWish, now: dt.datetime) -> bool:
    if wish.until < clock.today():
        return True
    if wish.appointment is None:
        return False
    return wish.appointment.state != State.BOOKED or wish.appointment.starts_at <= now


class _Free:
    """What is free, worked out once for all who want the same, until somebody gets some of it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, int, tuple[tuple[int, int], ...]], list[dt.datetime]] = {}

    def moments(
        self,
        location: Location,
        items: Sequence[tuple[Product, int]],
        kind: str,
        host: User | None,
    ) -> list[dt.datetime]:
        """Every free moment, the soonest first, in Belgian time."""
        what = tuple(sorted((product.pk, persons) for product, persons in items))
        key = (location.pk, kind, host.pk if host else 0, what)
        if key not in self._known:
            wanted = availability.wish(location=location, items=items, kind=kind, host=host)
            self._known[key] = availability.free_moments(wanted).all()
        return self._known[key]

    def forget(self, location: Location) -> None:
        """Something was taken there."""
        self._known = {key: each for key, each in self._known.items() if key[0] != location.pk}


def _offer(wish: WaitingWish, now: dt.datetime, free: _Free) -> bool:
    own = wish.appointment
    rows = own.items.all() if own else wish.items.all()
    items = [(item.product, item.persons) for item in rows]
    # who made an appointment with somebody, keeps it with that person
    host = own.host if own else None
    moments = free.moments(wish.location, items, wish.kind, host)
    start = rules.best(
        takewhile(lambda each: each.date() <= wish.until, moments),
        now=now,
        part_of_day=wish.part_of_day,
        before=own.starts_at if own else None,
        refused=set(wish.refused),
    )
    if start is None:
        return False
    held = booking.hold(location=wish.location, items=items, start=start, kind=wish.kind, host=host)
    with transaction.atomic():
        row = WaitingWish.objects.select_for_update().filter(pk=wish.pk).first()
        if row is None or row.ended_at or row.offered_until:
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
    row = changes.locked(WaitingWish.objects.select_related("offer"), wish.pk)
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
        waiting_mails.stopped(row)
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
    row = changes.locked(WaitingWish.objects.select_related("offer"), wish.pk)
    if row.ended_at:
        return None
    held = row.offer if made is None else None
    row.ended_at, row.outcome = clock.now(), outcome
    row.offer = row.offered_start = row.offered_until = None
    if made:
        row.appointment = made
    row.save()
    if outcome == WaitingOutcome.OVER and row.appointment is None:
        # who has an appointment need not hear it: that comes, or is over
        waiting_mails.stopped(row)
    record(f"waiting_wish.{outcome}", row)
    return held
