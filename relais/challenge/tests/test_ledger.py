"""The ledger of a challenge follows the log: window, limits, pairs, what is taken back."""

import multiprocessing
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from relais.campaigns.rules.terms import ReasonKind
from relais.challenge.actions import (
    cancel_challenge,
    end_challenge,
    join_challenge,
    withdraw_from_challenge,
)
from relais.challenge.models import Challenge, Entry, Total
from relais.challenge.rules.game import Rules, Side
from relais.challenge.rules.ledger import Book, Game, Spell, Team, capped, window_of
from relais.challenge.rules.standing import HIGHEST, LOWEST, factors, ranked
from relais.challenge.tests.steps import (
    SINCE,
    UNTIL,
    signed,
    started,
    team_total,
    tell,
    total,
    transmitted,
)
from relais.leads.actions.rebuild import drifts
from relais.leads.events import (
    Approach,
    AssignmentReason,
    Event,
    LeadApproachStarted,
    LeadApproachUndone,
    LeadContested,
    LeadContestUpheld,
    LeadReassigned,
    LeadTakenUp,
    LeadTakeUpUndone,
    LeadWinCancelled,
    LeadWon,
    State,
)
from relais.leads.lifecycle import Recorded
from relais.leads.log import Entry as Told
from relais.leads.log import append_many
from relais.leads.models import Lead
from relais.people.rules.access import Door
from tests.databases import CommittingDatabase
from tests.persons import World, build_world
from tests.processes import PATIENCE

CALL, WON = LeadApproachStarted(Approach.CALL), LeadWon(1000)
PARIS: Final = ZoneInfo("Europe/Paris")


def test_a_signature_gives_fourteen_points_to_each_of_the_pair(world: World) -> None:
    made = started(world, joined=("remy", "tina"))
    signed(world)
    assert total(world, made, "remy") == total(world, made, "tina") == 14
    assert team_total(made, unit=world.north) == 14
    assert team_total(made, call_center=world.center) == 14
    assert total(world, made, "olga") == 0


def test_points_and_sides_are_as_the_rules_say(world: World) -> None:
    rules = Rules(points={"won": 5, "taken_up": 0}, sides=Side.REP)
    made = started(world, joined=("remy",), rules=rules)
    signed(world)
    lines = Entry.objects.filter(challenge=made).values_list("rule", "points", "person_id")
    assert list(lines) == [("won", 5, world.id("remy"))]


def test_who_joins_later_wins_from_then_on(world: World) -> None:
    made = started(world)
    before = transmitted(world)
    tell(world, before, LeadTakenUp(world.id("remy")))
    join_challenge(made.id, by=world.by("remy"), at=world.later(hours=1))
    tell(world, before, CALL)
    late = transmitted(world)
    tell(world, late, LeadTakenUp(world.id("remy")), at=world.at - timedelta(minutes=30))
    assert total(world, made, "remy") == 3


def test_what_is_undone_or_contested_with_success_is_taken_back_with_its_reason(
    world: World,
) -> None:
    made = started(world, joined=("remy", "tina"))
    lead = signed(world)
    tell(world, lead, LeadWinCancelled())
    assert total(world, made, "remy") == total(world, made, "tina") == 4
    reason = world.reason(ReasonKind.CONTEST, "not_qualified")
    tell(world, lead, LeadContested(world.id("remy"), reason), LeadContestUpheld())
    assert total(world, made, "remy") == total(world, made, "tina") == 0
    assert team_total(made, unit=world.north) == 0
    back = Entry.objects.filter(challenge=made, person=world.person("remy"), points__lt=0)
    assert dict(back.values_list("rule", "because")) == {
        "won": "lead.win_cancelled",
        "approach_started": "lead.contest_upheld",
        "taken_up": "lead.contest_upheld",
    }


def test_a_week_counts_up_to_its_limit_and_what_is_taken_back_lies_under_it(world: World) -> None:
    made = started(world, joined=("remy",), rules=Rules(weekly_cap=20))
    first = signed(world)
    signed(world)
    assert total(world, made, "remy") == team_total(made, unit=world.north) == 20
    tell(world, first, LeadWinCancelled())
    assert total(world, made, "remy") == team_total(made, unit=world.north) == 18
    world.later(days=7)
    signed(world)
    assert total(world, made, "remy") == 32
    tell(world, first, LeadApproachUndone(), LeadTakeUpUndone())
    assert total(world, made, "remy") == 28
    assert drifts(world.organization.id, told=lambda _: None) == []


def test_only_its_campaigns_and_units_count(world: World) -> None:
    made = started(world, joined=("remy",), rules=Rules(campaigns=(world.campaign.id,)))
    signed(world)
    assert total(world, made, "remy") == 14
    other = started(
        world, joined=("tina",), name="Sud", rules=Rules(units=(world.south.id,), sides=Side.BOTH)
    )
    world.later(minutes=1)
    signed(world, "remy")
    signed(world, "sara")
    assert total(world, other, "tina") == 14
    assert total(world, made, "remy") == 28


