"""A moment comes back as it was written, by the ORM and by the shortest way, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from relais.accounts.models import Account
from relais.database.reading import read_rows
from tests.persons import World

MOMENTS = [
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, 0, 500_000, tzinfo=UTC),
    datetime(2026, 10, 25, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    datetime(1902, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 0, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_is_read_as_it_was_written(world: World, moment: datetime) -> None:
    Account.objects.create(organization=world.organization, name="Atelier", created_at=moment)
    asked = Account.objects.of(world.organization.id).filter(name="Atelier")
    ((found,),) = read_rows(asked.values_list("created_at"))
    by_orm = asked.get().created_at
    assert found == by_orm == moment
    assert found.tzinfo is by_orm.tzinfo is UTC
