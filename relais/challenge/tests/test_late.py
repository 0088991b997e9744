"""What is told while a challenge is being ended."""

from uuid import UUID

import pytest
from django.utils import timezone

from relais.challenge.actions import end_challenge
from relais.challenge.models import Entry, Final
from relais.challenge.tests.steps import started, tell, total, transmitted
from relais.leads.actions.rebuild import drifts
from relais.leads.events import LeadTakenUp
from tests.persons import World


def test_a_deed_that_waited_for_the_end_counts_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = started(world, joined=("remy",))
    lead = transmitted(world)

    def end_meanwhile(_: UUID) -> None:
        end_challenge(made.id, by=world.by("dora"), at=timezone.now())

    monkeypatch.setattr("relais.challenge.projections.hold_running", end_meanwhile)
    tell(world, lead, LeadTakenUp(world.id("remy")))
    assert total(world, made, "remy") == 0
    assert not Entry.objects.exists()
    assert set(Final.objects.values_list("points", flat=True)) == {0}
    assert drifts(world.organization.id, told=lambda _: None) == []
