"""A rep takes a lead up: done, refused by state, refused by person, done twice."""

import pytest

from relais.leads.actions import take_up_lead, undo_take_up
from relais.leads.events import State
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.leads.rules.guards import OfferedToAnother
from relais.leads.tests.conftest import At
from tests.persons import World


@pytest.fixture
def transmitted(lead_at: At) -> Lead:
    """Give a lead that Remy has received."""
    return lead_at("transmitted")


def test_the_rep_takes_the_lead_up(world: World, transmitted: Lead) -> None:
    lead = take_up_lead(transmitted.id, by=world.by("remy"), at=world.later(hours=3))
    lead.refresh_from_db()
    assert (lead.state, lead.taken_up_at, lead.due_at) == (State.TAKEN_UP, world.at, None)
    assert [row.kind for row in history_of(lead)][-1] == "lead.taken_up"
    assert list(mismatches()) == []


def test_another_rep_is_refused_and_nothing_is_logged(world: World, transmitted: Lead) -> None:
    with pytest.raises(OfferedToAnother):
        take_up_lead(transmitted.id, by=world.by("olga"), at=world.at)
    assert history_of(transmitted).count() == 4


def test_a_lead_under_review_is_not_taken_up(world: World) -> None:
    lead = world.open_lead()
    with pytest.raises(OfferedToAnother):
        take_up_lead(lead.id, by=world.by("remy"), at=world.at)


def test_taken_up_twice_is_refused_and_logged_once(world: World, transmitted: Lead) -> None:
    take_up_lead(transmitted.id, by=world.by("remy"), at=world.at)
    with pytest.raises(NotAllowed):
        take_up_lead(transmitted.id, by=world.by("remy"), at=world.at)
    assert history_of(transmitted).filter(kind="lead.taken_up").count() == 1


def test_undone_the_clock_of_the_turn_goes_on(world: World, transmitted: Lead) -> None:
    due_at = transmitted.due_at
    take_up_lead(transmitted.id, by=world.by("remy"), at=world.at)
    lead = undo_take_up(transmitted.id, by=world.by("remy"), at=world.later(minutes=5))
    assert (lead.state, lead.due_at, lead.taken_up_at) == (State.TRANSMITTED, due_at, None)
