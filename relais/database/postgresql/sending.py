"""Statements that the server has prepared, sent by libpq itself, several in one packet.

psycopg makes a cursor, a query and a map of types of each statement, and waits for its answer
before it sends the next. Of a deed's statements half only write, and nobody reads what is answered:
they wait, and go with what is asked next, or with the commit. Whatever is sent, what waits is sent
before it, in order; what the server refuses of it is raised there.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Final, NamedTuple

from psycopg import Connection
from psycopg.abc import Buffer, PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import execute, fetch_many, send
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

ENCODING: Final = "utf-8"  # Django has every connection speak it
MOST: Final = 32  # statements that wait; more are sent
SIGNS: Final = re.compile("%[s%]")

Row = tuple[Any, ...]


class Answer:
    """The rows that answer a statement; none where it only wrote."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Row]:
        """Give all rows."""
        return self._rows

    def fetchone(self) -> Row | None:
        """Give the first row, if there is one."""
        return self._rows[0] if self._rows else None


class Statement(NamedTuple):
    """One to be sent: its name with the server, and values for it; SQL where it has no name."""

    name: bytes
    values: Sequence[Buffer | None] = ()
    formats: Sequence[int] | None = None
    sql: bytes = b""


COMMIT: Final = Statement(b"", sql=b"COMMIT")


class Sender:
    """Sends the statements of one connection that psycopg has prepared already; it knows which,
    and forgets them when it has to."""

    def __init__(self, driver: "Connection[Any]") -> None:
        self._driver: Final = driver
        self._line: Final[PGconn] = driver.pgconn
        self._types: Final = Transformer(driver)
        self._waiting: list[Statement] = []

    def ask(self, sql: str, params: Sequence[Any]) -> Answer | None:
        """Run a statement behind those that wait; None where the server has not prepared it.

        :raises psycopg.Error: what the server says of it, or of what waited.
        """
        statement = self._bound(sql, params)
        if statement is None:
            return None
        result = self._send(statement)[-1]
        self._types.set_pgresult(result)
        return Answer(self._types.load_rows(0, result.ntuples, tuple) if result.ntuples else [])

    def leave(self, sql: str, params: Sequence[Any]) -> bool:
        """Let a statement wait that nobody wants the answer of; False where it is not prepared.

        :raises psycopg.Error: what the server says of what waited, once there is much of it.
        """
        statement = self._bound(sql, params)
        if statement is None:
            return False
        self._waiting.append(statement)
        if len(self._waiting) >= MOST:
            self.send_waiting()
        return True

    def send_waiting(self) -> None:
        """Send what waits.

        :raises psycopg.Error: what the server says of it.
        """
        if self._waiting:
            self._send()

    def forget_waiting(self) -> None:
        """Send nothing of what waits: it would be rolled back."""
        self._waiting.clear()

    def commit(self) -> None:
        """End the transaction, with what waits.

        :raises psycopg.Error: what the server says of it; nothing is kept then.
        """
        if self._waiting or self._line.transaction_status == TransactionStatus.INTRANS:
            self._send(COMMIT)
        else:
            self._driver.commit()

    def _bound(self, sql: str, params: Sequence[Any]) -> Statement | None:
        """Turn values into what the server takes: their types are part of what it has prepared."""
        types = self._types
        values = types.dump_sequence(params, [PyFormat.AUTO] * len(params))
        known, key = self._driver._prepared._names, (_numbered(sql), types.types or ())
        name = known.get(key)
        if name is None:
            return None
        known.move_to_end(key)  # what is used least is forgotten first
        return Statement(name, values, types.formats)

    def _send(self, *last: Statement) -> list[PGresult]:
        """Send what waits and then these, and give the answers; a transaction begins by it."""
        statements = [*self._waiting, *last]
        self._waiting.clear()
        driver, line = self._driver, self._line
        with driver.lock:
            if not driver.autocommit and line.transaction_status == TransactionStatus.IDLE:
                begin = driver._get_tx_start_command()  # at the level that its settings ask for
                statements.insert(0, Statement(b"", sql=begin))
            results = self._sent(statements)
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise error_from_result(result, encoding=ENCODING)
        return results

    def _sent(self, statements: Sequence[Statement]) -> list[PGresult]:
        driver, line = self._driver, self._line
        if len(statements) == 1:
            _put(line, statements[0])
            return driver.wait(execute(line))
        line.enter_pipeline_mode()
        try:
            for statement in statements:
                _put(line, statement)
            line.pipeline_sync()
            results = driver.wait(_answers(line, len(statements)))
        except BaseException:
            line.finish()  # who was interrupted knows nothing of what is under way
            raise
        line.exit_pipeline_mode()
        return results


def _put(line: PGconn, statement: Statement) -> None:
    if statement.name:
        line.send_query_prepared(statement.name, statement.values, statement.formats)
    else:
        line.send_query_params(statement.sql, None)


def _answers(line: PGconn, several: int) -> PQGen[list[PGresult]]:
    """Wait for the answers of so many statements, and for the end of their packet."""
    yield from send(line)
    found: list[PGresult] = []
    for _ in range(several):
        found += yield from fetch_many(line)
    yield from fetch_many(line)
    return found


@lru_cache(maxsize=1_024)
def _numbered(sql: str) -> bytes:
    """Write a statement as the server takes it: `$1` for the first `%s`."""
    numbers = count(1)
    return SIGNS.sub(lambda sign: "%" if sign[0] == "%%" else f"${next(numbers)}", sql).encode()
