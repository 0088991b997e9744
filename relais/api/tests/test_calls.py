"""A call by the API does what it does in the browser: it opens its lead, or ends it."""

from datetime import timedelta
from typing import Any

from relais.accounts.actions import AccountDetails, ContactDetails
from relais.api.tests.programs import Program, kinds, submitted
from relais.calls.models import Call
from relais.leads.models import Lead
from relais.prospecting.actions import ProspectRow, claim_next, import_prospects, join_campaign
from relais.prospecting.models import Prospect
from relais.prospecting.rules import Status
from tests.persons import World


def claimed(world: World) -> Prospect:
    row = ProspectRow(AccountDetails("Acme"), ContactDetails("Petit", phone="+33320123456"))
    import_prospects(world.campaign.id, [row], by=world.system, at=world.at)
    found = claim_next(world.campaign.id, by=world.by("tina"), at=world.at)
    assert found is not None
    return found


def told(program: Program, prospect: Prospect, outcome: str, by: str = "tina") -> Any:
    world = program.world
    body = {
        "end": "answered",
        "outcome": outcome,
        "started_at": (world.at - timedelta(minutes=5)).isoformat(),
        "ended_at": world.at.isoformat(),
    }
    return program.post(by, f"/prospects/{prospect.id}/calls", body)


def test_a_call_that_qualifies_opens_its_lead_once(world: World, program: Program) -> None:
    prospect = claimed(world)
    first, again = (told(program, prospect, "qualified") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    lead, call = Lead.objects.get(), Call.objects.get()
    assert first.json()["lead_id"] == str(lead.id) == str(call.lead_id)
    assert lead.originator_id == world.id("tina")


def test_where_a_lead_lives_a_call_that_qualifies_is_refused(
    world: World, program: Program
) -> None:
    prospect = claimed(world)
    told(program, prospect, "qualified")
    world.later(hours=1)
    answer = told(program, prospect, "qualified")
    assert answer.status_code == 409
    assert answer.json()["lead_id"] == str(Lead.objects.get().id)
    assert Call.objects.count() == 1


def test_a_call_that_qualifies_is_a_telemarketers(world: World, program: Program) -> None:
    answer = told(program, claimed(world), "qualified", by="remy")
    assert answer.status_code in (404, 409)
    assert not Lead.objects.exists()


def test_a_call_that_says_never_again_ends_the_lead(world: World, program: Program) -> None:
    lead = submitted(world)
    prospect = join_campaign(
        lead.contact_id,
        campaign_id=lead.campaign_id,
        status=Status.QUALIFIED,
        by=world.system,
        at=world.at,
    )
    assert told(program, prospect, "do_not_call").status_code == 201
    assert kinds(lead.id)[-1] == "lead.withdrawn"
