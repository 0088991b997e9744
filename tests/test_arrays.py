"""What is written as an array is what PostgreSQL reads; SQLite is asked for the same rows."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from relais.accounts.models import Account
from relais.database.among import among
from relais.database.behind import writing_behind
from relais.database.bulk import COPY_FROM, update_rows
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
