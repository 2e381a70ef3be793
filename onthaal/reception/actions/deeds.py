"""One press of a button at a counter, as the page sends it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from onthaal.catalogue.models import Product, Skill
from onthaal.core.numbers import whole
from onthaal.people.models import User
from onthaal.reception import queue
from onthaal.reception.actions import alarms, calling
from onthaal.reception.actions import duty as duties
from onthaal.reception.actions.calling import ParkReason
from onthaal.reception.models import Counter, Duty, Visit, VisitItem
from onthaal.reception.rules.states import Refused

NEXT, CALL, RECALL, HERE = "volgende", "oproepen", "opnieuw", "aanwezig"
NO_SHOW, BACK, PARK, UNPARK, TRANSFER = "afwezig", "achteraan", "opzij", "terug", "doorgeven"
START, DONE, NOT_DONE, ADD = "begin", "klaar", "niet-klaar", "erbij"
FINISH, UNFINISHED, LEFT = "einde", "einde-niet-klaar", "weg"
UNDO, PAUSE, RESUME, LEAVE, ALARM = "ongedaan", "pauze", "verder", "verlaten", "hulp"


@dataclass(frozen=True)
class Deed:
    """What was pressed, about which visit or product. ``to`` is ``counter:3``, ``clerk:4`` or
    ``skill:5``; ``act`` is the same for a double click."""

    kind: str
    visit: int | None = None
    item: int | None = None
    act: uuid.UUID | None = None
    reason: str = ParkReason.OTHER
    to: str = ""
    product: Product | None = None
    persons: int = 1


def perform(*, user: User, deed: Deed) -> str:
    """Do it, and say in Dutch what happened, for who does not see the screen.

    Raises Refused when it is not possible, or when this person sits nowhere.
    """
    duty = duties.of(user)
    if duty is None:
        raise Refused("U zit niet (meer) aan een loket. Neem eerst plaats.")
    if deed.kind in _AT_THE_DESK:
        return _at_the_desk(duty, deed)
    if deed.kind == NEXT:
        visit = calling.call_next(duty=duty, act=deed.act)
        return f"{visit} is opgeroepen." if visit else "Niemand wacht voor u."
    if deed.kind == UNDO:
        return f"Ongedaan gemaakt. {calling.undo(duty=duty)}: kijk na wat u wilt doen."
    if deed.kind in (START, DONE, NOT_DONE):
        return _about_a_product(duty, deed)
    return _about_a_visit(duty, deed)


_AT_THE_DESK = {PAUSE, RESUME, LEAVE, ALARM}


def _at_the_desk(duty: Duty, deed: Deed) -> str:
    if deed.kind == PAUSE:
        duties.pause(duty=duty)
        return "U bent in pauze."
    if deed.kind == RESUME:
        duties.resume(duty=duty)
        return "U bent er weer."
    if deed.kind == LEAVE:
        duties.leave(duty=duty)
        return f"U hebt {duty.counter} verlaten."
    alarms.raise_alarm(counter=duty.counter, by=duty.clerk)
    # silent: whoever looks along sees nothing special
    return ""


def _about_a_product(duty: Duty, deed: Deed) -> str:
    item = VisitItem.objects.select_related("visit", "product").filter(pk=deed.item or 0).first()
    if item is None:
        raise Refused("Dit product staat niet meer bij het bezoek.")
    if deed.kind == START:
        calling.start_item(duty=duty, item=item)
        return f"{item.product} is begonnen."
    calling.finish_item(duty=duty, item=item, complete=deed.kind == DONE)
    return f"{item.product} is klaar."


def _about_a_visit(duty: Duty, deed: Deed) -> str:
    visit = Visit.objects.filter(pk=deed.visit or 0, location=duty.counter.location_id).first()
    if visit is None:
        raise Refused("Dit bezoek bestaat niet (meer) op deze plaats.")
    if deed.kind == CALL:
        calling.call(duty=duty, visit=visit, act=deed.act)
        return f"{visit} is opgeroepen."
    if deed.kind == RECALL:
        calling.recall(duty=duty, visit=visit, act=deed.act)
        return f"{visit} is opnieuw opgeroepen."
    if deed.kind == HERE:
        calling.show_up(duty=duty, visit=visit)
        return f"{visit} is aan het loket."
    if deed.kind in (NO_SHOW, BACK):
        back = deed.kind == BACK
        calling.no_show(duty=duty, visit=visit, back=back)
        return f"{visit} staat weer in de rij." if back else f"{visit} is niet opgedaagd."
    if deed.kind == PARK:
        calling.park(duty=duty, visit=visit, reason=deed.reason)
        return f"{visit} staat even opzij."
    if deed.kind == UNPARK:
        calling.unpark(visit=visit, by=duty.clerk)
        return f"{visit} staat weer in de rij."
    if deed.kind == TRANSFER:
        return _transfer(duty, visit, deed.to)
    if deed.kind == ADD:
        if deed.product is None:
            raise Refused("Kies welk product erbij komt.")
        calling.add_item(
            duty=duty, visit=visit, product=deed.product, persons=deed.persons, act=deed.act
        )
        return f"{deed.product} staat bij het bezoek."
    if deed.kind in (FINISH, UNFINISHED):
        calling.finish(duty=duty, visit=visit, complete=deed.kind == FINISH)
        return f"{visit} is klaar."
    if deed.kind == LEFT:
        calling.leave(duty=duty, visit=visit)
        return f"{visit} is weggegaan."
    raise Refused("Deze knop kennen we niet. Laad de pagina opnieuw.")


def _transfer(duty: Duty, visit: Visit, to: str) -> str:
    kind, _, pk = to.partition(":")
    number = whole(pk) or 0
    counter = Counter.objects.filter(pk=number).first() if kind == "counter" else None
    clerk = get_user_model().objects.staff().filter(pk=number).first() if kind == "clerk" else None
    skill = Skill.objects.filter(pk=number).first() if kind == "skill" else None
    visit = calling.transfer(duty=duty, visit=visit, counter=counter, clerk=clerk, skill=skill)
    said = f"{visit} is doorgegeven naar {counter or clerk or f'wie “{skill}” kan'}."
    if queue.is_stuck(visit):
        said += " Let op: niemand die nu aan een loket zit, kan dit. Verwittig een collega."
    return said
