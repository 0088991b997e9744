"""Statements that wait for the next one: nobody sees less than he wrote, nothing is lost."""

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relais.accounts.models import Account, Contact
from relais.database.bulk import insert_rows, update_rows
from relais.database.models import uuid7
from relais.database.postgresql.sending import MOST, Sender
from relais.database.reading import read_rows
from relais.people.models import Organization
from tests.databases import CommittingDatabase
from tests.persons import World

COLUMNS = [field.attname for field in Account._meta.concrete_fields]
OFTEN = 4  # by then the server has prepared a statement
Packets = list[int]


def write(organization_id: UUID, key: str) -> UUID:
    """Write one row, as deeds do."""
    one = Account(
        id=uuid7(), organization_id=organization_id, name=key, external_key=key,
        created_at=timezone.now(),
    )  # fmt: skip
    insert_rows(Account, [[getattr(one, name) for name in COLUMNS]], COLUMNS)
    return one.id


def there(organization_id: UUID) -> list[str]:
    rows = Account.objects.of(organization_id).filter(external_key__isnull=False)
    return [row[0] for row in read_rows(rows.order_by("created_at").values_list("name"))]


def prepared(organization_id: UUID) -> list[str]:
    """Write and ask until the server knows both statements; give what is there then."""
    for number in range(OFTEN):
        write(organization_id, f"K{number}")
        there(organization_id)
    return there(organization_id)


def by_orm(organization_id: UUID) -> list[str]:
    rows = Account.objects.of(organization_id).filter(external_key__isnull=False)
    return list(rows.order_by("created_at").values_list("name", flat=True))


def in_turn(organization_id: UUID) -> list[str]:
    rows = Account.objects.of(organization_id).filter(external_key__isnull=False)
    return [one.name for one in rows.order_by("created_at").iterator(chunk_size=2)]


@pytest.fixture
def packets(monkeypatch: pytest.MonkeyPatch) -> Packets:
    """Note how many statements each packet holds that is sent past the driver's cursors."""
    sizes: Packets = []
    sent: Callable[..., Any] = Sender._sent

    def noting(self: Sender, statements: Sequence[Any]) -> Any:
        sizes.append(len(statements))
        return sent(self, statements)

    monkeypatch.setattr(Sender, "_sent", noting)
    return sizes


@pytest.mark.parametrize("ask", [there, by_orm, in_turn])
def test_whoever_asks_sees_all_that_was_written(
    world: World, ask: Callable[[UUID], list[str]]
) -> None:
    home = world.organization.id
    known = prepared(home)
    write(home, "Atelier")
    assert ask(home) == [*known, "Atelier"]


def test_a_cursor_of_before_sees_it_as_well(world: World) -> None:
    home = world.organization.id
    known = prepared(home)
    with connection.cursor() as cursor:
        write(home, "Atelier")
        cursor.execute("SELECT count(*) FROM accounts_account WHERE external_key IS NOT NULL")
        assert cursor.fetchone() == (len(known) + 1,)


def test_what_is_written_goes_in_its_order_with_what_is_asked_next(
    world: World, packets: Packets
) -> None:
    home = world.organization.id
    for number in range(OFTEN):
        update_rows(Account, [(write(home, f"K{number}"), f"renamed {number}")], ["name"])
        known = there(home)
    packets.clear()
    update_rows(Account, [(write(home, "first"), "second")], ["name"])
    assert there(home) == [*known, "second"]
    if connection.vendor == "postgresql":
        assert packets == [3]


def test_there_is_no_end_to_what_may_be_written(world: World) -> None:
    home = world.organization.id
    known = prepared(home)
    more = [f"M{number}" for number in range(2 * MOST + 1)]
    for name in more:
        write(home, name)
    assert sorted(there(home)) == sorted([*known, *more])


def twice(organization_id: UUID, then: Callable[[UUID], object]) -> None:
    """Write something, then what is there already, and do something."""
    with transaction.atomic():
        write(organization_id, "Atelier")
        write(organization_id, "K0")
        then(organization_id)


@pytest.mark.parametrize("then", [there, by_orm, in_turn, lambda _: None])
def test_what_the_database_refuses_is_said_at_the_next_question_or_at_the_end(
    world: World, then: Callable[[UUID], object]
) -> None:
    home = world.organization.id
    known = prepared(home)
    with pytest.raises(IntegrityError):
        twice(home, then)
    assert there(home) == known


def changing_his_mind(organization_id: UUID) -> None:
    with transaction.atomic():
        write(organization_id, "Atelier")
        raise ZeroDivisionError


def test_what_is_taken_back_is_not_there(world: World) -> None:
    home = world.organization.id
    known = prepared(home)
    with pytest.raises(ZeroDivisionError):
        changing_his_mind(home)
    assert there(home) == known


def founded() -> UUID:
    return Organization.objects.create(name="Acme", slug="acme").id


def test_a_commit_takes_along_what_waits(
    committing_db: CommittingDatabase, packets: Packets
) -> None:
    home = founded()
    known = prepared(home)
    packets.clear()
    with transaction.atomic():
        write(home, "first")
        write(home, "second")
    if connection.vendor == "postgresql":
        assert packets == [4]  # with its beginning and its end
    connection.close()
    assert there(home) == [*known, "first", "second"]


def test_a_commit_that_is_refused_keeps_nothing(committing_db: CommittingDatabase) -> None:
    home = founded()
    known = prepared(home)
    for _ in range(OFTEN):  # a refusal makes the driver forget what the server knows
        with pytest.raises(IntegrityError):
            twice(home, lambda _: None)
        assert there(home) == known
    with transaction.atomic():
        write(home, "Atelier")
    assert there(home) == [*known, "Atelier"]


def test_who_watches_from_the_middle_on_loses_nothing(committing_db: CommittingDatabase) -> None:
    home = founded()
    known = prepared(home)
    with transaction.atomic():
        write(home, "first")
        connection.force_debug_cursor = True
    connection.force_debug_cursor = False
    with CaptureQueriesContext(connection) as caught, transaction.atomic():
        write(home, "second")
        assert there(home) == [*known, "first", "second"]
    assert [query["sql"].split()[0] for query in caught if "account" in query["sql"]] == [
        "INSERT",
        "SELECT",
    ]


def test_a_key_that_points_to_nothing_is_refused_at_the_end(
    committing_db: CommittingDatabase,
) -> None:
    home = founded()
    known = prepared(home)
    with pytest.raises(IntegrityError), transaction.atomic():
        contact_of_nowhere(home)
    assert there(home) == known


def contact_of_nowhere(organization_id: UUID) -> None:
    """Write a contact of a company that is not there: said at the commit alone."""
    columns = [field.attname for field in Contact._meta.concrete_fields]
    one = Contact(organization_id=organization_id, account_id=uuid7(), created_at=timezone.now())
    insert_rows(Contact, [[getattr(one, name) for name in columns]], columns)


def test_who_loses_the_database_is_told_and_begins_anew(committing_db: CommittingDatabase) -> None:
    home = founded()
    known = prepared(home)
    with pytest.raises(DatabaseError):
        losing_the_database(home)
    connection.close()
    assert there(home) == known


def losing_the_database(organization_id: UUID) -> None:
    with transaction.atomic():
        write(organization_id, "Atelier")
        lose()
        there(organization_id)


def lose() -> None:
    """End what is at the other end of the connection, and wait until it is."""
    driver = connection.connection
    if connection.vendor == "sqlite":
        driver.close()
        return
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [driver.info.backend_pid])
        assert cursor.fetchone() == (True,)
