"""Each desk's main job from the sign-in to the end, in both languages, on a desk and on a phone.

Who drives does it in all four ways. Those who sit do it by keyboard besides, in both languages
(test_seated.py); the others on a desk in one language and on a phone in the other.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.notifications.tests.steps import contested, submitted, transmitted
from tests.browser.conftest import SignIn, Site
from tests.browser.screen import NARROW, WIDE, Screen, Size
from tests.browser.steps import ago, nobody_can_receive, prospect, visited
from tests.browser.test_call_to_signature import (
    COMPANY,
    call_and_qualify,
    hand_over,
    report_the_visit,
)
from tests.browser.test_dispute_to_recovery import contest, label_of
from tests.persons import World

pytestmark = pytest.mark.once  # nothing here depends on the database

Names = list[str]  # of the companies that somebody will meet, in that order
Look = tuple[str, Size]

ON_A_PHONE: tuple[Look, ...] = (("fr", NARROW), ("en", NARROW))
CROSSED: tuple[Look, ...] = (("fr", WIDE), ("en", NARROW))
OTHERWISE: tuple[Look, ...] = (("en", WIDE), ("fr", NARROW))


class Desk(NamedTuple):
    """Who sits there, what has happened before, his job, and how he looks at it."""

    name: str
    before: Callable[[World], Names]
    job: Callable[[Screen, Names], None]
    looks: tuple[Look, ...]


# --- Who calls, who reviews ------------------------------------------------------------------


def somebody_to_call(world: World) -> Names:
    ago(world, hours=1)
    prospect(world, COMPANY, owner="remy")
    return [COMPANY]


def calls(tina: Screen, names: Names) -> None:
    call_and_qualify(tina)
    hand_over(tina)


def two_to_review(world: World) -> Names:
    ago(world, hours=1)
    return [submitted(world).account.name for _ in range(2)]


def reviews(victor: Screen, names: Names) -> None:
    first, second = names
    who = {"company": first, "telemarketer": "Tina", "rep": "Remy"}
    why = label_of("need_unclear", victor.language, ReasonKind.RETURN)
    victor.unfold("Send back", chosen={"Reason": why}, ticked=["What was promised"])
    victor.reads("%(company)s goes back. %(telemarketer)s is told what is missing.", **who)
    victor.press("Validate and transmit under my name")
    victor.reads(
        "%(company)s is validated under your name. %(rep)s is told.", **{**who, "company": second}
    )
    victor.reads("Nothing waits for your review")


# --- Who goes --------------------------------------------------------------------------------


def a_full_day(world: World) -> Names:
    before = visited(world)
    ago(world, minutes=5)
    return [lead.account.name for lead in (transmitted(world), transmitted(world), before)]


def takes_up_tells_and_contests(remy: Screen, names: Names) -> None:
    fresh, doubtful, seen = names
    remy.follow(fresh)
    remy.press("Take it up")
    remy.reads("Taken up.")
    report_the_visit(remy, seen)
    remy.go_to("My day")
    contest(remy, doubtful, label_of("not_qualified", remy.language))


# --- Who leads -------------------------------------------------------------------------------


def three_acts(world: World) -> Names:
    silent = visited(world)
    ago(world, hours=2)
    disputed = contested(world)
    waiting = nobody_can_receive(world)
    return [lead.account.name for lead in (silent, waiting, disputed)]


def asks_gives_and_judges(maya: Screen, names: Names) -> None:
    silent, waiting, disputed = names
    maya.follow_for("Ask first", silent)
    maya.press("Write it to %(rep)s, in the thread of the lead", rep="Remy")
    maya.reads("Your message is in the thread.")
    maya.follow_for("Choose a rep", waiting)
    maya.fill_in(chosen={"Rep": "Olga"})
    maya.press("Give to this rep")
    maya.reads("Given to the rep.")
    maya.go_to("My acts")
    maya.follow_for("Judge", disputed)
    maya.unfold("The lead stands", typed={"In a few words": "La fiche le dit."})
    maya.reads("Judged: the lead stands.")


# --- Who directs, supervises, administers, guards --------------------------------------------


def nothing(world: World) -> Names:
    return []


def publishes_a_target(dora: Screen, names: Names) -> None:
    dora.go_to("Campaigns")
    dora.follow("Printemps")
    dora.follow("Publish a new target")
    dora.fill_in_group(
        "Criterion %(number)s",
        number="1",
        chosen={"What is looked at": "Area"},
        typed={"Words, codes or areas, between commas": "59, 62"},
    )
    dora.press("Publish this target")
    dora.reads("The target was published; earlier leads keep theirs.")


def a_dispute(world: World) -> Names:
    ago(world, hours=1)
    return [contested(world).account.name]


def reads_the_dispute(sam: Screen, names: Names) -> None:
    [company] = names
    sam.follow(company)
    why = label_of("not_qualified", sam.language)
    sam.reads("%(who)s contests it: %(reason)s.", who="Remy", reason=why)


def invites_a_person(ada: Screen, names: Names) -> None:
    ada.go_to("People")
    ada.follow("Add a person")
    ada.fill_in(typed={"Last name": "Castel", "E-mail": "castel@example.com"})
    ada.press("Add a person")
    ada.reads("Added: give a role and a sign-in next.")
    ada.press("Send a link to choose a password")
    ada.reads("The link is on its way; it is good for three days.")


def reads_what_is_missing(paul: Screen, names: Names) -> None:
    paul.go_to("People")
    paul.follow("The organization")
    paul.reads("Before individual figures are shown")


DESKS = (
    Desk("tina", somebody_to_call, calls, ON_A_PHONE),
    Desk("victor", two_to_review, reviews, ON_A_PHONE),
    Desk("remy", a_full_day, takes_up_tells_and_contests, (*CROSSED, *OTHERWISE)),
    Desk("maya", three_acts, asks_gives_and_judges, ON_A_PHONE),
    Desk("dora", nothing, publishes_a_target, CROSSED),
    Desk("sam", a_dispute, reads_the_dispute, OTHERWISE),
    Desk("ada", nothing, invites_a_person, CROSSED),
    Desk("paul", nothing, reads_what_is_missing, OTHERWISE),
)


@pytest.mark.parametrize(
    ("desk", "language", "size"),
    [
        pytest.param(desk, language, size, id=f"{desk.name}-{language}-{size[0]}")
        for desk in DESKS
        for language, size in desk.looks
    ],
)
def test_a_desk_does_its_job(
    site: Site, sign_in: SignIn, desk: Desk, language: str, size: Size
) -> None:
    site.speak(language)
    names = desk.before(site.world)
    screen = sign_in(desk.name, language=language, scripts=True, size=size)

    desk.job(screen, names)
