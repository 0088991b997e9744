"""Recovered leads by program: the figures of the page, for those who see it."""

from relais.api.tests.programs import Program
from relais.leads.actions import recover_lead
from tests.persons import World
from tests.test_both_doors import rested


def test_a_program_reads_what_recovered_leads_brought(world: World, program: Program) -> None:
    source = rested(world)
    world.later(days=100)
    recover_lead(source.id, campaign_id=world.campaign.id, by=world.by("dora"), at=world.at)
    told = program.get("dora", "/return/recovery").json()
    assert [(row["key"], row["opened"], row["lacking"]) for row in told["by_delay"]] == [
        ("90_to_179", 1, 10)
    ]
    source.refresh_from_db()
    assert [row["key"] for row in told["by_reason"]] == [str(source.reason_id)]
    for name in ("remy", "sam", "ada"):
        assert program.get(name, "/return/recovery").status_code == 404
