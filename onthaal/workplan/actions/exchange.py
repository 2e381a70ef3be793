"""The planning as a table, out to another program and back in."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass

from django.db import transaction

from onthaal.core import clock
from onthaal.core.changes import CannotChange
from onthaal.people.models import User
from onthaal.workplan.actions.planning import plan
from onthaal.workplan.models import Crew, ReviewItem, ReviewKind, WorkOrder

NEEDED = ("nummer", "ploeg", "dag")
_HEAD = (
    "nummer",
    "titel",
    "plaats",
    "lat",
    "lon",
    "team",
    "ploeg",
    "dag",
    "volgorde",
    "stand",
    "minuten",
    "vaardigheid",
    "uiterlijk",
    "meldingen",
)
_BACK = dt.timedelta(days=92)
_MOST = 5000
_MOST_BYTES = 5_000_000
# a cell that begins so is a formula for a spreadsheet
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Outcome:
    """What became of the rows of a file; ``odd`` wait in the list of what must be looked at."""

    planned: int
    same: int
    odd: int


def table(user: User) -> str:
    """Every order that ``user`` plans, of the last three months and ahead, with semicolons and a
    byte order mark as spreadsheets in Flanders want them."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    rows = (
        WorkOrder.objects.plannable_by(user)
        .filter(changed_at__gte=clock.now() - _BACK)
        .select_related("team", "crew", "skill")
        .prefetch_related("issues")
        .order_by("planned_on", "crew__name", "position", "pk")
    )
    for order in rows[: _MOST * 4]:
        writer.writerow(
            [
                order.reference,
                _safe(order.title),
                _safe(order.place),
                order.lat if order.lat is not None else "",
                order.lon if order.lon is not None else "",
                _safe(str(order.team)),
                _safe(str(order.crew or "")),
                order.planned_on.isoformat() if order.planned_on else "",
                order.position or "",
                order.get_state_display(),
                order.estimated_minutes,
                _safe(str(order.skill or "")),
                order.due_on.isoformat() if order.due_on else "",
                " ".join(issue.reference for issue in order.issues.all()),
            ]
        )
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


@transaction.atomic
def bring_in(body: bytes, *, by: User) -> Outcome:
    """Plan what the rows say (nummer, ploeg, dag). A row that does not fit changes nothing and
    waits in the list of what must be looked at; the same file again makes no second one.

    Raises CannotChange when it is no such table.
    """
    planned = same = odd = 0
    for row in _rows(body):
        problem = _plan_row(row, by)
        if problem is None:
            planned += 1
        elif not problem:
            same += 1
        else:
            odd += 1
            _for_review(row, problem, by)
    return Outcome(planned, same, odd)


def _rows(body: bytes) -> list[dict[str, str]]:
    if len(body) > _MOST_BYTES:
        raise CannotChange("Dit bestand is te groot. Kies er een van ten hoogste 5 MB.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise CannotChange(f"In dit bestand ontbreekt de kolom {', '.join(missing)}.")
    reader.fieldnames = names
    try:
        rows = [
            {name: (value or "").strip() for name, value in row.items() if isinstance(value, str)}
            for row in reader
        ]
    except csv.Error as error:
        raise CannotChange(
            "Wij kunnen dit bestand niet lezen. Bewaar het opnieuw als CSV."
        ) from error
    if len(rows) > _MOST:
        raise CannotChange(f"Er staan te veel rijen in. Ten hoogste {_MOST} in één keer.")
    return rows


def _plan_row(row: dict[str, str], by: User) -> str | None:
    """None when planned, "" when it was so already, else what is wrong."""
    order = WorkOrder.objects.plannable_by(by).filter(reference=row.get("nummer", "")).first()
    if order is None:
        return "Wij kennen dit nummer niet."
    if not row.get("ploeg") and not row.get("dag"):
        return ""
    crew = Crew.objects.plannable_by(by).filter(name__iexact=row.get("ploeg", "")).first()
    if crew is None:
        return "Wij kennen deze ploeg niet."
    on = _day(row.get("dag", ""))
    if on is None:
        return "Wij begrijpen de dag niet."
    if (order.crew_id, order.planned_on) == (crew.pk, on):
        return ""
    try:
        plan(order, crew=crew, on=on, by=by)
    except CannotChange as refusal:
        return str(refusal)
    return None


def _day(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  # only the day
        except ValueError:
            continue
    return None


@transaction.atomic
def keep_for_review(text: str, *, mark: str, by: User) -> None:
    """Let a planner look at what another system sent and we cannot place; the same ``mark`` again
    makes no second item."""
    ReviewItem.objects.get_or_create(
        mark=mark, defaults={"kind": ReviewKind.IMPORT, "text": text[:5000], "by": by}
    )


def _for_review(row: dict[str, str], problem: str, by: User) -> None:
    said = "; ".join(f"{name}: {value}" for name, value in row.items() if value)[:1000]
    mark = hashlib.sha256(f"{said}|{problem}".encode()).hexdigest()
    order = WorkOrder.objects.plannable_by(by).filter(reference=row.get("nummer", "")).first()
    ReviewItem.objects.get_or_create(
        mark=f"import:{mark}",
        defaults={
            "kind": ReviewKind.IMPORT,
            "order": order,
            "crew": order.crew if order else None,
            "text": f"{problem}\n{said}",
            "by": by,
        },
    )
