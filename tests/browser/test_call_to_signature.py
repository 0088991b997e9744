"""One lead from the call to the signature, by forms alone, each person at his own screen."""

from collections.abc import Mapping

import pytest

from tests.browser.conftest import SignIn, Site, once_a_database
from tests.browser.screen import Screen
from tests.browser.steps import ago, prospect, visited

COMPANY = "Imprimerie Delattre"

TOLD: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("%(who)s opened the lead.", {"who": "Tina"}),
    ("%(who)s booked an appointment with %(rep)s: %(start)s.", {"who": "Tina", "rep": "Remy"}),
    ("%(who)s submitted it for review.", {"who": "Tina"}),
    ("Validated under the name of %(relay)s.", {"relay": "Victor"}),
    ("Transmitted to %(rep)s. %(why)s", {"rep": "Remy"}),
    ("%(who)s took it up.", {"who": "Remy"}),
    ("%(who)s started the approach: %(means)s.", {"who": "Remy"}),
    ("Signed.", {}),
)


@pytest.fixture
def site(started: Site) -> Site:
    """Let `relais serve` itself answer here."""
    return started


@once_a_database
def test_a_lead_goes_from_the_call_to_the_signature(
    site: Site, sign_in: SignIn, language: str, scripts: bool
) -> None:
    site.speak(language)
    ago(site.world, days=30)
    prospect(site.world, COMPANY, owner="remy")
    before = visited(site.world)
    tina, victor, remy = (
        sign_in(name, language=language, scripts=scripts) for name in ("tina", "victor", "remy")
    )

    call_and_qualify(tina)
    hand_over(tina)
    review(victor)
    take_up_and_approach(remy)
    sign(remy)

    tells_all(remy)
    assert points_shown_to(remy) == ["10", "3", "1", "1"]
    report_the_visit(remy, before.account.name)
    assert points_shown_to(remy) == ["3", "10", "3", "1", "1"]
    site.verify()


def call_and_qualify(tina: Screen) -> None:
    tina.follow("To call")
    tina.press("Next prospect")
    tina.reads(COMPANY)
    tina.fill_in(typed={"Note": "Le bail finit en juin"})
    tina.press("Qualified: open the lead")
    tina.reads("The lead is open: write its sheet, book, and submit it.")


def hand_over(tina: Screen) -> None:
    tina.fill_in(typed={"Need": "Deux presses", "Context": "Bail en juin"})
    tina.press_last_slot()
    tina.reads("%(company)s: ready to be submitted", company=COMPANY)
    tina.press("Submit and stop")
    tina.reads("%(company)s is submitted.", company=COMPANY)


def review(victor: Screen) -> None:
    victor.follow("To review")
    victor.reads("Deux presses")
    victor.press("Validate and transmit under my name")
    who = {"company": COMPANY, "rep": "Remy"}
    victor.reads("%(company)s is validated under your name. %(rep)s is told.", **who)


def take_up_and_approach(remy: Screen) -> None:
    remy.follow("My day")
    remy.follow(COMPANY)
    remy.press("Take it up")
    remy.reads("Taken up.")
    remy.unfold("Log an approach", chosen={"What you did": "Call to the prospect"})
    remy.reads("The approach was logged.")


def sign(remy: Screen) -> None:
    remy.unfold("Log a signature", typed={"Amount": "48000", "Margin": "9500.50"})
    remy.reads("The signature was logged.")
    remy.reads("Signed for")


def tells_all(remy: Screen) -> None:
    """The history tells each step in the reader's language, and nothing else."""
    lines = remy.timeline()
    assert len(lines) == len(TOLD), lines
    for line, (words, names) in zip(lines, TOLD, strict=True):
        blanks = {"start": "|", "why": "|", "means": "|", **names}
        beginning, *_ = remy.say(words, **blanks).split("|")
        assert line.startswith(" ".join(beginning.split())), lines


def report_the_visit(remy: Screen, company: str) -> None:
    remy.follow("Appointments")
    remy.fill_in(chosen={"Which": "Outcome due"})
    remy.press("Show")
    remy.follow_beside(company)
    remy.fill_in(ticked=["Held"])
    remy.press("Save the outcome")
    remy.reads("The outcome was saved.")


def points_shown_to(remy: Screen) -> list[str]:
    """From his first page, where the total stands, to the page that says for what."""
    remy.follow("My day")
    remy.follow_beginning("My points")
    return remy.points()
