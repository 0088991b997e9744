"""The desks of those who sit: their main job by keyboard alone, and what comes meanwhile."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from relais.calls.models import Callback
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.models import Lead
from relais.notifications.tests.steps import contested, submitted
from tests.browser.conftest import PASSWORD, Open, Site
from tests.browser.keyboard import ANYTHING, Keyboard
from tests.browser.screen import Screen
from tests.browser.steps import ago, nobody_can_receive, prospect, visited
from tests.browser.test_dispute_to_recovery import label_of
from tests.browser.test_shell import at
from tests.persons import World

pytestmark = pytest.mark.once  # nothing here depends on the database

SOON = "every 4s"  # a desk learns of what has changed
ALIKE = date(2026, 7, 7)  # it is written alike where the month stands first

in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])


def sits_down(window: Open, name: str, language: str) -> tuple[Screen, Keyboard]:
    """Let somebody sign in by keyboard."""
    screen = window(language=language, scripts=True)
    screen.arrive()
    keys = Keyboard(screen)
    keys.sign_in(f"{name}@example.com", PASSWORD)
    return screen, keys


# --- The relay -------------------------------------------------------------------------------


@in_both_languages
def test_a_relay_decides_by_keyboard(site: Site, window: Open, language: str) -> None:
    site.speak(language)
    ago(site.world, hours=1)
    names = [submitted(site.world).account.name for _ in range(4)]
    victor, keys = sits_down(window, "victor", language)

    moves(victor, keys, names)
    sends_back(victor, keys, names)
    typed = "Qui décide ?"
    begins_to_write(keys, typed)
    place = where_he_writes(victor)
    new = comes_meanwhile(site.world)
    is_told_and_loses_nothing(victor, keys, typed, new, place)
    validates(victor, keys, names)
    assert victor.examine() == []
    states = [lead.state for lead in Lead.objects.order_by("opened_at", "id")]
    assert sorted(states) == ["returned", "submitted", "submitted", "submitted", "transmitted"]


def test_a_key_pressed_twice_in_haste_decides_on_one_lead(site: Site, window: Open) -> None:
    ago(site.world, hours=1)
    names = [submitted(site.world).account.name for _ in range(3)]
    victor, keys = sits_down(window, "victor", "en")
    at(victor, hastily)
    keys.press("v")
    chosen(victor, names[1])
    keys.press("v")
    chosen(victor, names[2])
    assert [one.state for one in Lead.objects.order_by("opened_at", "id")] == [
        "transmitted",
        "transmitted",
        "submitted",
    ]


def hastily(page: Page) -> None:
    """Press the key once more as soon as the next card has come."""
    page.evaluate(
        """document.addEventListener("htmx:afterSwap", ({ detail }) => {
            const again = new KeyboardEvent("keydown", { key: "v", bubbles: true })
            if (detail.target.id === "main") document.body.dispatchEvent(again)
        })"""
    )


def chosen(victor: Screen, name: str) -> None:
    def look(page: Page) -> None:
        expect(page.locator("#company")).to_have_text(name)
        expect(page.locator("#queue [aria-current]")).to_contain_text(name)

    at(victor, look)


def moves(victor: Screen, keys: Keyboard, names: list[str]) -> None:
    for key, name in (("j", names[1]), ("j", names[2]), ("k", names[1])):
        keys.press(key)
        chosen(victor, name)
    at(victor, lambda page: expect(page).to_have_url(re.compile(r"\?lead=")))


def sends_back(victor: Screen, keys: Keyboard, names: list[str]) -> None:
    keys.press("r")
    keys.is_in("Need")
    keys.press("Space")
    keys.tab_to("Reason")
    keys.choose(label_of("need_unclear", victor.language, ReasonKind.RETURN))
    keys.tab_to("Send back")
    keys.press("Enter")
    chosen(victor, names[2])
    who = {"company": names[1], "telemarketer": "Tina"}
    keys.reads("%(company)s goes back. %(telemarketer)s is told what is missing.", **who)
    keys.counts(3)


def begins_to_write(keys: Keyboard, typed: str) -> None:
    keys.press("e")
    keys.is_in("Reason")
    keys.tab_to("In a few words")
    keys.type(typed)


def comes_meanwhile(world: World) -> str:
    ago(world, minutes=0)
    return str(submitted(world).account.name)


def is_told_and_loses_nothing(
    victor: Screen, keys: Keyboard, typed: str, new: str, place: object
) -> None:
    """The desk soon says what came; what is typed and the focus stay."""
    at(victor, lambda page: is_told(page, new))
    assert where_he_writes(victor) == place
    keys.is_in("In a few words")
    keys.tab_back_to("Show")
    keys.press("Enter")
    at(victor, lambda page: is_shown(page, typed, new))
    keys.counts(4)


def where_he_writes(victor: Screen) -> object:
    """Give where the field stands in the window: what has come must not move it."""
    return victor.chrome.do(lambda: victor.page.locator("details[open] textarea").bounding_box())


def is_told(page: Page, new: str) -> None:
    expect(page.locator("#news")).to_have_attribute("hx-trigger", SOON)
    expect(page.locator("#news")).to_contain_text(re.compile(r"^\s*1 "))
    expect(page.locator("#queue")).not_to_contain_text(new)


def is_shown(page: Page, typed: str, new: str) -> None:
    expect(page.locator("#queue")).to_contain_text(new)
    expect(page.locator("#news")).to_be_empty()
    expect(page.locator("details[open] textarea")).to_have_value(typed)


def validates(victor: Screen, keys: Keyboard, names: list[str]) -> None:
    """While somebody types, a key is a letter; Escape ends that."""
    keys.tab_to("In a few words")
    keys.type("v")
    keys.press("Escape", "v")
    who = {"company": names[2], "rep": "Remy"}
    keys.reads("%(company)s is validated under your name. %(rep)s is told.", **who)
    chosen(victor, names[3])


# --- The telemarketer ------------------------------------------------------------------------


@in_both_languages
def test_a_telemarketer_calls_qualifies_and_hands_over_by_keyboard(
    site: Site, window: Open, language: str
) -> None:
    site.speak(language)
    ago(site.world, hours=1)
    prospect(site.world, "Imprimerie Delattre", owner="remy")
    prospect(site.world, "Menuiserie Vasseur", owner="olga")
    tina, keys = sits_down(window, "tina", language)

    takes_the_next(tina, keys)
    notes_and_qualifies(keys)
    assert tina.examine() == []
    writes_books_and_submits(keys)
    promises_to_call_back(keys)
    [lead] = Lead.objects.all()
    assert (lead.state, lead.promised_rep_id) == ("submitted", site.world.id("remy"))
    assert lead.account.name == "Imprimerie Delattre"
    [callback] = Callback.objects.all()
    assert callback.due_at.date() == ALIKE


def takes_the_next(tina: Screen, keys: Keyboard) -> None:
    keys.press("g", "c")
    at(tina, lambda page: page.wait_for_url("**/calls/"))
    keys.press("j")
    keys.title("Imprimerie Delattre")
    keys.reads("%(rep)s answers for the account.", rep="Remy")


def notes_and_qualifies(keys: Keyboard) -> None:
    keys.press("t")
    keys.type("Le bail finit en juin")  # with an i, an n, an s: none of them is a key now
    keys.press("Escape", "q")
    still = {"company": "Imprimerie Delattre", "fields": ANYTHING}
    keys.title("%(company)s: still to be written: %(fields)s", **still)


def writes_books_and_submits(keys: Keyboard) -> None:
    keys.press("t")
    keys.is_in("Need")
    keys.type("Deux presses")
    keys.press("Tab")
    keys.type("Bail en juin")
    keys.press("Escape", "b", "Enter")
    keys.title("%(company)s: ready to be submitted", company="Imprimerie Delattre")
    keys.reads("A slot of %(rep)s is held: %(start)s.", rep="Remy", start=ANYTHING)
    keys.press("v")
    keys.title("Menuiserie Vasseur")


def promises_to_call_back(keys: Keyboard) -> None:
    """Enter in the date calls back, and does nothing else."""
    keys.press("r")
    keys.type(f"{ALIKE:%d%m%Y}")
    keys.tab_to("At (the prospect’s clock)")
    keys.type("1030a")  # the a is for a clock of twelve hours
    keys.press("Enter")
    keys.reads("The call was saved; call back: %(start)s", start=ANYTHING)


# --- The manager -----------------------------------------------------------------------------


@in_both_languages
def test_a_manager_asks_tells_gives_and_judges_by_keyboard(
    site: Site, window: Open, language: str
) -> None:
    site.speak(language)
    silent = visited(site.world)
    ago(site.world, hours=2)
    disputed, waiting = contested(site.world), nobody_can_receive(site.world)
    maya, keys = sits_down(window, "maya", language)

    asks_the_rep(maya, keys)
    assert maya.examine() == []
    tells_the_outcome(maya, keys)
    gives_what_waits(maya, keys)
    judges(maya, keys)
    states = {lead: Lead.objects.get(id=lead.id).state for lead in (silent, disputed, waiting)}
    assert list(states.values()) == ["in_approach", "transmitted", "transmitted"]


def asks_the_rep(maya: Screen, keys: Keyboard) -> None:
    keys.counts(3)
    keys.press("j")
    keys.tab_to("Ask first")
    keys.press("Enter")
    keys.is_in("Message")
    keys.press("Tab", "Enter")
    keys.reads("You wrote about it: %(moment)s", moment=ANYTHING)


def tells_the_outcome(maya: Screen, keys: Keyboard) -> None:
    keys.press("j", "j", "j", "Enter")  # asked already: below the dispute and what waits
    at(maya, lambda page: page.wait_for_url("**/appointments/**"))
    keys.tab_to("Held")
    keys.press("Space", "Enter")
    keys.reads("The outcome was saved.")


def gives_what_waits(maya: Screen, keys: Keyboard) -> None:
    back_to_the_acts(maya, keys)
    keys.tab_to("Choose a rep")
    keys.press("Enter")
    keys.title("to which rep?")
    keys.tab_to("Rep")
    keys.choose("Olga")
    keys.tab_to("Give to this rep")
    keys.press("Enter")
    keys.reads("Given to the rep.")


def judges(maya: Screen, keys: Keyboard) -> None:
    back_to_the_acts(maya, keys)
    keys.counts(1)
    keys.tab_to("Judge")
    keys.press("Enter")
    keys.reads("You judge this dispute")
    keys.tab_to("The lead stands")
    keys.press("Enter", "Tab")
    keys.is_in("In a few words")
    keys.type("La fiche le dit.")
    keys.press("Tab", "Enter")
    keys.reads("Judged: the lead stands.")


def back_to_the_acts(maya: Screen, keys: Keyboard) -> None:
    keys.press("g", "d")
    at(maya, lambda page: page.wait_for_url(lambda url: urlsplit(url).path == "/"))
