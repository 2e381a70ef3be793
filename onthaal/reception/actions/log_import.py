"""Reading an old ticket log in: choose the columns, read, and take it back as a whole."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
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
from onthaal.reception.rules.ticket_log import Entry, Line, Outcome
from onthaal.reception.rules.ticket_log import Unreadable as Unreadable  # what callers catch
from onthaal.timeline.actions import record

AT_ONCE = 100
# so long may a mail or a code to log in wait behind one job
SECONDS = 10
MOST_PROBLEMS = 200
SEEN = "Deze lijn is al ingelezen, uit dit of een vorig bestand."
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
        lines=[[at, list(cells)] for at, cells in table.lines],
        columns=ticket_log.guess_columns(table.headings),
        total=len(table.lines),
        made_by=by,
    )
    log.products = guess_products(log)
    log.save()
    return log


def words_of(log: LogImport) -> list[str]:
    """The different words in the column of products, the most frequent first."""
    return [word for word, _ in _counted(log, "product")][:200]


def _counted(log: LogImport, field: str) -> list[tuple[str, int]]:
    """The different words in the column of ``field``, the most frequent first."""
    place = log.columns.get(field)
    if place is None:
        return []
    counted = Counter(word for _, cells in log.lines if (word := cells[place].strip()))
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


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


@dataclass(frozen=True)
class Preview:
    """The first visits as we read them, the first lines that we leave out and why, how many those
    are, and the words for how it ended that we do not know, with how often they occur."""

    lines: list[Line]
    problems: list[tuple[int, str]]
    problem_count: int
    unknown_outcomes: list[tuple[str, int]]


def preview(log: LogImport, number: int = 8) -> Preview:
    """What ``log`` would come to with its columns as they are chosen now."""
    lines: list[Line] = []
    problems: list[tuple[int, str]] = []
    count = 0
    for entry, problem in _judged(list(_entries(log))):
        if problem:
            count += 1
            _keep(problems, (entry.at, problem), most=20)
        elif entry.line and len(lines) < number:
            lines.append(entry.line)
    outcomes = _counted(log, "outcome")
    unknown = [each for each in outcomes if not ticket_log.is_known_outcome(each[0])]
    return Preview(lines, problems, count, unknown[:20])


def _entries(log: LogImport, after: int = 0) -> Iterator[Entry]:
    now = timezone.localtime(clock.now()).replace(tzinfo=None)
    return ticket_log.entries(log.lines, log.columns, now, log.location_id, after)


def _judged(entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each of ``entries`` with why it is left out, which is empty for a visit that is new."""
    known = set(
        ImportedVisit.objects.filter(
            fingerprint__in=[entry.fingerprint for entry in entries if entry.line]
        ).values_list("fingerprint", flat=True)
    )
    for entry in entries:
        if entry.line is None:
            yield entry, entry.problem
        elif entry.fingerprint in known:
            yield entry, SEEN
        else:
            known.add(entry.fingerprint)
            yield entry, ""


def _keep(problems: list[Any], problem: Sequence[Any], *, most: int) -> None:
    """Keep ``most`` faults and as many lines that were known: neither may hide the other."""
    alike = sum((words == SEEN) == (problem[1] == SEEN) for _, words in problems)
    if alike < most:
        problems.append(problem)


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
    """Take up a reading again whose job got lost; while one runs, a second one does no harm."""
    read_in.enqueue(log.pk)


@task(priority=-10)  # type: ignore[untyped-decorator]  # django-tasks ships no types
def read_in(pk: int) -> None:
    """Make the visits of an import, some at a time; begun again, it goes on where it was.

    After some seconds the rest becomes a next job, behind everything that waits meanwhile.
    """
    until = time.monotonic() + SECONDS
    log = LogImport.objects.get(pk=pk)
    done, entries = log.done, _entries(log, after=log.done)
    while _some(pk, done, list(islice(entries, AT_ONCE))):
        done += AT_ONCE
        if time.monotonic() >= until:
            read_in.enqueue(pk)
            return


@transaction.atomic
def _some(pk: int, done: int, entries: Sequence[Entry]) -> bool:
    """Read ``entries``, before which ``done`` lines were read; returns whether to read on."""
    rows = LogImport.objects.select_for_update(of=("self",)).select_related("location")
    log = rows.defer("lines").get(pk=pk)
    if log.state not in (ImportState.QUEUED, ImportState.RUNNING) or log.done != done:
        # stopped, or another job is further and reads on
        return False
    with connection.cursor() as cursor:
        # two imports of the same place read the same line one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, log.location_id])
    products = Product.objects.in_bulk(set(log.products.values()))
    for entry, problem in _judged(entries):
        if entry.line is None or problem:
            log.skipped += 1
            _keep(log.problems, [entry.at, problem], most=MOST_PROBLEMS)
            continue
        visit = _make(log, entry.line, products.get(log.products.get(entry.line.product, 0)))
        ImportedVisit.objects.create(log=log, visit=visit, fingerprint=entry.fingerprint)
    log.done += len(entries)
    log.state = ImportState.RUNNING
    changed = ["done", "skipped", "problems", "state"]
    is_over = log.done >= log.total
    if is_over:
        log.state, log.ended_at = ImportState.DONE, clock.now()
        # what else stood in the file is nobody's business any more
        log.lines = []
        changed += ["ended_at", "lines"]
    log.save(update_fields=changed)
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
