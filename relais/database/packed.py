"""Columns of a million rows as arrays: the database writes each row as one record of fixed width.

The drivers make a Python object of each value, and Django another of ids and moments: ten times
what a record costs, of which NumPy takes the columns apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import BinaryField, Case, Func, Q, QuerySet, Value, When
from numpy.typing import NDArray
from psycopg.pq import Format

Ids = NDArray[np.uint64]  # n x 2: an id of 128 bits
Moments = NDArray[np.int64]  # microseconds of UTC, since 1970
Bits = NDArray[np.int64]
Texts = tuple[str | None, ...]
Columns = dict[str, NDArray[Any]]

TOGETHER: Final = 50_000  # records
NEVER: Final = int(np.datetime64("9999-12-31T23:59:59.999999", "us").astype(np.int64))
Y2K: Final = int(np.datetime64("2000-01-01", "us").astype(np.int64))  # PostgreSQL counts from it


class Part(Func):
    """A column in a record; every value of it has the same width."""

    output_field = BinaryField()
    text: str
    binary: str

    def kind(self) -> Any:
        """Give what NumPy calls it."""
        raise NotImplementedError

    def values(self, column: NDArray[Any]) -> NDArray[Any]:
        """Give the values of what was written."""
        raise NotImplementedError

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as text."""
        return self.as_sql(compiler, connection, template=self.text)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as the protocol does."""
        return self.as_sql(compiler, connection, template=self.binary)


class Id(Part):
    """An id, as two numbers; both 0 where there is none."""

    text = f"coalesce(%(expressions)s, '{0:032x}')"
    binary = f"uuid_send(coalesce(%(expressions)s, '{0:032x}'::uuid))"

    def kind(self) -> Any:
        """Give what NumPy calls it."""
        return "S32" if connection.vendor == "sqlite" else (">u8", 2)

    def values(self, column: NDArray[Any]) -> Ids:
        """Give an id as two numbers."""
        if connection.vendor == "sqlite":
            written = bytes.fromhex(np.ascontiguousarray(column).tobytes().decode("ascii"))
            column = np.frombuffer(written, dtype=">u8").reshape(-1, 2)
        return column.astype(np.uint64)


class Moment(Part):
    """A moment in microseconds of UTC since 1970; `NEVER` where there is none."""

    text = "substr(coalesce(%(expressions)s, '9999-12-31 23:59:59.999999') || '.000000', 1, 26)"
    binary = "timestamptz_send(coalesce(%(expressions)s, '9999-12-31 23:59:59.999999+00'))"

    def kind(self) -> Any:
        """Give what NumPy calls it."""
        return "S26" if connection.vendor == "sqlite" else ">i8"

    def values(self, column: NDArray[Any]) -> Moments:
        """Give moments as numbers."""
        if connection.vendor == "sqlite":
            return np.ascontiguousarray(column).astype("datetime64[us]").astype(np.int64)
        return column.astype(np.int64) + Y2K


class Flags(Part):
    """Which of at most six conditions hold: the first is the bit of 1, the next that of 2."""

    text = "char(48 + (%(expressions)s))"
    binary = "int4send((%(expressions)s)::int4)"
    arg_joiner = " + "

    def __init__(self, *conditions: Q, **extra: Any) -> None:
        super().__init__(*(_bit(one, 1 << n) for n, one in enumerate(conditions)), **extra)

    def kind(self) -> Any:
        """Give what NumPy calls it."""
        return "u1" if connection.vendor == "sqlite" else ">i4"

    def values(self, column: NDArray[Any]) -> Bits:
        """Give the bits of each row as a number."""
        return column.astype(np.int64) - (48 if connection.vendor == "sqlite" else 0)


class _Record(Func):
    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = BinaryField()


def read_packed(
    rows: "QuerySet[Any, Any]", parts: Mapping[str, Part], *, texts: Sequence[str] = ()
) -> tuple[Columns, list[Texts]]:
    """Read columns of rows, in no order, each under its name.

    :param parts: what is read, of the rows' own columns or of what they point to.
    :param texts: columns of text that are few taken together: the column `""` says which of the
        texts given beside are a row's.
    """
    record = _Record(*parts.values())
    asked = rows.order_by().annotate(record=record).values_list("record", *texts)
    kinds = np.dtype([(name, part.kind()) for name, part in parts.items()])
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in ("", *parts)}
    numbers: dict[Texts, int] = {}
    for records, told in _fetched(asked):
        table = np.frombuffer(records, dtype=kinds)
        for name, part in parts.items():
            found[name].append(part.values(table[name]))
        which = [numbers.setdefault(each, len(numbers)) for each in told]
        found[""].append(np.array(which, dtype=np.int64))
    columns = {name: _joined(name, parts, arrays) for name, arrays in found.items()}
    return columns, list(numbers)


def numbered(*columns: Ids) -> tuple[Ids, list[NDArray[np.int64]]]:
    """Give the different ids of columns, in their order, and of each column which they are."""
    ids = np.concatenate(columns)
    order = np.lexsort((ids[:, 1], ids[:, 0]))
    ordered = ids[order]
    new = np.ones(len(ids), dtype=bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    which = np.empty(len(ids), dtype=np.int64)
    which[order] = np.cumsum(new) - 1
    ends = np.cumsum([len(each) for each in columns])
    return ordered[new], np.split(which, ends[:-1])


def uuid_of(pair: NDArray[np.uint64]) -> UUID | None:
    """Give an id as Python's own; None where there was none."""
    high, low = (int(half) for half in pair)
    return UUID(int=(high << 64) + low) if high or low else None


def pair_of(one: UUID) -> tuple[int, int]:
    """Give an id as two numbers."""
    return one.int >> 64, one.int & (1 << 64) - 1


def _bit(condition: Q, value: int) -> Case:
    return Case(When(condition, then=Value(value)), default=Value(0))


def _joined(name: str, parts: Mapping[str, Part], arrays: list[NDArray[Any]]) -> NDArray[Any]:
    if arrays:
        return np.concatenate(arrays)
    empty = np.zeros(0, dtype=np.int64)
    return np.zeros((0, 2), dtype=np.uint64) if isinstance(parts.get(name), Id) else empty


def _fetched(rows: "QuerySet[Any, Any]") -> Iterator[tuple[bytes, list[Texts]]]:
    """Fetch records, with the texts beside them, some thousands together."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with _reading() as cursor:
        cursor.execute(sql, params)
        while fetched := cursor.fetchmany(TOGETHER):
            records = [row[0] for row in fetched]
            packed = "".join(records).encode() if isinstance(records[0], str) else b"".join(records)
            yield packed, [row[1:] for row in fetched]


@contextmanager
def _reading() -> Iterator[Any]:
    """Open a cursor that holds some rows only; on PostgreSQL it gives bytes as they are."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        yield cursor
