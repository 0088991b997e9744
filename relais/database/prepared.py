"""Queries that every request asks: turned into SQL once, then asked with other values.

The ORM takes longer to write such a query than PostgreSQL to answer it.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from relais.database.among import as_json
from relais.database.arrays import array_of
from relais.database.statements import is_postgresql, run

Ask = Callable[..., "QuerySet[Any, Any]"]
Value = UUID | datetime | date | str | int | list[UUID]
Values = tuple[Value, ...]
M = TypeVar("M", bound=Model)


class Prepared:
    """A query by `values_list`, built by a function of nothing but the values it asks with.

    The function is called once, with the first values; it may not look at them. Where they
    stand in the SQL is found by comparing, so that no value may equal another or a constant:
    `examples` are values of the same types that nobody asks with. A list goes into `among`.
    """

    def __init__(self, ask: Ask, *, examples: Values) -> None:
        self._ask = ask
        self._examples: Final = examples

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        """Ask, and give the rows as the ORM would."""
        sql, slots, compiler = self._statement
        if not sql:
            return []
        known = [_adapted(value) for value in values]
        params = [known[slot] if slot is not None else constant for slot, constant in slots]
        rows: list[tuple[Any, ...]] = run(sql, params).fetchall()
        if not self._converters:
            return rows
        return [tuple(row) for row in compiler.apply_converters(rows, self._converters)]

    @property
    def compiler(self) -> Any:
        """What wrote the SQL, and knows which column is whose."""
        return self._statement[2]

    @property
    def constants(self) -> list[Any]:
        """What it always asks with, whatever the values."""
        return [constant for slot, constant in self._statement[1] if slot is None]

    @cached_property
    def _statement(self) -> tuple[str, list[tuple[int | None, Any]], Any]:
        compiler = self._ask(*self._examples).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # who may see nothing: there is nothing to ask
            return "", [], compiler
        known = [_adapted(example) for example in self._examples]
        slots = [(known.index(p) if p in known else None, p) for p in params]
        return sql, slots, compiler

    @cached_property
    def _converters(self) -> Any:
        compiler = self._statement[2]
        columns = [selected[0] for selected in compiler.select[: compiler.col_count]]
        return compiler.get_converters(columns)


class PreparedModels(Generic[M]):
    """A query for whole rows, with what `select_related` puts beside them; otherwise as `Prepared`.

    Each call gives rows of its own: what one reader does to them no other sees.
    """

    def __init__(self, ask: "Callable[..., QuerySet[M, M]]", *, examples: Values) -> None:
        self._prepared: Final = Prepared(ask, examples=examples)

    def __call__(self, *values: Value) -> list[M]:
        """Ask, and give the rows as the ORM would."""
        rows, found = self._prepared(*values), list[M]()
        if not rows:
            return found
        model, names, start, end, beside = self._shape
        for row in rows:
            one = model.from_db(connection.alias, names, row[start:end])
            for other in beside:
                other.populate(row, one)
            found.append(one)
        return found

    @cached_property
    def _shape(self) -> tuple[type[M], list[str], int, int, list[Any]]:
        """The model, its columns and where they stand, and what fills the rows beside it."""
        compiler = self._prepared.compiler
        info, select = compiler.klass_info, compiler.select
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[start:end]]
        # The types are those of the next Django.
        beside = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]
        return info["model"], names, start, end, beside


def _adapted(value: Value) -> Any:
    """How the database takes a value, as its field would give it."""
    if is_postgresql():
        return array_of(value, "uuid") if isinstance(value, list) else value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, list):
        return as_json(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
