"""Reading an old ticket log: which column is what, and what a line says.

Knows the words of exports in Dutch, and those of NovoSGA (Portuguese) and ZMS (German), and the
usual ways to write a day and an hour.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from onthaal.core.numbers import whole

MOST_LINES = 50_000
MOST_COLUMNS = 60
# longer than this in the hall is a mistake of the log
LONGEST = dt.timedelta(hours=12)
# what lies before is no visit: other systems write an empty moment as the first day they know
FIRST_YEAR = 2000
MOST_PERSONS = 50

# field, its Dutch name, and the headings by which it is known (in small letters, spaces only)
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "number": (
        "Volgnummer",
        ("volgnummer", "nummer", "ticket", "ticketnummer", "bonnummer", "senha", "sigla senha",
         "wartenummer", "number", "ticket number"),
    ),
    "day": ("Dag", ("dag", "datum", "date", "data", "tag", "day")),
    "arrived": (
        "Aangekomen",
        ("aangekomen", "aankomst", "aankomsttijd", "aanmelding", "uitgifte", "genomen", "tijd",
         "uur", "dt cheg", "data chegada", "chegada", "ankunft", "ankunftszeit", "arrived",
         "arrival", "issued", "created at", "wait start"),
    ),
    "appointment": (
        "Uur van de afspraak",
        ("afspraak", "afspraakuur", "uur afspraak", "dt age", "data agendamento", "termin",
         "terminzeit", "appointment", "appointment time"),
    ),
    "called": (
        "Opgeroepen",
        ("opgeroepen", "oproep", "oproeptijd", "dt cha", "data chamada", "chamada", "aufruf",
         "aufrufzeit", "called", "call time"),
    ),
    "started": (
        "Begonnen",
        ("begonnen", "begin", "start", "starttijd", "dt ini", "data inicio", "inicio",
         "bearbeitungsbeginn", "started", "start time", "served at"),
    ),
    "ended": (
        "Klaar",
        ("klaar", "einde", "eindtijd", "stop", "afgehandeld", "dt fim", "data fim", "fim", "ende",
         "abgeschlossen", "bearbeitungsende", "ended", "finished", "end time"),
    ),
    "product": (
        "Product of dienst",
        ("product", "dienst", "dienstverlening", "reden", "categorie", "servico", "serviço",
         "dienstleistung", "anliegen", "service", "queue", "wachtrij"),
    ),
    "persons": ("Personen", ("personen", "aantal", "aantal personen", "anzahl", "quantity")),
    "outcome": (
        "Hoe het afliep",
        ("afloop", "resultaat", "toestand", "status", "situacao", "situação", "ergebnis", "state"),
    ),
}  # fmt: skip
# the words for how it ended, as ``_plain`` writes them
_NO_SHOW = ("niet opgedaagd", "niet opdagen", "daagde niet op", "niet verschenen",
            "verscheen niet", "niet aanwezig", "niet gekomen", "niet komen", "kwam niet", "afwezig",
            "absent", "no show", "noshow", "nao compareceu", "não compareceu", "nicht erschienen",
            "missed")  # fmt: skip
# too short to look for inside other words
_NO_SHOW_IN_FULL = ("ns", "n s")
_LEFT = ("weggegaan", "vertrokken", "geannuleerd", "cancelada", "cancelled", "left", "storniert",
         "abgebrochen", "deleted")  # fmt: skip
_SERVED_IN_FULL = ("geholpen", "afgehandeld", "afgewerkt", "bediend", "klaar", "voltooid",
                   "beëindigd", "verschenen", "aanwezig", "ok", "encerrado", "encerrada",
                   "erledigt", "abgeschlossen", "bearbeitet", "served", "finished", "completed",
                   "closed", "done")  # fmt: skip


class Unreadable(Exception):
    """The file is not what we can read; the message says in Dutch what to do."""


class Outcome(Enum):
    SERVED = "served"
    NO_SHOW = "no_show"
    LEFT = "left"


@dataclass(frozen=True)
class Table:
    """``lines`` are the cells of each line, after its number in the file."""

    headings: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Line:
    """One visit of before, in local time without zone. What is not known is None."""

    number: str
    arrived: dt.datetime
    appointment: dt.datetime | None
    called: dt.datetime | None
    started: dt.datetime | None
    ended: dt.datetime | None
    product: str
    persons: int
    outcome: Outcome

    @property
    def identity(self) -> tuple[object, ...]:
        """What two readings of the same visit have in common."""
        return (self.number, self.arrived, self.called, self.ended, self.product)

    def fingerprint(self, place: int, nth: int) -> str:
        """The same for the same line of the same place, when it is the ``nth`` such line."""
        said = (place, nth, *self.identity)
        return hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Entry:
    """Line ``at`` of the file: a visit with its fingerprint, or in Dutch what is wrong with it."""

    at: int
    line: Line | None = None
    fingerprint: str = ""
    problem: str = ""


class Problem(Exception):
    """What is wrong with one line, in Dutch."""


def read(content: bytes) -> Table:
    """The table in a CSV file, whatever its separator and code page. Raises Unreadable."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "Dit is een Excel-bestand. Open het, kies “Opslaan als” en dan “CSV UTF-8”, en laad "
            "dat bestand op."
        )
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable("Dit is geen tekstbestand. Bewaar het als “CSV UTF-8” en laad dat op.")
    # Excel writes and reads a first line that only names the separator
    if said := _SEPARATOR.match(text):
        text = text[said.end() :]
    delimiter = said[1] if said else _separator(text)
    try:
        rows = list(_rows(text, delimiter, before=1 if said else 0))
    except csv.Error:
        raise Unreadable(
            "Er staat een aanhalingsteken te veel of te weinig in dit bestand. Open het in Excel "
            "en bewaar het opnieuw als “CSV UTF-8”."
        ) from None
    if len(rows) < 2:
        raise Unreadable(
            "Er staat niets in dit bestand. De eerste rij moet de namen van de kolommen hebben."
        )
    if len(rows) - 1 > MOST_LINES:
        raise Unreadable(
            f"Dit bestand heeft {len(rows) - 1} lijnen; wij lezen er hoogstens {MOST_LINES} in één "
            "keer. Splits het per jaar."
        )
    headings = rows[0][1]
    width = len(headings)
    if not 2 <= width <= MOST_COLUMNS:
        raise Unreadable(
            "Wij vinden de kolommen niet. De eerste rij moet de namen van de kolommen hebben, "
            "zonder titel erboven. Bewaar het bestand als CSV met puntkomma’s."
        )
    lines = tuple((at, (cells + ("",) * width)[:width]) for at, cells in rows[1:])
    return Table(tuple(name or f"Kolom {at}" for at, name in enumerate(headings, 1)), lines)


