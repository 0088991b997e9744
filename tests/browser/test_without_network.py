"""A rep without network: his day is readable, what he does is sent once, a refusal is told."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from relais.leads.actions import withdraw_lead
from relais.leads.events import State, WithdrawalCause
from relais.leads.models import Lead, LeadEvent
from relais.notifications.tests.steps import transmitted
from relais.prospecting.models import OwnProspecting
from tests.browser.conftest import SignIn, Site
from tests.browser.screen import Screen
from tests.browser.steps import ago
from tests.processes import until

pytestmark = pytest.mark.once  # nothing here depends on the database

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def site(started: Site) -> Site:
    """Let `relais serve` itself answer here: a phone asks for a dozen pages at once."""
    return started


def at(screen: Screen, *deeds: object) -> None:
    """Do some things at a screen, in the browser's thread."""
    for deed in deeds:
        screen.chrome.do(lambda deed=deed: deed(screen.page))  # type: ignore[misc]


def test_what_is_done_without_network_is_sent_once_when_it_is_back(
    site: Site, sign_in: SignIn
) -> None:
    site.speak("fr")
    ago(site.world, hours=1)  # the clock of the server is a real one: it ends turns that are over
    lead, other = transmitted(site.world), transmitted(site.world)
    remy = sign_in("remy", language="fr", scripts=True)

    at(remy, lambda page: page.set_viewport_size(PHONE), comes_to_his_desk, loses_network)
    names = {each.id: each.account.name for each in (lead, other)}
    at(remy, lambda page: opens(page, lead.id, names[lead.id]), lambda page: takes_up(page, remy))
    assert Lead.objects.get(id=lead.id).state == State.TRANSMITTED
    at(remy, lambda page: opens(page, other.id, names[other.id]), lambda page: takes_up(page, remy))
    at(remy, lambda page: logs_a_call(page, remy))
    at(remy, lambda page: expect(page.locator("#shelf li")).to_have_count(3))
    assert remy.examine() == []
    officer, why = site.world.by("paul"), WithdrawalCause.OBJECTION
    withdraw_lead(other.id, cause=why, by=officer, at=site.world.at)

    at(remy, has_network_again)
    until(lambda: Lead.objects.get(id=lead.id).state == State.TAKEN_UP)
    at(remy, lambda page: expect(page.locator("#shelf li")).to_have_count(1))
    assert LeadEvent.objects.filter(lead_id=lead.id, kind="lead.taken_up").count() == 1
    assert Lead.objects.get(id=other.id).state == State.WITHDRAWN
    assert OwnProspecting.objects.get().kind == "call"
    at(remy, reads_the_refusal)
    remy.faults[:] = [fault for fault in remy.faults if not fault.startswith("4")]
    site.verify()


def comes_to_his_desk(page: Page) -> None:
    page.goto(page.url)
    expect(page.locator("#kept[data-held=yes]")).to_be_attached()


def loses_network(page: Page) -> None:
    page.context.set_offline(True)


def has_network_again(page: Page) -> None:
    page.context.set_offline(False)


def opens(page: Page, lead_id: UUID, name: str) -> None:
    page.goto(re.sub(r"(://[^/]+).*", rf"\1/leads/{lead_id}/", page.url))
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#kept")).to_be_visible()


def takes_up(page: Page, screen: Screen) -> None:
    page.get_by_role("button", name=screen.say("Take it up"), exact=True).click()
    page.wait_for_url(re.compile("/kept/$"))


def logs_a_call(page: Page, screen: Screen) -> None:
    page.goto(re.sub(r"(://[^/]+).*", r"\1/", page.url))
    page.get_by_text(screen.say("Log my prospecting")).click()
    page.get_by_role("button", name=screen.say("Prospecting call"), exact=True).click()
    page.wait_for_url(re.compile("/kept/$"))


def reads_the_refusal(page: Page) -> None:
    refused = page.locator("#shelf li")
    expect(refused.locator("[data-why]")).not_to_be_empty()
    refused.get_by_role("button").click()
    expect(refused).to_have_count(0)
