"""Grouping by a column in whatever order rows are found."""

from typing import Any

from django.db.models import Field, Func


class Apart(Func):
    """A column to group by, whichever index finds the rows.

    Of several indexes SQLite, which knows nothing of how many rows there are, takes the one that
    has them in the order of the groups, even where another leads to a thousandth of them. It does
    not see that order behind a plus, which changes no value.
    """

    arity = 1

    def __init__(self, column: str, *, output_field: "Field[Any, Any]") -> None:
        super().__init__(column, template="%(expressions)s", output_field=output_field)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it behind a plus."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)
