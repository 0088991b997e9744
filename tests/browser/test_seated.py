"""The desks of those who sit: their main job by keyboard alone, and what comes meanwhile."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from relais.leads.models import Lead
from relais.notifications.tests.steps import submitted
from tests.browser.conftest import SignIn, Site
from tests.browser.steps import ago, prospect, visited
from tests.browser.test_shell import at
from tests.persons import World

pytestmark = pytest.mark.once  # nothing here depends on the database

SOON = 5_000  # milliseconds in which a desk learns of what has changed


def test_a_relay_decides_by_keyboard(site: Site, sign_in: SignIn) -> None:
    site.speak("fr")
    ago(site.world, hours=1)
    names = [submitted(site.world).account.name for _ in range(4)]
    victor = sign_in("victor", language="fr", scripts=True)

    at(victor, lambda page: moves(page, names))
    at(victor, lambda page: sends_back(page, names))
    typed = "Qui décide ?"
    at(victor, lambda page: begins_to_write(page, typed))
    new = comes_meanwhile(site.world)
    at(victor, lambda page: is_told_and_loses_nothing(page, typed, new))
    at(victor, lambda page: validates(page, names))
    assert victor.examine() == []
    states = [lead.state for lead in Lead.objects.order_by("opened_at", "id")]
    assert sorted(states) == ["returned", "submitted", "submitted", "submitted", "transmitted"]


def test_a_telemarketer_calls_qualifies_and_hands_over_by_keyboard(
    site: Site, sign_in: SignIn
) -> None:
    site.speak("fr")
    ago(site.world, hours=1)
    prospect(site.world, "Imprimerie Delattre", owner="remy")
    prospect(site.world, "Menuiserie Vasseur", owner="olga")
    tina = sign_in("tina", language="fr", scripts=True)

    at(tina, takes_the_next)
    at(tina, notes_and_qualifies)
    assert tina.examine() == []
    at(tina, writes_books_and_submits)
    at(tina, promises_to_call_back)
    [lead] = Lead.objects.all()
    assert (lead.state, lead.promised_rep_id) == ("submitted", site.world.id("remy"))
    assert lead.account.name == "Imprimerie Delattre"


def takes_the_next(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/calls/")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_contain_text("Imprimerie Delattre")
    expect(page.locator("main")).to_contain_text("Remy est responsable du compte.")


def notes_and_qualifies(page: Page) -> None:
    page.keyboard.press("t")
    page.keyboard.type("Le bail finit en juin")  # with an i, an n, an s: none of them is a key now
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    expect(page.locator("h1")).to_contain_text("reste à écrire")


def writes_books_and_submits(page: Page) -> None:
    page.keyboard.press("t")
    expect(page.get_by_label("Besoin")).to_be_focused()
    page.keyboard.type("Deux presses")
    page.keyboard.press("Tab")
    page.keyboard.type("Bail en juin")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("prêt à soumettre")
    expect(page.locator("main")).to_contain_text("Un créneau de Remy est réservé")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_contain_text("Menuiserie Vasseur")


def promises_to_call_back(page: Page) -> None:
    """Enter in the date calls back, and does nothing else."""
    page.keyboard.press("r")
    page.get_by_label("Rappeler le").fill(f"{timezone.localdate() + timedelta(days=30)}")
    page.get_by_label("À (heure du prospect)").fill("15:00")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("L’appel est enregistré ; à rappeler")


def test_a_manager_asks_and_tells_by_keyboard(site: Site, sign_in: SignIn) -> None:
    site.speak("fr")
    visited(site.world)
    maya = sign_in("maya", language="fr", scripts=True)

    at(maya, asks_the_rep)
    assert maya.examine() == []
    at(maya, tells_the_outcome)


def asks_the_rep(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("1 acte à faire, pour 1 commercial")
    for key in ("j", "Tab", "Enter"):
        page.keyboard.press(key)
    box = page.get_by_label("Message")
    expect(box).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Vous en avez parlé")


def tells_the_outcome(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/appointments/**")
    page.get_by_label("Honoré", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Honoré")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.locator("h1")).to_have_text("Personne n’a besoin de vous pour l’instant")


def chosen(page: Page, name: str) -> None:
    expect(page.locator("#company")).to_have_text(name)
    expect(page.locator("#queue [aria-current]")).to_contain_text(name)


def moves(page: Page, names: list[str]) -> None:
    page.keyboard.press("j")
    chosen(page, names[1])
    expect(page).to_have_url(re.compile(r"\?lead="))
    page.keyboard.press("j")
    chosen(page, names[2])
    page.keyboard.press("k")
    chosen(page, names[1])


def sends_back(page: Page, names: list[str]) -> None:
    page.keyboard.press("r")
    expect(page.get_by_label("Besoin")).to_be_focused()
    page.keyboard.press("Space")
    box = page.locator("details[open]")
    box.get_by_label("Motif").focus()
    for key in ("ArrowDown", "Tab", "Tab", "Enter"):  # the reason, past the words, the button
        page.keyboard.press(key)
    chosen(page, names[2])
    expect(page.locator("main")).to_contain_text("Tina sait ce qui manque.")
    expect(page.locator("#title")).to_contain_text("3 leads à valider")


def begins_to_write(page: Page, typed: str) -> None:
    page.keyboard.press("e")
    box = page.locator("details[open] textarea")
    box.focus()
    page.keyboard.type(typed)


def comes_meanwhile(world: World) -> str:
    ago(world, minutes=0)
    return str(submitted(world).account.name)


def is_told_and_loses_nothing(page: Page, typed: str, new: str) -> None:
    """The desk says what came within five seconds; what is typed and the focus stay."""
    said = page.locator("#news")
    expect(said).to_contain_text("1 nouveau lead à valider", timeout=SOON)
    box = page.locator("details[open] textarea")
    expect(box).to_be_focused()
    expect(page.locator("#queue")).not_to_contain_text(new)
    said.get_by_role("link", name="Afficher").click()
    expect(page.locator("#queue")).to_contain_text(new)
    expect(page.locator("#title")).to_contain_text("4 leads à valider")
    expect(said).to_be_empty()
    expect(box).to_have_value(typed)


def validates(page: Page, names: list[str]) -> None:
    page.locator("details[open] textarea").focus()
    page.keyboard.type("v")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.locator("main")).to_contain_text(
        f"{names[2]} est validé sous votre nom. Remy est prévenu."
    )
    chosen(page, names[3])
