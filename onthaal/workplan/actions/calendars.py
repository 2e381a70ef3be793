"""What stands in calendars of other systems follows the planning, whatever breaks meanwhile.

A row per order and calendar says what must be there. Whoever sends takes the row for some minutes
(``sent``), speaks with the other side outside any transaction, and notes the answer. A worker that
died leaves the row ``sent``; after those minutes it is sent again, and the name of the entry (our
reference) with If-Match and If-None-Match sees to it that nothing is doubled or overwritten
unseen. A change meanwhile waits for the end of the talk, so that one row is never spoken about
twice at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django_tasks import task
from icalendar import Calendar, Component

from onthaal.core import clock, secrecy
from onthaal.integrations.caldav.client import (
    CalendarCollection,
    Changed,
    Entry,
    Gone,
    Refused,
    Unavailable,
)
from onthaal.people.models import User
from onthaal.timeline.actions import record
from onthaal.timeline.models import Event as Happening
from onthaal.workplan import feed, rules
from onthaal.workplan.models import (
    CalendarLink,
    CalendarPush,
    Crew,
    PushState,
    ReviewItem,
    ReviewKind,
    WorkOrder,
)
from onthaal.workplan.states import IN_A_LANE

# Longer than one talk with the other side can last.
TAKEN_FOR = dt.timedelta(minutes=3)
AT_ONCE = 200
_WAITING = [PushState.PENDING, PushState.SENT]


@transaction.atomic
def connect(crew: Crew, *, url: str, username: str, password: str, by: User) -> CalendarLink:
    """Push the crew's work to this calendar from now on; without ``password`` the old one stays."""
    link = CalendarLink.objects.filter(crew=crew).first() or CalendarLink(crew=crew)
    link.url, link.username, link.is_active = url, username, True
    if password or not link.pk:
        link.password = secrecy.encrypt(password)
    link.save()
    record("crew.calendar_connected", crew, by=by)
    follow(
        WorkOrder.objects.filter(
            crew=crew, planned_on__gte=clock.today(), state__in=sorted(IN_A_LANE)
        )
    )
    return link


@transaction.atomic
def disconnect(link: CalendarLink, *, by: User) -> None:
    """Push nothing any more; what stands in the other calendar stays there."""
    link.is_active = False
    link.save(update_fields=["is_active"])
    record("crew.calendar_disconnected", link.crew, by=by)


def on_change(event_id: int) -> None:
    """An order changed: its own entry, and those of the same days, whose hours move along."""
    event = Happening.objects.get(pk=event_id)
    order = WorkOrder.objects.filter(pk=event.subject_id).first()
    if order is None or not CalendarLink.objects.filter(is_active=True).exists():
        return
    orders = {order.pk: order}
    days = {(order.crew_id, order.planned_on)}
    was = event.data.get("was") or (event.data if event.kind == "workorder.cancelled" else {})
    if was.get("crew"):
        days.add((was["crew"], dt.date.fromisoformat(was["on"])))
    for crew, day in days:
        if crew and day:
            orders |= {each.pk: each for each in WorkOrder.objects.in_lane(crew, day)}
    follow(orders.values())
    if orders:
        push_due.enqueue()


def follow(orders: Iterable[WorkOrder]) -> None:
    """Say for each order in which calendar it must stand, and from which it must go."""
    links = {link.crew_id: link for link in CalendarLink.objects.filter(is_active=True)}
    now = clock.now()
    for order in orders:
        link = links.get(order.crew_id or 0) if order.planned_on else None
        elsewhere = CalendarPush.objects.filter(order=order, is_removal=False)
        if link:
            elsewhere = elsewhere.exclude(link=link)
            row, is_new = CalendarPush.objects.get_or_create(
                link=link, order=order, defaults={"next_try_at": now, "changed_at": now}
            )
            if not is_new:
                _want(CalendarPush.objects.filter(pk=row.pk), is_removal=False)
        _want(elsewhere.filter(link__is_active=True), is_removal=True)


def _want(rows: QuerySet[CalendarPush], *, is_removal: bool) -> None:
    """Something else must be there now. Whoever is speaking about a row keeps it until the talk is
    over, or its time: of two talks at once, the older could be heard last."""
    now = clock.now()
    in_talk = When(state=PushState.SENT, next_try_at__gt=now, then=F("next_try_at"))
    rows.update(
        is_removal=is_removal,
        wanted=F("wanted") + 1,
        state=Case(
            When(state=PushState.SENT, next_try_at__gt=now, then=F("state")),
            default=Value(PushState.PENDING),
        ),
        next_try_at=Case(in_talk, default=Value(now)),
        attempts=0,
        changed_at=now,
        problem="",
    )


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def push_due() -> int:
    """Send what is due; the timetable runs it every minute. Gives how many were confirmed."""
    due = CalendarPush.objects.filter(
        state__in=_WAITING, next_try_at__lte=clock.now(), link__is_active=True
    )
    confirmed = 0
    silent: set[int] = set()
    for pk, link in list(due.order_by("next_try_at").values_list("pk", "link")[:AT_ONCE]):
        if link in silent:
            continue  # the other side is away: its rows keep their turn
        row = take(pk)
        if row is None:
            continue
        if send(row):
            confirmed += 1
        elif CalendarPush.objects.filter(pk=pk, state=PushState.PENDING).exists():
            silent.add(link)
    return confirmed


