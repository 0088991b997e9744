"""Leads on their way, as the tests of routing need them."""

from collections.abc import Callable

import pytest

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import write_sheet
from relais.leads.models import Lead
from relais.routing.actions import add_rule, submit_lead, validate_lead
from tests.persons import World

Walk = Callable[..., Lead]


@pytest.fixture
def north_rule(world: World) -> None:
    """Let the north have what lies in the department 59."""
    add_rule(unit_id=world.north.id, country="FR", areas=("59",), by=world.system)


@pytest.fixture
def submitted(world: World, north_rule: None) -> Walk:
    """Give a function that opens a lead and submits it, its sheet filled in."""

    def walk(owner: str | None = None) -> Lead:
        lead = world.open_lead(owner=owner)
        sheet = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
        write_sheet(lead.id, fields=sheet, answers={}, by=world.by("tina"), at=world.at)
        return submit_lead(lead.id, by=world.by("tina"), at=world.at)

    return walk


@pytest.fixture
def transmitted(world: World, submitted: Walk) -> Walk:
    """Give a function that brings a lead to its rep."""

    def walk(owner: str | None = "remy") -> Lead:
        return validate_lead(submitted(owner).id, by=world.by("victor"), at=world.at)

    return walk
