"""Numbers that many add to at once: each row is changed by what is added, never by what was read.

Rows are locked in the order of their keys, so that no two wait for each other.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

from relais.database.models import uuid7
from relais.database.statements import run

CHUNK: Final = 1_000
FEW: Final = 10  # rows that are changed one by one
Key = tuple[Any, ...]


def add_or_insert(
    model: type[models.Model],
    amounts: Mapping[Key, int],
    key: Sequence[str],
    *,
    column: str,
    organization_id: UUID,
) -> dict[Key, int]:
    """Add amounts to the rows of an organization found by `key`, made where there are none.

    :param key: attnames under a unique constraint that begins with the organization.
    Gives what each holds after.
    """
    names = ", ".join(("id", "organization_id", *key, column))
    unique = ", ".join(("organization_id", *key))
    table = connection.ops.quote_name(model._meta.db_table)
    each = iter(sorted(amounts.items(), key=lambda item: [str(part) for part in item[0]]))
    after: dict[Key, int] = {}
    while chunk := list(islice(each, CHUNK)):
        marks = ", ".join([f"({', '.join(['%s'] * (len(key) + 3))})"] * len(chunk))
        values = [
            (adapted(uuid7()), adapted(organization_id), *map(adapted, found), amount)
            for found, amount in chunk
        ]
        rows = run(
            f"INSERT INTO {table} AS t ({names}) VALUES {marks} ON CONFLICT ({unique})"
            f" DO UPDATE SET {column} = t.{column} + excluded.{column}"
            f" RETURNING {', '.join((*key, column))}",
            [value for row in values for value in row],
        ).fetchall()
        holds = {tuple(map(str, row[:-1])): row[-1] for row in rows}
        after |= {found: holds[tuple(str(adapted(part)) for part in found)] for found, _ in chunk}
    return after


def add_to(
    model: type[models.Model],
    amounts: Mapping[Key, int],
    key: Sequence[str],
    *,
    column: str,
    organization_id: UUID,
) -> None:
    """Add amounts to the rows of an organization found by `key`; where there are none, nothing."""
    columns = ("organization_id", *key)
    rows = [
        (adapted(organization_id), *map(adapted, each), amounts[each])
        for each in sorted(amounts, key=lambda one: [str(part) for part in one])
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql" and len(rows) > FEW:
        for start in range(0, len(rows), CHUNK):
            _add_all(table, columns, column, rows[start : start + CHUNK])
        return
    found = " AND ".join(f"{name} = %s" for name in columns)
    statement = f"UPDATE {table} SET {column} = {column} + %s WHERE {found}"
    for row in rows:
        run(statement, [row[-1], *row[:-1]])


def _add_all(table: str, columns: Key, column: str, rows: Sequence[Key]) -> None:
    """Lock many rows in the order of their keys, and change them by one statement."""
    marks = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
    same = " AND ".join(f"t.{name} = v.{name}" for name in columns)
    order = ", ".join(f"t.{name}" for name in columns)
    run(
        f"WITH v ({', '.join(columns)}, amount) AS (VALUES {marks}),"
        f" held AS (SELECT t.id, v.amount FROM {table} t JOIN v ON {same}"
        f" ORDER BY {order} FOR UPDATE OF t)"
        f" UPDATE {table} t SET {column} = t.{column} + held.amount"
        f" FROM held WHERE t.id = held.id",
        [value for row in rows for value in row],
    )


def adapted(value: Any) -> Any:
    """Give a value as the database takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    if connection.vendor == "sqlite" and hasattr(value, "isoformat"):
        return value.isoformat()
    return value
