"""Validation transmits: to the owner, the pair, a share of the unit, or the queue with a reason."""

from datetime import UTC, datetime

import pytest

from relais.accounts.actions import transfer_accounts
from relais.leads.events import AssignmentReason, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.queries import history_of, leads_visible_to, mismatches
from relais.leads.rules.guards import NotYours, OwnLead
from relais.people.actions import give_role
from relais.people.rules.access import Role
from relais.routing.actions import declare_absence, preview, validate_lead
from relais.routing.models import Turn, WaitingLead
from relais.routing.queries import assignment_of, queue_visible_to, words_of
from relais.routing.rules import Waiting
from relais.routing.tests.conftest import Walk
from tests.persons import SINCE, World


def test_the_owner_of_the_account_receives_the_lead(world: World, transmitted: Walk) -> None:
    lead = transmitted("olga")
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))
    assert lead.due_at == datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
    turn = Turn.objects.get(lead=lead)
    assert (turn.rep_id, turn.reason) == (world.id("olga"), AssignmentReason.OWNER)
    assert list(mismatches()) == []


def test_before_transmission_the_rep_sees_nothing(world: World, submitted: Walk) -> None:
    lead = submitted("remy")
    access = world.by("remy").access
    assert access is not None
    assert not leads_visible_to(access).exists()
    validate_lead(lead.id, by=world.by("victor"), at=world.at)
    assert leads_visible_to(access).get().id == lead.id


def test_leads_without_an_owner_are_shared_evenly(world: World, transmitted: Walk) -> None:
    reps = [transmitted(None).rep_id for _ in range(6)]
    assert {reps.count(world.id(name)) for name in ("remy", "olga")} == {3}
    event = assignment_of(transmitted(None))
    assert event is not None
    template, params = words_of(
        event.payload["reason"],
        facts=event.payload["facts"],
        rep_id=world.id("remy"),
        unit_id=world.north.id,
        organization_id=world.organization.id,
    )
    assert "2 of 2 could receive" in template % params


def test_a_relay_of_another_region_is_refused(world: World, submitted: Walk) -> None:
    lead = submitted()
    with pytest.raises(NotYours):
        validate_lead(lead.id, by=world.by("oscar"), at=world.at)


def test_nobody_validates_what_he_found_himself(world: World, submitted: Walk) -> None:
    give_role(world.id("tina"), Role.RELAY, since=SINCE, unit_id=world.north.id, by=world.system)
    with pytest.raises(OwnLead):
        validate_lead(submitted().id, by=world.by("tina"), at=world.at)


def test_validated_twice_is_refused(world: World, transmitted: Walk) -> None:
    lead = transmitted()
    with pytest.raises(NotAllowed):
        validate_lead(lead.id, by=world.by("victor"), at=world.at)


def test_a_lead_that_nobody_can_receive_waits_with_its_reason(
    world: World, submitted: Walk
) -> None:
    lead = submitted()
    for name in ("remy", "olga"):
        declare_absence(
            world.id(name),
            starts_at=world.at,
            ends_at=world.at.replace(day=20),
            by=world.by(name),
            at=world.at,
        )
    lead = validate_lead(lead.id, by=world.by("victor"), at=world.at)
    assert lead.state == State.VALIDATED
    waiting = WaitingLead.objects.get(lead=lead)
    assert (waiting.reason, waiting.facts["absent"]) == (Waiting.NOBODY_ELIGIBLE, 2)
    access = world.by("maya").access
    assert access is not None
    assert [row.id for row in queue_visible_to(access)] == [lead.id]


def test_a_preview_names_the_rep_and_writes_nothing(world: World, submitted: Walk) -> None:
    lead = submitted("olga")
    before = history_of(lead).count()
    assert preview(lead, at=world.at).rep_id == world.id("olga")
    assert history_of(lead).count() == before


def test_accounts_handed_over_bring_their_leads_to_the_new_owner(
    world: World, submitted: Walk
) -> None:
    lead = submitted("remy")
    count = transfer_accounts(
        from_rep_id=world.id("remy"), to_rep_id=world.id("olga"), by=world.by("maya"), at=world.at
    )
    assert count == 1
    lead = validate_lead(lead.id, by=world.by("victor"), at=world.at)
    assert lead.rep_id == world.id("olga")
