"""What a crew does in the street, online or arriving later from a telephone that was offline."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange, save_next
from onthaal.core.dutch import day_in_words
from onthaal.issues.actions.notes import add_note
from onthaal.issues.photos import EncodedPhoto
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.workplan import rules
from onthaal.workplan.actions.locking import locked
from onthaal.workplan.models import (
    ActKind,
    Crew,
    DraftAnswer,
    FieldAct,
    HoursLine,
    Material,
    MaterialLine,
    ReviewItem,
    ReviewKind,
    State,
    WorkOrder,
    WorkPhoto,
)
from onthaal.workplan.states import NotDoneReason

# A telephone may hold a deed for a weekend without network; not for ever.
OLDEST = dt.timedelta(days=14)


@dataclass(frozen=True)
class Deed:
    """One thing that a crew did. ``at`` is when, by the clock of the telephone; ``minutes`` is
    per person (id), ``materials`` is quantity per Material (id). ``key`` makes it count once."""

    kind: ActKind
    key: uuid.UUID
    at: dt.datetime | None = None
    text: str = ""
    reason: str = ""
    minutes: Mapping[int, int] = field(default_factory=dict)
    materials: Mapping[int, Decimal] = field(default_factory=dict)
    photos: Sequence[EncodedPhoto] = ()
    before: bool = False


@transaction.atomic
def perform(order: WorkOrder, *, deed: Deed, by: User) -> FieldAct:
    """Keep the deed and what follows from it; the same key again changes nothing.

    When the order was dropped, taken away from the crew or closed meanwhile, the deed is not
    lost: it lands in the list of what planners look at, and ``conflict`` of the answer says so.

    Raises CannotChange when something is missing in the deed itself.
    """
    _check(deed)
    now = clock.now()
    at = min(max(deed.at or now, now - OLDEST), now)
    order = locked(order.pk, None)
    act, is_first = FieldAct.objects.get_or_create(
        key=deed.key, defaults={"order": order, "kind": deed.kind, "by": by, "at": at}
    )
    if not is_first:
        return act
    _keep_photos(order, deed, by)
    conflict = _conflict(order, deed, by)
    if conflict:
        act.conflict = conflict
        act.save(update_fields=["conflict"])
        _for_review(order, deed, act)
        return act
    _ACTS[deed.kind](order, deed, by, at)
    return act


def _check(deed: Deed) -> None:
    if deed.kind == ActKind.NOT_DONE and not deed.reason:
        raise CannotChange("Kies waarom het niet gelukt is.", "reason")
    if deed.kind == ActKind.PHOTO and not deed.photos:
        raise CannotChange("Kies of neem een foto.", "photos")


def _conflict(order: WorkOrder, deed: Deed, by: User) -> str:
    if order.stage == State.CANCELLED:
        return "Deze opdracht was intussen geschrapt."
    if order.stage == State.TO_PLAN:
        return "Deze opdracht stond intussen niet meer op de planning."
    crew = order.crew
    is_planner = WorkOrder.objects.plannable_by(by).filter(pk=order.pk).exists()
    if crew and not is_planner and not crew.members.filter(pk=by.pk).exists():
        return f"Deze opdracht ging intussen naar ploeg {crew}."
    if deed.kind != ActKind.PHOTO and order.stage in (State.DONE, State.NOT_DONE):
        return "Een collega had deze opdracht al afgesloten."
    return ""


def _for_review(order: WorkOrder, deed: Deed, act: FieldAct) -> None:
    said = [f"{act.by} meldde “{deed.kind.label}” op {day_in_words(act.at)}. {act.conflict}"]
    if deed.reason:
        said.append(f"Reden: {NotDoneReason(deed.reason).label.lower()}.")
    if deed.text.strip():
        said.append(f"Tekst: {deed.text.strip()}")
    if deed.minutes:
        said.append(f"Werktijd: {rules.hours(sum(deed.minutes.values()))}.")
    for material in Material.objects.filter(pk__in=deed.materials):
        said.append(f"Materiaal: {deed.materials[material.pk]} {material.unit} {material.name}.")
    if deed.photos:
        said.append(f"Foto’s bij de opdracht: {len(deed.photos)}.")
    ReviewItem.objects.create(
        kind=ReviewKind.FIELD,
        order=order,
        crew=order.crew or Crew.objects.worked_in_by(act.by).first(),
        text="\n".join(said),
        by=act.by,
        mark=f"field:{act.key}",
    )
    record("workorder.came_too_late", order, by=act.by, data={"kind": deed.kind.value})


def _start(order: WorkOrder, deed: Deed, by: User, at: dt.datetime) -> None:
    if order.running_since:
        return
    order.state = State.STARTED
    order.started_at = order.started_at or at
    order.running_since, order.stopped_at = at, None
    save_next(order, "state", "started_at", "running_since", "stopped_at")
    record("workorder.started", order, by=by, at=at)


def _stop(order: WorkOrder, deed: Deed, by: User, at: dt.datetime) -> None:
    if not order.running_since:
        return
    _count(order, at)
    save_next(order, "worked_minutes", "running_since", "stopped_at")
    record("workorder.stopped", order, by=by, at=at, data={"minutes": order.worked_minutes})


def _photo(order: WorkOrder, deed: Deed, by: User, at: dt.datetime) -> None:
    record("workorder.photographed", order, by=by, at=at, data={"photos": len(deed.photos)})


def _done(order: WorkOrder, deed: Deed, by: User, at: dt.datetime) -> None:
    _close(order, State.DONE, deed, by, at)
    for issue in order.issues.open().order_by("pk"):
        DraftAnswer.objects.get_or_create(
            order=order, issue=issue, defaults={"text": _proposal(order, at, deed.text)}
        )
        add_note(
            issue,
            text=f"Werkopdracht {order.reference} is uitgevoerd. Het antwoord aan de melder "
            "wacht op vrijgave bij Werkplanning, Antwoorden.",
            by=by,
        )


def _not_done(order: WorkOrder, deed: Deed, by: User, at: dt.datetime) -> None:
    order.reason = deed.reason
    _close(order, State.NOT_DONE, deed, by, at)
    why = NotDoneReason(deed.reason).label.lower()
    for issue in order.issues.open().order_by("pk"):
        add_note(
            issue,
            text=f"Werkopdracht {order.reference} is niet uitgevoerd: {why}. {deed.text}".strip(),
            by=by,
        )


def _close(order: WorkOrder, to: State, deed: Deed, by: User, at: dt.datetime) -> None:
    if order.running_since:
        _count(order, at)
    order.state = to
    order.outcome = deed.text.strip()
    save_next(
        order,
        "state",
        "reason",
        "outcome",
        "worked_minutes",
        "running_since",
        "stopped_at",
    )
    _keep_costs(order, deed)
    record(
        f"workorder.{to.value}",
        order,
        by=by,
        at=at,
        internal_text=order.outcome,
        data={"reason": order.reason, "crew": order.crew_id},
    )


def _count(order: WorkOrder, at: dt.datetime) -> None:
    if order.running_since:
        order.worked_minutes += max(0, round((at - order.running_since).total_seconds() / 60))
    order.running_since, order.stopped_at = None, at


def _keep_costs(order: WorkOrder, deed: Deed) -> None:
    hourly = order.crew.hourly_cents if order.crew else 0
    HoursLine.objects.bulk_create(
        HoursLine(order=order, person_id=person, minutes=minutes, hourly_cents=hourly)
        for person, minutes in deed.minutes.items()
        if minutes > 0
    )
    prices = Material.objects.in_bulk(list(deed.materials))
    MaterialLine.objects.bulk_create(
        MaterialLine(
            order=order,
            name=prices[pk].name,
            unit=prices[pk].unit,
            quantity=quantity,
            price_cents=prices[pk].price_cents,
        )
        for pk, quantity in deed.materials.items()
        if quantity > 0
    )


def _keep_photos(order: WorkOrder, deed: Deed, by: User) -> None:
    rows = []
    for encoded in deed.photos:
        photo = WorkPhoto(
            order=order,
            is_before=deed.before,
            width=encoded.width,
            height=encoded.height,
            added_by=by,
        )
        photo.file.save("foto.jpg", ContentFile(encoded.jpeg), save=False)
        photo.thumbnail.save("klein.jpg", ContentFile(encoded.thumbnail), save=False)
        rows.append(photo)
    WorkPhoto.objects.bulk_create(rows)


def _proposal(order: WorkOrder, at: dt.datetime, said: str) -> str:
    """What we could tell the resident; a colleague betters it before it leaves."""
    lines = [f"Onze ploeg voerde het werk uit op {day_in_words(at)}."]
    if said.strip():
        lines.append(said.strip())
    lines.append("Dank u voor uw melding.")
    return "\n\n".join(lines)


_ACTS = {
    ActKind.START: _start,
    ActKind.STOP: _stop,
    ActKind.PHOTO: _photo,
    ActKind.DONE: _done,
    ActKind.NOT_DONE: _not_done,
}
