"""What stands around every page, by keyboard and by thumb, with script and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from relais.notifications.tests.steps import transmitted
from tests.browser.conftest import SignIn, Site
from tests.browser.screen import Screen

PHONE = {"width": 360, "height": 740}
THUMB = 44  # pixels

pytestmark = pytest.mark.once  # nothing here depends on the database


def at(screen: Screen, deed: Callable[[Page], None]) -> None:
    """Do something at a screen, in the browser's thread."""
    screen.chrome.do(lambda: deed(screen.page))


def test_who_sits_goes_everywhere_by_keyboard(site: Site, sign_in: SignIn) -> None:
    site.speak("en")
    company = transmitted(site.world).contact.last_name
    maya = sign_in("maya", language="en", scripts=True)

    at(maya, asks_for_help)
    at(maya, lambda page: finds(page, company))
    assert maya.examine() == []
    at(maya, lambda page: opens_what_was_found(page))
    at(maya, goes_to_leads)
    at(maya, darkens_without_losing_what_was_typed)
    at(maya, turns_keys_off)


def test_who_drives_needs_one_thumb_and_no_script(site: Site, sign_in: SignIn) -> None:
    site.speak("fr")
    contact = transmitted(site.world).contact.last_name
    remy = sign_in("remy", language="fr", scripts=False)

    at(remy, lambda page: page.set_viewport_size(PHONE))  # type: ignore[arg-type]
    at(remy, unfolds_the_places)
    at(remy, lambda page: searches(page, contact))
    at(remy, darkens_for_good)
    at(remy, speaks_english)


def asks_for_help(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Help")).to_be_hidden()


def finds(page: Page, typed: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator("#found a").first).to_be_visible()
    expect(page.locator("#found-said")).to_have_text("1 suggestion")


def opens_what_was_found(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/leads/[0-9a-f-]{36}/$"))


def goes_to_leads(page: Page) -> None:
    page.locator("body").press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/leads/")


def darkens_without_losing_what_was_typed(page: Page) -> None:
    typed = page.locator("main [name=q]")
    typed.fill("half a wo")
    page.get_by_role("button", name="Maya").click()
    with page.expect_response("**/screen/"):
        page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(typed).to_have_value("half a wo")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def turns_keys_off(page: Page) -> None:
    page.get_by_role("button", name="Maya").click()
    page.get_by_role("button", name="Off", exact=True).click()
    expect(page.locator("[data-key]")).to_have_count(0)
    page.locator("body").press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def unfolds_the_places(page: Page) -> None:
    places = page.get_by_role("navigation", name="Lieux")
    expect(places).to_be_hidden()
    for target in page.locator(".thumb a, .thumb button").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= THUMB
    page.get_by_role("button", name="Menu").click()
    places.get_by_role("link", name="Campagnes").click()
    page.wait_for_url("**/campaigns/")


def searches(page: Page, typed: str) -> None:
    page.get_by_role("searchbox").first.fill(typed)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=typed).click()
    page.wait_for_url(re.compile("/leads/[0-9a-f-]{36}/$"))


def darkens_for_good(page: Page) -> None:
    page.get_by_role("button", name="Remy").click()
    page.get_by_role("button", name="Sombre").click()
    page.wait_for_url(re.compile("/leads/[0-9a-f-]{36}/$"))
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def speaks_english(page: Page) -> None:
    page.get_by_role("button", name="Remy").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
