"""Tables that leave as a file: what a Belgian Excel makes of them."""

import datetime as dt
import io
import zipfile

from onthaal.ui.spreadsheets import spreadsheet

ROWS = [["Wachten", 1.1, -0.5, 3, None, dt.date(2026, 1, 31), "=1+1", "1.1"]]


def test_a_decimal_has_a_comma_in_csv():
    """With a point, Excel makes 1 January of 1.1."""
    text = spreadsheet(ROWS, "csv", "wachten").content.decode("utf-8-sig")
    assert text == "Wachten;1,1;-0,5;3;;31/01/2026;'=1+1;1.1\r\n"


def test_a_decimal_is_a_number_in_excel():
    book = zipfile.ZipFile(io.BytesIO(spreadsheet(ROWS, "xlsx", "wachten").content))
    assert "<v>1.1</v>" in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_day_is_a_day_in_excel():
    book = zipfile.ZipFile(io.BytesIO(spreadsheet(ROWS, "xlsx", "wachten").content))
    # days since 1900
    assert "<v>46053</v>" in book.read("xl/worksheets/sheet1.xml").decode()
    assert "dd/mm/yyyy" in book.read("xl/styles.xml").decode()
