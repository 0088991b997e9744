"""The page of recovered leads: figures, the leads behind, who sees it."""

import pytest

from relais.leads.actions import recover_lead
from relais.leads.models import Lead
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World
from tests.test_both_doors import rested

PAGE = "/return/recovery/"


def recovered(world: World, source: Lead) -> Lead:
    return recover_lead(source.id, campaign_id=world.campaign.id, by=world.by("dora"), at=world.at)


def test_what_recovered_leads_brought_is_told_with_the_leads_behind(world: World) -> None:
    dora, maya = sign_in(world, "dora"), sign_in(world, "maya")
    assert "No lead has been recovered yet" in dora.get(PAGE).content.decode()
    first, second = rested(world), rested(world)
    world.later(days=100)
    one = recovered(world, first)
    page = dora.get(PAGE).content.decode()
    assert "1 recovered lead: 0 signed" in page
    assert "90 to 179 days" in page
    assert "Project postponed" in page
    assert "too young, all of them; 10 more are needed" in page
    assert "0 of 0" not in page
    count = queries_of(lambda: dora.get(PAGE))
    recovered(world, second)
    assert queries_of(lambda: dora.get(PAGE)) == count
    page = dora.get(f"{PAGE}rested/90_to_179/").content.decode()
    assert f'href="/leads/{one.id}/"' in page
    first.refresh_from_db()
    reason_id = first.reason_id
    page = dora.get(f"{PAGE}reason/{reason_id}/").content.decode()
    assert f'href="/leads/{one.id}/"' in page
    assert dora.get(f"{PAGE}reason/none/").status_code == 404
    assert dora.get(f"{PAGE}rested/x/").status_code == 404
    assert maya.get(PAGE).status_code == 200


@pytest.mark.parametrize("name", ["remy", "sam", "tina", "ada"])
def test_only_who_leads_sees_it(world: World, name: str) -> None:
    assert sign_in(world, name).get(PAGE).status_code == 404
