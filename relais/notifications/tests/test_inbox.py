"""What one was told stays until one has read it; nobody reads for another."""

from relais.notifications.actions import mark_all_read, mark_read
from relais.notifications.queries import headline, unread, unread_count
from relais.notifications.tests.steps import submitted, transmitted
from relais.people.rules.access import Access
from tests.persons import World


def access(world: World, name: str) -> Access:
    found = world.by(name).access
    assert found is not None
    return found


def test_one_reads_what_one_was_told_the_latest_first(world: World) -> None:
    submitted(world)
    world.later(minutes=5)
    second = submitted(world)
    rows = list(unread(access(world, "victor")))
    assert rows[0].lead_id == second.id
    assert unread_count(access(world, "victor")) == 2
    assert headline(rows[0], language="fr") == "À valider : Établissements 2"
    assert headline(rows[0], language="en") == "To review: Établissements 2"


def test_read_is_read_and_the_first_time_stays(world: World) -> None:
    submitted(world)
    row = unread(access(world, "victor")).get()
    assert mark_read([row.id], by=world.by("victor"), at=world.later(minutes=1)) == 1
    assert mark_read([row.id], by=world.by("victor"), at=world.later(minutes=1)) == 0
    assert unread_count(access(world, "victor")) == 0


def test_nobody_reads_for_another(world: World) -> None:
    submitted(world)
    row = unread(access(world, "victor")).get()
    assert mark_read([row.id], by=world.by("oscar"), at=world.at) == 0
    assert unread_count(access(world, "victor")) == 1


def test_all_at_once_up_to_now(world: World) -> None:
    transmitted(world)
    transmitted(world)
    assert mark_all_read(by=world.by("remy"), at=world.at) == 2
    assert mark_all_read(by=world.by("remy"), at=world.at) == 0
