"""Comparing a column of rows that are found by another one.

SQLite has not counted what its tables hold: of two indexes it takes the one of which more columns
are told. Where a lead has a few events, and the log thousands of a kind, it would read those of
the kind for each lead.
"""

from typing import Any

from django.db.models import F, Lookup, Q


def checked(column: str, value: str) -> Q:
    """Give the predicate of the rows whose column has this value, by whatever they are found."""
    return Q(Checked(F(column), value))


class Checked(Lookup):
    """Compares with a value; on SQLite no index is asked for it."""

    lookup_name = "checked"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare."""
        column, params = self.process_lhs(compiler, connection)
        value, values = self.process_rhs(compiler, connection)
        return f"{column} = {value}", [*params, *values]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """Compare, the sign before the column hiding it from the indexes."""
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params
