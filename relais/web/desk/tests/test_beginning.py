"""Who administers a new organization sees what it lacks, until a first lead was transmitted."""

import re

from relais.campaigns.models import Campaign
from relais.notifications.tests.steps import transmitted
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.web.tests.steps import sign_in
from tests.persons import World


def tasks(world: World, who: str = "ada") -> dict[str, bool]:
    """Give what is to be set, and whether it is."""
    page = sign_in(world, who).get("/").content.decode()
    _, _, card = page.partition("Before the first lead can be transmitted")
    lines = re.findall(r"<li>(.*?)</li>", card.partition("</ol>")[0], re.DOTALL)
    told = [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]
    return {
        line.removesuffix(" Set").removesuffix(" To be set"): line.endswith(" Set") for line in told
    }


def test_what_is_there_is_set_and_the_rest_leads_to_where_it_is_done(world: World) -> None:
    told = tasks(world)
    assert told["Units below the first one"]
    assert told["Somebody telephones: telemarketers"]
    assert told["A campaign, with its dates and clocks"]
    assert not told["People to call"]
    assert not told["Everybody can sign in"]
    page = sign_in(world, "ada").get("/").content.decode()
    assert 'href="/calls/import/"' in page


def test_what_is_missing_is_to_be_set(world: World) -> None:
    Membership.objects.filter(role=Role.RELAY.value).delete()
    Campaign.objects.update(status="draft")
    told = tasks(world)
    assert not told["Somebody reviews: relays"]
    assert not told["The campaign runs"]
    Campaign.objects.update(relay_required=False)
    assert "Somebody reviews: relays" not in tasks(world)


def test_once_a_lead_was_transmitted_nothing_is_said(world: World) -> None:
    transmitted(world)
    assert tasks(world) == {}


def test_others_are_not_bothered(world: World) -> None:
    assert tasks(world, "tina") == {}
    assert tasks(world, "remy") == {}
