"""One statement, run by the shortest way there is.

Most of what Django's cursor costs is not the database's: for the dozen statements of a deed that
is a good part of its time. On PostgreSQL the driver is asked itself, through the connection that
Django opened and in its transaction; who counts queries, or watches them, still sees them all.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def run(sql: str, params: Sequence[Any]) -> Any:
    """Run a statement, and give the cursor that holds its answer.

    :raises django.db.DatabaseError: as Django's own cursor does.
    """
    watched = connection.queries_logged or connection.execute_wrappers
    if connection.vendor != "postgresql" or watched:
        cursor = connection.cursor()
        cursor.execute(sql, params)
        return cursor
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return connection.connection.execute(sql, params)
