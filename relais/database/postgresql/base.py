"""Django's backend for PostgreSQL; every session begins without the compiler of queries (ADR 7)."""

from typing import Final

from django.db.backends.postgresql import base

SESSION: Final = "SET jit = off"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose queries are never compiled: that costs more than our answers take."""

    def init_connection_state(self) -> None:
        """Begin a session; a pooler that hands it on hands on what was said here."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute(SESSION)
