"""Many rows at once, the same way on SQLite and PostgreSQL.

PostgreSQL takes rows by COPY and changes them by one UPDATE .. FROM unnest; SQLite takes both by
executemany. One row goes through the same functions: there is no second way in.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain, islice
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from relais.database.arrays import array_of, lines_of
from relais.database.behind import handed_over
from relais.database.statements import is_postgresql, leave

CHUNK = 5_000
SAMPLE = 512  # so many values tell whether those of a column are nearly all different
AT_ONCE = 1_024  # rows in one statement of SQLite's at most: a power of two
TOGETHER = 4  # rows in one INSERT at most; each number of them is prepared once
COPY_FROM = 50  # below this many rows one INSERT is quicker than opening a COPY

Converter = Callable[[Any], Any]
Row = tuple[Any, ...]
Column = Sequence[Any]


class Encoded(NamedTuple):
    """A value for a column of JSON, that is text already."""

    text: str


def insert_rows(
    model: type[models.Model], rows: Iterable[Sequence[Any]], columns: Sequence[str]
) -> int:
    """Insert tuples of values, in the order of `columns` (field attnames), and return how many.

    Values are Python values of the fields; no default is filled in, nothing is read back.
    :raises django.db.IntegrityError: as any INSERT, the whole call then counting for nothing
    inside its transaction.
    """
    told = _columns(model, tuple(columns))
    iterator, count = iter(rows), 0
    while chunk := list(islice(iterator, CHUNK)):
        _insert_chunk(told, _converted(told, chunk))
        count += len(chunk)
    return count


def update_rows(
    model: type[models.Model],
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str],
    *,
    found_by: str = "id",
    where: str = "",
) -> None:
    """Set `columns` on rows found by one column: each row is (that, value, value ...).

    :param found_by: the attname of that column; its values are all different.
    :param where: SQL that the rows must answer to besides, on the table's own columns.
    """
    if not rows:
        return
    told = _columns(model, (found_by, *columns))
    besides = f" AND {where}" if where else ""
    for start in range(0, len(rows), CHUNK):
        _update_chunk(told, _converted(told, rows[start : start + CHUNK]), besides)


@dataclass(frozen=True)
class _Columns:
    """Some columns of a table: as SQL names and types, and how to turn their values."""

    table: str
    names: list[str]
    converters: list[Converter | None]
    types: list[str]

    @property
    def target(self) -> str:
        """Give where rows of these columns go."""
        return f"{self.table} ({', '.join(self.names)})"


@cache
def _columns(model: type[models.Model], attnames: tuple[str, ...]) -> _Columns:
    """Work out once what the statements of a deed ask each time."""
    quote = connection.ops.quote_name
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields: list[Any] = [known[attname] for attname in attnames]
    return _Columns(
        quote(model._meta.db_table),
        [quote(field.column) for field in fields],
        [_converter(field) for field in fields],
        [_cast(field) for field in fields],
    )


def _insert_chunk(told: _Columns, columns: list[Column]) -> None:
    many = len(columns[0]) >= COPY_FROM
    if many and handed_over(partial(_write, told, columns)):
        return
    if many and is_postgresql():
        with connection.cursor() as cursor:
            _write(told, columns, cursor.connection)
        return
    target, values = told.target, _rows(columns)
    marks = f"({', '.join(['%s'] * len(values[0]))})"
    if is_postgresql() and len(values) <= TOGETHER:
        rows = ", ".join([marks] * len(values))
        leave(f"INSERT INTO {target} VALUES {rows}", list(chain.from_iterable(values)))
        return
    _run_each(f"INSERT INTO {target} VALUES {marks}", values)


def _update_chunk(told: _Columns, columns: list[Column], besides: str) -> None:
    size = len(columns[0])
    if size >= COPY_FROM and handed_over(partial(_change, told, columns, besides)):
        return
    if is_postgresql() and size > 1:
        leave(*_unnested(told, columns, besides))
        return
    sets = ", ".join(f"{name} = %s" for name in told.names[1:])
    statement = f"UPDATE {told.table} SET {sets} WHERE {told.names[0]} = %s{besides}"
    _run_each(statement, [(*row[1:], row[0]) for row in _rows(columns)])


def _run_each(statement: str, values: list[Row]) -> None:
    """Run a statement for each row."""
    if len(values) == 1:
        leave(statement, values[0])
        return
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _write(told: _Columns, columns: list[Column], driver: Any) -> None:
    """Insert rows by the driver itself; PostgreSQL is not told of columns that are all empty."""
    if not is_postgresql():
        _run_many(f"INSERT INTO {told.target} VALUES {{rows}}", _rows(columns), driver)
        return
    each_told = zip(told.names, told.types, columns, strict=True)
    filled = [each for each in each_told if not _is_empty(each[2])]
    target = f"{told.table} ({', '.join(name for name, _, _ in filled)})"
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        copy.write(lines_of((column, kind) for _, kind, column in filled))


def _change(told: _Columns, columns: list[Column], besides: str, driver: Any) -> None:
    """Update rows by the driver itself."""
    if is_postgresql():
        driver.execute(*_unnested(told, columns, besides))
        return
    aliases = _aliases(told)
    source = f"WITH v ({', '.join(aliases)}) AS (VALUES {{rows}})"
    _run_many(f"{source} {_update_from(told, 'v', besides)}", _rows(columns), driver)


def _unnested(told: _Columns, columns: list[Column], besides: str) -> tuple[str, list[str]]:
    """Give the statement that changes all rows at once, and the arrays of their values."""
    arrays = ", ".join(f"%s::{cast}[]" for cast in told.types)
    source = f"unnest({arrays}) AS v({', '.join(_aliases(told))})"
    kinds = zip(told.types, columns, strict=True)
    return _update_from(told, source, besides), [array_of(each, kind) for kind, each in kinds]


def _update_from(told: _Columns, source: str, besides: str) -> str:
    pairs = zip(told.names[1:], _aliases(told)[1:], strict=True)
    sets = ", ".join(f"{name} = v.{alias}" for name, alias in pairs)
    own = f"t.{told.names[0]} = v.c0{besides}"
    return f"UPDATE {told.table} AS t SET {sets} FROM {source} WHERE {own}"


def _aliases(told: _Columns) -> list[str]:
    return [f"c{number}" for number in range(len(told.names))]


def _run_many(statement: str, values: list[Row], driver: Any) -> None:
    """Run a statement of SQLite's that takes rows: a power of two of them each time.

    The driver keeps each text that it has prepared, and with it what was bound to it last: for
    each number of rows that there ever was it would hold so many rows. Other threads run inside a
    statement, hardly ever between two.
    """
    width, start = len(values[0]), 0
    most = min(AT_ONCE, driver.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER) // width)
    marks = f"({', '.join('?' * width)})"
    while left := min(len(values) - start, most):
        rows = values[start : start + (1 << left.bit_length() - 1)]
        told = ", ".join([marks] * len(rows))
        driver.execute(statement.format(rows=told), list(chain.from_iterable(rows)))
        start += len(rows)


def _converted(told: _Columns, rows: Sequence[Sequence[Any]]) -> list[Column]:
    """Turn values into what the database takes, a column at a time; most need nothing."""
    if len(rows) == 1:
        return _converted_alone(told, rows[0])
    columns: list[Column] = list(zip(*rows, strict=True))
    for number, (convert, column) in enumerate(zip(told.converters, columns, strict=True)):
        if convert is not None and not _is_empty(column):
            columns[number] = _turned(convert, column)
    return columns


def _converted_alone(told: _Columns, row: Sequence[Any]) -> list[Column]:
    """Turn the values of one row, as those of many: most rows of a deed are alone."""
    each = zip(told.converters, row, strict=True)
    return [
        (value,) if convert is None or value is None else (convert(value),)
        for convert, value in each
    ]


def _rows(columns: list[Column]) -> list[Row]:
    return list(zip(*columns, strict=True))


def _is_empty(column: Column) -> bool:
    return column[0] is None and column.count(None) == len(column)


def _turned(convert: Converter, column: Column) -> list[Any]:
    """Turn each value; one that many rows hold, often all of them, is turned once."""
    first = column[:SAMPLE]
    if len(set(map(id, first))) * 2 > len(first):
        return [None if value is None else convert(value) for value in column]
    different = dict(zip(map(id, column), column, strict=True))
    turned = {key: None if value is None else convert(value) for key, value in different.items()}
    if len(turned) == 1:
        return list(turned.values()) * len(column)
    return list(map(turned.__getitem__, map(id, column)))


def _converter(field: Any) -> Converter | None:
    """How the database wants a value of this field; None where it takes Python's own.

    As the fields' `get_db_prep_save` would, without asking them for each value.
    """
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField):
        return _json(target)
    if isinstance(target, models.UUIDField):
        return _hexadecimal
    if target.choices:
        return str  # a StrEnum is written as its value
    if isinstance(target, models.DateTimeField):
        return datetime.isoformat if is_postgresql() else _naive
    if is_postgresql():
        return None
    if isinstance(target, models.DateField | models.DecimalField):
        return lambda value: target.get_db_prep_save(value, connection)
    return None


def _json(field: Any) -> Converter:
    encode = (field.encoder or json.JSONEncoder)().encode
    empty: dict[type, str] = {list: "[]", dict: "{}"}

    def text(value: Any) -> str:
        if type(value) is Encoded:
            return value.text
        return empty[type(value)] if not value and type(value) in empty else encode(value)

    return text


def _hexadecimal(value: UUID) -> str:
    return "%032x" % value.int  # noqa: UP031  half the time of value.hex


def _naive(value: datetime) -> str:
    told = value if value.tzinfo is UTC else value.astimezone(UTC)
    return str(told)[: -len("+00:00")]


def _cast(field: Any) -> str:
    target = field.target_field if field.is_relation else field
    return str(target.db_type(connection)).split("(")[0]
