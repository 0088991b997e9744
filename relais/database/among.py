"""Finding rows by many values at once: one parameter, however many there are, or none.

`__in` makes a parameter of each value, and Django asks the field about each: for the thousands of
keys of a file that costs more than the query itself.
"""

import json
from collections.abc import Collection
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Lookup, Q, QuerySet
from django.db.models.sql import Query

from relais.database.arrays import array_of


def among(column: str, values: Collection[str] | Collection[UUID]) -> Q:
    """Give the predicate of the rows whose text, or id, is one of these."""
    return Q(Among(F(column), list(values)))


def within(column: str, values: "QuerySet[Any, Any]") -> Q:
    """Give the predicate of the rows whose column has one of the few values that a query gives.

    An index finds them. For `__in` PostgreSQL reads the whole table as soon as it guesses that
    there may be a thousand. The query refers to nothing around it, and is turned into SQL once.
    """
    return Q(Within(F(column), Few(values.query)))


def as_json(values: Collection[str] | Collection[UUID]) -> str:
    """Write texts, or ids as SQLite holds them, as a JSON list."""
    ids = [f"{each.int:032x}" if isinstance(each, UUID) else each for each in values]
    return json.dumps(ids)


class Few:
    """A query that gives few values, as text: however many queries it stands in, compiled once."""

    def __init__(self, query: Query) -> None:
        self._query = query

    @cached_property
    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """Give its SQL and the values that it asks with."""
        sql, values = self._query.clone().get_compiler(connection=connection).as_sql()
        return sql, tuple(values)


class Within(Lookup):
    """Compares with what a query gives: asked for first and as an array on PostgreSQL."""

    lookup_name = "within"
    prepare_rhs = False  # a query, whose values are its own affair

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values that the query gives."""
        column, params = self.process_lhs(compiler, connection)
        asked, values = self.rhs.statement
        return f"{column} IN ({asked})", [*params, *values]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values as an array, before all else."""
        column, params = self.process_lhs(compiler, connection)
        asked, values = self.rhs.statement
        return f"{column} = ANY(ARRAY({asked}))", [*params, *values]


class Among(Lookup):
    """Compares with a list: an array on PostgreSQL, a JSON text on SQLite."""

    lookup_name = "among"
    prepare_rhs = False  # plain texts or ids

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values of a JSON list."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, as_json(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values of an array, as rows: they are hashed whatever the plan."""
        column, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection).split("(")[0]
        values = array_of(self.rhs, kind)
        return f"{column} IN (SELECT unnest(%s::{kind}[]))", [*params, values]
