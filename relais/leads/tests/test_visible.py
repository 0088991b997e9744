"""Who sees what: one predicate, asked for every role and state."""

import pytest

from relais.leads.events import State
from relais.leads.queries import get_visible_lead, leads_visible_to
from relais.leads.tests.conftest import At
from relais.lib.errors import NotVisible
from tests.persons import World

EVERYBODY = {"dora"}
CENTER = {"tina", "sam"}
SEEN = {
    "qualifying": CENTER,
    "submitted": CENTER | {"victor", "maya"},
    "validated": CENTER | {"victor", "maya"},
    "transmitted": CENTER | {"victor", "maya", "remy"},
    "in_approach": CENTER | {"victor", "maya", "remy"},
}


@pytest.mark.parametrize("state", sorted(SEEN))
def test_each_state_is_seen_by_whom_it_concerns(world: World, lead_at: At, state: str) -> None:
    lead = lead_at(state)
    seen = set()
    for name in world.people:
        access = world.by(name).access
        assert access is not None
        if leads_visible_to(access).filter(id=lead.id).exists():
            seen.add(name)
        else:
            with pytest.raises(NotVisible):
                get_visible_lead(lead.id, access=access)
    assert seen == SEEN[state] | EVERYBODY
    assert lead.state == State(state)
