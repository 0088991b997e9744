"""Points follow the log: given once, taken back when the deed is, the total always the sum."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from relais.campaigns.rules.terms import ReasonKind
from relais.challenge import projections
from relais.challenge.models import PointEntry
from relais.challenge.queries import entries_visible_to, points_of, team_standing
from relais.leads.actions.rebuild import drifts
from relais.leads.events import (
    Approach,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadApproachUndone,
    LeadAssigned,
    LeadContestDismissed,
    LeadContested,
    LeadContestUpheld,
    LeadImportUndone,
    LeadReassigned,
    LeadSubmitted,
    LeadTakenUp,
    LeadTakeUpUndone,
    LeadValidated,
    LeadWinCancelled,
    LeadWon,
)
from relais.leads.lifecycle import NotAllowed
from relais.leads.log import Entry, append, append_many
from relais.leads.models import Lead, LeadEvent
from relais.people.queries import access_of
from tests.persons import World

LATER = datetime(2026, 3, 11, tzinfo=UTC)
CALL, WON = LeadApproachStarted(Approach.CALL), LeadWon(1000)
BATCH = UUID(int=7)


def transmitted(world: World, rep: str = "remy") -> Lead:
    lead = world.open_lead()
    assigned = LeadAssigned(world.id(rep), AssignmentReason.OWNER, unit_id=world.north.id)
    for event in (LeadSubmitted(), LeadValidated(), assigned):
        append(lead, event, by=world.system, at=world.at)
    return lead


def tell(world: World, lead: Lead, *events: Event, inferred: bool = False) -> None:
    entries = [Entry(lead, event, world.system, world.at, inferred) for event in events]
    append_many(entries)


def contested(world: World, rep_id: UUID) -> LeadContested:
    return LeadContested(rep_id, world.reason(ReasonKind.CONTEST, "not_qualified"))


def total(world: World, name: str = "remy") -> int:
    return points_of(world.id(name), organization_id=world.organization.id)


def test_a_lead_won_is_worth_fourteen_points_to_its_rep(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL, WON)

    assert total(world) == 1 + 3 + 10
    assert total(world, "olga") == total(world, "tina") == 0


def test_what_is_undone_is_taken_back_with_the_reason_and_nothing_is_rewritten(
    world: World,
) -> None:
    lead = transmitted(world)
    taken_up = LeadTakenUp(world.id("remy"))
    tell(world, lead, taken_up, CALL, WON)
    before = set(PointEntry.objects.values_list("id", flat=True))
    tell(world, lead, LeadWinCancelled(), LeadApproachUndone(), LeadTakeUpUndone())

    assert total(world) == 0
    assert before < set(PointEntry.objects.values_list("id", flat=True))
    assert dict(PointEntry.objects.filter(points__lt=0).values_list("rule", "because")) == {
        "won": "lead.win_cancelled",
        "approach_started": "lead.approach_undone",
        "taken_up": "lead.take_up_undone",
    }
    tell(world, lead, taken_up, CALL)
    assert total(world) == 4


def test_a_dispute_upheld_takes_everything_back(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL)
    tell(world, lead, contested(world, world.id("remy")), LeadContestUpheld())

    assert total(world) == 0


def test_an_import_undone_takes_everything_back(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL, WON, LeadImportUndone(BATCH))

    assert total(world) == 0


def test_what_is_inferred_gives_no_points(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL, inferred=True)
    tell(world, lead, WON)

    assert total(world) == 10


def test_each_rep_is_rewarded_once_for_a_lead_that_goes_on_to_another(world: World) -> None:
    lead = transmitted(world)
    to_olga = LeadReassigned(world.id("olga"), AssignmentReason.MANAGER, unit_id=world.north.id)
    to_remy = LeadReassigned(world.id("remy"), AssignmentReason.MANAGER, unit_id=world.north.id)
    remy, olga = LeadTakenUp(world.id("remy")), LeadTakenUp(world.id("olga"))
    tell(world, lead, remy, to_olga, olga, CALL, to_remy, remy)

    assert (total(world), total(world, "olga")) == (1, 4)


def test_one_sees_his_own_lines_and_teams(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL)
    access = {name: access_of(world.id(name), on=world.at.date()) for name in ("remy", "maya")}

    assert access["remy"] is not None
    assert access["maya"] is not None
    assert [e.points for e in entries_visible_to(access["remy"])] == [3, 1]
    assert not entries_visible_to(access["maya"]).exists()
    (north,) = team_standing(world.organization.id)
    assert (north.unit, north.points, north.reps, north.rank) == ("Nord", 4, 1, 1)
    assert team_standing(world.organization.id, since=LATER) == []


def test_teams_that_are_level_share_their_rank(world: World) -> None:
    for rep, unit in (("remy", world.north), ("sara", world.south)):
        lead = transmitted(world)
        moved = LeadReassigned(world.id(rep), AssignmentReason.MANAGER, unit_id=unit.id)
        tell(world, lead, moved, LeadTakenUp(world.id(rep)))

    assert [(team.unit, team.rank) for team in team_standing(world.organization.id)] == [
        ("Nord", 1),
        ("Sud", 1),
    ]


STEPS = ("taken", "call", "won", "cancel", "unapproach", "untake", "swap", "contest", "no", "yes")


@pytest.mark.django_db
@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS), st.booleans()), max_size=30))
def test_the_total_is_what_the_log_says(world: World, walk: list[tuple[int, str, bool]]) -> None:
    leads = [transmitted(world), transmitted(world, "olga")]
    for number, step, inferred in walk:
        lead = leads[number]
        entry = Entry(lead, event_of(world, lead, step), world.system, LATER, inferred)
        with suppress(NotAllowed), transaction.atomic():
            append_many([entry])

    expected = {name: oracle(world.id(name), leads) for name in ("remy", "olga")}
    gained = {
        name: sum(
            PointEntry.objects.filter(lead__in=leads, person_id=world.id(name)).values_list(
                "points", flat=True
            )
        )
        for name in ("remy", "olga")
    }
    assert gained == expected
    assert min(gained.values()) >= 0


def test_the_ledger_is_drawn_again_as_it_was(world: World) -> None:
    lead = transmitted(world)
    tell(world, lead, LeadTakenUp(world.id("remy")), CALL, WON, LeadWinCancelled())

    assert drifts(world.organization.id, told=lambda _: None) == []
    projections.clear(world.organization.id)
    assert [drift.table for drift in drifts(world.organization.id, told=lambda _: None)] == [
        "challenge_pointentry"
    ]


def event_of(world: World, lead: Lead, step: str) -> Event:
    rep_id = lead.rep_id or world.id("remy")
    other = world.id("olga" if rep_id == world.id("remy") else "remy")
    events: dict[str, Event] = {
        "taken": LeadTakenUp(rep_id),
        "call": CALL,
        "won": WON,
        "cancel": LeadWinCancelled(),
        "unapproach": LeadApproachUndone(),
        "untake": LeadTakeUpUndone(),
        "swap": LeadReassigned(other, AssignmentReason.MANAGER),
        "contest": contested(world, rep_id),
        "no": LeadContestDismissed(),
        "yes": LeadContestUpheld(),
    }
    return events[step]


def oracle(person_id: UUID, leads: list[Lead]) -> int:
    """Walk the log by hand: what stands for this person at the end of each lead."""
    total = 0
    for lead in leads:
        rep_id, standing = None, dict[str, int]()
        for row in LeadEvent.objects.filter(lead=lead).order_by("sequence"):
            verb = row.kind.removeprefix("lead.")
            if verb in ("assigned", "reassigned"):
                rep_id = UUID(row.payload["rep_id"])
            if row.inferred:
                continue
            if rep_id == person_id and verb in WORTH:
                standing[verb] = WORTH[verb]
            if rep_id == person_id and verb in UNDOES:
                standing.pop(UNDOES[verb], None)
            if verb == "contest_upheld":
                standing.clear()
        total += sum(standing.values())
    return total


WORTH = {"taken_up": 1, "approach_started": 3, "won": 10}
UNDOES = {
    "take_up_undone": "taken_up",
    "approach_undone": "approach_started",
    "win_cancelled": "won",
}
