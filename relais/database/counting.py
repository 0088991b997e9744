"""Telling the database what its tables hold, where it cannot know it yet."""

from functools import partial
from typing import Any, Final

from django.db import connection, models

from relais.database.behind import handed_over

LOOKED_AT: Final = 400  # entries of an index: what SQLite's own manual advises


def look_at_tables() -> None:
    """Let SQLite look at some rows of each index, so that it chooses among them by what they tell.

    It never does so by itself, and takes an organization for ten rows: of a million leads it read
    each to find fifty by their ids. PostgreSQL looks by itself.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
        cursor.execute("ANALYZE")


def count_rows(*rooms: type[models.Model]) -> None:
    """Let PostgreSQL look at tables that this transaction has filled.

    It does so by itself once a transaction is over; until then it takes a table for the small one
    that it was, and reads all of it where an index would serve. SQLite plans without counting.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(room._meta.db_table) for room in rooms)
    if handed_over(partial(_count, names)):
        return
    with connection.cursor() as cursor:
        _count(names, cursor)


def _count(names: str, runs: Any) -> None:
    runs.execute(f"ANALYZE {names}")