def test_both_run_beside_each_other_and_a_cancelled_one_hears_no_more(world: World) -> None:
    one = started(world, joined=("remy",), name="Un")
    two = started(world, joined=("remy",), name="Deux")
    lead = signed(world)
    cancel_challenge(one.id, words="Grève", by=world.by("dora"), at=world.later(minutes=1))
    tell(world, lead, LeadWinCancelled(), at=world.later(minutes=1))
    assert (total(world, one, "remy"), total(world, two, "remy")) == (14, 4)
    assert drifts(world.organization.id, told=lambda _: None) == []


def test_a_ledger_that_was_changed_by_hand_is_found(world: World) -> None:
    made = started(world, joined=("remy", "tina", "sara"))
    signed(world)
    lead = signed(world, "sara")
    withdraw_from_challenge(made.id, by=world.by("remy"), at=world.later(minutes=1))
    signed(world)
    tell(world, lead, LeadWinCancelled(), at=world.later(minutes=1))
    end_challenge(made.id, by=world.by("dora"), at=world.later(days=30))
    tell(world, lead, WON, at=world.later(minutes=1))
    assert drifts(world.organization.id, told=lambda _: None) == []
    Total.objects.filter(challenge=made, person=world.person("remy")).update(points=99)
    found = drifts(world.organization.id, told=lambda _: None)
    assert [drift.table for drift in found] == ["challenge_total"]


def told(
    event: Event, at: datetime, *, lead: int = 1, recorded: datetime | None = None
) -> Recorded:
    return Recorded(
        id=UUID(int=9), organization_id=UUID(int=1), lead_id=UUID(int=lead),
        campaign_id=UUID(int=2), account_id=UUID(int=3), contact_id=UUID(int=4),
        originator_id=UUID(int=7), call_center_id=None, unit_id=UUID(int=5), rep_id=UUID(int=6),
        sequence=1, opened_at=at, event=event, before=State.TRANSMITTED, after=State.TAKEN_UP,
        door=Door.WEB, person_id=None, occurred_at=at, recorded_at=recorded or at, inferred=False,
    )  # fmt: skip


def game(**rules: object) -> Game:
    made = Rules(**({"sides": Side.BOTH} | rules))  # type: ignore[arg-type]
    return Game(UUID(int=8), made, *window_of(SINCE, UNTIL, PARIS), None, PARIS)


def spells(agreed: datetime, withdrew: datetime | None = None) -> dict[UUID, list[Spell]]:
    rep = Spell(UUID(int=6), Side.REP, Team(UUID(int=5), None), agreed, withdrew)
    caller = Spell(UUID(int=7), Side.TELEMARKETER, Team(None, UUID(int=4)), agreed, withdrew)
    return {rep.person_id: [rep], caller.person_id: [caller]}


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
# The window's days are Paris's: it begins an hour before midnight in UTC, and ends, in summer, two.
FIRST, AFTER = datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)
TAKEN = LeadTakenUp(UUID(int=6))


@pytest.mark.once
@pytest.mark.parametrize(
    ("at", "lines"),
    [
        (FIRST - timedelta(microseconds=1), 0),
        (FIRST, 2),
        (AFTER - timedelta(microseconds=1), 2),
        (AFTER, 0),
    ],
)
def test_a_deed_counts_from_the_first_moment_of_the_window_to_its_last(
    at: datetime, lines: int
) -> None:
    assert len(list(Book(game(), spells(LONG_AGO)).post(told(TAKEN, at)))) == lines


@pytest.mark.once
def test_a_part_begins_when_one_agrees_and_ends_when_one_withdraws() -> None:
    def lines(at: datetime, recorded: datetime) -> int:
        book = Book(game(), spells(FIRST + HOUR, FIRST + 3 * HOUR))
        return len(list(book.post(told(TAKEN, at, recorded=recorded))))

    assert lines(FIRST, FIRST + 2 * HOUR) == 0
    assert lines(FIRST + HOUR, FIRST + 2 * HOUR) == 2
    assert lines(FIRST + HOUR, FIRST + 3 * HOUR) == 0


HOUR: Final = timedelta(hours=1)
WALK: Final = (TAKEN, CALL, WON, LeadWinCancelled(), LeadApproachUndone(), LeadTakeUpUndone(),
               LeadContestUpheld())  # fmt: skip


