"""Small tables as CSV or Excel, safe to open."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

import xlsxwriter
from django.http import HttpResponse

_DAY = "dd/mm/yyyy"


def spreadsheet(rows: Iterable[Sequence[Any]], kind: str, name: str) -> HttpResponse:
    """The rows as a file to download, called ``name``; ``kind`` is "csv" or "xlsx".

    CSV has semicolons, decimals with a comma and a byte-order mark: what a Belgian Excel opens
    right away. In Excel a number stays one, and so does a day.
    """
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
        body, content_type = text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        with workbook(rows, name[:31]) as file:
            body = file.read()
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def harmless(cell: Any) -> str:
    """A cell as text that a Belgian spreadsheet reads as what it is, and never takes for a formula
    (OWASP: CSV injection)."""
    text = _text(cell)
    is_risky = isinstance(cell, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{text}" if is_risky else text


def workbook(rows: Iterable[Sequence[Any]], name: str) -> IO[bytes]:
    """A small workbook of plain rows in a temporary file, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller reads and closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    day, moment = (book.add_format({"num_format": words}) for words in (_DAY, f"{_DAY} hh:mm"))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            elif isinstance(cell, dt.datetime):
                sheet.write_datetime(number, column, cell.replace(tzinfo=None), moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(number, column, cell, day)
            elif cell is not None:
                sheet.write_string(number, column, str(cell))
    book.close()
    file.seek(0)
    return file


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        # with a point, 1.1 would become 1 January
        return str(cell).replace(".", ",")
    if hasattr(cell, "hour"):
        return f"{cell:%d/%m/%Y %H:%M}"
    if hasattr(cell, "year"):
        return f"{cell:%d/%m/%Y}"
    return str(cell)
