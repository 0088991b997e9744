"""Leads at different stages, brought there by actions."""

from collections.abc import Callable

import pytest

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import write_sheet
from relais.leads.models import Lead
from relais.routing.actions import submit_lead, validate_lead
from tests.persons import World

Walk = Callable[..., Lead]


@pytest.fixture
def transmitted(world: World) -> Walk:
    """Give a function that opens a lead for a rep's account and brings it to him."""

    def walk(owner: str = "remy", by: str = "tina") -> Lead:
        lead = world.open_lead(owner=owner, by=by)
        sheet = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
        write_sheet(lead.id, fields=sheet, answers={}, by=world.by(by), at=world.at)
        submit_lead(lead.id, by=world.by(by), at=world.at)
        relay = "oscar" if owner == "sara" else "victor"
        return validate_lead(lead.id, by=world.by(relay), at=world.at)

    return walk
