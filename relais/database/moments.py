"""Moments moved by a while, reckoned by the database itself; and read by the million.

SQLite would call Python for each row to add a duration: a hundred times what the row costs.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Expression, F, Func, TextField

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


class Written(Func):
    """A moment as the database writes it, for `read_moment`: the drivers take ten times as long to
    make one of it."""

    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Make a text of it that no converter of the column's type takes up."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} || '')", params

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Make a text of it."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql})::text", params


def read_moment(written: str) -> datetime:
    """Read a moment as a database wrote it; SQLite leaves out that it is in UTC."""
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo is UTC else in_utc(moment)


def in_utc(moment: datetime) -> datetime:
    """Give a moment in UTC; one without a zone is in it already."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
