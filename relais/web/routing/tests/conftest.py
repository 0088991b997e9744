"""Leads that wait for a rep: those of the north are away."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import write_sheet
from relais.leads.models import Lead
from relais.routing.actions import add_rule, declare_absence, submit_lead, validate_lead
from tests.persons import World

Wait = Callable[[], Lead]


@pytest.fixture
def waiting(world: World) -> Wait:
    """Give a function that brings a lead as far as the queue."""
    add_rule(unit_id=world.north.id, country="FR", areas=("59",), by=world.system)
    for name in ("remy", "olga"):
        start, end = world.at - timedelta(hours=1), world.at + timedelta(days=3)
        declare_absence(world.id(name), starts_at=start, ends_at=end, by=world.system, at=world.at)

    def wait() -> Lead:
        lead = world.open_lead()
        sheet = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
        write_sheet(lead.id, fields=sheet, answers={}, by=world.by("tina"), at=world.at)
        submit_lead(lead.id, by=world.by("tina"), at=world.at)
        return validate_lead(lead.id, by=world.by("victor"), at=world.at)

    return wait
