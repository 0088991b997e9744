"""Who sees what: one predicate, asked for every role and state."""

import pytest

from relais.leads.events import State
from relais.leads.queries import get_visible_lead, leads_visible_to
from relais.leads.tests.conftest import At
from relais.lib.errors import NotVisible
from relais.people.actions import add_call_center, give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World

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


def test_who_telephones_for_another_center_does_not_see_its_leads(
    world: World, lead_at: At
) -> None:
    lead = lead_at("submitted")
    other = add_call_center("Voix du Sud", kind="outsourced", by=world.system)
    for role, center in ((Role.SUPERVISOR, other), (Role.TELEMARKETER, world.center)):
        give_role(world.id("theo"), role, since=SINCE, call_center_id=center.id, by=world.system)
    access = world.by("theo").access
    assert access is not None
    assert access.call_centers == {other.id, world.center.id}
    assert not leads_visible_to(access).filter(id=lead.id).exists()
    give_role(
        world.id("theo"), Role.SUPERVISOR, since=SINCE, call_center_id=world.center.id,
        by=world.system,
    )  # fmt: skip
    access = world.by("theo").access
    assert access is not None
    assert leads_visible_to(access).filter(id=lead.id).exists()
