"""Who administers a new organization sees what it lacks, until a first lead was transmitted."""

import re
from datetime import date

from relais.accounts.actions import AccountDetails, add_account, give_account
from relais.campaigns.models import Campaign
from relais.notifications.tests.steps import transmitted
from relais.people.actions import give_login
from relais.people.models import Membership, Person
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


def test_the_first_step_that_is_missing_is_the_title_and_the_big_button(world: World) -> None:
    page = sign_in(world, "ada").get("/").content.decode()
    assert page.split("<h1>")[1].split("</h1>")[0] == "5 steps before the first lead"
    act = page.split('class="card next act"')[1].split("</section>")[0]
    assert "Who answers for which account: owners" in act
    assert 'href="/accounts/bring/"' in act
    assert page.index("card next act") < page.index("Before the first lead can be transmitted")
    owned(world)
    page = sign_in(world, "ada").get("/").content.decode()
    assert "4 steps before the first lead" in page
    act = page.split('class="card next act"')[1].split("</section>")[0]
    assert "What a lead is" in act
    assert f'href="/campaigns/{world.campaign.id}/target/"' in act


def test_who_administers_writes_the_first_cost_down_where_he_is_led(world: World) -> None:
    browser, place = sign_in(world, "ada"), f"/campaigns/{world.campaign.id}/"
    assert f'href="{place}#costs"' in browser.get("/").content.decode()
    page = browser.get(place).content.decode()
    assert 'id="costs"' in page
    assert f'action="{place}add/cost/"' in page
    assert f'action="{place}add/cost/"' not in sign_in(world, "maya").get(place).content.decode()


def test_nobody_can_sign_in_where_there_is_nobody(world: World) -> None:
    for person in Person.objects.filter(login=None):
        give_login(person.id, email=f"{person.id.hex}@x.example", password=None, by=world.system)
    assert tasks(world)["Everybody can sign in"]
    posts = Membership.objects.exclude(role=Role.ADMIN.value)
    posts.update(since=date(2025, 1, 1), until=date(2025, 1, 2))
    assert not tasks(world)["Everybody can sign in"]


def owned(world: World) -> None:
    """Let Remy answer for an account."""
    account = add_account(AccountDetails(name="Durand"), by=world.system, at=world.at)
    give_account(account.id, rep_id=world.id("remy"), by=world.system, at=world.at)
