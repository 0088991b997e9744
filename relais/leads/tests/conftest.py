"""Leads brought to a state by their own events: what routes stands above this room."""

from collections.abc import Callable

import pytest

from relais.leads.events import (
    Approach,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadAssigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
)
from relais.leads.log import append
from relais.leads.models import Lead
from tests.persons import World

At = Callable[[str], Lead]


@pytest.fixture
def lead_at(world: World) -> At:
    """Give a function that makes a lead and brings it to a state on the main line."""
    remy = world.id("remy")
    due_at = world.at.replace(day=12)
    line: dict[str, Event] = {
        "submitted": LeadSubmitted(unit_id=world.north.id),
        "validated": LeadValidated(relay_id=world.id("victor")),
        "transmitted": LeadAssigned(
            rep_id=remy, reason=AssignmentReason.OWNER, unit_id=world.north.id, due_at=due_at
        ),
        "taken_up": LeadTakenUp(rep_id=remy),
        "in_approach": LeadApproachStarted(Approach.CALL),
    }

    def walk(state: str) -> Lead:
        lead = world.open_lead()
        for name, event in line.items():
            if lead.state == state:
                break
            append(lead, event, by=world.system, at=world.at)
            assert lead.state == name
        return lead

    return walk
