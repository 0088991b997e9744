"""Telling the database what its tables hold, where it cannot know it yet."""

from django.db import connection, models


def count_rows(*rooms: type[models.Model]) -> None:
    """Let PostgreSQL look at tables that this transaction has filled.

    It does so by itself once a transaction is over; until then it takes a table for the small one
    that it was, and reads all of it where an index would serve. SQLite plans without counting.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(room._meta.db_table) for room in rooms)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
