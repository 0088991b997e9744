"""Guards that live in the database itself, and that stand after every migration.

Django rebuilds a SQLite table when a column changes and silently drops its triggers on the way.
So guards are no migrations: `config.wiring` lists them, and the whole list is laid anew after
each `migrate`, which a test checks by asking the database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

LAID: Final = re.compile(r"(?:CREATE (?:OR REPLACE )?TRIGGER|ADD CONSTRAINT) (\w+)")


@dataclass(frozen=True)
class Guard:
    """Statements for each database that guard a table; running them twice changes nothing."""

    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


def install(guards: Iterable[Guard]) -> None:
    """Lay all guards whose tables exist, replacing those that stand already."""
    tables = set(connection.introspection.table_names())
    with transaction.atomic(), connection.cursor() as cursor:
        for guard in guards:
            if guard.table not in tables:
                continue
            for statement in getattr(guard, connection.vendor):
                cursor.execute(statement)


_expected: list[Guard] = []


def expect(guards: Iterable[Guard]) -> None:
    """Set which guards there must be; `config.wiring` calls it once."""
    _expected[:] = guards


def missing() -> list[str]:
    """Give the names of the triggers and constraints that must stand, and do not."""
    statements = [s for guard in _expected for s in getattr(guard, connection.vendor)]
    return sorted({name for s in statements for name in LAID.findall(s)} - standing())


def standing() -> set[str]:
    """Give the names of the triggers and exclusion constraints that the database has now."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
                " UNION SELECT conname FROM pg_constraint WHERE contype = 'x'"
            )
        return {row[0] for row in cursor.fetchall()}


def append_only(table: str, *, forgotten: str = "") -> Guard:
    """Refuse UPDATE, DELETE and TRUNCATE; DELETE passes for an organization being purged.

    Off-boarding marks the organization `purging` first; nothing else opens this door.

    :param forgotten: SQL, on OLD, of rows that may be removed besides, their time being over.
    """
    refusal = f"{table} is append-only"
    purging = "SELECT purging FROM people_organization WHERE id = OLD.organization_id"
    if forgotten:
        purging = f"SELECT coalesce(({purging}), {{no}}) OR ({forgotten})"
    in_sqlite, in_postgresql = purging.format(no="0"), purging.format(no="false")
    return Guard(
        table=table,
        sqlite=(
            f"DROP TRIGGER IF EXISTS {table}_no_update",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
            f"DROP TRIGGER IF EXISTS {table}_no_delete",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" WHEN NOT coalesce(({in_sqlite}), 0) BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        ),
        postgresql=(
            f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF ({in_postgresql}) THEN RETURN OLD; END IF;
                END IF;
                RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation';
            END $$ LANGUAGE plpgsql""",
            f"CREATE OR REPLACE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ),
    )


def apart(table: str, *, name: str, whose: str, since: str, until: str, when: str) -> Guard:
    """Refuse two rows of the same `whose` that overlap from `since` up to, but without, `until`.

    Only rows for which the column `when` is true count. The name of the guard is in the error.
    """
    overlap = (
        f"NEW.{when} AND EXISTS (SELECT 1 FROM {table} WHERE {when} AND id <> NEW.id"
        f" AND organization_id = NEW.organization_id AND {whose} = NEW.{whose}"
        f" AND {since} < NEW.{until} AND NEW.{since} < {until})"
    )
    body = f"WHEN {overlap} BEGIN SELECT RAISE(ABORT, 'conflict with {name}'); END"
    columns = f"organization_id, {whose}, {since}, {until}, {when}"
    return Guard(
        table=table,
        sqlite=(
            f"DROP TRIGGER IF EXISTS {name}_insert",
            f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} {body}",
            f"DROP TRIGGER IF EXISTS {name}_update",
            f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {columns} ON {table} {body}",
        ),
        postgresql=(
            # Where it is missing, this asks for the right to create it, and says so.
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"""DO $$ BEGIN
                IF NOT EXISTS (
                    SELECT FROM pg_constraint
                    WHERE conname = '{name}' AND conrelid = '{table}'::regclass
                ) THEN
                    ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist (
                        organization_id WITH =, {whose} WITH =,
                        tstzrange({since}, {until}, '[)') WITH &&
                    ) WHERE ({when});
                END IF;
            END $$""",
        ),
    )
