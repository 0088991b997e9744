"""Moments moved by a while, reckoned by the database itself.

SQLite would call Python for each row to add a duration: a hundred times what the row costs.
"""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Expression, F, Func

SECOND = timedelta(seconds=1)


class Moved(Func):
    """A moment so much later, in whole seconds; compares with moments as they are stored."""

    output_field = DateTimeField()
    arity = 1

    def __init__(
        self, moment: str | F | Expression, *, by: timedelta | None = None, **extra: Any
    ) -> None:
        if by is not None:
            extra["seconds"] = f"{by // SECOND:+d}"
        super().__init__(moment, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Move the whole seconds of a text, and put its fraction behind them again."""
        sql, params = compiler.compile(self.source_expressions[0])
        moved = f"datetime(substr({sql}, 1, 19), '{self.extra['seconds']} seconds')"
        return f"({moved} || substr({sql}, 20))", [*params, *params]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Add an interval."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} + interval '{self.extra['seconds']} seconds')", params
