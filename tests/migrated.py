"""One migration for the workers of a run: who comes first migrates, the others begin with a copy.

From nothing it takes seconds of a processor, a hundred times as long as copying.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.databases import execute_outside, pointed_at, saved_to

RUN = "PYTEST_XDIST_TESTRUNUID"
IN_MEMORY = "file:migrated?mode=memory&cache=shared"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Let the database of this worker begin as a copy of the run's migrated one.

    Django migrates it all the same, and finds nothing left to do. Who works alone copies nothing.
    """
    if RUN not in os.environ:
        yield
        return
    begun = sqlite_begun if connection.vendor == "sqlite" else postgresql_begun
    with begun(tmp_path_factory.getbasetemp().parent, django_db_blocker):
        yield


@contextmanager
def sqlite_begun(folder: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Fill the worker's database in memory from the file that the first one has written."""
    file = folder / "migrated.sqlite3"
    with by_turns(folder), blocker.unblock():
        if not file.exists():
            migrated_to(file)
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # of no stub
    # It lasts as long as somebody is connected: until Django is, this one.
    with closing(sqlite3.connect(name, uri=True)) as held:
        with closing(sqlite3.connect(file)) as source:
            source.backup(held)
        yield


def migrated_to(file: Path) -> None:
    written = file.with_suffix(".part")
    with pointed_at(IN_MEMORY):
        call_command("migrate", verbosity=0)
        saved_to(written)
    written.rename(file)


@contextmanager
def postgresql_begun(folder: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let Django make the worker's database of the migrated one, which the last one removes."""
    name = f"test_{connection.settings_dict['NAME']}_{os.environ[RUN][:8]}"
    users = folder / "users"
    users.mkdir(exist_ok=True)
    mine = users / os.environ["PYTEST_XDIST_WORKER"]
    with by_turns(folder), blocker.unblock():
        if not any(users.iterdir()):
            execute_outside(f"CREATE DATABASE {connection.ops.quote_name(name)}")
            with pointed_at(name):
                call_command("migrate", verbosity=0)
        mine.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = name
    yield
    with by_turns(folder), blocker.unblock():
        mine.unlink()
        if not any(users.iterdir()):
            execute_outside(f"DROP DATABASE {connection.ops.quote_name(name)}")


@contextmanager
def by_turns(folder: Path) -> Iterator[None]:
    """Let one worker of the run in at a time."""
    with (folder / "migrating").open("w") as lock:
        flock(lock, LOCK_EX)
        yield
