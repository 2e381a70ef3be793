"""Everything a clerk does with a visitor: call, receive, set aside, pass on, finish.

Every action first locks the sitting (``Duty``) of the clerk, then the visit: two presses of one
clerk follow each other, and two clerks never get the same visitor.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import connection, models, transaction

from onthaal.catalogue.models import Product, Skill
from onthaal.core import clock
from onthaal.people.models import User
from onthaal.reception import events, queue
from onthaal.reception.actions import appointment_news, registration
from onthaal.reception.models import (
    Counter,
    Duty,
    EventKind,
    QueuePolicy,
    Visit,
    VisitEvent,
    VisitItem,
    VisitState,
)
from onthaal.reception.rules import scoring, states
from onthaal.reception.rules.scoring import Ranked
from onthaal.reception.rules.states import Refused as Refused  # what callers catch

# seconds in which a press of a button can be taken back
UNDO_WITHIN = 20
_RUNNERS_UP = 5
_TRIES = 20
_SECOND = dt.timedelta(seconds=1)


class ParkReason(models.TextChoices):
    FETCHES = "fetches", "Haalt iets op, zoals een foto of document"
    PAYS = "pays", "Betaalt aan de automaat"
    FORM = "form", "Vult een formulier in"
    COLLEAGUE = "colleague", "Wij zoeken iets uit bij een collega"
    OTHER = "other", "Andere reden"


@transaction.atomic
def call_next(*, duty: Duty, act: uuid.UUID | None = None) -> Visit | None:
    """Call whoever is first for this clerk, or nobody (None) when nobody waits whom he can serve.

    The order is ``rules.scoring``; the event says why this one and who came next. A second press
    with the same ``act`` gives the same visit. Raises Refused when the clerk has somebody, pauses
    or has left.
    """
    duty = _locked_duty(duty)
    if act is not None and (same := _of_act(act)):
        return same
    _check_free(duty)
    location = duty.counter.location
    policy = QueuePolicy.of(location)
    day = clock.today()
    for _ in range(_TRIES):
        now = clock.now()
        caller = queue.caller(duty)
        waiting = Visit.objects.waiting().filter(location=location, day=day)
        ranking = scoring.rank(
            queue.candidates(waiting),
            caller,
            queue.weights(policy),
            now,
            appointments_before=queue.appointments_before(
                location.pk, day, policy.appointments_in_a_row
            ),
        )
        if not ranking:
            return None
        visit = _lock_first([one.candidate.visit_id for one in ranking])
        if visit is None:
            # a colleague was just calling each of them; look who is left
            continue
        place, chosen = next(
            (place, one) for place, one in enumerate(ranking) if one.candidate.visit_id == visit.pk
        )
        # it may have been passed on or corrected between the look and the lock
        if not scoring.can_serve(queue.candidates([visit])[0], caller):
            continue
        others = [one for one in ranking[: _RUNNERS_UP + 1] if one is not chosen]
        _call(
            duty,
            visit,
            act=act,
            data=_why(chosen, others[:_RUNNERS_UP], waiting=len(ranking), passed=place),
        )
        return visit
    return None


@transaction.atomic
def call(*, duty: Duty, visit: Visit, act: uuid.UUID | None = None) -> Visit:
    """Call this very visit, waiting or set aside, out of turn; the event says where it stood.

    Raises Refused as ``call_next`` does, and when a colleague was first.
    """
    duty = _locked_duty(duty)
    if act is not None and (same := _of_act(act)):
        return same
    _check_free(duty)
    policy = QueuePolicy.of(duty.counter.location)
    visit = events.locked(visit.pk)
    if visit.location_id != duty.counter.location_id:
        raise Refused(f"{visit.number} wacht op een andere plaats.")
    act = act or uuid.uuid4()
    if visit.state == VisitState.PARKED:
        events.append(visit, EventKind.UNPARKED, by=duty.clerk, counter=duty.counter, act=act)
    waiting = Visit.objects.waiting().filter(location=visit.location_id, day=visit.day)
    ranking = scoring.rank(
        queue.candidates(waiting), queue.caller(duty), queue.weights(policy), clock.now()
    )
    place = next(
        (place for place, one in enumerate(ranking) if one.candidate.visit_id == visit.pk), None
    )
    data: dict[str, Any] = {"chosen": True, "waiting": len(ranking)}
    if place is not None:
        data = {
            **_why(
                ranking[place],
                [one for one in ranking[:_RUNNERS_UP] if one is not ranking[place]],
                waiting=len(ranking),
                passed=place,
            ),
            "chosen": True,
        }
    _call(duty, visit, act=act, data=data)
    return visit


def _lock_first(ranked: list[int]) -> Visit | None:
    """The first of ``ranked`` that still waits and that nobody else is calling at this moment,
    locked. One statement: a look and a grab apart would call visitors twice."""
    table = connection.ops.quote_name(Visit._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id = ANY(%s) AND state = 'waiting' "  # noqa: S608 -- no input
            "ORDER BY array_position(%s, id) FOR UPDATE SKIP LOCKED LIMIT 1",
            [ranked, ranked],
        )
        row = cursor.fetchone()
    return events.locked(row[0]) if row else None


def _why(chosen: Ranked, others: list[Ranked], *, waiting: int, passed: int) -> dict[str, Any]:
    """What the event keeps of the decision: numbers of tickets and minutes, nothing personal."""
    return {
        "why": scoring.explain(chosen, is_called=not passed),
        "score": round(chosen.score.total, 1),
        "waiting": waiting,
        # more than 0: these stood before, and a colleague was just calling them
        "passed": passed,
        "others": [
            {"number": one.candidate.number, "score": round(one.score.total, 1)} for one in others
        ],
    }


def _call(duty: Duty, visit: Visit, *, act: uuid.UUID | None, data: dict[str, Any]) -> None:
    events.append(
        visit,
        EventKind.CALLED,
        by=duty.clerk,
        counter=duty.counter,
        data=data,
        act=act or uuid.uuid4(),
    )


def _of_act(act: uuid.UUID) -> Visit | None:
    return Visit.objects.filter(events__act=act).first()


def _locked_duty(duty: Duty) -> Duty:
    """The sitting, locked until the transaction ends. Raises Refused when it is over."""
    found = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("counter__location", "clerk")
        .get(pk=duty.pk)
    )
    if found.ended_at is not None:
        raise Refused("U zit niet meer aan dit loket. Neem eerst weer plaats.")
    return found


def _check_free(duty: Duty) -> None:
    if duty.paused_at is not None:
        raise Refused("U bent in pauze. Stop eerst uw pauze, en roep dan op.")
    if busy := current(duty):
        state = "opgeroepen" if busy.state == VisitState.CALLED else "aan uw loket"
        raise Refused(
            f"{busy.number} is nog {state}. Rond dat bezoek af, zet het opzij of geef het door."
        )


def current(duty: Duty) -> Visit | None:
    """Whom this clerk has called or is serving."""
    return (
        Visit.objects.filter(
            counter=duty.counter_id, state__in=(VisitState.CALLED, VisitState.SERVING)
        )
        .select_related("appointment", "location", "counter")
        .first()
    )


def _mine(duty: Duty, visit: Visit) -> tuple[Duty, Visit]:
    """Both locked. Raises Refused when the visit is not at this counter."""
    duty = _locked_duty(duty)
    visit = events.locked(visit.pk)
    if visit.counter_id != duty.counter_id:
        raise Refused(f"{visit.number} is niet (meer) aan uw loket.")
    return duty, visit


@transaction.atomic
def recall(*, duty: Duty, visit: Visit, act: uuid.UUID | None = None) -> Visit:
    """Show and say the number again; the same ``act`` counts once. Raises Refused."""
    duty, visit = _mine(duty, visit)
    if act is None or _of_act(act) is None:
        act = act or uuid.uuid4()
        events.append(visit, EventKind.RECALLED, by=duty.clerk, counter=duty.counter, act=act)
    return visit


@transaction.atomic
def show_up(*, duty: Duty, visit: Visit) -> Visit:
    """The visitor stands at the counter; the first open product begins. Raises Refused."""
    duty, visit = _mine(duty, visit)
    act = uuid.uuid4()
    events.append(visit, EventKind.SHOWN_UP, by=duty.clerk, counter=duty.counter, act=act)
    _start_next(duty, visit, act)
    return visit


@transaction.atomic
def no_show(*, duty: Duty, visit: Visit, back: bool = False) -> Visit:
    """Nobody came: it is over, or (``back``, once) it waits anew at the end of the queue.

    Raises Refused before the number of recalls that the place wants.
    """
    duty, visit = _mine(duty, visit)
    wanted = QueuePolicy.of(visit.location).recalls_before_no_show
    if visit.state == VisitState.CALLED and visit.recalls < wanted:
        times = "één keer" if wanted == 1 else f"{wanted} keer"
        raise Refused(f"Roep {visit.number} eerst nog {times} opnieuw op.")
    kind = EventKind.RETURNED if back else EventKind.NO_SHOW
    events.append(visit, kind, by=duty.clerk, counter=duty.counter, act=uuid.uuid4())
    appointment_news.tell(visit)
    return visit


@transaction.atomic
def park(*, duty: Duty, visit: Visit, reason: ParkReason | str) -> Visit:
    """Set the visitor aside for a while, to help others meanwhile. Raises Refused."""
    duty, visit = _mine(duty, visit)
    events.append(
        visit,
        EventKind.PARKED,
        by=duty.clerk,
        counter=duty.counter,
        data={"reason": str(ParkReason(reason))},
        act=uuid.uuid4(),
    )
    return visit


@transaction.atomic
def unpark(*, visit: Visit, by: User | None = None) -> Visit:
    """Back in the queue; what was waited before still counts. Raises Refused."""
    visit = events.locked(visit.pk)
    events.append(visit, EventKind.UNPARKED, by=by, act=uuid.uuid4())
    return visit


@transaction.atomic
def transfer(
    *,
    visit: Visit,
    by: User | None = None,
    duty: Duty | None = None,
    counter: Counter | None = None,
    clerk: User | None = None,
    skill: Skill | None = None,
) -> Visit:
    """Pass on to a counter, a colleague or whoever has a skill: waiting starts again, and what was
    waited before counts for the order.

    With ``duty`` it is a clerk who passes on whom he has. Raises Refused, also without a
    destination or to one of another place.
    """
    if counter is None and clerk is None and skill is None:
        raise Refused("Kies naar wie u doorgeeft: een loket, een collega of een bekwaamheid.")
    if duty is not None:
        duty, visit = _mine(duty, visit)
        by = duty.clerk
    else:
        visit = events.locked(visit.pk)
    if counter is not None and counter.location_id != visit.location_id:
        raise Refused(f"{counter} is op een andere plaats.")
    events.append(
        visit,
        EventKind.TRANSFERRED,
        by=by,
        counter=visit.counter,
        data={
            "counter": counter.pk if counter else None,
            "clerk": clerk.pk if clerk else None,
            "skill": skill.pk if skill else None,
        },
        act=uuid.uuid4(),
    )
    return visit


@transaction.atomic
def start_item(*, duty: Duty, item: VisitItem) -> VisitItem:
    """Begin with this product; the one that was going on is interrupted. Raises Refused."""
    duty, visit = _mine(duty, item.visit)
    item = visit.items.get(pk=item.pk)
    if item.is_dropped or item.is_complete is not None:
        raise Refused("Dit product is al afgewerkt.")
    events.append(
        visit,
        EventKind.ITEM_STARTED,
        by=duty.clerk,
        counter=duty.counter,
        item=item,
        act=uuid.uuid4(),
    )
    return item


@transaction.atomic
def finish_item(*, duty: Duty, item: VisitItem, complete: bool) -> VisitItem:
    """This product is done; ``complete`` = settled in one go. The next open one begins.

    Raises Refused when it was done already.
    """
    duty, visit = _mine(duty, item.visit)
    act = uuid.uuid4()
    _finish_item(duty, visit, visit.items.get(pk=item.pk), complete=complete, act=act)
    _start_next(duty, visit, act)
    item.refresh_from_db()
    return item


def _finish_item(
    duty: Duty, visit: Visit, item: VisitItem, *, complete: bool, act: uuid.UUID
) -> None:
    if item.is_dropped or item.is_complete is not None:
        raise Refused("Dit product is al afgewerkt.")
    events.append(
        visit,
        EventKind.ITEM_FINISHED,
        by=duty.clerk,
        counter=duty.counter,
        item=item,
        data={"complete": complete},
        act=act,
    )


def _start_next(duty: Duty, visit: Visit, act: uuid.UUID) -> None:
    """Begin with the first open product, unless one is going on."""
    item = visit.items.still_to_do().first()
    if item is None or item.pk == running_item(visit):
        return
    events.append(
        visit, EventKind.ITEM_STARTED, by=duty.clerk, counter=duty.counter, item=item, act=act
    )


def running_item(visit: Visit) -> int | None:
    """The product that is going on, by its id."""
    return states.running_item(visit.events.all())


@transaction.atomic
def add_item(
    *,
    duty: Duty,
    visit: Visit,
    product: Product,
    persons: int = 1,
    act: uuid.UUID | None = None,
) -> VisitItem:
    """One product more during the visit; it begins when nothing else is going on."""
    duty, visit = _mine(duty, visit)
    act = act or uuid.uuid4()
    known = visit.events.filter(act=act).exists()
    item = registration.add_item(
        visit=visit, product=product, persons=persons, by=duty.clerk, act=act
    )
    if not known and visit.state == VisitState.SERVING and running_item(visit) is None:
        _start_next(duty, visit, act)
    return item


@transaction.atomic
def finish(*, duty: Duty, visit: Visit, complete: bool = True) -> Visit:
    """The visit is over: every open product is done (``complete`` or not) and an appointment is
    served. Raises Refused."""
    duty, visit = _mine(duty, visit)
    if visit.state != VisitState.SERVING:
        states.check(events.projection(visit), EventKind.FINISHED, number=visit.number)
    act = uuid.uuid4()
    for item in visit.items.still_to_do():
        _finish_item(duty, visit, item, complete=complete, act=act)
    events.append(visit, EventKind.FINISHED, by=duty.clerk, counter=duty.counter, act=act)
    appointment_news.tell(visit)
    return visit


@transaction.atomic
def leave(*, duty: Duty, visit: Visit) -> Visit:
    """The visitor goes away during the visit, before everything is done. Raises Refused."""
    duty, visit = _mine(duty, visit)
    events.append(visit, EventKind.LEFT, by=duty.clerk, counter=duty.counter, act=uuid.uuid4())
    appointment_news.tell(visit)
    return visit


@transaction.atomic
def undo(*, duty: Duty) -> Visit:
    """Take back the last press of this clerk: a mistake of a few seconds ago.

    Raises Refused when there is nothing (any more) to take back, when he has called somebody else
    or sat down elsewhere since, and during a pause.
    """
    duty = _locked_duty(duty)
    if duty.paused_at is not None:
        raise Refused("U bent in pauze. Stop eerst uw pauze, en maak dan ongedaan.")
    last = _last_press(duty)
    if last is None:
        raise Refused(
            "Er is niets meer om ongedaan te maken. Dat kan tot "
            f"{UNDO_WITHIN} seconden na een druk."
        )
    visit = events.locked(last.visit_id)
    facts = states.undoable(list(visit.events.all()), clerk_id=duty.clerk_id)
    if not facts:
        raise Refused("Intussen is er iets anders gebeurd; dit kan niet meer ongedaan.")
    now = current(duty)
    kept = [fact for fact in visit.events.all() if fact.pk not in {one.pk for one in facts}]
    before = states.derive(kept)
    if before.state in (VisitState.CALLED, VisitState.SERVING):
        if before.counter_id != duty.counter_id:
            raise Refused("U zit intussen aan een ander loket; dit kan niet meer ongedaan.")
        if now is not None and now.pk != visit.pk:
            raise Refused(f"U hebt {now.number} al opgeroepen; maak eerst dat ongedaan.")
    events.take_back(visit, facts, by=duty.clerk)
    appointment_news.tell(visit)
    return visit


def _last_press(duty: Duty) -> VisitEvent | None:
    since = clock.now() - UNDO_WITHIN * _SECOND
    recent = VisitEvent.objects.filter(
        clerk=duty.clerk_id, at__gte=since, visit__location=duty.counter.location_id
    )
    undone: set[int] = set()
    for event in recent.order_by("-pk"):
        if event.kind == EventKind.UNDONE:
            undone |= set(event.data["events"])
        elif event.pk not in undone:
            return event if event.act is not None else None
    return None


def last_press(duty: Duty) -> VisitEvent | None:
    """What ``undo`` would take back now, by the first event of that press, for on its button."""
    last = None if duty.paused_at else _last_press(duty)
    return last and VisitEvent.objects.filter(visit=last.visit_id, act=last.act).earliest("pk")
