"""One statement, run by the shortest way there is.

Most of what Django's cursor costs is not the database's: for the dozen statements of a deed that
is a good part of its time. On PostgreSQL the driver is asked itself, through the connection that
Django opened and in its transaction; who counts queries, or watches them, still sees them all.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def run(sql: str, params: Sequence[Any]) -> Any:
    """Run a statement, and give what holds its answer: it has `fetchall` and `fetchone`.

    :raises django.db.DatabaseError: as Django's own cursor does.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not _is_direct(database):
        cursor = database.cursor()
        cursor.execute(sql, params)
        return cursor
    with database.wrap_database_errors:
        driver = database.connection
        answer = driver.sender.ask(sql, params)
        return driver.execute(sql, params) if answer is None else answer


def leave(sql: str, params: Sequence[Any]) -> None:
    """Run a statement whose answer nobody wants.

    In a transaction on PostgreSQL it may wait for what is asked next, or for the commit: so it
    costs no way of its own to the server.
    :raises django.db.DatabaseError: what the database says of it, or there.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not (database.in_atomic_block and _is_direct(database)):
        run(sql, params)
        return
    with database.wrap_database_errors:
        driver = database.connection
        if not driver.sender.leave(sql, params):
            driver.execute(sql, params)


def send_waiting() -> None:
    """Send what waits: what the database refuses of it is said here.

    :raises django.db.DatabaseError: then.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    if is_postgresql() and database.connection is not None:
        with database.wrap_database_errors:
            database.connection.sender.send_waiting()


def _is_direct(database: Any) -> bool:
    """Say whether the driver may be asked itself: nobody watches, and the connection is good."""
    if not is_postgresql() or database.queries_logged or database.execute_wrappers:
        return False
    if database.connection is None:
        database.ensure_connection()
    database.validate_no_broken_transaction()
    return True


@cache
def is_postgresql() -> bool:
    """Say whether it is PostgreSQL that is asked, else SQLite: the same as long as we run."""
    return bool(connections[DEFAULT_DB_ALIAS].vendor == "postgresql")
