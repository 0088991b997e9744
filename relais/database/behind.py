"""Rows written while the next ones are made ready: one thread, one connection, one order.

Who brings a hundred thousand leads in takes as long to make their rows as the database to write
them, and each waits for the other. Between `writing_behind` and its end, rows are handed to a
thread of their own. Whatever else is asked of the connection waits first until all of them are
written, so that nobody sees less than he has written, and an error comes before the next answer.
What no row can change that is written behind is asked for once: each question is a wait.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

from django.db import connection

WAITING: Final = 6  # so many packets of rows may wait: their memory is held

Write = Callable[[Any], None]
T = TypeVar("T")


class _Writer:
    """Writes what it is handed, in that order, on the driver's own connection."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._written: deque[Future[None]] = deque()
        self.answers: dict[Hashable, object] = {}

    def take(self, write: Write) -> None:
        while len(self._written) >= WAITING:
            self._next()
        self._written.append(self._pool.submit(write, connection.connection))

    def wait(self) -> None:
        while self._written:
            self._next()

    def before(self, execute: Any, *statement: Any) -> Any:
        """Stand before each statement of Django's: what was handed over is written first."""
        self.wait()
        return execute(*statement)

    def _next(self) -> None:
        with connection.wrap_database_errors:
            self._written.popleft().result()


_writer: ContextVar[_Writer | None] = ContextVar("writer", default=None)


@contextmanager
def writing_behind() -> Iterator[None]:
    """Let `insert_rows` hand over its rows; at the end all are written, or an error is raised.

    Inside a transaction. On PostgreSQL what a row points at is looked up as it is written, not
    at the end of the transaction, when nothing would be left to do meanwhile.
    :raises django.db.DatabaseError: what the database said of rows handed over before.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="rows") as pool:
        writer = _Writer(pool)
        with _checking_at_once(), connection.execute_wrapper(writer.before):
            told = _writer.set(writer)
            try:
                yield
                writer.wait()
            finally:
                _writer.reset(told)


def handed_over(write: Write) -> bool:
    """Hand over a write, given the driver's connection when it is its turn; False if nobody
    writes behind, and it is the caller's to do."""
    writer = _writer.get()
    if writer is None:
        return False
    writer.take(write)
    return True


def asked_once(question: Hashable, ask: Callable[[], T]) -> T:
    """Give the answer to a question; while rows are written behind, the one it had at first.

    Only for what none of these rows can change, and others may change only for later deeds.
    """
    writer = _writer.get()
    if writer is None:
        return ask()
    if question not in writer.answers:
        writer.answers[question] = ask()
    return cast(T, writer.answers[question])


@contextmanager
def _checking_at_once() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
