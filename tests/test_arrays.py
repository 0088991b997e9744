"""What is written as an array or a row is what PostgreSQL reads; SQLite is asked for the same."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from relais.accounts.models import Account
from relais.database.among import among
from relais.database.behind import writing_behind
from relais.database.bulk import COPY_FROM, insert_rows, update_rows
from relais.database.models import uuid7
from tests.persons import World

STRANGE = ["{}", '"', "\\", "a,b", " ", "NULL", "null", "{NULL}", "é—\u202f🙂", "a\nb", "'", "\\N"]


def named(world: World, names: list[str]) -> list[Account]:
    rows = [
        Account(
            organization_id=world.organization.id,
            name=name,
            external_key=f"K{number}",
            created_at=timezone.now(),
        )
        for number, name in enumerate(names)
    ]
    return Account.objects.bulk_create(rows)


@pytest.mark.parametrize("name", STRANGE)
def test_a_text_is_found_whatever_is_in_it(world: World, name: str) -> None:
    named(world, STRANGE)
    found = Account.objects.of(world.organization.id).filter(among("name", [name, "nobody"]))
    assert [account.name for account in found] == [name]


@pytest.mark.parametrize("behind", [False, True])
def test_values_are_written_as_they_are(world: World, behind: bool) -> None:
    many = STRANGE * COPY_FROM
    accounts = named(world, ["before"] * len(many))
    rows = [
        (row.id, text, None if text == " " else 5) for row, text in zip(accounts, many, strict=True)
    ]
    with transaction.atomic():
        if behind:
            with writing_behind():
                update_rows(Account, rows, ["name", "size"])
        else:
            update_rows(Account, rows, ["name", "size"])
    stored = {row.id: row for row in Account.objects.of(world.organization.id)}
    assert [(i, stored[i].name, stored[i].size) for i, _, _ in rows] == rows


@pytest.mark.parametrize("many", [1, COPY_FROM])
def test_rows_hold_what_they_were_given(world: World, many: int) -> None:
    now, columns = timezone.now(), [field.attname for field in Account._meta.concrete_fields]
    names = (STRANGE * many)[: max(many, len(STRANGE))]
    blank = Account(organization_id=world.organization.id, created_at=now)
    rows = [
        [{**{c: getattr(blank, c) for c in columns}, **row}[c] for c in columns]
        for row in (
            {"id": uuid7(), "name": name, "external_key": f"K{number}",
             "size": None if number % 2 else number}
            for number, name in enumerate(names)
        )
    ]  # fmt: skip
    assert insert_rows(Account, rows, columns) == len(rows)
    stored = Account.objects.of(world.organization.id).filter(external_key__startswith="K")
    told = {(row.name, row.external_key, row.size, row.created_at) for row in stored}
    place = [columns.index(name) for name in ("name", "external_key", "size", "created_at")]
    assert told == {tuple(row[number] for number in place) for row in rows}


def test_only_rows_that_answer_besides_are_changed(world: World) -> None:
    accounts = named(world, ["stays", "goes"] * COPY_FROM)
    with transaction.atomic(), writing_behind():
        rows = [(account.id, "gone") for account in accounts]
        quoted = connection.ops.quote_name("name")
        update_rows(Account, rows, ["name"], where=f"{quoted} = 'goes'")
    names = [
        row.name
        for row in Account.objects.of(world.organization.id).filter(
            among("id", [a.id for a in accounts])
        )
    ]
    assert sorted(names) == ["gone"] * COPY_FROM + ["stays"] * COPY_FROM