def take(pk: int) -> CalendarPush | None:
    """The row, ours for some minutes; None when somebody else has it."""
    now = clock.now()
    taken = CalendarPush.objects.filter(pk=pk, state__in=_WAITING, next_try_at__lte=now).update(
        state=PushState.SENT, next_try_at=now + TAKEN_FOR, attempts=F("attempts") + 1
    )
    if not taken:
        return None
    return CalendarPush.objects.select_related("link__crew", "order").get(pk=pk)


def send(row: CalendarPush) -> bool:
    """Bring the other side in line with a row that we took; whether it is confirmed now."""
    calendar = collection(row.link)
    name = name_of(row.order)
    try:
        if row.is_removal:
            _remove(calendar, name, row)
            etag = ""
        else:
            etag = _write(calendar, name, row)
    except (Unavailable, Changed) as problem:
        _note(row, PushState.PENDING, str(problem), rules.retry_after(row.attempts))
        return False
    except (Refused, Gone) as problem:
        _note(row, PushState.FAILED, str(problem))
        return False
    return _confirm(row, etag)


def collection(link: CalendarLink) -> CalendarCollection:
    # with another key of the installation by now the other side will say no, and that is shown
    with suppress(secrecy.Unreadable):
        return CalendarCollection(link.url, link.username, secrecy.decrypt(link.password))
    return CalendarCollection(link.url, link.username)


def name_of(order: WorkOrder) -> str:
    return f"{order.reference}.ics"


def _write(calendar: CalendarCollection, name: str, row: CalendarPush) -> str:
    body = _marked(row.order)
    try:
        etag = calendar.put(name, body, etag=row.etag)
    except Changed:
        # our own earlier try that got no answer, or somebody who changed it there
        there = _there(calendar, name)
        if there is None:
            etag = calendar.put(name, body)
        elif not _still_ours(row).exists():
            raise  # we were away too long: who took over knows better what must be there
        else:
            _keep_foreign(row, there)
            etag = calendar.put(name, body, etag=there.etag)
    return etag or calendar.get(name).etag


def _remove(calendar: CalendarCollection, name: str, row: CalendarPush) -> None:
    try:
        calendar.delete(name, etag=row.etag)
    except Gone:
        return
    except Changed:
        there = _there(calendar, name)
        if there is not None:
            _keep_foreign(row, there)
            calendar.delete(name, etag=there.etag)


def _there(calendar: CalendarCollection, name: str) -> Entry | None:
    try:
        return calendar.get(name)
    except Gone:
        return None


def _still_ours(row: CalendarPush) -> QuerySet[CalendarPush]:
    """The row that we took, as long as nobody took it after us."""
    return CalendarPush.objects.filter(pk=row.pk, state=PushState.SENT, next_try_at=row.next_try_at)


def _note(
    row: CalendarPush, state: PushState, problem: str, wait: dt.timedelta | None = None
) -> None:
    now = clock.now()
    _still_ours(row).update(
        state=_unless_changed(row, state),
        problem=problem[:300],
        changed_at=now,
        next_try_at=now + (wait or dt.timedelta()),
    )


def _confirm(row: CalendarPush, etag: str) -> bool:
    """Note what is there now; whether that is what must be there. When the order changed while we
    spoke, it goes again."""
    now = clock.now()
    _still_ours(row).update(
        etag=etag,
        state=_unless_changed(row, PushState.ACKNOWLEDGED),
        problem="",
        changed_at=now,
        next_try_at=now,
    )
    done = CalendarPush.objects.filter(
        pk=row.pk, wanted=row.wanted, state=PushState.ACKNOWLEDGED, etag=etag
    )
    return done.exists()


def _unless_changed(row: CalendarPush, state: PushState) -> Case:
    return Case(When(wanted=row.wanted, then=Value(state)), default=Value(PushState.PENDING))


_MARK = "x-onthaal-mark"


def _marked(order: WorkOrder) -> bytes:
    """The entry with a fingerprint of what it says, so that a change by others shows."""
    calendar = Calendar.from_ical(feed.alone(order))
    for event in calendar.walk("VEVENT"):
        event.add(_MARK, _fingerprint(event))
    made: bytes = calendar.to_ical()
    return made


