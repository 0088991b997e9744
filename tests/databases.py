"""Databases for tests that commit: each gets a clone of its own of a migrated template.

Most tests ask for pytest-django's `db`, in a transaction that is rolled back. A test that must
really commit (threads, other processes, `on_commit`) asks for `committing_db`. It never flushes:
the append-only triggers refuse that, and so does this plugin, in words.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from threading import Barrier
from typing import TypeVar
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from tests.processes import PATIENCE

T = TypeVar("T")

FLUSHING = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


@dataclass(frozen=True)
class CommittingDatabase:
    """A migrated database that belongs to one test, and how other processes reach it."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        """Give the environment in which a subprocess works on this database."""
        return {**os.environ, "DATABASE_URL": self.url}

    def at_once(self, count: int, deed: Callable[[int], T]) -> list[T | Exception]:
        """Run `deed(0)`, `deed(1)` ... in threads let go together, each on its own connection.

        Gives what each returned, or the exception that it raised, in that order.
        """
        start = Barrier(count, timeout=PATIENCE)

        def run(number: int) -> T | Exception:
            try:
                connection.ensure_connection()
                start.wait()
                return deed(number)
            except Exception as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(run, range(count)))


@pytest.fixture
def committing_db(
    migrated_template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[CommittingDatabase]:
    """Clone the migrated database: what this test commits goes with it."""
    with django_db_blocker.unblock(), clone_of(migrated_template) as name, pointed_at(name):
        yield CommittingDatabase(url_of(name))


@pytest.fixture(scope="session")
def migrated_template(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Set the migrated database aside, where nobody connects to it, and give its name."""
    with django_db_blocker.unblock(), database_made():
        if connection.vendor == "sqlite":
            yield saved_to(tmp_path_factory.mktemp("databases") / "template.sqlite3")
        else:
            test_database = connection.settings_dict["NAME"]
            connection.close()  # PostgreSQL copies a database to which nobody is connected
            with postgresql_clone(test_database, name=f"{test_database}_template") as name:
                yield name


@contextmanager
def database_made() -> Iterator[None]:
    """Make the test database where no test of the session asks for `db`.

    pytest-django makes it for those alone, and we would clone the developer's own.
    """
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # of no stub
    if connection.settings_dict["NAME"] == name:
        yield
        return
    made = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(made, verbosity=0)


def saved_to(path: Path) -> str:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
    return str(path)


@contextmanager
def clone_of(template: str) -> Iterator[str]:
    """Copy the template under a name that nobody has, and remove it afterwards."""
    suffix = uuid4().hex[:12]
    if connection.vendor == "sqlite":
        with sqlite_clone(Path(template).with_name(f"{suffix}.sqlite3"), template) as name:
            yield name
    else:
        with postgresql_clone(template, name=f"{template}_{suffix}") as name:
            yield name


@contextmanager
def sqlite_clone(path: Path, template: str) -> Iterator[str]:
    copyfile(template, path)
    yield str(path)
    for file in path.parent.glob(f"{path.name}*"):  # with its -wal and -shm
        file.unlink(missing_ok=True)  # whoever closes it last removes those himself


@contextmanager
def postgresql_clone(template: str, *, name: str) -> Iterator[str]:
    quoted, source = map(connection.ops.quote_name, (name, template))
    # FORCE: a process or thread that the test has left behind must not keep it alive.
    drop = f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)"
    execute_outside(drop, f"CREATE DATABASE {quoted} TEMPLATE {source} {by_files()}")
    try:
        yield name
    finally:
        execute_outside(drop)


def by_files() -> str:
    """Let files be copied where PostgreSQL would log each block: it takes half the time."""
    version: int = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's own
    return "STRATEGY FILE_COPY" if version >= 150_000 else ""


def execute_outside(*statements: str) -> None:
    """Run statements on the server, connected to none of the databases in question."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Point the default connection at a database, in this thread and in those it starts."""
    settings = connections.settings["default"]  # one dictionary for every thread's connection
    before, usual = connections["default"], {key: settings[key] for key in ("NAME", "OPTIONS")}
    settings.update(NAME=name, OPTIONS={**usual["OPTIONS"], **patience()})
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings.update(usual)
        connections["default"] = before


def patience() -> dict[str, int]:
    """Let twenty who write at once wait for each other however slow the machine (SQLite)."""
    return {"timeout": int(PATIENCE)} if connection.vendor == "sqlite" else {}


def url_of(name: str) -> str:
    """Write as DATABASE_URL how to reach a database beside the default one."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}?timeout={patience()['timeout']}"
    told = connection.settings_dict
    user = ":".join(quote(part, safe="") for part in (told["USER"], told["PASSWORD"]) if part)
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{user}@{told['HOST']}{port}/{name}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse, before any database is made, a test that would have pytest-django flush it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    case = getattr(item, "cls", None)
    if fixtures & FLUSHING or is_flushing_mark(marker) or is_flushing_case(case):
        pytest.fail(
            "this test would flush the database after itself, which the append-only triggers"
            " refuse: ask for the fixture committing_db instead.",
            pytrace=False,
        )
    if "committing_db" in fixtures and (marker or "db" in fixtures):
        pytest.fail("committing_db stands in the place of db: ask for one of them.", pytrace=False)


def is_flushing_mark(marker: pytest.Mark | None) -> bool:
    return marker is not None and bool(marker.args or marker.kwargs.get("transaction"))


def is_flushing_case(case: type | None) -> bool:
    if case is None or issubclass(case, TestCase):
        return False
    return issubclass(case, TransactionTestCase)
