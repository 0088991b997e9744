"""Numbers that many add to at once: each row is changed by what is added, never by what was read.

Rows are locked in the order of their keys, so that no two wait for each other.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

from relais.database.arrays import array_of
from relais.database.models import uuid7
from relais.database.statements import leave, run

CHUNK: Final = 1_000
FEW: Final = 4  # rows that a statement names one by one
Key = tuple[Any, ...]
Parts = tuple[str, list[Any], str, list[Any]]  # what is added and to whom, in SQL and its values
Whose = tuple[str, UUID]  # the column that names it, and its id


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
    amounts: Mapping[Whose, int],
    *,
    within: Mapping[str, UUID],
    column: str,
) -> None:
    """Add amounts to rows that different columns name; where there is none, nothing.

    :param within: what else all these rows have, the organization first.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    each = iter(sorted((whose for whose in amounts if amounts[whose]), key=lambda one: str(one[1])))
    while chunk := list(islice(each, CHUNK)):
        told = [(*whose, amounts[whose]) for whose in chunk]
        if connection.vendor == "postgresql":
            _add_at_once(table, column, told, within)
        else:
            _add_each(table, column, told, within)


def _add_each(
    table: str, column: str, told: Sequence[tuple[str, UUID, int]], within: Mapping[str, UUID]
) -> None:
    same = "".join(f" AND {name} = %s" for name in within)
    beside = [adapted(value) for value in within.values()]
    for name, found, amount in told:
        statement = f"UPDATE {table} SET {column} = {column} + %s WHERE {name} = %s{same}"
        leave(statement, [amount, adapted(found), *beside])


def _add_at_once(
    table: str, column: str, told: Sequence[tuple[str, UUID, int]], within: Mapping[str, UUID]
) -> None:
    """Lock the rows in the order of who they are about, and change them by one statement."""
    about = f"coalesce({', '.join(sorted({name for name, _, _ in told}))})"
    same = " AND ".join(f"{name} = %s" for name in within)
    added, amounts, either, ids = _few(told) if len(told) <= FEW else _many(told)
    leave(
        f"WITH v (about, amount) AS ({added}),"
        f" held AS (SELECT id, {about} AS about FROM {table} WHERE {same} AND ({either})"
        f" ORDER BY {about} FOR UPDATE)"
        f" UPDATE {table} t SET {column} = t.{column} + v.amount"
        f" FROM held JOIN v USING (about) WHERE t.id = held.id",
        [*amounts, *within.values(), *ids],
    )


def _few(told: Sequence[tuple[str, UUID, int]]) -> Parts:
    """Name each row by itself: such a statement is planned once, and then only run."""
    rows = ", ".join(["(%s::uuid, %s::integer)"] * len(told))
    amounts = [value for _, found, amount in told for value in (found, amount)]
    either = " OR ".join(f"{name} = %s" for name, _, _ in told)
    return f"VALUES {rows}", amounts, either, [found for _, found, _ in told]


def _many(told: Sequence[tuple[str, UUID, int]]) -> Parts:
    ids: defaultdict[str, list[UUID]] = defaultdict(list)
    for name, found, _ in told:
        ids[name].append(found)
    amounts = [
        array_of((found for _, found, _ in told), "uuid"),
        array_of((amount for _, _, amount in told), "integer"),
    ]
    either = " OR ".join(f"{name} = ANY(%s::uuid[])" for name in ids)
    rows = "SELECT * FROM unnest(%s::uuid[], %s::integer[])"
    return rows, amounts, either, [array_of(each, "uuid") for each in ids.values()]


def adapted(value: Any) -> Any:
    """Give a value as the database takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    if connection.vendor == "sqlite" and hasattr(value, "isoformat"):
        return value.isoformat()
    return value