def _fingerprint(event: Component) -> str:
    said = [
        str(event.decoded("dtstart").astimezone(dt.UTC)) if "dtstart" in event else "",
        str(event.decoded("dtend").astimezone(dt.UTC)) if "dtend" in event else "",
        *(str(event.get(name, "")) for name in ("summary", "location", "status")),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def _event_in(body: bytes) -> Component | None:
    try:
        found = Calendar.from_ical(body).walk("VEVENT")
    except ValueError:
        return None
    return found[0] if found else None


def _is_ours(body: bytes) -> bool:
    """Whether it says what we once wrote there."""
    event = _event_in(body)
    if event is None:
        return False
    try:
        return str(event.get(_MARK, "")) == _fingerprint(event)
    except (AttributeError, ValueError):
        return False  # a whole day, or no time at all: not by us


def _in_words(body: bytes) -> str:
    event = _event_in(body)
    if event is None:
        return "een afspraak die wij niet kunnen lezen"
    when = event.get("dtstart")
    moment = when.dt if when is not None else None
    if isinstance(moment, dt.datetime):
        at = f"{moment.astimezone():%d/%m/%Y om %H.%M uur}"
    else:
        at = f"{moment:%d/%m/%Y}" if moment else "zonder dag"
    return f"“{event.get('summary', 'zonder titel')}”, {at}"


def _keep_foreign(row: CalendarPush, there: Entry) -> None:
    """Somebody changed it over there: our plan wins, what they wanted is not lost."""
    if _is_ours(there.body):
        return
    ReviewItem.objects.get_or_create(
        mark=f"calendar:{row.link_id}:{name_of(row.order)}:{there.etag}"[:200],
        defaults={
            "kind": ReviewKind.CALENDAR,
            "order": row.order,
            "crew": row.link.crew,
            "text": f"Iemand veranderde dit in de agenda van {row.link.crew}. Daar stond: "
            f"{_in_words(there.body)}. De planning hier bleef zoals ze was.",
        },
    )


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def look_back() -> int:
    """Read the calendars for what is not ours or is changed there; the timetable runs it every
    quarter of an hour. Gives how many things must be looked at."""
    return sum(_look(link) for link in CalendarLink.objects.filter(is_active=True))


def _look(link: CalendarLink) -> int:
    calendar = collection(link)
    try:
        there = calendar.etags()
    except (Unavailable, Refused, Gone, Changed):
        return 0  # what must be sent tells its own problem
    rows = {name_of(row.order): row for row in link.pushes.select_related("order", "link__crew")}
    found = 0
    for name, etag in there.items():
        row = rows.get(name)
        if row is not None and row.is_removal and _comes_back(calendar, name, row):
            continue
        if row is not None and (row.etag == etag or row.state != PushState.ACKNOWLEDGED):
            continue
        mark = f"calendar:{link.pk}:{name}:{etag}"[:200]
        if ReviewItem.objects.filter(mark=mark).exists():
            continue
        entry = _there(calendar, name)
        if entry is None or _is_ours(entry.body):
            continue
        text = f"In de agenda van {link.crew} staat: {_in_words(entry.body)}. " + (
            "Dat is anders dan onze planning." if row else "Wij kennen die afspraak niet."
        )
        _, is_new = ReviewItem.objects.get_or_create(
            mark=mark,
            defaults={
                "kind": ReviewKind.CALENDAR,
                "order": row.order if row else None,
                "crew": link.crew,
                "text": text,
            },
        )
        found += is_new
    return found + _missing(link, rows, set(there))


def _comes_back(calendar: CalendarCollection, name: str, row: CalendarPush) -> bool:
    """Whether our own entry stands there after it was taken away: a question of a worker that died
    was heard late. Then it is taken away again."""
    if row.state != PushState.ACKNOWLEDGED:
        return False
    entry = _there(calendar, name)
    if entry is None or not _is_ours(entry.body):
        return False
    CalendarPush.objects.filter(pk=row.pk, wanted=row.wanted, is_removal=True).update(
        state=PushState.PENDING, etag=entry.etag, next_try_at=clock.now(), attempts=0
    )
    return True


def _missing(link: CalendarLink, rows: dict[str, CalendarPush], there: set[str]) -> int:
    """Entries of the coming days that somebody removed over there."""
    found = 0
    for name, row in rows.items():
        if (
            name in there
            or row.is_removal
            or row.state != PushState.ACKNOWLEDGED
            or row.order.planned_on is None
            or row.order.planned_on < clock.today()
        ):
            continue
        _, is_new = ReviewItem.objects.get_or_create(
            mark=f"calendar:{link.pk}:{name}:weg:{row.wanted}"[:200],
            defaults={
                "kind": ReviewKind.CALENDAR,
                "order": row.order,
                "crew": link.crew,
                "text": f"“{row.order.title}” is weg uit de agenda van {link.crew}. "
                "Hier staat het nog op de planning.",
            },
        )
        found += is_new
    return found


@transaction.atomic
def again(row: CalendarPush, *, by: User) -> None:
    """Put a row back in the queue by hand, whatever became of it."""
    now = clock.now()
    CalendarPush.objects.filter(pk=row.pk).update(
        state=PushState.PENDING, attempts=0, next_try_at=now, changed_at=now, problem=""
    )
    record("workorder.calendar_again", row.order, by=by)
