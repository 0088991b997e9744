"""Django's backend for PostgreSQL: no query is compiled, moments are read quicker, and what only
writes goes with the next question (ADR 7).

Django's reads each moment by regular expressions of the driver's Python and then sets its zone
again: 3.4 microseconds, where one row of a lead has a dozen.
"""

from datetime import UTC, datetime
from typing import Any, Final

from django.db.backends.postgresql import base
from psycopg import Cursor as PlainCursor
from psycopg.adapt import AdaptersMap, Buffer, Loader
from psycopg.pq import TransactionStatus

from relais.database.postgresql.sending import Sender

SESSION: Final = "SET jit = off"


class MomentLoader(Loader):
    """Reads a moment as the server writes it in UTC, which Django has every connection speak."""

    timezone = UTC  # as of Django's own: it puts no other in its place then

    def load(self, data: Buffer) -> datetime:
        """Read one.

        :raises ValueError: for what Python has no moment for, such as infinity.
        """
        return datetime.fromisoformat(bytes(data).decode())


class Cursor(base.CursorMixin, PlainCursor[Any]):
    """Django's cursor: what waits on its connection is sent before its own."""

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Run a statement."""
        _send_waiting(self.connection)
        return super().execute(*args, **kwargs)

    def executemany(self, *args: Any, **kwargs: Any) -> Any:
        """Run a statement with each of several rows of values."""
        _send_waiting(self.connection)
        return super().executemany(*args, **kwargs)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy rows in or out."""
        _send_waiting(self.connection)
        return super().copy(*args, **kwargs)

    def stream(self, *args: Any, **kwargs: Any) -> Any:
        """Run a statement and give its rows as they come."""
        _send_waiting(self.connection)
        return super().stream(*args, **kwargs)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose queries are never compiled: that costs more than our answers take."""

    def get_connection_params(self) -> dict[str, Any]:
        """Give what a connection is opened with."""
        params: dict[str, Any] = super().get_connection_params()
        context = AdaptersMap(params["context"])
        context.register_loader("timestamptz", MomentLoader)
        if params["cursor_factory"] is base.ServerBindingCursor:
            params["cursor_factory"] = Cursor
        return {**params, "context": context}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, with what sends its statements."""
        driver = super().get_new_connection(conn_params)
        driver.sender = Sender(driver)
        return driver

    def init_connection_state(self) -> None:
        """Begin a session; a pooler that hands it on hands on what was said here."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute(SESSION)

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor; one that stays with the server is asked at once."""
        if name:
            self.connection.sender.send_waiting()
        return super().create_cursor(name)

    def _set_autocommit(self, autocommit: bool) -> None:
        """Between transactions the driver has only to know of it."""
        if self.connection.pgconn.transaction_status == TransactionStatus.IDLE:
            self.connection._autocommit = autocommit
        else:
            super()._set_autocommit(autocommit)  # type: ignore[misc]  # unknown to the stubs

    def _commit(self) -> None:
        if self.connection is None:
            return
        with self.wrap_database_errors:
            if self.queries_logged:
                self.connection.sender.send_waiting()
            else:
                self.connection.sender.commit()
                return
        super()._commit()  # type: ignore[misc]  # unknown to the stubs

    def _rollback(self) -> None:
        if self.connection is not None:
            self.connection.sender.forget_waiting()
        super()._rollback()  # type: ignore[misc]  # unknown to the stubs

    def _savepoint_rollback(self, sid: str) -> None:
        self.connection.sender.forget_waiting()
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # unknown to the stubs


def _send_waiting(driver: Any) -> None:
    """Send what waits on a connection, if it has a sender already."""
    if sender := vars(driver).get("sender"):
        sender.send_waiting()
