"""What does not reach the server is said in place, and can be sent again as it was typed."""

import pytest
from playwright.sync_api import Page, expect

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.models import Lead
from relais.notifications.tests.steps import submitted
from tests.browser.conftest import Open, Site
from tests.browser.steps import ago
from tests.browser.test_dispute_to_recovery import label_of
from tests.browser.test_seated import sits_down
from tests.browser.test_shell import at
from tests.browser.test_without_network import has_network_again, loses_network

pytestmark = pytest.mark.once  # nothing here depends on the database


def test_a_deed_that_does_not_arrive_says_so_and_is_sent_again(site: Site, window: Open) -> None:
    site.speak("en")
    ago(site.world, hours=1)
    company = submitted(site.world).account.name
    victor, keys = sits_down(window, "victor", "en")
    keys.press("r")
    keys.is_in("Need")
    keys.press("Space")
    keys.tab_to("Reason")
    keys.choose(label_of("need_unclear", "en", ReasonKind.RETURN))
    keys.tab_to("Send back")
    at(victor, loses_network)
    keys.press("Enter")
    at(victor, is_told_that_it_is_not_done)
    assert Lead.objects.get().state == "submitted"
    at(victor, has_network_again)
    keys.press("Enter")
    keys.reads("%(company)s goes back. %(telemarketer)s is told what is missing.",
               company=company, telemarketer="Tina")  # fmt: skip
    assert Lead.objects.get().state == "returned"
    victor.faults[:] = [fault for fault in victor.faults if not is_of_the_network(fault)]


def is_told_that_it_is_not_done(page: Page) -> None:
    expect(page.locator("#toasts")).to_contain_text("Not done")


def is_of_the_network(fault: str) -> bool:
    """Say whether the browser, or htmx, writes down that there was no network."""
    return "ERR_INTERNET" in fault or fault.startswith("console: htmx:")
