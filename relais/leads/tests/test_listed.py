"""Lists of leads: what is shown of each, in two queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from relais.leads.queries import Lead, leads_visible_to, listed
from relais.leads.tests.conftest import At
from tests.persons import World


def test_a_list_shows_each_lead_in_its_order(
    world: World, lead_at: At, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leads = [lead_at("transmitted"), lead_at("qualifying")]
    access = world.by("dora").access
    assert access is not None
    ordered = leads_visible_to(access).order_by("-id")
    with django_assert_num_queries(2):
        rows = listed(ordered)
    assert [row.id for row in rows] == [lead.id for lead in reversed(leads)]
    for row in rows:
        lead = Lead.objects.select_related("account", "contact", "campaign", "rep").get(id=row.id)
        assert (row.state, row.opened_at, row.due_at) == (lead.state, lead.opened_at, lead.due_at)
        assert (row.account, row.campaign) == (lead.account.name, lead.campaign.name)
        assert (row.contact, row.rep) == (str(lead.contact), str(lead.rep or ""))


@pytest.mark.usefixtures("world")
def test_a_list_of_nothing_is_empty() -> None:
    assert listed(Lead.objects.none()) == []
