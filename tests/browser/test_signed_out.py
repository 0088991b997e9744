"""A session that ends while a page is open: who reads it is told, and nothing typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from relais.leads.models import Lead
from relais.notifications.tests.steps import submitted
from tests.browser.conftest import PASSWORD, SignIn, Site
from tests.browser.steps import ago
from tests.browser.test_shell import PHONE, at

pytestmark = pytest.mark.once  # nothing here depends on the database

WORDS = "Le bail finit en juin"


def test_a_deed_in_place_asks_who_it_is_and_is_done_afterwards(site: Site, sign_in: SignIn) -> None:
    site.speak("en")
    ago(site.world, hours=1)
    lead = submitted(site.world)
    victor = sign_in("victor", language="en", scripts=True)

    at(victor, types_why)
    Session.objects.all().delete()
    at(victor, is_asked_who_he_is)
    victor.refused(401)
    at(victor, sends_it_after_all)
    assert Lead.objects.get(id=lead.id).state == "returned"


def test_a_desk_that_asks_by_itself_says_that_the_session_has_ended(
    site: Site, sign_in: SignIn
) -> None:
    site.speak("en")
    ago(site.world, hours=1)
    submitted(site.world)
    victor = sign_in("victor", language="en", scripts=True)

    at(victor, types_why)
    Session.objects.all().delete()
    at(victor, is_told_and_keeps_what_he_typed)
    assert victor.examine() == []


def test_the_first_steps_are_one_line_on_a_phone_and_open_where_there_is_room(
    site: Site, sign_in: SignIn
) -> None:
    site.speak("en")
    remy = sign_in("remy", language="en", scripts=False)

    at(remy, reads_them_at_once)
    at(remy, lambda page: page.set_viewport_size(PHONE))  # type: ignore[arg-type]
    at(remy, unfolds_and_puts_them_away)


def types_why(page: Page) -> None:
    page.get_by_role("link", name="To review").first.click()
    page.locator(".folded > summary", has_text="Send back").click()
    page.get_by_label("In a few words").first.fill(WORDS)


def is_asked_who_he_is(page: Page) -> None:
    fold = page.locator(".folded", has_text="Send back")
    fold.locator("select").select_option(index=1)
    fold.get_by_role("button", name="Send back").click()
    expect(page.locator("main")).to_contain_text("what you typed is kept in this page")


def sends_it_after_all(page: Page) -> None:
    page.locator("[name=username]").fill("victor@example.com")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Not sent yet: Send back · ")
    expect(page.locator("main textarea, main input[readonly]").last).to_have_value(WORDS)
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("main")).to_contain_text("goes back")


def is_told_and_keeps_what_he_typed(page: Page) -> None:
    expect(page.locator("#toasts")).to_contain_text("You were signed out")
    expect(page.get_by_label("In a few words").first).to_have_value(WORDS)
    expect(page.locator("#toasts a")).to_have_attribute("href", "/sign-in/?next=/leads/review/")


def reads_them_at_once(page: Page) -> None:
    expect(page.get_by_role("button", name="I have read this")).to_be_visible()
    expect(page.get_by_text("Show", exact=True)).to_be_hidden()


def unfolds_and_puts_them_away(page: Page) -> None:
    read = page.get_by_role("button", name="I have read this")
    expect(read).to_be_hidden()
    title = page.get_by_text("Your first steps here")
    box = title.locator("..").bounding_box()
    assert box is not None
    assert box["height"] < 60
    title.click()
    expect(read).to_be_visible()
    read.click()
    expect(title).to_be_hidden()
