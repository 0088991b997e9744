"""Rows written while the next ones are made ready: one thread, one connection, one order.

Who brings a hundred thousand leads in takes as long to make their rows as the database to write
them, and each waits for the other. Between `writing_behind` and its end, rows are handed to a
thread of their own. Whatever else is asked of the connection waits first until all of them are
written, so that nobody sees less than he has written, and an error comes before the next answer.
What no row can change that is written behind is asked for once: each question is a wait. What some
rows may change, and others not, is asked between them, and the answer fetched later.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Final, TypeVar, cast

from django.db import connection

from relais.database.statements import run

WAITING: Final = 12  # so many packets of rows may wait: their memory is held

Write = Callable[[Any], None]
Row = tuple[Any, ...]
Answer = Callable[[], list[Row]]
T = TypeVar("T")


class _Writer:
    """Writes what it is handed, in that order, on the driver's own connection."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._written: deque[Future[Any]] = deque()
        self.answers: dict[Hashable, object] = {}

    def take(self, write: Write) -> None:
        while len(self._written) >= WAITING:
            self._next()
        self._written.append(self._pool.submit(write, connection.connection))

    def ask(self, sql: str, params: Sequence[Any]) -> Answer:
        asked = self._pool.submit(_fetch, connection.create_cursor(), sql, params)
        self._written.append(asked)
        return partial(_answer, asked)

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


def ask_behind(sql: str, params: Sequence[Any]) -> Answer:
    """Ask something, and give what fetches the answer: it sees all that was handed over before.

    While rows are written behind it waits its turn between them, and nobody waits for it until he
    wants the answer; what is handed over later may be seen or not.
    :raises django.db.DatabaseError: when the answer is fetched, if not at once.
    """
    writer = _writer.get()
    if writer is None:
        rows: list[Row] = run(sql, params).fetchall()
        return lambda: rows
    return writer.ask(sql, params)


def _fetch(cursor: Any, sql: str, params: Sequence[Any]) -> list[Row]:
    with closing(cursor):
        return cast(list[Row], cursor.execute(sql, params).fetchall())


def _answer(asked: "Future[list[Row]]") -> list[Row]:
    with connection.wrap_database_errors:
        return asked.result()


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