def _separator(text: str) -> str:
    """What stands most often between the headings; within quotation marks it separates nothing."""
    first = _QUOTED.sub("", text[:10_000]).split("\n", 1)[0]
    return max(";,\t|", key=first.count)


def _rows(text: str, delimiter: str, before: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that say something, each with the number of the line of the file where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    at = before + 1
    for row in reader:
        cells = tuple(cell.strip() for cell in row)
        if any(cells):
            yield at, cells
        at = before + reader.line_num + 1


def _decoded(content: bytes) -> str:
    start = content[:200]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        likely = ["utf-16"]
    elif start[1::2].count(0) > len(start) // 3:  # the same, without saying so
        likely = ["utf-16-le"]
    else:
        likely = ["utf-8-sig"]
    for encoding in likely:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column is probably what: field → place. Each column is one thing at most."""
    known = [_plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for exact in (True, False):
        for name, (_, words) in FIELDS.items():
            if name in found:
                continue
            for place, heading in enumerate(known):
                if place in found.values():
                    continue
                fits = (
                    heading in words
                    if exact
                    else any(len(word) > 3 and heading.startswith(word) for word in words)
                )
                if fits:
                    found[name] = place
                    break
    return found


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^0-9a-zà-ÿ]+", " ", heading.lower()).split())


def entries(
    lines: Iterable[tuple[int, Sequence[str]]],
    columns: Mapping[str, int],
    now: dt.datetime,
    place: int,
    after: int = 0,
) -> Iterator[Entry]:
    """What each line of a file of ``place`` comes to, without the first ``after`` lines. ``now``
    is local time without zone.

    Without numbers, who came in the same minute for the same is told apart by being the first,
    second or third such line of the file.
    """
    number = columns.get("number")
    before: Counter[tuple[object, ...]] = Counter()
    for position, (at, cells) in enumerate(lines):
        is_past = position < after
        if is_past and number is not None and cells[number]:
            continue
        try:
            line = understand(cells, columns, now)
        except Problem as problem:
            entry = Entry(at, problem=str(problem))
        else:
            nth = 0 if line.number else before[line.identity]
            before[line.identity] += 1
            entry = Entry(at, line, line.fingerprint(place, nth))
        if not is_past:
            yield entry


def understand(cells: Sequence[str], columns: Mapping[str, int], now: dt.datetime) -> Line:
    """What a line says. ``now`` is local time without zone. Raises Problem."""

    def cell(name: str) -> str:
        place = columns.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    day = _day(cell("day")) if cell("day") else None
    moments = {
        name: _moment(cell(name), day, FIELDS[name][0])
        for name in ("arrived", "appointment", "called", "started", "ended")
    }
    arrived, appointment = moments["arrived"], moments["appointment"]
    if arrived is None:
        raise Problem("Er staat niet wanneer de bezoeker aankwam.")
    if arrived > now:
        raise Problem(f"{arrived:%d/%m/%Y} ligt in de toekomst.")
    if appointment is not None and abs(appointment - arrived) > LONGEST:
        raise Problem("“Uur van de afspraak” is meer dan 12 uur vóór of na de aankomst.")
    if day is not None:
        _after_midnight(moments, {name for name in moments if not _has_day(cell(name))})
    before, before_name = arrived, "Aangekomen"
    for name in ("called", "started", "ended"):
        moment = moments[name]
        if moment is None:
            continue
        label = FIELDS[name][0]
        if moment < before:
            raise Problem(
                f"“{label}” ({moment:%H.%M}) is vroeger dan “{before_name}” ({before:%H.%M})."
            )
        if moment - arrived > LONGEST:
            raise Problem(f"“{label}” is meer dan 12 uur na de aankomst.")
        before, before_name = moment, label
    return Line(
        number=cell("number")[:20],
        arrived=arrived,
        appointment=appointment,
        called=moments["called"] or moments["started"],
        started=moments["started"],
        ended=moments["ended"],
        product=cell("product"),
        persons=_persons(cell("persons")),
        outcome=_outcome(
            cell("outcome"), moments["called"] or moments["started"], moments["ended"]
        ),
    )


def _after_midnight(moments: dict[str, dt.datetime | None], on_the_day: set[str]) -> None:
    """An hour without its own day that is far before the one before it, is of the next day."""
    before = moments["arrived"]
    for name in ("called", "started", "ended"):
        moment = moments[name]
        if moment is None or before is None:
            continue
        if name in on_the_day and before - moment > LONGEST:
            moment = moments[name] = moment + dt.timedelta(days=1)
        before = moment


def _outcome(words: str, called: dt.datetime | None, ended: dt.datetime | None) -> Outcome:
    said = _plain(words)
    if _is_no_show(said):
        return Outcome.NO_SHOW if called else Outcome.LEFT
    if any(one in said for one in _LEFT) or not (called or ended):
        return Outcome.LEFT
    return Outcome.SERVED


def _is_no_show(said: str) -> bool:
    return said in _NO_SHOW_IN_FULL or any(one in said for one in _NO_SHOW)


def is_known_outcome(words: str) -> bool:
    """Whether we know what ``words`` in the column “Hoe het afliep” mean, or whether only the
    moments of the line say how it ended."""
    said = _plain(words)
    return said in ("", *_SERVED_IN_FULL) or _is_no_show(said) or any(one in said for one in _LEFT)


def _persons(text: str) -> int:
    if not text:
        return 1
    number = whole(text, MOST_PERSONS)
    if not number:
        raise Problem(f"“{text[:20]}” is geen aantal personen.")
    return number


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ALSO = {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
_WORDS = re.compile(r"(\d{1,2})[-/. ]+([a-z]{3})[a-z]*\.?[-/. ]+(\d{4}|\d{2})(?!\d)", re.I)
_ZONE = re.compile(r":\d{2}(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})$")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.I)
_BELGIUM = ZoneInfo("Europe/Brussels")
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*[:.uh]\s*(\d{2})(?:\s*[:.]\s*(\d{2}))?")
# a part of a day, as in a spreadsheet; after a point, two digits are minutes when they can be
_PART = re.compile(r"0?,\d+|\.\d+|0\.(?:\d|[6-9]\d|\d{3,})")
# day 0 of a spreadsheet, in local time like everything in a log
_EPOCH = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def _day(text: str) -> dt.date:
    """A day in a usual notation. Raises Problem."""
    try:
        if _SERIAL.fullmatch(text):
            return _from_serial(text).date()
        if found := _ISO.search(text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DUTCH.search(text):
            return dt.date(_year(found[3]), int(found[2]), int(found[1]))
        if found := _BARE.fullmatch(text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _WORDS.search(text)) and (month := _month(found[2].lower())):
            return dt.date(_year(found[3]), month, int(found[1]))
    except (ValueError, OverflowError):
        pass
    raise Problem(f"“{text}” is geen datum. Wij lezen bijvoorbeeld 23/11/2026.")


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _month(word: str) -> int | None:
    return _MONTHS.index(word) + 1 if word in _MONTHS else _ALSO.get(word)


def _has_day(text: str) -> re.Match[str] | None:
    return _ISO.search(text) or _DUTCH.search(text) or _WORDS.search(text)


def _moment(text: str, day: dt.date | None, label: str) -> dt.datetime | None:
    """Day and hour together, or an hour on ``day``. Raises Problem."""
    if not text or text in ("-", "–", "0", "NULL", "null"):
        return None
    if _SERIAL.fullmatch(text):
        moment = _from_serial(text)
        _check_year(moment, label)
        return moment
    has_day = _has_day(text)
    on = _day(has_day[0]) if has_day else day
    zone = _ZONE.search(text) if has_day else None
    if zone:
        text = text[: zone.start(1)]
    rest = text.replace(has_day[0], " ", 1).replace("T", " ") if has_day else text
    if on is None:
        raise Problem(f"Bij “{label}” staat geen dag. Duid aan welke kolom de dag is.")
    _check_year(on, label)
    if part := _PART.fullmatch(rest.strip()):
        seconds = round(float(part[0].replace(",", ".")) * 86400)
        hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    elif found := _HOUR.search(rest):
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    elif found := re.fullmatch(r"\s*(\d{1,2})(\d{2})\s*", rest):
        hour, minute, second = int(found[1]), int(found[2]), 0
    else:
        raise Problem(f"“{text}” is geen uur. Wij lezen bijvoorbeeld 9.05 of 09:05.")
    if half := re.search(r"\b([ap])\.?m\b", rest.lower()):
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    try:
        found_at = dt.datetime.combine(on, dt.time(hour, minute, second))
        if zone is None:
            return found_at
        # a moment that says its zone, for us in Belgian time
        offset = zone[1].replace("Z", "+00:00")
        return (
            dt.datetime.fromisoformat(f"{found_at.isoformat()}{offset}")
            .astimezone(_BELGIUM)
            .replace(tzinfo=None)
        )
    except (ValueError, OverflowError):
        raise Problem(f"“{text}” is geen uur. Wij lezen bijvoorbeeld 9.05 of 09:05.") from None


def _check_year(day: dt.date, label: str) -> None:
    if day.year < FIRST_YEAR:
        raise Problem(
            f"“{label}” ligt vóór het jaar {FIRST_YEAR}. Laat een moment dat er niet was, leeg."
        )


def _from_serial(text: str) -> dt.datetime:
    days = float(text.replace(",", "."))
    return _EPOCH + dt.timedelta(seconds=round(days * 86400))
