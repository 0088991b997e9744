"""What the desks list is, for everybody, what its query gives him by itself."""

from datetime import date, timedelta

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import open_lead, return_lead, start_approach, take_up_lead, write_sheet
from relais.leads.events import Approach
from relais.notifications.tests.steps import SHEET, contested, submitted, transmitted
from relais.people.queries import Listing
from relais.people.tests.test_readers import readers
from relais.routing.actions import submit_lead, validate_lead
from relais.web.desk import lists
from relais.web.desk.tests.test_acts import visit
from tests.persons import World

EVERY = {name: each for name, each in vars(lists).items() if isinstance(each, Listing)}


@pytest.fixture
def busy(world: World) -> World:
    """Give a world in which something stands on every desk."""
    visit(world)
    contested(world)
    transmitted(world, owner="olga")
    submitted(world, owner=None)
    world.open_lead()
    elsewhere = world.contact(postcode="13001")
    waits = open_lead(elsewhere, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    write_sheet(waits.id, fields=SHEET, answers={}, by=world.by("tina"), at=world.at)
    submit_lead(waits.id, by=world.by("tina"), at=world.at)
    validate_lead(waits.id, by=world.by("victor"), at=world.at)
    returned = submitted(world)
    why = world.reason(ReasonKind.RETURN, "sheet_incomplete")
    return_lead(
        returned.id, reason_id=why, missing=(), words="?", by=world.by("victor"), at=world.at
    )
    taken = transmitted(world, owner="remy")
    take_up_lead(taken.id, by=world.by("remy"), at=world.at)
    begun = transmitted(world, owner="remy")
    take_up_lead(begun.id, by=world.by("remy"), at=world.at)
    start_approach(begun.id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    return world


def test_each_list_is_for_everybody_what_its_query_gives_him(busy: World) -> None:
    since, filled = busy.at - timedelta(minutes=1), set()
    for at in (busy.at, busy.later(days=14)):
        known = {lists.AT[0]: at, lists.SINCE[0]: since, lists.ON[0]: at.date()}
        for name, listing in EVERY.items():
            values = [known[example] for example in listing.examples if isinstance(example, date)]
            for access in readers(busy):
                ids = list(listing.ask(access, *values).values_list("id", flat=True))
                found = listing.of(access, *values).first()
                assert found == ids[: listing.most], (name, access)
                filled |= {name} if ids else set()
    assert filled == set(EVERY) - {"FELL_DUE"}  # nobody promised a call
