"""Challenges that one draw started in waves are read together; others stand alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from relais.challenge.actions import create_challenge, start_challenge
from relais.challenge.models import Challenge
from relais.challenge.rules.game import Rules
from relais.challenge.tests.steps import complete_checklist, transmitted, wanted
from relais.diagnosis.queries.effect import effect_of
from relais.diagnosis.queries.waves import waves_of
from relais.diagnosis.rules.effect import Phase
from relais.experiments.models import Arm, Experiment
from relais.experiments.rules import ExperimentState, Level, Measured, Tried
from relais.leads.models import Lead
from tests.persons import World

SEED = 20_261_122
WEEK = timedelta(days=7)


def challenge(world: World, name: str, since: date, until: date, unit_id: UUID) -> Challenge:
    """Let Dora start a challenge for one unit."""
    asked = wanted(name=name, since=since, until=until, rules=Rules(units=(unit_id,)))
    made = create_challenge(asked, by=world.by("dora"), at=world.at)
    return start_challenge(made.id, by=world.by("dora"), at=world.at)


def draw(world: World, starts: dict[UUID, date]) -> None:
    """Write a draw of waves, as an experiment keeps it."""
    organization_id, first = world.by("dora").organization_id, min(starts.values())
    experiment = Experiment.objects.create(
        organization_id=organization_id, name="Challenge", tried=Tried.OTHER.value, words="x",
        level=Level.UNIT.value, unit_id=world.root.id, measured=Measured.TAKEN_UP.value,
        gain=20, starts_on=first, waves=2, weeks_between=3, weeks=8, seed=SEED,
        state=ExperimentState.RUNNING.value, planned_at=world.at, drawn_at=world.at,
    )  # fmt: skip
    for unit_id, day in starts.items():
        Arm.objects.create(
            organization_id=organization_id, experiment=experiment, member_id=unit_id,
            wave=1 + (day > first), starts_on=day,
        )  # fmt: skip


def test_waves_of_one_draw_are_read_together(world: World) -> None:
    complete_checklist(world)
    first = world.at.date() + timedelta(days=7 - world.at.weekday())
    second, until = first + 3 * WEEK, first + 8 * WEEK - timedelta(days=1)
    north, south = world.north.id, world.south.id
    draw(world, {north: first, south: second})
    one = challenge(world, "Nord", first, until, north)
    assert waves_of(one) is None
    other = challenge(world, "Sud", second, until, south)
    between = datetime.combine(first + WEEK, datetime.min.time(), UTC) + timedelta(hours=9)
    for name in ("remy", "sara"):
        lead = transmitted(world, name)
        taken = between + timedelta(days=1) if name == "remy" else None
        Lead.objects.filter(id=lead.id).update(transmitted_at=between, taken_up_at=taken)

    found = [effect_of(each, at=between + timedelta(days=30)) for each in (one, other)]

    for effect in found:
        assert effect.waves
        assert effect.waves.seed == SEED
        assert [wave.challenge_id for wave in effect.waves.waves] == [one.id, other.id]
        told = {phase: (share.k, share.n) for phase, share in effect.reading.phases.items()}
        assert told == {Phase.BEFORE: (0, 1), Phase.DURING: (1, 1), Phase.AFTER: (0, 0)}
        assert (effect.teams, effect.waiting) == (2, 0)


def test_another_day_or_end_or_no_draw_stands_alone(world: World) -> None:
    complete_checklist(world)
    first = world.at.date() + timedelta(days=7 - world.at.weekday())
    second, until = first + 3 * WEEK, first + 8 * WEEK
    north, south = world.north.id, world.south.id
    one = challenge(world, "Nord", first, until, north)
    challenge(world, "Sud", second, until, south)
    assert waves_of(one) is None

    draw(world, {north: first, south: second + WEEK})
    assert waves_of(one) is None

    challenge(world, "Sud plus tard", second + WEEK, until + WEEK, south)
    assert waves_of(one) is None
    challenge(world, "Sud enfin", second + WEEK, until, south)
    assert waves_of(one) is not None