@pytest.mark.once
@given(
    st.lists(st.tuples(st.sampled_from(WALK), st.integers(1, 3), st.integers(-50, 800))),
    st.none() | st.integers(1, 30),
    st.integers(0, 100),
)
def test_however_it_goes_nobody_falls_below_nothing_and_the_parts_add_up(
    walk: list[tuple[Event, int, int]], cap: int | None, cut: int
) -> None:
    """A book read from what an earlier one wrote goes on as that one would have."""
    events = [told(event, FIRST + hours * HOUR, lead=lead) for event, lead, hours in walk]
    whole = Book(game(weekly_cap=cap), spells(LONG_AGO))
    lines = [line for one in events for line in whole.post(one)]
    weeks: dict[tuple[UUID, date], int] = {}
    awards: dict[tuple[object, ...], list[int]] = {}
    for line in lines:
        at = line.person_id, line.week
        weeks[at] = weeks.get(at, 0) + line.points
        awards.setdefault((line.told.lead_id, line.rule, line.person_id), []).append(line.points)
        assert bool(line.because) == (line.points < 0)
    assert all(capped(points, cap) >= 0 for points in weeks.values())
    for points in awards.values():  # won, taken back, won: never twice in a row
        assert all((a > 0) != (b > 0) for a, b in pairwise(points))
    first = Book(game(weekly_cap=cap), spells(LONG_AGO))
    early = [line for one in events[:cut] for line in first.post(one)]
    standing = [((lead, rule, who), stands) for lead in first._of_lead
                for (_, rule, who), stands in first._of_lead[lead].items()]  # fmt: skip
    second = Book(game(weekly_cap=cap), spells(LONG_AGO), standing)
    assert early + [line for one in events[cut:] for line in second.post(one)] == lines


@pytest.mark.once
@given(st.lists(st.integers(0, 5)))
def test_who_is_level_shares_a_rank_and_the_next_skips(scores: list[int]) -> None:
    for rank, score in ranked(scores, lambda score: score):
        assert rank == 1 + sum(other > score for other in scores)


@pytest.mark.once
@given(st.dictionaries(st.uuids(), st.integers(0, 10_000), min_size=1))
def test_a_factor_never_more_than_doubles_or_halves(volumes: dict[UUID, int]) -> None:
    found = factors(volumes)
    assert set(found) <= {str(team) for team in volumes}
    assert all(LOWEST <= factor <= HIGHEST for factor in found.values())
    if len(set(volumes.values()) - {0}) == 1:
        assert set(found.values()) == {1000}


def test_who_joins_wins_nothing_of_a_deed_on_a_lead_that_was_his_when_it_was_told(
    world: World,
) -> None:
    made = started(world, joined=("remy",))
    lead, later = transmitted(world, "olga"), world.at + timedelta(hours=1)
    events = (
        LeadTakenUp(world.id("olga")),
        LeadReassigned(world.id("remy"), AssignmentReason.MANAGER),
    )
    for event in events:
        append_many([Told(lead, event, world.system, later)])
    join_challenge(made.id, by=world.by("olga"), at=world.at)
    assert drifts(world.organization.id, told=lambda _: None) == []


PROCESSES: Final = 20
DEEDS: Final = 6


def test_twenty_processes_that_win_and_undo_at_once_leave_the_ledger_as_the_log(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    made = started(world, joined=("remy", "olga", "sara", "tina"), rules=Rules(
        sides=Side.BOTH, weekly_cap=30
    ))  # fmt: skip
    leads = [transmitted(world, ("remy", "olga", "sara")[n % 3]).id for n in range(8)]
    for event in (LeadTakenUp(world.id("remy")), LeadTakeUpUndone()):  # one is taken back for sure
        append_many([Told(Lead.objects.get(id=leads[0]), event, world.system, world.at)])
    connection.close()
    forked = multiprocessing.get_context("fork")
    started_at = forked.Barrier(PROCESSES, timeout=PATIENCE)
    running = [
        forked.Process(target=_chaos, args=(world, made, leads, number, started_at))
        for number in range(PROCESSES)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(PATIENCE)
    assert [process.exitcode for process in running] == [0] * PROCESSES
    assert Entry.objects.filter(points__lt=0).exists()
    assert drifts(world.organization.id, told=lambda _: None) == []


def _chaos(world: World, made: Challenge, leads: list[UUID], number: int, start: object) -> None:
    """Win and undo on leads that others work on too; one withdraws and comes back meanwhile."""
    dice = Random(number)
    start.wait()  # type: ignore[attr-defined]
    for _ in range(DEEDS):
        at = world.at + timedelta(minutes=dice.randrange(9 * 24 * 60))
        if number == 0:
            _leave_or_join(world, made, at)
            continue
        lead = Lead.objects.get(id=dice.choice(leads))
        with suppress(Exception):  # what the state does not know is refused, or came too late
            rep_id = lead.rep_id or world.id("remy")
            other = world.id(dice.choice(("remy", "olga", "sara")))
            event = dice.choice((
                LeadTakenUp(rep_id), CALL, WON, LeadWinCancelled(), LeadApproachUndone(),
                LeadReassigned(other, AssignmentReason.MANAGER), LeadTakeUpUndone(),
            ))  # fmt: skip
            append_many([Told(lead, event, world.system, at)])
    connection.close()


def _leave_or_join(world: World, made: Challenge, at: datetime) -> None:
    try:
        withdraw_from_challenge(made.id, by=world.by("olga"), at=at)
    except Exception:
        join_challenge(made.id, by=world.by("olga"), at=at)
