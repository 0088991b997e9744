"""Steps of the tests of challenges: one made, started, joined, and deeds told in it."""

from datetime import date, datetime
from typing import Any

from relais.challenge.actions import (
    WantedChallenge,
    create_challenge,
    join_challenge,
    start_challenge,
)
from relais.challenge.models import Challenge, Total
from relais.challenge.rules.game import ChallengeKind, Rules, Side
from relais.leads.events import (
    Approach,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadAssigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    LeadWon,
)
from relais.leads.log import Entry, append_many
from relais.leads.models import Lead
from relais.people.actions import complete_privacy_checklist
from tests.persons import World

SINCE, UNTIL = date(2026, 3, 2), date(2026, 3, 29)
BOTH = Rules(sides=Side.BOTH)


def wanted(**more: Any) -> WantedChallenge:
    """Give a challenge as a director may want it, from before now until after."""
    told: dict[str, Any] = {
        "name": "Printemps du cinéma",
        "kind": ChallengeKind.RANKING,
        "since": SINCE,
        "until": UNTIL,
        "rules": BOTH,
    }
    return WantedChallenge(**(told | more))


def complete_checklist(world: World) -> None:
    """Complete the privacy checklist."""
    complete_privacy_checklist(
        works_council_on=SINCE,
        notice="v1",
        impact_assessment="AIPD-1",
        by=world.system,
        at=world.at,
    )


def draft(world: World, **more: Any) -> Challenge:
    """Let Dora make a draft."""
    return create_challenge(wanted(**more), by=world.by("dora"), at=world.at)


def started(world: World, *, joined: tuple[str, ...] = (), **more: Any) -> Challenge:
    """Let Dora start one, and some join it."""
    complete_checklist(world)
    made = draft(world, **more)
    started = start_challenge(made.id, by=world.by("dora"), at=world.at)
    for name in joined:
        join_challenge(started.id, by=world.by(name), at=world.at)
    return started


def transmitted(world: World, rep: str = "remy") -> Lead:
    """Let a lead of Tina's reach a rep."""
    lead = world.open_lead()
    unit = world.south if rep == "sara" else world.north
    assigned = LeadAssigned(world.id(rep), AssignmentReason.OWNER, unit_id=unit.id)
    tell(world, lead, LeadSubmitted(), LeadValidated(), assigned)
    return lead


def tell(world: World, lead: Lead, *events: Event, at: datetime | None = None) -> None:
    """Append events to a lead's log."""
    append_many([Entry(lead, event, world.system, at or world.at) for event in events])


def signed(world: World, rep: str = "remy") -> Lead:
    """Let a rep take a lead of Tina's up and win it: fourteen points."""
    lead = transmitted(world, rep)
    taken = LeadTakenUp(world.id(rep))
    tell(world, lead, taken, LeadApproachStarted(Approach.CALL), LeadWon(1000))
    return lead


def total(world: World, challenge: Challenge, name: str) -> int:
    """Give a person's total, 0 without one."""
    rows = Total.objects.filter(challenge=challenge, person_id=world.id(name))
    return sum(rows.values_list("points", flat=True))


def team_total(challenge: Challenge, **team: Any) -> int:
    """Give a team's total, 0 without one."""
    rows = Total.objects.filter(challenge=challenge, person=None, **team)
    return sum(rows.values_list("points", flat=True))
