"""Telling the database what its tables hold, where it cannot know it yet."""

from functools import partial
from typing import Any

from django.db import connection, models

from relais.database.behind import handed_over


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
