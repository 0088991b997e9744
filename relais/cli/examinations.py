"""What `relais doctor` looks at, one thing a function."""

import os
import shutil
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from relais.database.triggers import missing
from relais.outbox.queries import last_beat
from relais.outbox.queries import standing as outbox_standing

OLDEST_PYTHON: Final = (3, 11)
SHORTEST_KEY: Final = 40
LEAST_ROOM: Final = 200 * 2**20
ALIVE_WITHIN: Final = timedelta(minutes=3)
DRIFT: Final = timedelta(seconds=30)
LATE_MAIL: Final = timedelta(hours=1)
PANGO: Final = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
TRIAL_MAIL: Final = ("console", "dummy", "filebased", "locmem")


class Finding(NamedTuple):
    """One thing looked at: ok, warning or error, and what to do about it."""

    level: str
    about: str
    words: str


def all_of_them(at: datetime) -> Iterator[Finding]:
    """Yield what every examination finds; those of tables only once the database answers."""
    yield python()
    yield secret_key()
    yield hosts()
    yield folder(Path(settings.HOME) / "var")
    yield mail()
    yield paper()
    reachable = database()
    yield reachable
    if reachable.level == "error":
        return
    tables = migrations()
    yield tables
    if tables.level == "ok":
        yield guards()
        yield journal()
        yield clock(at)
        yield worker(at)
        yield outbox(at)


def python() -> Finding:
    """Look at the Python that runs."""
    told = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding("error", "Python", f"{told} is too old: install 3.11 or newer.")
    return Finding("ok", "Python", told)


def secret_key() -> Finding:
    """Look at the key that signs sessions."""
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return Finding(
            "error", "secret key", "RELAIS_SECRET_KEY is short: 50 random characters keep it safe."
        )
    if not os.environ.get("RELAIS_SECRET_KEY"):
        words = "kept in var/secret_key; several machines need one RELAIS_SECRET_KEY for all."
        return Finding("ok", "secret key", words)
    return Finding("ok", "secret key", "from RELAIS_SECRET_KEY")


def hosts() -> Finding:
    """Look at the names under which the site answers."""
    told = ", ".join(settings.ALLOWED_HOSTS)
    if "*" in settings.ALLOWED_HOSTS:
        return Finding("error", "addresses", "RELAIS_HOSTS lets any name in: list yours.")
    if settings.DEBUG:
        return Finding("error", "addresses", "RELAIS_DEBUG shows the insides to all: unset it.")
    outside = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    if outside and not settings.HTTPS:
        return Finding("warning", "addresses", f"{told} without HTTPS: set RELAIS_HTTPS=1.")
    return Finding("ok", "addresses", told)


def folder(path: Path) -> Finding:
    """Look at the folder in which Relais keeps its files."""
    if not path.is_dir() or not os.access(path, os.W_OK):
        return Finding("error", "folder", f"{path} cannot be written to: create it or give rights.")
    free = shutil.disk_usage(path).free
    if free < LEAST_ROOM:
        return Finding("error", "folder", f"{path} has {free // 2**20} MiB left: make room.")
    return Finding("ok", "folder", f"{path} can be written to")


def mail() -> Finding:
    """Look at where mails go."""
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind in TRIAL_MAIL:
        words = "mails reach nobody: set RELAIS_EMAIL_BACKEND and RELAIS_SMTP_HOST."
        return Finding("warning", "mail", words)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    mailer = get_connection(timeout=5)
    try:
        mailer.open()
        mailer.close()
    except Exception as error:
        return Finding("error", "mail", f"{server} does not answer: {error}.")
    return Finding("ok", "mail", f"{server} answers")


def paper() -> Finding:
    """Look whether the minutes of meetings can be printed."""
    if all(map(find_library, PANGO)):
        return Finding("ok", "paper", "Pango is there")
    words = (
        "minutes of meetings are not printed: WeasyPrint needs Pango. On Debian,"
        " apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core."
    )
    return Finding("warning", "paper", words)


def database() -> Finding:
    """Ask the database for a sign of life."""
    try:
        connection.ensure_connection()
    except (Error, TypeError) as error:  # what stands behind its ? may be no option of the driver
        words = f"cannot be reached ({str(error).strip()}): see DATABASE_URL."
        return Finding("error", "database", words)
    return Finding("ok", "database", f"{connection.vendor} answers")


def migrations() -> Finding:
    """Look whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    lacking = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if lacking:
        words = f"{lacking} migrations are missing: relais serve applies them."
        return Finding("error", "tables", words)
    return Finding("ok", "tables", "those of this version")


def guards() -> Finding:
    """Look whether the database itself refuses to rewrite history."""
    if gone := missing():
        words = f"{', '.join(gone)} missing: relais serve lays them anew."
        return Finding("error", "guards", words)
    return Finding("ok", "guards", "the database refuses to rewrite the log")


def journal() -> Finding:
    """Look whether SQLite lets readers and a writer work at once."""
    if connection.vendor != "sqlite":
        return Finding("ok", "journal", "kept by the server")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        words = f"is {mode}: SQLite needs WAL, which a network folder does not allow."
        return Finding("error", "journal", words)
    return Finding("ok", "journal", "WAL")


def clock(at: datetime) -> Finding:
    """Compare this machine's clock with the database's, and with the last tick."""
    drift = timedelta()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            drift = abs(cursor.fetchone()[0] - at)
    last = last_beat("tick")
    if drift > DRIFT or (last and last - at > DRIFT):
        words = "this machine and the database disagree about the time: set both by NTP."
        return Finding("error", "clock", words)
    return Finding("ok", "clock", f"{at:%Y-%m-%d %H:%M:%S} UTC")


def worker(at: datetime) -> Finding:
    """Look when the clock last ticked."""
    last = last_beat("tick")
    if last is None:
        return Finding("warning", "worker", "has never run: start relais serve.")
    if at - last > ALIVE_WITHIN:
        words = f"last tick {last:%Y-%m-%d %H:%M} UTC: start relais serve, or relais worker."
        return Finding("warning", "worker", words)
    return Finding("ok", "worker", f"last tick {last:%H:%M:%S} UTC")


def outbox(at: datetime) -> Finding:
    """Look whether what is to be sent goes out."""
    now = outbox_standing()
    if now.oldest and at - now.oldest > LATE_MAIL:
        words = f"{now.waiting} mails wait, the oldest since {now.oldest:%Y-%m-%d %H:%M} UTC."
        return Finding("warning", "outbox", words)
    if now.given_up:
        return Finding("warning", "outbox", f"{now.given_up} mails were given up on.")
    return Finding("ok", "outbox", f"{now.sent} sent, {now.waiting} waiting")
