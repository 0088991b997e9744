"""What two challenges did, as their director reads it: where take-up rose, and where it did not."""

from datetime import timedelta
from uuid import UUID

from relais.challenge.actions import WantedChallenge, create_challenge, start_challenge
from relais.challenge.models import Challenge
from relais.challenge.rules.game import ChallengeKind, Rules
from relais.leads.events import (
    AssignmentReason,
    Event,
    LeadAssigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
)
from relais.leads.log import Entry, append_many
from relais.people.actions import complete_privacy_checklist
from tests.browser.conftest import SignIn, Site, once_a_database
from tests.clock import MORNING
from tests.persons import SINCE, World

WEEK = timedelta(days=7)
WEEKS = 8  # before the start, and since
LEADS = 4  # of each team a week
LESS, MORE = 1, 3  # of these that are taken up
STARTED = MORNING - (WEEKS + 4) * WEEK
NAMES = {"remy": "Vague du nord", "sara": "Vague du sud"}


@once_a_database
def test_a_challenge_that_moved_take_up_says_so_and_one_that_did_not_shows_no_effect(
    site: Site, sign_in: SignIn, language: str, scripts: bool
) -> None:
    site.speak(language)
    world = site.world
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.by("ada"), at=world.at
    )
    play(world)
    dora = sign_in("dora", language=language, scripts=scripts)

    for rep, words in (
        ("remy", "Take-up rose beyond what was to be expected"),
        ("sara", "No effect shown"),
    ):
        dora.open(f"/challenges/{Challenge.objects.get(name=NAMES[rep]).id}/")
        dora.follow("What it did")
        dora.reads(words)
    dora.reads("This does not show that there is none: one within these bounds may be there.")
    site.verify()


def play(world: World) -> None:
    """Let both teams go on as before for eight weeks, then start a challenge in each: in the north
    three leads of four are taken up from then on, in the south one, as ever."""
    for week in range(-WEEKS, WEEKS):
        world.at = STARTED + week * WEEK
        if week == 0:
            start(world, "remy", world.north.id)
            start(world, "sara", world.south.id)
        bring(world, "remy", world.north.id, taken=MORE if week >= 0 else LESS, week=week)
        bring(world, "sara", world.south.id, taken=LESS, week=week)


def start(world: World, rep: str, unit_id: UUID) -> None:
    """Start a challenge of one unit, from today on."""
    today = world.at.date()
    last = (MORNING + WEEK).date()
    wanted = WantedChallenge(
        NAMES[rep], ChallengeKind.RANKING, today, last, Rules(units=(unit_id,))
    )  # fmt: skip
    made = create_challenge(wanted, by=world.by("dora"), at=world.at)
    start_challenge(made.id, by=world.by("dora"), at=world.at)


def bring(world: World, rep: str, unit_id: UUID, *, taken: int, week: int) -> None:
    """Let a rep have a week's leads; he takes so many up, and twice in all one more."""
    more = week in (1 - WEEKS, WEEKS - 1)
    entries: list[Entry] = []
    for place in range(LEADS):
        lead = world.open_lead()
        assigned = LeadAssigned(world.id(rep), AssignmentReason.OWNER, unit_id=unit_id)
        events: list[Event] = [LeadSubmitted(), LeadValidated(), assigned]
        if place < taken or (place == LEADS - 1 and more):
            events.append(LeadTakenUp(world.id(rep)))
        entries += [Entry(lead, event, world.system, world.at) for event in events]
    append_many(entries)
