"""A page that lives: what has happened stands in it within seconds, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from relais.leads.actions import post_message, take_up_lead
from relais.leads.models import Lead
from relais.notifications.tests.steps import transmitted
from relais.routing.actions import assign_lead
from tests.browser.conftest import SignIn, Site
from tests.browser.screen import NARROW, Screen
from tests.browser.steps import ago

pytestmark = pytest.mark.once  # nothing here depends on the database

TYPED = "Je passe mardi à 9 h."


def at(screen: Screen, *deeds: object) -> None:
    """Do some things at a screen, in the browser's thread."""
    for deed in deeds:
        screen.chrome.do(lambda deed=deed: deed(screen.page))  # type: ignore[misc]


def test_a_lead_that_comes_stands_in_the_rep_s_day(site: Site, sign_in: SignIn) -> None:
    site.speak("fr")
    ago(site.world, hours=1)
    remy = sign_in("remy", language="fr", scripts=True, size=NARROW)
    at(remy, lambda page: expect(page.locator("#day li, #day .act")).to_have_count(0))
    ago(site.world)
    lead = transmitted(site.world)

    def stands(page: Page) -> None:
        link = page.locator(f"#day a[href='/leads/{lead.id}/']").first
        expect(link).to_be_visible()
        expect(page.locator("h1")).to_contain_text("1 lead à prendre en compte")
        expect(page).to_have_title("1 lead à prendre en compte · Relais")
        expect(page.locator("#news")).to_contain_text("1 nouveau lead")
        assert f"/leads/{lead.id}/" in (page.locator("#day").get_attribute("data-hold") or "")

    at(remy, stands)
    assert remy.examine() == []


def test_what_is_typed_and_unfolded_stays_while_the_lead_goes_on(
    site: Site, sign_in: SignIn
) -> None:
    site.speak("en")
    ago(site.world, hours=1)
    lead = transmitted(site.world)
    maya = sign_in("maya", language="en", scripts=True)
    maya.open(f"/leads/{lead.id}/")

    at(maya, types)
    ago(site.world)
    take_up_lead(lead.id, by=site.world.by("remy"), at=site.world.at)
    post_message(lead.id, text="Bien reçu", by=site.world.by("remy"), at=site.world.at)
    at(maya, goes_on, leaves_it)


def types(page: Page) -> None:
    page.locator("#deeds summary", has_text="Give to a rep").click()
    page.locator("#deeds details[open] textarea").fill(TYPED)


def goes_on(page: Page) -> None:
    expect(page.locator("#title")).to_contain_text("Taken up")
    expect(page.locator("#life")).to_contain_text("Remy took it up.")
    expect(page.locator("#said")).to_contain_text("Bien reçu")
    expect(page.locator("#news")).to_contain_text("Remy wrote into the thread.")
    field = page.locator("#deeds details[open] textarea")
    expect(field).to_have_value(TYPED)
    expect(field).to_be_focused()


def leaves_it(page: Page) -> None:
    expect(page.locator("#deeds summary", has_text="Close without")).to_have_count(0)
    page.locator("#deeds details[open] textarea").fill("")
    page.locator("#deeds details[open] summary").click()
    page.locator("h1").click()
    expect(page.locator("#deeds summary", has_text="Close without")).to_have_count(1)


def test_a_lead_that_goes_elsewhere_says_so_and_loses_no_word(site: Site, sign_in: SignIn) -> None:
    ago(site.world, hours=1)
    site.speak("en")
    lead = transmitted(site.world)
    remy = sign_in("remy", language="en", scripts=True, size=NARROW)
    remy.open(f"/leads/{lead.id}/")
    at(remy, lambda page: page.get_by_label("Message").fill(TYPED))
    goes_to(site, lead, "olga")
    at(remy, lambda page: expect(page.locator("#news")).to_contain_text("can no longer see it"))
    at(remy, lambda page: expect(page.get_by_label("Message")).to_have_value(TYPED))


def goes_to(site: Site, lead: Lead, name: str) -> None:
    rep_id, by = site.world.id(name), site.world.by("maya")
    assign_lead(lead.id, rep_id=rep_id, words="", by=by, at=site.world.at)
