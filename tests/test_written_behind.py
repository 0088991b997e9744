"""Rows handed over to be written behind: nobody sees less than he wrote, nothing is lost."""

from collections.abc import Callable
from functools import partial
from itertools import count
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import CharField
from django.utils import timezone

from relais.accounts.models import Account, Contact
from relais.database.behind import ask_behind, asked_once, handed_over, writing_behind
from relais.database.bulk import COPY_FROM, insert_rows
from relais.database.models import uuid7
from relais.database.reading import ask_rows
from relais.people.queries import in_post_among
from tests.persons import World

COLUMNS = [field.attname for field in Account._meta.concrete_fields]
SEVERAL = COPY_FROM * 30  # more than one statement's worth on SQLite


def accounts(organization_id: UUID, keys: range) -> list[list[object]]:
    def row(key: int) -> list[object]:
        account = Account(
            id=uuid7(),
            organization_id=organization_id,
            name=f"Atelier {key}",
            external_key=f"K{key}",
            created_at=timezone.now(),
        )
        return [getattr(account, name) for name in COLUMNS]

    return list(map(row, keys))


def there(organization_id: UUID) -> int:
    return Account.objects.of(organization_id).filter(external_key__startswith="K").count()


def test_the_next_statement_sees_all_that_was_handed_over(world: World) -> None:
    organization_id = world.organization.id
    with transaction.atomic(), writing_behind():
        for start in range(0, 3 * SEVERAL, SEVERAL):
            insert_rows(Account, accounts(organization_id, range(start, start + SEVERAL)), COLUMNS)
            assert there(organization_id) == start + SEVERAL
    assert there(organization_id) == 3 * SEVERAL


@pytest.mark.once  # of SQLite: PostgreSQL copies its rows
def test_few_numbers_of_rows_are_ever_prepared(world: World) -> None:
    """The driver keeps each text that it prepared, and what was bound to it."""
    texts: list[str] = []
    connection.connection.set_trace_callback(texts.append)
    first, odd = 0, range(1_400, 1_500)
    with transaction.atomic(), writing_behind():
        for many in odd:
            insert_rows(
                Account, accounts(world.organization.id, range(first, first + many)), COLUMNS
            )
            first += many
    connection.connection.set_trace_callback(None)
    numbers = [text.count("Atelier ") for text in texts if text.startswith("INSERT INTO")]
    assert sum(numbers) == sum(odd)
    assert set(numbers) <= {1 << power for power in range(11)}


def ask_keys(organization_id: UUID) -> Callable[[], list[tuple[object, ...]]]:
    rows = Account.objects.of(organization_id).filter(external_key__startswith="K")
    return ask_rows(rows.order_by("id").values_list("external_key", "id"))


def hold_up(go_on: Event, driver: object) -> None:
    if not go_on.wait(60):
        raise TimeoutError


def test_what_is_asked_between_rows_sees_those_before_it_and_holds_nobody_up(world: World) -> None:
    organization_id, go_on = world.organization.id, Event()
    first = accounts(organization_id, range(SEVERAL))
    with transaction.atomic(), writing_behind():
        handed_over(partial(hold_up, go_on))
        insert_rows(Account, first, COLUMNS)
        answer = ask_keys(organization_id)
        go_on.set()
        assert answer() == [(f"K{key}", row[0]) for key, row in enumerate(first)]
        insert_rows(Account, accounts(organization_id, range(SEVERAL, 2 * SEVERAL)), COLUMNS)
        assert len(answer()) == SEVERAL
        assert len(ask_keys(organization_id)()) == 2 * SEVERAL
    assert len(ask_keys(organization_id)()) == 2 * SEVERAL


def ask_wrongly() -> None:
    """Ask what is no question, and fetch no answer."""
    with transaction.atomic(), writing_behind():
        ask_behind("SELECT nothing FROM nowhere", [])


def test_what_cannot_be_answered_is_said_though_nobody_fetches_it(world: World) -> None:
    with pytest.raises(DatabaseError):
        ask_wrongly()


def write_twice(organization_id: UUID, said: list[str]) -> None:
    """Hand over a row that is there twice, then ask something."""
    rows = accounts(organization_id, range(SEVERAL))
    with transaction.atomic(), writing_behind():
        insert_rows(Account, [*rows, rows[0]], COLUMNS)
        said.append("handed over")
        there(organization_id)
        said.append("answered")


def test_what_the_database_refuses_is_said_before_its_next_answer(world: World) -> None:
    said: list[str] = []
    with pytest.raises(IntegrityError):
        write_twice(world.organization.id, said)
    assert said == ["handed over"]
    assert there(world.organization.id) == 0


def write_last(organization_id: UUID, rows: list[list[object]], then: type[Exception]) -> None:
    with transaction.atomic(), writing_behind():
        insert_rows(Account, rows, COLUMNS)
        if then is not IntegrityError:
            raise then


@pytest.mark.parametrize("error", [IntegrityError, ZeroDivisionError])
def test_what_goes_wrong_last_is_said_at_the_end_and_leaves_nothing(
    world: World, error: type[Exception]
) -> None:
    rows = accounts(world.organization.id, range(SEVERAL))
    with pytest.raises(error):
        write_last(world.organization.id, [*rows, rows[0]], error)
    assert there(world.organization.id) == 0


def write_nowhere(organization_id: UUID) -> None:
    """Write people of companies that are not there."""
    texts = [field.attname for field in Contact._meta.fields if isinstance(field, CharField)]
    columns = ("id", "organization_id", "account_id", "created_at", *texts)
    rows = [
        [uuid7(), organization_id, uuid7(), timezone.now(), *(f"{key}" for _ in texts)]
        for key in range(SEVERAL)
    ]
    with transaction.atomic(), writing_behind():
        insert_rows(Contact, rows, columns)
        there(organization_id)
        if connection.vendor == "sqlite":  # it looks once only, at the end
            connection.check_constraints()


def test_what_a_row_points_at_is_looked_up_as_it_is_written(world: World) -> None:
    with pytest.raises(IntegrityError):
        write_nowhere(world.organization.id)


def test_afterwards_nothing_is_handed_over(world: World) -> None:
    with transaction.atomic(), writing_behind():
        assert handed_over(lambda driver: None)
    assert not handed_over(lambda driver: None)


def test_what_no_row_changes_is_asked_once_while_rows_are_written(world: World) -> None:
    answers = count(1)

    def ask(question: str) -> int:
        return asked_once(question, lambda: next(answers))

    with transaction.atomic(), writing_behind():
        assert [ask("who"), ask("what"), ask("who")] == [1, 2, 1]
    assert [ask("who"), ask("who")] == [3, 4]


def test_of_each_person_it_is_asked_once_who_is_in_post(
    world: World, django_assert_num_queries: Any
) -> None:
    remy, olga = world.by("remy").person_id, world.by("olga").person_id
    assert remy
    assert olga
    both, day = {remy, olga, uuid7()}, timezone.now().date()
    with transaction.atomic(), writing_behind():
        assert in_post_among([remy], on=day) == {remy}
        for queries in (1, 0):
            with django_assert_num_queries(queries):
                assert in_post_among(both, on=day) == {remy, olga}
    with django_assert_num_queries(1):
        assert in_post_among(both, on=day) == {remy, olga}
