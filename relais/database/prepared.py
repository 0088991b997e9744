"""Queries that every request asks: turned into SQL once, then asked with other values.

The ORM takes longer to write such a query than PostgreSQL to answer it.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from relais.database.among import as_json
from relais.database.arrays import array_of
from relais.database.statements import run

Ask = Callable[..., "QuerySet[Any, Any]"]
Value = UUID | datetime | date | str | list[UUID]
Values = tuple[Value, ...]


class Prepared:
    """A query by `values_list`, built by a function of nothing but the values it asks with.

    The function is called once, with the first values; it may not look at them. Where they
    stand in the SQL is found by comparing, so that no value may equal another or a constant:
    `examples` are values of the same types that nobody asks with. A list goes into `among`.
    `on_postgresql` is what stands at its end there, such as a lock.
    """

    def __init__(self, ask: Ask, *, examples: Values, on_postgresql: str = "") -> None:
        self._ask = ask
        self._ending: Final = on_postgresql
        self._examples: Final = examples

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        """Ask, and give the rows as the ORM would."""
        sql, slots, compiler = self._statement
        known = [_adapted(value) for value in values]
        params = [known[slot] if slot is not None else constant for slot, constant in slots]
        rows: list[tuple[Any, ...]] = run(sql, params).fetchall()
        if not self._converters:
            return rows
        return [tuple(row) for row in compiler.apply_converters(rows, self._converters)]

    @cached_property
    def _statement(self) -> tuple[str, list[tuple[int | None, Any]], Any]:
        compiler = self._ask(*self._examples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        known = [_adapted(example) for example in self._examples]
        slots = [(known.index(p) if p in known else None, p) for p in params]
        return sql + (self._ending if connection.vendor == "postgresql" else ""), slots, compiler

    @cached_property
    def _converters(self) -> Any:
        compiler = self._statement[2]
        columns = [selected[0] for selected in compiler.select[: compiler.col_count]]
        return compiler.get_converters(columns)


def _adapted(value: Value) -> Any:
    """How the database takes a value, as its field would give it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, list):
        return array_of(value, "uuid") if connection.vendor == "postgresql" else as_json(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
