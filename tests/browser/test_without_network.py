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


def three_offered(site: Site) -> list[Lead]:
    """Offer Remy three leads; the server's clock is a real one, and ends turns that are over."""
    site.speak("fr")
    ago(site.world, hours=1)
    return [transmitted(site.world) for _ in "123"]


def at(screen: Screen, *deeds: object) -> None:
    """Do some things at a screen, in the browser's thread."""
    for deed in deeds:
        screen.chrome.do(lambda deed=deed: deed(screen.page))  # type: ignore[misc]


def test_what_is_done_without_network_is_sent_once_when_it_is_back(
    site: Site, sign_in: SignIn
) -> None:
    lead, other, third = three_offered(site)
    remy = sign_in("remy", language="fr", scripts=True)

    at(remy, lambda page: page.set_viewport_size(PHONE), comes_to_his_desk, loses_network)
    names = {each.id: each.account.name for each in (lead, other, third)}
    at(remy, lambda page: opens(page, lead.id, names[lead.id]), lambda page: takes_up(page, remy))
    assert Lead.objects.get(id=lead.id).state == State.TRANSMITTED
    at(remy, lambda page: sees_it_done_here(page, lead.id, remy), stays_in_one_line)
    at(remy, lambda page: opens(page, other.id, names[other.id]), lambda page: takes_up(page, remy))
    at(remy, lambda page: opens(page, third.id, names[third.id]), lambda page: takes_up(page, remy))
    at(remy, lambda page: logs_a_call(page, remy))
    at(remy, lambda page: expect(page.locator("#shelf li")).to_have_count(4))
    assert remy.examine() == []
    officer, why = site.world.by("paul"), WithdrawalCause.OBJECTION
    for each in (other, third):
        withdraw_lead(each.id, cause=why, by=officer, at=site.world.at)

    at(remy, has_network_again)
    until(lambda: Lead.objects.get(id=lead.id).state == State.TAKEN_UP)
    at(remy, lambda page: expect(page.locator("#shelf [data-why]:not(:empty)")).to_have_count(2))
    at(remy, lambda page: expect(page.locator("#shelf li")).to_have_count(2))
    assert LeadEvent.objects.filter(lead_id=lead.id, kind="lead.taken_up").count() == 1
    assert Lead.objects.get(id=other.id).state == State.WITHDRAWN
    assert OwnProspecting.objects.get().kind == "call"
    at(remy, lambda page: handles_the_refusal_on_its_page(page, third.id), reads_the_refusal)
    remy.faults[:] = [fault for fault in remy.faults if not fault.startswith("4")]
    site.verify()


def comes_to_his_desk(page: Page) -> None:
    page.goto(page.url)
    expect(page.locator("#kept[data-held=yes]")).to_be_attached()


def sees_it_done_here(page: Page, lead_id: UUID, screen: Screen) -> None:
    """What waits is done as far as its page and the day go; it cannot be pressed again."""
    page.go_back()
    expect(page.locator("h1")).to_contain_text(screen.say("Kept here, on its way"))
    expect(page.locator(f"form[action='/leads/{lead_id}/take-up/']")).to_be_hidden()
    presses_all_the_same(page, lead_id)
    page.wait_for_url(re.compile("/kept/$"))
    expect(page.locator("#shelf li")).to_have_count(1)
    page.goto(re.sub(r"(://[^/]+).*", r"\1/", page.url))
    row = page.locator(f"[data-about='/leads/{lead_id}/']")
    expect(row).to_contain_text(screen.say("Kept here, on its way"))


def presses_all_the_same(page: Page, lead_id: UUID) -> None:
    page.locator(f"form[action='/leads/{lead_id}/take-up/']").evaluate(
        "form => form.requestSubmit()"
    )


def stays_in_one_line(page: Page) -> None:
    see = page.locator("#kept > a")
    assert see.evaluate("link => link.getClientRects().length") == 1


def handles_the_refusal_on_its_page(page: Page, lead_id: UUID) -> None:
    """It says there why not and what to do, and is settled by what is done there next."""
    page.goto(re.sub(r"(://[^/]+).*", rf"\1/leads/{lead_id}/", page.url))
    here = page.locator("#here li")
    expect(here.locator("[data-why]")).not_to_be_empty()
    expect(here.locator("[data-todo]")).not_to_be_empty()
    page.locator("textarea[name=text]").fill("J’ai compris.")
    with page.expect_navigation():
        page.locator("form[action$='/message/'] button").click()
    expect(page.locator("#kept.alert-danger")).to_contain_text("· 1")
    expect(here).to_have_count(0)
    page.goto(re.sub(r"(://[^/]+).*", r"\1/kept/", page.url))


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
    expect(page.locator("#kept")).to_be_hidden()
