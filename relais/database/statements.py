"""One statement, run by the shortest way there is.

Most of what Django's cursor costs is not the database's: for the dozen statements of a deed that
is a good part of its time. On PostgreSQL the driver is asked itself, through the connection that
Django opened and in its transaction; who counts queries, or watches them, still sees them all.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def run(sql: str, params: Sequence[Any]) -> Any:
    """Run a statement, and give the cursor that holds its answer.

    :raises django.db.DatabaseError: as Django's own cursor does.
    """
    database = connections[DEFAULT_DB_ALIAS]
    watched = database.queries_logged or database.execute_wrappers
    if database.vendor != "postgresql" or watched:
        cursor = database.cursor()
        cursor.execute(sql, params)
        return cursor
    database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        return database.connection.execute(sql, params)
