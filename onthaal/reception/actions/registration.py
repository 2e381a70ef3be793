"""Somebody comes in: a number, an appointment that arrives, a mistake, somebody who leaves."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import connection, models, transaction
from django.utils import timezone

from onthaal.appointments.actions import visiting
from onthaal.appointments.actions.booking import CannotChange
from onthaal.appointments.models import Appointment, Kind
from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.core.dutch import moment_in_words
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import events, once
from onthaal.reception.actions import appointment_news
from onthaal.reception.models import (
    Arrival,
    EventKind,
    QueuePolicy,
    TicketSeries,
    Visit,
    VisitClass,
    VisitItem,
    VisitState,
)
from onthaal.reception.rules import arrival as rules
from onthaal.reception.rules import scoring, states
from onthaal.reception.rules.states import Refused as Refused  # what callers catch


class BonusReason(models.TextChoices):
    """Why somebody goes earlier. A list, so that nobody writes down something about health."""

    OUR_MISTAKE = "our_mistake", "Er liep bij ons iets mis"
    CANNOT_WAIT = "cannot_wait", "Kan moeilijk lang wachten"
    CAME_BACK = "came_back", "Komt terug om iets af te ronden"
    OTHER = "other", "Andere reden"


@transaction.atomic
def register(
    *,
    location: Location,
    items: Sequence[tuple[Product, int]],
    arrival: Arrival | str,
    by: User | None = None,
    name: str = "",
    note: str = "",
    at: dt.datetime | None = None,
    act: uuid.UUID | None = None,
    told: tuple[int, int] | None = None,
) -> Visit:
    """A walk-in gets the next number; ``items`` are products with their number of persons.

    ``told`` is the wait in minutes (from, to) that was promised, so that it can be measured.

    ``at`` is for what happened before (a tally, an import). The same ``act`` twice gives the same
    visit, also at the same moment. Raises Refused, in Dutch, for too many persons.
    """
    if act is not None:
        once.hold(act)
        if made := _of_act(act):
            return made
    _check_items(items)
    moment = at or clock.now()
    return _begin(
        location,
        EventKind.ISSUED,
        items=items,
        arrival=arrival,
        by=by,
        name=name,
        note=note,
        at=moment,
        due_at=moment,
        visit_class=VisitClass.WALK_IN,
        data={"told": list(told)} if told else None,
        act=act,
    )


@transaction.atomic
def check_in(
    *,
    appointment: Appointment,
    arrival: Arrival | str,
    by: User | None = None,
    at: dt.datetime | None = None,
    told: tuple[int, int] | None = None,
) -> Visit:
    """Somebody with an appointment is here; asking twice gives the same visit.

    Waiting counts from five minutes before the appointment, or from now when that is later. Who is
    later than the place tolerates, waits as a walk-in; who did not answer or left, comes back into
    the queue. Raises CannotChange for an appointment of another day or not at a counter, and what
    ``visiting.mark_arrived`` and ``come_back`` raise.
    """
    if visit := Visit.objects.filter(appointment=appointment).first():
        return _here_again(visit, by)
    # who signs in twice at once waits here for the first, and then finds its visit
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if visit := Visit.objects.filter(appointment=appointment).first():
        return visit
    moment = at or clock.now()
    _check_is_here(appointment, moment)
    visiting.mark_arrived(appointment=appointment, at=moment)
    policy = QueuePolicy.of(appointment.location)
    due = rules.due(appointment.starts_at, moment, tolerance=policy.late_tolerance)
    items = [(line.product, line.persons) for line in appointment.items.select_related("product")]
    return _begin(
        appointment.location,
        EventKind.CHECKED_IN,
        items=items,
        arrival=arrival,
        by=by,
        name=appointment.name[:80],
        note="",
        at=moment,
        due_at=due.due_at,
        visit_class=due.visit_class,
        appointment=appointment,
        data={
            "late": due.late_minutes,
            "clerk": appointment.lane.host_id if appointment.lane else None,
            **({"told": list(told)} if told else {}),
        },
    )


def _check_is_here(appointment: Appointment, moment: dt.datetime) -> None:
    if appointment.kind != Kind.COUNTER:
        raise CannotChange("Deze afspraak is niet aan een loket.")
    if timezone.localdate(appointment.starts_at) != timezone.localdate(moment):
        when = moment_in_words(appointment.starts_at)
        raise CannotChange(f"Deze afspraak is van {when}, niet van vandaag.")


def _here_again(visit: Visit, by: User | None) -> Visit:
    """Who did not answer or went away, and signs in again."""
    if visit.state in (VisitState.NO_SHOW, VisitState.LEFT):
        return come_back(visit=visit, by=by)
    return visit


def _begin(
    location: Location,
    kind: EventKind,
    *,
    items: Sequence[tuple[Product, int]],
    arrival: Arrival | str,
    by: User | None,
    name: str,
    note: str,
    at: dt.datetime,
    due_at: dt.datetime,
    visit_class: VisitClass,
    appointment: Appointment | None = None,
    data: dict[str, object] | None = None,
    act: uuid.UUID | None = None,
) -> Visit:
    policy = QueuePolicy.of(location)
    is_appointment = visit_class == VisitClass.APPOINTMENT
    letter = policy.appointment_letter if is_appointment else policy.walk_in_letter
    day = timezone.localdate(at)
    visit = Visit.objects.create(
        location=location,
        day=day,
        number=next_number(location, day, letter),
        arrival=Arrival(arrival),
        appointment=appointment,
        arrived_at=at,
        due_at=due_at,
        state_since=at,
        visit_class=visit_class,
        name=name.strip()[:80],
        note=note.strip()[:200],
    )
    VisitItem.objects.bulk_create(
        VisitItem(visit=visit, product=product, persons=persons, position=place)
        for place, (product, persons) in enumerate(items)
    )
    events.append(
        visit,
        kind,
        by=by,
        at=at,
        data={"due_at": due_at.isoformat(), "class": str(visit_class), **(data or {})},
        act=act,
    )
    return visit


def next_number(location: Location, day: dt.date, letter: str) -> str:
    """The next number of the day, such as ``A012``. Two at once wait for each other, and who
    fails gives the number back with the rest of the transaction."""
    table = connection.ops.quote_name(TicketSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (location_id, day, letter, last) "  # noqa: S608 -- no input
            "VALUES (%s, %s, %s, 1) ON CONFLICT (location_id, day, letter) "
            "DO UPDATE SET last = series.last + 1 RETURNING last",
            [location.pk, day, letter],
        )
        (last,) = cursor.fetchone()
    return f"{letter}{last:03}"


def _check_items(items: Sequence[tuple[Product, int]]) -> None:
    for product, persons in items:
        if not 1 <= persons <= max(1, product.max_persons):
            raise Refused(
                f"“{product}” kan voor hoogstens {product.max_persons} "
                f"{'persoon' if product.max_persons == 1 else 'personen'} tegelijk. "
                "Pas het aantal aan."
            )


def _of_act(act: uuid.UUID) -> Visit | None:
    return Visit.objects.filter(events__act=act).first()


@transaction.atomic
def void(*, visit: Visit, by: User | None = None) -> Visit:
    """The ticket was a mistake: it does not count, and its appointment is still to come.

    Raises Refused when somebody was called with it already.
    """
    visit = events.locked(visit.pk)
    data = {"appointment": visit.appointment_id} if visit.appointment_id else {}
    events.append(visit, EventKind.VOIDED, by=by, data=data)
    if visit.appointment_id:
        appointment_news.tell(visit)
        # so that the appointment can be signed in anew
        visit.appointment = None
        visit.save(update_fields=["appointment"])
    return visit


@transaction.atomic
def leave(
    *,
    visit: Visit,
    by: User | None = None,
    at: dt.datetime | None = None,
    automatic: bool = False,
) -> Visit:
    """The visitor went away without being (fully) served. Raises Refused when it was over."""
    visit = events.locked(visit.pk)
    data = {"automatic": True} if automatic else {}
    events.append(visit, EventKind.LEFT, by=by, counter=visit.counter, at=at, data=data)
    if not automatic:
        # of a visit that was only forgotten nobody knows how it ended
        appointment_news.tell(visit)
    return visit


@transaction.atomic
def come_back(*, visit: Visit, by: User | None = None) -> Visit:
    """Who was gone is there after all, and waits anew. Raises Refused after the day itself, and
    the second time that somebody did not answer."""
    visit = events.locked(visit.pk)
    if visit.day != clock.today():
        raise Refused(f"{visit.number} is van een andere dag. Geef een nieuw volgnummer.")
    events.append(visit, EventKind.RETURNED, by=by)
    appointment_news.tell(visit)
    return visit


@transaction.atomic
def add_item(
    *,
    visit: Visit,
    product: Product,
    persons: int = 1,
    by: User | None = None,
    act: uuid.UUID | None = None,
) -> VisitItem:
    """One product more in the same visit. Raises Refused when it is over."""
    visit = events.locked(visit.pk)
    if act is not None and (same := VisitItem.objects.filter(events__act=act).first()):
        return same
    _check_items([(product, persons)])
    last = visit.items.aggregate(last=models.Max("position"))["last"]
    item = VisitItem.objects.create(
        visit=visit, product=product, persons=persons, position=0 if last is None else last + 1
    )
    events.append(
        visit,
        EventKind.ITEM_ADDED,
        by=by,
        counter=visit.counter,
        item=item,
        act=act or uuid.uuid4(),
    )
    return item


@transaction.atomic
def drop_item(
    *, item: VisitItem, by: User | None = None, act: uuid.UUID | None = None
) -> VisitItem:
    """A product that turned out not to be needed. Raises Refused when it was done already."""
    visit = events.locked(item.visit_id)
    item = VisitItem.objects.select_for_update().get(pk=item.pk)
    if item.is_dropped:
        return item
    if item.is_complete is not None:
        raise Refused("Dit product is al afgewerkt en kan niet meer weg.")
    events.append(
        visit,
        EventKind.ITEM_DROPPED,
        by=by,
        counter=visit.counter,
        item=item,
        act=act or uuid.uuid4(),
    )
    item.refresh_from_db()
    return item


@transaction.atomic
def change_persons(*, item: VisitItem, persons: int, by: User | None = None) -> VisitItem:
    """Another number of persons: the product is taken off and added again, so that history says
    what was first; when it was going on, it goes on. Raises Refused, also when it was changed or
    taken off meanwhile."""
    visit = events.locked(item.visit_id)
    item = visit.items.select_related("product").get(pk=item.pk)
    if item.is_dropped:
        raise Refused(
            f"“{item.product}” is intussen aangepast of geschrapt. Kijk na wat er nu staat."
        )
    if item.persons == persons:
        return item
    _check_items([(item.product, persons)])
    act, is_running = uuid.uuid4(), states.running_item(visit.events.all()) == item.pk
    drop_item(item=item, by=by, act=act)
    again = VisitItem.objects.create(
        visit=visit, product=item.product, persons=persons, position=item.position
    )
    kinds = [EventKind.ITEM_ADDED, *([EventKind.ITEM_STARTED] if is_running else [])]
    for kind in kinds:
        events.append(visit, kind, by=by, counter=visit.counter, item=again, act=act)
    return again


@transaction.atomic
def give_bonus(*, visit: Visit, minutes: int, reason: BonusReason | str, by: User) -> Visit:
    """Let a waiting visit count for ``minutes`` more (0 takes it back); ``reason`` is kept.

    Raises Refused when it does not wait, or for more than ``scoring.MAX_HAND_BONUS``.
    """
    if not 0 <= minutes <= scoring.MAX_HAND_BONUS:
        raise Refused(f"Geef hoogstens {scoring.MAX_HAND_BONUS} minuten voorrang.")
    visit = events.locked(visit.pk)
    events.append(
        visit,
        EventKind.BONUS,
        by=by,
        data={"minutes": minutes, "reason": str(BonusReason(reason))},
    )
    return visit


@transaction.atomic
def describe(*, visit: Visit, name: str, note: str) -> Visit:
    """Correct the name and the note that colleagues see."""
    visit = events.locked(visit.pk)
    visit.name, visit.note = name.strip()[:80], note.strip()[:200]
    visit.save(update_fields=["name", "note"])
    events.told(visit)
    return visit


def may(visit: Visit, kind: EventKind) -> bool:
    """Whether a button for ``kind`` makes sense for ``visit`` as it is now."""
    return states.may_follow(events.projection(visit), kind)
