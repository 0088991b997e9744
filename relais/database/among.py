"""Finding rows by many values at once: one parameter, however many there are.

`__in` makes a parameter of each value, and Django asks the field about each: for the thousands of
keys of a file that costs more than the query itself.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Lookup, Q


def among(column: str, values: Collection[str] | Collection[UUID]) -> Q:
    """Give the predicate of the rows whose text, or id, is one of these."""
    return Q(Among(F(column), list(values)))


class Among(Lookup):
    """Compares with a list: an array on PostgreSQL, a JSON text on SQLite."""

    lookup_name = "among"
    prepare_rhs = False  # plain texts or ids

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values of a JSON list."""
        column, params = self.process_lhs(compiler, connection)
        plain = [each.hex if isinstance(each, UUID) else each for each in self.rhs]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(plain)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask for the values of an array, as rows: they are hashed whatever the plan."""
        column, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection).split("(")[0]
        return f"{column} IN (SELECT unnest(%s::{kind}[]))", [*params, self.rhs]
