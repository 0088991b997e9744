"""Who sees a lead, asked the other way round: of each person, what the one predicate says."""

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import lose_lead, refuse_lead
from relais.leads.models import Lead
from relais.leads.queries import leads_visible_to, seers_of
from relais.leads.tests.conftest import At
from relais.people.actions import end_role, give_role, set_mandate
from relais.people.models import Membership
from relais.people.rules.access import Role
from tests.persons import SINCE, World

STATES = ["qualifying", "submitted", "validated", "transmitted", "taken_up", "in_approach"]


def by_predicate(world: World, lead: Lead) -> set[str]:
    found = set()
    for name in world.people:
        access = world.by(name).access
        assert access is not None
        if leads_visible_to(access).filter(id=lead.id).exists():
            found.add(name)
    return found


def told(world: World, lead: Lead) -> set[str]:
    names = {person.id: name for name, person in world.people.items()}
    lead.refresh_from_db()
    return {names[seer.person.id] for seer in seers_of(lead, on=world.at.date())}


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_told_as_it_is_seen(world: World, lead_at: At, state: str) -> None:
    lead = lead_at(state)
    assert told(world, lead) == by_predicate(world, lead) != set()


def test_what_is_closed_is_told_as_it_is_seen(world: World, lead_at: At) -> None:
    lost, refused = lead_at("in_approach"), lead_at("submitted")
    reason = world.reason
    lose_lead(
        lost.id, reason_id=reason(ReasonKind.LOSE, "price"), words="", by=world.by("remy"),
        at=world.at,
    )  # fmt: skip
    refuse_lead(
        refused.id, reason_id=reason(ReasonKind.REFUSE, "no_project"), words="",
        by=world.by("victor"), at=world.at,
    )  # fmt: skip
    for lead in (lost, refused):
        assert told(world, lead) == by_predicate(world, lead)


def test_a_lead_in_no_unit_is_for_the_root_and_every_relay(world: World, lead_at: At) -> None:
    give_role(world.id("paul"), Role.MANAGER, since=SINCE, unit_id=world.root.id, by=world.system)
    lead = lead_at("submitted")
    Lead.objects.filter(id=lead.id).update(unit=None)
    lead = Lead.objects.get(id=lead.id)
    assert told(world, lead) == by_predicate(world, lead) >= {"paul", "oscar", "victor"}
    assert "maya" not in told(world, lead)


def test_who_has_a_role_no_longer_sees_no_longer(world: World, lead_at: At) -> None:
    lead = lead_at("in_approach")
    for post in Membership.objects.filter(role__in=["manager", "relay"]):
        end_role(post.id, on=world.at.date().replace(day=1), by=world.by("ada"))
    yesterday = world.at.date().replace(day=9)
    set_mandate(world.center.id, since=None, until=yesterday, by=world.by("ada"))
    assert told(world, lead) == by_predicate(world, lead) == {"remy", "dora"}
