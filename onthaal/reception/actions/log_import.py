"""Reading an old ticket log in: choose the columns, read, and take it back as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from rapidfuzz import fuzz, process

from onthaal.catalogue.models import Product
from onthaal.core import clock
from onthaal.organisation.models import Location
from onthaal.people.models import User
from onthaal.reception import events
from onthaal.reception.actions.registration import next_number
from onthaal.reception.models import (
    Arrival,
    EventKind,
    ImportedVisit,
    ImportState,
    LogImport,
    Visit,
    VisitClass,
    VisitItem,
)
from onthaal.reception.rules import ticket_log
from onthaal.reception.rules.ticket_log import Line, Outcome, Problem
from onthaal.reception.rules.ticket_log import Unreadable as Unreadable  # what callers catch
from onthaal.timeline.actions import record

AT_ONCE = 100
MOST_PROBLEMS = 200
# no kiosk gives numbers with this letter, so that they never meet
LETTER = "I"
# a product of a log is that of ours when the words agree so much, out of 100
ALIKE = 88
_LOCK = 0x109
# a number of a ticket; anything else in that column may be a name
_NUMBER = re.compile(r"[A-Za-z]{0,3}[- ]?\d{1,5}")


class CannotDo(Exception):
    """The message says in Dutch why, and what to do."""


@transaction.atomic
def begin(*, location: Location, file_name: str, content: bytes, by: User) -> LogImport:
    """Keep what was uploaded, with our guess of its columns and products. Raises Unreadable."""
    table = ticket_log.read(content)
    log = LogImport(
        location=location,
        file_name=file_name[-200:],
        headings=list(table.headings),
        lines=[list(line) for line in table.lines],
        columns=ticket_log.guess_columns(table.headings),
        total=len(table.lines),
        made_by=by,
    )
    log.products = guess_products(log)
    log.save()
    return log


def words_of(log: LogImport) -> list[str]:
    """The different words in the column of products, the most frequent first."""
    place = log.columns.get("product")
    if place is None:
        return []
    counted: dict[str, int] = {}
    for line in log.lines:
        if word := line[place].strip():
            counted[word] = counted.get(word, 0) + 1
    return sorted(counted, key=lambda word: (-counted[word], word))[:200]


def guess_products(log: LogImport) -> dict[str, int]:
    """For the words of the log that clearly name a product of ours, which one."""
    names = dict(Product.objects.published().values_list("pk", "name"))
    found: dict[str, int] = {}
    for word in words_of(log):
        best = process.extractOne(
            word.lower(),
            {pk: name.lower() for pk, name in names.items()},
            scorer=fuzz.token_sort_ratio,
            score_cutoff=ALIKE,
        )
        if best:
            found[word] = best[2]
    return found


@transaction.atomic
def choose(*, log: LogImport, columns: Mapping[str, int]) -> LogImport:
    """Which column is what; the products are guessed anew when theirs is another.

    Raises CannotDo.
    """
    log = _locked(log, ImportState.DRAFT)
    _check(columns)
    before = log.columns.get("product")
    log.columns = dict(columns)
    if columns.get("product") != before:
        log.products = guess_products(log)
    log.save(update_fields=["columns", "products"])
    return log


def _check(columns: Mapping[str, int]) -> None:
    if "arrived" not in columns:
        raise CannotDo("Duid aan in welke kolom staat wanneer de bezoeker aankwam.")
    if not {"called", "started", "ended"}.intersection(columns):
        # everybody would count as somebody who gave up waiting
        raise CannotDo(
            "Duid ook aan in welke kolom staat wanneer de bezoeker opgeroepen werd, begon of klaar "
            "was. Anders weten wij van niemand hoe lang het wachten duurde."
        )


def preview(log: LogImport, number: int = 8) -> tuple[list[Line], list[tuple[int, str]], int]:
    """The first lines as we read them, the first problems of all lines, and how many there are."""
    lines: list[Line] = []
    problems: list[tuple[int, str]] = []
    count = 0
    now = timezone.localtime(clock.now()).replace(tzinfo=None)
    for at, cells in enumerate(log.lines, 2):
        try:
            line = ticket_log.understand(cells, log.columns, now)
        except Problem as problem:
            count += 1
            if len(problems) < 20:
                problems.append((at, str(problem)))
        else:
            if len(lines) < number:
                lines.append(line)
    return lines, problems, count


@transaction.atomic
def start(*, log: LogImport, products: Mapping[str, int], by: User) -> LogImport:
    """Read it in, as a job. Raises CannotDo."""
    log = _locked(log, ImportState.DRAFT)
    _check(log.columns)
    log.products = dict(products)
    log.state = ImportState.QUEUED
    log.save(update_fields=["products", "state"])
    record("log_import.started", log, by=by, data={"lines": log.total})
    read_in.enqueue(log.pk)
    return log


def go_on(*, log: LogImport) -> None:
    """Take up a reading again whose job got lost; while one runs, this does nothing more."""
    read_in.enqueue(log.pk)


@task()  # type: ignore[untyped-decorator]  # django-tasks ships no types
def read_in(pk: int) -> None:
    """Make the visits of an import, some at a time; begun again, it goes on where it was."""
    while _some(pk):
        pass


@transaction.atomic
def _some(pk: int) -> bool:
    log = LogImport.objects.select_for_update().select_related("location").get(pk=pk)
    if log.state not in (ImportState.QUEUED, ImportState.RUNNING):
        return False
    with connection.cursor() as cursor:
        # two imports of the same place read the same line one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, log.location_id])
    now = timezone.localtime(clock.now()).replace(tzinfo=None)
    products = Product.objects.in_bulk(set(log.products.values()))
    read: list[tuple[Line, str]] = []
    problems = list(log.problems)
    for at, cells in enumerate(log.lines[log.done : log.done + AT_ONCE], log.done + 2):
        try:
            line = ticket_log.understand(cells, log.columns, now)
        except Problem as problem:
            log.skipped += 1
            if len(problems) < MOST_PROBLEMS:
                problems.append([at, str(problem)])
        else:
            read.append((line, line.fingerprint(log.location_id)))
    known = set(
        ImportedVisit.objects.filter(fingerprint__in=[mark for _, mark in read]).values_list(
            "fingerprint", flat=True
        )
    )
    for line, mark in read:
        if mark in known:
            log.skipped += 1
            continue
        known.add(mark)
        visit = _make(log, line, products.get(log.products.get(line.product, 0)))
        ImportedVisit.objects.create(log=log, visit=visit, fingerprint=mark)
    log.done = min(log.total, log.done + AT_ONCE)
    log.problems = problems
    is_over = log.done >= log.total
    log.state = ImportState.DONE if is_over else ImportState.RUNNING
    if is_over:
        # what else stood in the file is nobody's business any more
        log.lines, log.ended_at = [], clock.now()
    log.save(update_fields=["done", "skipped", "problems", "state", "lines", "ended_at"])
    return not is_over


def _make(log: LogImport, line: Line, product: Product | None) -> Visit:
    arrived, day = _aware(line.arrived), line.arrived.date()
    due, is_appointment = arrived, line.appointment is not None
    if line.appointment is not None:
        due = max(arrived, _aware(line.appointment) - dt.timedelta(minutes=5))
    visit_class = VisitClass.APPOINTMENT if is_appointment else VisitClass.WALK_IN
    visit = Visit.objects.create(
        location=log.location,
        day=day,
        number=next_number(log.location, day, LETTER),
        arrival=Arrival.IMPORT,
        arrived_at=arrived,
        due_at=due,
        state_since=arrived,
        visit_class=visit_class,
    )
    item = None
    if product is not None:
        item = VisitItem.objects.create(visit=visit, product=product, persons=line.persons)
    first = EventKind.CHECKED_IN if is_appointment else EventKind.ISSUED
    data: dict[str, Any] = {
        "due_at": due.isoformat(),
        "class": str(visit_class),
        "log": log.pk,
    }
    if _NUMBER.fullmatch(line.number):
        data["number"] = line.number
    events.append(visit, first, at=arrived, data=data)
    called = line.called or line.ended
    if called is not None:
        _served(visit, item, line, _aware(called))
    else:
        events.append(visit, EventKind.LEFT, at=arrived, data={"unknown": True})
    return visit


def _served(visit: Visit, item: VisitItem | None, line: Line, called: dt.datetime) -> None:
    events.append(visit, EventKind.CALLED, at=called)
    if line.outcome == Outcome.NO_SHOW:
        events.append(visit, EventKind.NO_SHOW, at=called)
        return
    if line.outcome == Outcome.LEFT:
        events.append(visit, EventKind.LEFT, at=_aware(line.ended) if line.ended else called)
        return
    began = _aware(line.started) if line.started else called
    events.append(visit, EventKind.SHOWN_UP, at=began)
    if line.ended is None:
        # the wait is known and the service is not: no product is said to have taken no time
        events.append(visit, EventKind.FINISHED, at=began, data={"unknown": True})
        return
    ended = _aware(line.ended)
    if item is not None:
        events.append(visit, EventKind.ITEM_STARTED, item=item, at=began)
        events.append(visit, EventKind.ITEM_FINISHED, item=item, at=ended, data={"complete": True})
    events.append(visit, EventKind.FINISHED, at=ended)


def _aware(moment: dt.datetime) -> dt.datetime:
    return timezone.make_aware(moment)


@transaction.atomic
def undo(*, log: LogImport, by: User) -> LogImport:
    """Take every visit of an import away again, with all that happened to it. Raises CannotDo."""
    log = LogImport.objects.select_for_update().get(pk=log.pk)
    if log.state == ImportState.UNDONE:
        return log
    if log.state not in (ImportState.DONE, ImportState.FAILED):
        raise CannotDo("Dit bestand wordt nog ingelezen. Wacht even en probeer het dan opnieuw.")
    record("log_import.undone", log, by=by, data={"visits": log.visits.count()})
    with connection.cursor() as cursor:
        # events are for ever, but these were never ours
        cursor.execute("SET LOCAL onthaal.erasing = 'on'")
        Visit.objects.filter(imported__log=log).delete()
        cursor.execute("SET LOCAL onthaal.erasing = 'off'")
    log.state, log.ended_at, log.lines = ImportState.UNDONE, clock.now(), []
    log.save(update_fields=["state", "ended_at", "lines"])
    return log


@transaction.atomic
def drop(*, log: LogImport) -> None:
    """Throw a draft away. Raises CannotDo."""
    _locked(log, ImportState.DRAFT).delete()


def _locked(log: LogImport, state: ImportState) -> LogImport:
    found = LogImport.objects.select_for_update().select_related("location").filter(pk=log.pk)
    held = found.first()
    if held is None or held.state != state:
        raise CannotDo("Dit bestand is al ingelezen of weg. Laad de pagina opnieuw.")
    return held
