"""The selection as CSV or Excel, row by row, so that a large export needs little memory."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from onthaal.issues.models import Issue, IssueQuerySet
from onthaal.ui.spreadsheets import harmless

COLUMNS = (
    "Nummer",
    "Titel",
    "Onderwerp",
    "Groep",
    "Status",
    "Team",
    "Behandelaar",
    "Plaats",
    "Aanduiding",
    "Wijk",
    "Breedtegraad",
    "Lengtegraad",
    "Kanaal",
    "Ontvangen",
    "Streefdatum",
    "Verwacht op",
    "Eerste antwoord",
    "Afgesloten",
    "Doorlooptijd (werkdagen)",
    "Binnen termijn",
    "Heropend",
    "Volgers",
    "Reden",
)
PERSONAL_COLUMNS = ("Beschrijving", "Melder", "E-mail melder", "Telefoon melder")


def columns(*, personal: bool) -> tuple[str, ...]:
    return COLUMNS + PERSONAL_COLUMNS if personal else COLUMNS


def rows(issues: IssueQuerySet, *, personal: bool) -> Iterator[list[Any]]:
    """One list of cells per issue, newest first. ``personal`` adds text and reporter."""
    selected = issues.select_related(
        "category__group", "team", "handler", "neighbourhood", "reporter"
    ).order_by("-received_at", "-pk")
    for issue in selected.iterator(chunk_size=1000):
        cells = [
            issue.reference,
            issue.title,
            issue.category.name,
            issue.category.group.name,
            issue.get_status_display(),
            issue.team.name,
            str(issue.handler or ""),
            issue.place,
            issue.place_note,
            issue.neighbourhood.name if issue.neighbourhood else "",
            issue.lat,
            issue.lon,
            issue.get_channel_display(),
            _local(issue.received_at),
            issue.due_on,
            issue.expected_on,
            _local(issue.first_answer_at),
            _local(issue.closed_at),
            issue.lead_days,
            {True: "ja", False: "nee", None: ""}[issue.within_term],
            issue.reopenings,
            issue.followers_count,
            issue.get_reason_display(),
        ]
        if personal:
            cells += [issue.description, *_reporter(issue)]
        yield cells


def as_csv(issues: IssueQuerySet, *, personal: bool) -> Iterator[bytes]:
    """CSV with semicolons and a byte-order mark: what a Belgian Excel opens right away."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    yield b"\xef\xbb\xbf"
    for cells in _with_head(issues, personal=personal):
        writer.writerow([harmless(cell) for cell in cells])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def as_excel(issues: IssueQuerySet, *, personal: bool) -> IO[bytes]:
    """A workbook in a temporary file, at its beginning; the caller closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller reads and closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Meldingen")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    bold = book.add_format({"bold": True})
    for number, cells in enumerate(_with_head(issues, personal=personal)):
        for column, cell in enumerate(cells):
            if number == 0:
                sheet.write_string(number, column, cell, bold)
            elif cell is None or cell == "":
                continue
            elif hasattr(cell, "hour"):
                sheet.write_datetime(number, column, cell, moment)
            elif hasattr(cell, "year"):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell[:32_000])
            else:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 1)
    book.close()
    file.seek(0)
    return file


def _with_head(issues: IssueQuerySet, *, personal: bool) -> Iterator[list[Any]]:
    yield list(columns(personal=personal))
    yield from rows(issues, personal=personal)


def _reporter(issue: Issue) -> list[str]:
    reporter = issue.reporter
    return [reporter.name, reporter.email, reporter.phone] if reporter else ["", "", ""]


def _local(moment: Any) -> Any:
    """Belgian time without zone: spreadsheets know no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None
