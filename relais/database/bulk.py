"""Many rows at once, the same way on SQLite and PostgreSQL.

PostgreSQL takes rows by COPY and changes them by one UPDATE .. FROM unnest; SQLite takes both by
executemany. One row goes through the same functions: there is no second way in.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

CHUNK = 5_000
COPY_FROM = 50  # below this many rows one INSERT is quicker than opening a COPY

Converter = Callable[[Any], Any]
Row = tuple[Any, ...]


def insert_rows(
    model: type[models.Model], rows: Iterable[Sequence[Any]], columns: Sequence[str]
) -> int:
    """Insert tuples of values, in the order of `columns` (field attnames), and return how many.

    Values are Python values of the fields; no default is filled in, nothing is read back.
    :raises django.db.IntegrityError: as any INSERT, the whole call then counting for nothing
    inside its transaction.
    """
    fields = [_field(model, name) for name in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    iterator, count = iter(rows), 0
    with connection.cursor() as cursor:
        while chunk := list(islice(iterator, CHUNK)):
            _insert_chunk(cursor, f"{table} ({names})", _converted(fields, chunk))
            count += len(chunk)
    return count


def update_rows(
    model: type[models.Model], rows: Sequence[Sequence[Any]], columns: Sequence[str]
) -> int:
    """Set `columns` on rows found by primary key: each row is (id, value, value ...).

    Returns how many rows the database says it changed.
    """
    if not rows:
        return 0
    fields = [model._meta.pk, *(_field(model, name) for name in columns)]
    values = _converted(fields, rows)
    statement = _update_postgresql if _is_postgresql() and len(values) > 1 else _update_each
    with connection.cursor() as cursor:
        return sum(
            statement(cursor, model, fields, values[start : start + CHUNK])
            for start in range(0, len(values), CHUNK)
        )


def _insert_chunk(cursor: CursorWrapper, target: str, values: list[Row]) -> None:
    if _is_postgresql() and len(values) >= COPY_FROM:
        with cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(values[0]))
    statement = f"INSERT INTO {target} VALUES ({marks})"
    if len(values) == 1:
        cursor.execute(statement, values[0])
    else:
        cursor.executemany(statement, values)


def _update_each(
    cursor: CursorWrapper, model: type[models.Model], fields: list[Any], values: list[Row]
) -> int:
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields[1:])
    statement = (
        f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(fields[0].column)} = %s"
    )
    turned = [[*row[1:], row[0]] for row in values]
    if len(turned) == 1:
        cursor.execute(statement, turned[0])
    else:
        cursor.executemany(statement, turned)
    return int(cursor.rowcount)


def _update_postgresql(
    cursor: CursorWrapper, model: type[models.Model], fields: list[Any], values: list[Row]
) -> int:
    quote = connection.ops.quote_name
    aliases = [f"c{i}" for i in range(len(fields))]
    sets = ", ".join(
        f"{quote(f.column)} = v.{a}" for f, a in zip(fields[1:], aliases[1:], strict=True)
    )
    arrays = ", ".join(f"%s::{_cast(field)}[]" for field in fields)
    cursor.execute(
        f"UPDATE {quote(model._meta.db_table)} AS t SET {sets}"
        f" FROM unnest({arrays}) AS v({', '.join(aliases)})"
        f" WHERE t.{quote(fields[0].column)} = v.c0",
        [list(column) for column in zip(*values, strict=True)],
    )
    return int(cursor.rowcount)


def _field(model: type[models.Model], name: str) -> Any:
    return next(f for f in model._meta.concrete_fields if f.attname == name)


def _converted(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[Row]:
    """Turn values into what the database takes, a column at a time: most need nothing."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for number, (field, column) in enumerate(zip(fields, columns, strict=True)):
        convert = _converter(field)
        if convert and column.count(None) < len(column):
            columns[number] = [None if v is None else convert(v) for v in column]
    return list(zip(*columns, strict=True))


def _converter(field: Any) -> Converter | None:
    """How the database wants a value of this field; None where it takes Python's own.

    As the fields' `get_db_prep_save` would, without asking them for each value.
    """
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField):
        return partial(json.dumps, cls=target.encoder)
    if isinstance(target, models.UUIDField):
        return attrgetter("hex")
    if target.choices:
        return str  # a StrEnum is written as its value
    if _is_postgresql():
        return None
    if isinstance(target, models.DateTimeField):
        return _naive
    if isinstance(target, models.DateField | models.DecimalField):
        return lambda value: target.get_db_prep_save(value, connection)
    return None


def _naive(value: datetime) -> str:
    told = value if value.tzinfo is UTC else value.astimezone(UTC)
    return told.isoformat(" ")[: -len("+00:00")]


def _cast(field: Any) -> str:
    target = field.target_field if field.is_relation else field
    return str(target.db_type(connection)).split("(")[0]


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
