"""A challenge from its creation to its draw in the theme of the cinema, by forms alone."""

import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from relais.challenge.queries import CHECK
from relais.notifications.tests.steps import transmitted
from relais.people.actions import complete_privacy_checklist
from tests.browser.conftest import SignIn, Site, once_a_database
from tests.browser.screen import Screen
from tests.browser.steps import ago
from tests.clock import MORNING
from tests.persons import SINCE

NAME = "Premier clap"
TELEVISIONS = ((1920, 1080), (1366, 768), (1280, 720))
BEYOND = """() => [...document.querySelectorAll(".wall, .wall h1, .wall li")]
  .filter(each => each.getBoundingClientRect().bottom > innerHeight).map(each => each.textContent)
  .concat(document.documentElement.scrollHeight > innerHeight ? ["it scrolls"] : [])
  .concat([...document.querySelectorAll(".wall *")].filter(each =>
    !each.children.length && each.textContent.trim() && each.getClientRects().length
    && parseFloat(getComputedStyle(each).fontSize) < innerHeight / 42).map(each => "too small"))
  .concat([...document.querySelectorAll(".wall h1")].filter(each =>
    each.scrollWidth > each.clientWidth).map(each => "cut off"))"""
LAST = timedelta(days=6)
TEAMS = {"fr": "Producteurs", "en": "Producers"}
STEP = {"fr": "scénario acheté", "en": "scenario bought"}
THEME = {"fr": "Cinéma", "en": "Cinema"}
BIKE = {"fr": "Un vélo", "en": "A bicycle"}


@once_a_database
def test_a_challenge_goes_from_its_creation_to_a_draw_that_anyone_can_check(
    site: Site,
    sign_in: SignIn,
    language: str,
    scripts: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    site.speak(language)
    ago(site.world, minutes=5)
    company = transmitted(site.world).account.name
    complete_privacy_checklist(
        works_council_on=SINCE,
        notice="v1",
        impact_assessment="A1",
        by=site.world.by("ada"),
        at=site.world.at,
    )
    dora, remy = (sign_in(name, language=language, scripts=scripts) for name in ("dora", "remy"))

    make(dora)
    page = dora.path
    join(remy)
    take_up(remy, company)
    dora.open(page)
    dora.follow("The wall, for a television")
    dora.reads("%(team)s leads with %(points)s points", team="Nord", points="1")
    dora.reads(TEAMS[language])
    dora.reads(f"Nord {STEP[language]}")
    for width, height in TELEVISIONS:
        assert dora.chrome.do(partial(beyond, dora, width, height)) == []
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING + LAST + timedelta(days=1))
    end_and_draw(dora, page)
    remy.open(f"{page}draw/")
    remy.reads("Yours: you have won")
    check(remy, tmp_path)
    site.verify()


def beyond(screen: Screen, width: int, height: int) -> object:
    """Give what of a wall is not on a screen of some size, or cannot be read from afar."""
    before = screen.page.viewport_size
    screen.page.set_viewport_size({"width": width, "height": height})
    found = screen.page.evaluate(BEYOND)
    if before:
        screen.page.set_viewport_size(before)
    return found


def make(dora: Screen) -> None:
    dora.open("/challenges/new/")
    first, last = MORNING.date(), MORNING.date() + LAST
    dora.fill_in(
        typed={"Name": NAME, "First day": f"{first}", "Last day": f"{last}"},
        chosen={"Theme": THEME[dora.language]},
    )
    dora.press("Make the draft")
    words = {"What it is, in French": BIKE["fr"], "What it is, in English": BIKE["en"]}
    dora.unfold("Add a prize", chosen={"Who has it": "Drawn by lot"}, typed=words)
    dora.press("Publish and freeze the rules")
    dora.reads("Published: its rules are frozen, and whoever it is for can join.")


def join(remy: Screen) -> None:
    """From the quiet line at his desk; he agrees to be named."""
    remy.open("/")
    remy.follow("See it, and take part if you like")
    remy.fill_in(ticked=["I agree to be named if I am among the first"])
    remy.press("Take part")
    remy.reads("You take part: what you do from now on counts.")


def take_up(remy: Screen, company: str) -> None:
    """What he does wins a point, which stands at his desk in the theme's words."""
    remy.open("/")
    remy.follow(company)
    remy.press("Take it up")
    remy.reads("Taken up.")
    remy.open("/")
    remy.reads(STEP[remy.language])
    remy.reads(TEAMS[remy.language])
    remy.follow("My points, one by one")
    remy.reads(company)


def end_and_draw(dora: Screen, page: str) -> None:
    dora.open(page)
    dora.press("End it and freeze the standing")
    dora.reads("Ended: who stands where is frozen.")
    dora.follow("The draw")
    dora.press("Draw")
    dora.reads("Drawn: the secret is revealed, and anyone can check it.")


def check(remy: Screen, folder: Path) -> None:
    """Run the lines that the page shows on the file that it gives: they draw the same."""
    remy.reads(CHECK)
    (folder / "check.py").write_text(CHECK)
    (folder / "draw.json").write_bytes(remy.take("The file of this draw (JSON)"))
    command = [sys.executable, "check.py", "draw.json"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    prize, ticket = ran.stdout.strip().rsplit(" ", 1)
    assert prize == BIKE[remy.language]
    remy.reads(ticket)
