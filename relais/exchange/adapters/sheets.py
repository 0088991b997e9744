"""Writing lists as CSV or XLSX, a row at a time, so that a long one costs no memory."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, Final

from relais.exchange.queries import Sheet

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
FLUSH: Final = 64 * 1024


def csv_pieces(sheet: Sheet) -> Iterator[bytes]:
    """Give a CSV (RFC 4180, UTF-8 with its mark, moments in UTC) piece by piece.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([_text(value) for value in row])
        if buffer.tell() > FLUSH:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write a CSV file."""
    with path.open("wb") as file:
        file.writelines(csv_pieces(sheet))


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Write a workbook of one sheet: texts as texts, never as formulas; moments in UTC."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm",
    }
    workbook = import_module("xlsxwriter").Workbook  # no server loads it before it is asked for
    with workbook(path, options) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, sheet.columns)
        for line, row in enumerate(sheet.rows, start=1):
            _write(page, line, row)


def _write(page: Any, line: int, row: Sequence[Any]) -> None:
    for place, value in enumerate(row):
        if isinstance(value, datetime):
            page.write_datetime(line, place, value.astimezone(UTC).replace(tzinfo=None))
        elif isinstance(value, int | float):
            page.write_number(line, place, value)
        elif value not in (None, ""):
            page.write_string(line, place, str(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
