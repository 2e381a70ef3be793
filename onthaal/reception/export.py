"""A day in the hall as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from onthaal.reception.story import COLUMNS, DayLine, cells


def as_excel(lines: Iterable[DayLine]) -> IO[bytes]:
    """A workbook in a temporary file, at its beginning; the caller closes it. No names in it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller reads and closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Bezoeken")
    bold = book.add_format({"bold": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    for column, head in enumerate(COLUMNS):
        sheet.write_string(0, column, head, bold)
    for row, line in enumerate(lines, start=1):
        for column, cell in enumerate(cells(line, _local)):
            if cell is None or cell == "":
                continue
            if hasattr(cell, "hour"):
                sheet.write_datetime(row, column, cell, moment)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell[:32_000])
            else:
                sheet.write_number(row, column, cell)
    sheet.freeze_panes(1, 1)
    book.close()
    file.seek(0)
    return file


def _local(at: Any) -> Any:
    """Belgian time without zone: spreadsheets know no zones."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else None
