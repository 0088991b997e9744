"""Reading a table from a file: CSV of any encoding and delimiter, or the first sheet of a workbook.

Rows are given one by one, so that a file of a gigabyte costs no more memory than one of a
kilobyte. Formulas are read as the text or the value that stands there; nothing is evaluated.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from python_calamine import CalamineError, load_workbook

from relais.exchange.adapters.bounds import check_bounds
from relais.exchange.adapters.dialects import (
    SAMPLE,
    Lines,
    NotText,
    check_text,
    dialect_of,
    head_of,
)
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LONGEST_CELL: Final = 1024 * 1024

Cells = Sequence[str]


class UnreadableFile(Refusal):
    """A file from which no table can be read."""

    code = "unreadable_file"
    message = gettext_noop("%(file)s cannot be read: %(why)s.")


@dataclass
class Table:
    """The columns of a table, and its rows as they come, each with the number of its line.

    `notes` grows while rows are read: what was not as it should be, and what was done about it.
    """

    columns: list[str]
    rows: Iterator[tuple[int, Cells]]
    notes: list[str] = field(default_factory=list)


def read_table(path: Path, *, sheet: str = "") -> Table:
    """Open a table; of a workbook the first sheet, or the one that is named.

    :raises UnreadableFile: when there is none, with the reason; while rows are read as well.
    """
    try:
        head = head_of(path)
        if not head:
            raise NotText("it is empty")
        if head.startswith(WORKBOOKS):
            return _workbook(path, sheet)
        check_text(head)
        return _text(path)
    except OSError as error:
        raise UnreadableFile(file=path.name, why=error.strerror or "it is not there") from error
    except (NotText, UnicodeError, csv.Error) as error:
        raise UnreadableFile(file=path.name, why=str(error)) from error


def _text(path: Path) -> Table:
    lines = Lines(path)
    stream = iter(lines)
    first = list(_sample(stream))
    dialect = dialect_of("".join(first))
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(
        chain(first, stream), delimiter=dialect.delimiter, quotechar=dialect.quote or None
    )
    header = next((row for row in reader if any(cell.strip() for cell in row)), None)
    if header is None:
        raise NotText("it has no line with anything in it")
    table = _table(header)
    table.rows = _text_rows(path, reader, table, lines)
    return table


def _sample(stream: Iterator[str]) -> Iterator[str]:
    size = 0
    for line in stream:
        yield line
        size += len(line)
        if size >= SAMPLE:
            return


def _text_rows(path: Path, reader: Any, table: Table, lines: Lines) -> Iterator[tuple[int, Cells]]:
    width, uneven = len(table.columns), Counter[str]()
    try:
        for row in reader:
            if len(row) != width:
                if not any(row):
                    continue
                row = _evened(row, width, uneven)
            yield reader.line_num, row
    except (NotText, UnicodeError, csv.Error) as error:
        why = f"line {reader.line_num + 1}: {error}"
        raise UnreadableFile(file=path.name, why=why) from error
    if lines.strange:
        table.notes.append(f"{lines.strange} lines were not in UTF-8: read as Windows-1252")
    table.notes += [f"{count} rows were too {word}" for word, count in uneven.items()]


def _evened(row: list[str], width: int, uneven: Counter[str]) -> list[str]:
    if len(row) < width:
        uneven["short: the missing cells are empty"] += 1
        return row + [""] * (width - len(row))
    if any(row[width:]):
        uneven["long: what was beyond the last column was left out"] += 1
    return row[:width]


def _table(header: Sequence[str]) -> Table:
    """Name the columns: one without a name gets its number, a second of the same name too."""
    table = Table([], iter(()))
    seen: Counter[str] = Counter()
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split()) or f"column {place}"
        seen[name] += 1
        if seen[name] > 1:
            table.notes.append(
                f"two columns are called {name}: the second is {name} ({seen[name]})"
            )
            name = f"{name} ({seen[name]})"
        table.columns.append(name)
    return table


def _workbook(path: Path, sheet: str) -> Table:
    try:
        if head_of(path).startswith(WORKBOOKS[0]):
            check_bounds(path)
        book = load_workbook(str(path))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise NotText(f"it has no sheet called {sheet}: there are {', '.join(names)}")
        rows = book.get_sheet_by_name(sheet or names[0]).iter_rows()
        header = next((row for row in rows if any(cell != "" for cell in row)), None)
    except (CalamineError, BadZipFile, IndexError, ValueError) as error:
        raise NotText("it is no workbook that can be opened") from error
    if header is None:
        raise NotText("its first sheet is empty")
    table = _table([_plain(cell) for cell in header])
    filled = (
        (line, [_plain(cell) for cell in islice(row, len(table.columns))])
        for line, row in enumerate(rows, 2)
    )
    table.rows = ((line, cells) for line, cells in filled if any(cells))
    return table


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
