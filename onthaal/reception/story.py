"""The history of one visit in words, and a day of visits as lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from onthaal.catalogue.models import Skill
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception.actions.calling import ParkReason
from onthaal.reception.actions.registration import BonusReason
from onthaal.reception.models import Counter, EventKind, Visit, VisitEvent, VisitItem
from onthaal.reception.rules import states
from onthaal.reception.rules.times import Durations, durations

ICONS = {
    EventKind.ISSUED: "ticket",
    EventKind.CHECKED_IN: "calendar",
    EventKind.CALLED: "bell",
    EventKind.RECALLED: "bell",
    EventKind.SHOWN_UP: "user-check",
    EventKind.ITEM_STARTED: "play",
    EventKind.ITEM_FINISHED: "check",
    EventKind.PARKED: "pause",
    EventKind.UNPARKED: "users",
    EventKind.TRANSFERRED: "arrow-right",
    EventKind.FINISHED: "circle-check",
    EventKind.NO_SHOW: "user-x",
    EventKind.LEFT: "log-out",
    EventKind.RETURNED: "users",
    EventKind.VOIDED: "x",
    EventKind.ITEM_ADDED: "plus",
    EventKind.ITEM_DROPPED: "minus",
    EventKind.BONUS: "chevron-up",
    EventKind.UNDONE: "undo-2",
}


@dataclass(frozen=True)
class Entry:
    """One event in words. ``is_undone``: a press that was taken back afterwards."""

    at: dt.datetime
    icon: str
    title: str
    details: str
    who: str
    is_undone: bool


def entries(visit: Visit) -> list[Entry]:
    """The whole history of ``visit``, oldest first."""
    facts = list(visit.events.select_related("counter", "clerk", "item__product").order_by("pk"))
    counting = {fact.pk for fact in states.effective(facts)}
    return [
        Entry(
            at=fact.at,
            icon=ICONS[EventKind(fact.kind)],
            title=str(EventKind(fact.kind).label),
            details=_details(fact),
            who=", ".join(str(one) for one in (fact.counter, fact.clerk) if one),
            is_undone=fact.kind != EventKind.UNDONE and fact.pk not in counting,
        )
        for fact in facts
    ]


def _details(fact: VisitEvent) -> str:
    data, kind = fact.data, fact.kind
    if kind == EventKind.CALLED:
        return call_in_words(data)
    if kind == EventKind.PARKED and data.get("reason") in ParkReason.values:
        return str(ParkReason(data["reason"]).label)
    if kind == EventKind.BONUS and data.get("reason") in BonusReason.values:
        return f"{data['minutes']} minuten: {BonusReason(data['reason']).label.lower()}"
    if kind == EventKind.TRANSFERRED:
        return f"Naar {_destination(data)}"
    if kind == EventKind.CHECKED_IN and (late := data.get("late", 0)):
        return f"{abs(late)} minuten te {'laat' if late > 0 else 'vroeg'}"
    if kind == EventKind.LEFT and data.get("automatic"):
        return "Vanzelf afgesloten na de dag"
    if fact.item is not None:
        words = str(fact.item.product)
        if kind == EventKind.ITEM_FINISHED:
            words += ", in één keer geregeld" if data.get("complete") else ", niet in één keer"
        return words
    return ""


def call_in_words(data: dict[str, Any]) -> str:
    """Why this one was called, from what the event kept."""
    why = str(data.get("why", ""))
    if data.get("chosen"):
        passed = data.get("passed") or 0
        turn = f"zelf gekozen, {passed} wachtten langer" if passed else "zelf gekozen"
        why = f"{why} ({turn})" if why else turn.capitalize()
    if others := data.get("others"):
        then = ", ".join(f"{each['number']} ({round(each['score'])})" for each in others[:3])
        why = f"{why}. Daarna: {then}"
    return why


def _destination(data: dict[str, Any]) -> str:
    if pk := data.get("counter"):
        return str(Counter.objects.filter(pk=pk).first() or "een loket")
    if pk := data.get("clerk"):
        return str(User.objects.staff().filter(pk=pk).first() or "een collega")
    found = Skill.objects.filter(pk=data.get("skill") or 0).first()
    return f"wie dit kan: {found}" if found else "iemand anders"


@dataclass(frozen=True)
class DayLine:
    """One visit in the history of a day. Times in seconds."""

    visit: Visit
    products: str
    took: Durations
    # why it was called, the first time
    why: str


def day_visits(location: Location, day: dt.date, typed: str = "", state: str = "") -> Any:
    """The visits of a day, newest first; ``typed`` is a number, a product or a colleague."""
    found = Visit.objects.filter(location=location, day=day).order_by("-arrived_at", "-pk")
    if state:
        found = found.filter(state=state)
    if typed:
        found = found.filter(
            Q(number__icontains=typed)
            | Q(items__product__name__icontains=typed)
            | Q(events__clerk__name__icontains=typed)
            | Q(events__counter__name__icontains=typed)
        ).distinct()
    return found.select_related("counter", "clerk", "appointment").prefetch_related(
        Prefetch("items", VisitItem.objects.kept().select_related("product")),
        Prefetch("events", VisitEvent.objects.order_by("pk")),
    )


def day_lines(visits: Iterable[Visit], now: dt.datetime) -> list[DayLine]:
    return [_day_line(visit, now) for visit in visits]


def _day_line(visit: Visit, now: dt.datetime) -> DayLine:
    facts: Sequence[VisitEvent] = list(visit.events.all())
    call = next((fact for fact in facts if fact.kind == EventKind.CALLED), None)
    return DayLine(
        visit=visit,
        products=", ".join(str(item.product) for item in visit.items.all()),
        took=durations(facts, now=now),
        why=call_in_words(call.data) if call else "",
    )


COLUMNS = (
    "nummer",
    "soort",
    "via",
    "producten",
    "personen",
    "gekomen",
    "afspraak",
    "eerste oproep",
    "wachten (min)",
    "onderweg (min)",
    "aan het loket (min)",
    "opzij (min)",
    "loket",
    "medewerker",
    "toestand",
    "waarom nu",
)


def cells(line: DayLine, local: Any) -> Iterator[Any]:
    """One line for a spreadsheet; ``local`` makes a moment one without zone."""
    visit, took = line.visit, line.took
    yield visit.number
    yield visit.get_visit_class_display()
    yield visit.get_arrival_display()
    yield line.products
    yield max((item.persons for item in visit.items.all()), default=1)
    yield local(visit.arrived_at)
    yield local(visit.appointment.starts_at) if visit.appointment else None
    yield local(took.first_call_at)
    for seconds in (took.waiting, took.way, took.service, took.aside):
        yield round(seconds / 60, 1)
    yield str(visit.counter or "")
    yield str(visit.clerk or "")
    yield visit.get_state_display()
    yield line.why
