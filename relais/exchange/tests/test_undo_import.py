"""Undoing an import: done, refused by person, unknown, done twice, and brought in again."""

from uuid import uuid4

import pytest

from relais.accounts.models import Account
from relais.exchange.actions import import_leads, undo_import
from relais.exchange.models import ImportBatch
from relais.exchange.rules.access import MayNotImport, NoSuchBatch
from relais.exchange.tests.conftest import Files
from relais.leads.events import State
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import leads_visible_to, mismatches
from tests.persons import World


@pytest.fixture
def batch(world: World, files: Files) -> ImportBatch:
    """Bring three leads in."""
    import_leads(files(), by=world.by("dora"), at=world.at)
    return ImportBatch.objects.get()


def test_the_leads_count_nowhere_and_the_log_is_longer(world: World, batch: ImportBatch) -> None:
    before = LeadEvent.objects.count()
    done = undo_import(batch.id, by=world.by("dora"), at=world.at)

    assert done.voided == 3
    assert LeadEvent.objects.count() == before + 3
    assert set(Lead.objects.values_list("state", flat=True)) == {State.VOIDED.value}
    access = world.by("dora").access
    assert access is not None
    assert not leads_visible_to(access).exists()
    assert list(mismatches()) == []


def test_done_twice_once_counts(world: World, batch: ImportBatch) -> None:
    first = undo_import(batch.id, by=world.by("dora"), at=world.at)
    again = undo_import(batch.id, by=world.by("dora"), at=world.later(hours=1))

    assert (again.voided, again.undone_at) == (0, first.undone_at)


def test_what_was_undone_can_come_in_again_with_the_same_companies(
    world: World, batch: ImportBatch, files: Files
) -> None:
    undo_import(batch.id, by=None, at=world.at)
    result = import_leads(files(), by=world.by("dora"), at=world.at)

    assert result.created == 3
    assert Account.objects.filter(external_key="Alpha").count() == 1


@pytest.mark.once
@pytest.mark.parametrize("name", ["remy", "maya", "tina"])
def test_another_role_is_refused(world: World, batch: ImportBatch, name: str) -> None:
    with pytest.raises(MayNotImport):
        undo_import(batch.id, by=world.by(name), at=world.at)

    assert not Lead.objects.filter(state=State.VOIDED.value).exists()


def test_a_batch_that_there_is_not_is_refused(world: World) -> None:
    with pytest.raises(NoSuchBatch):
        undo_import(uuid4(), by=world.by("dora"), at=world.at)
