"""Worlds built by deeds: the log holds, the truth is heard, and there is something to do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import override_settings

from relais.acts.models import Act
from relais.appointments.models import Appointment
from relais.appointments.queries import chosen, due_counts, to_come
from relais.challenge.models import Challenge, Draw, Entrant, Entry, FairPoint
from relais.coaching.models import CoachingPlan, Grid, Observation, Remark
from relais.experiments.models import Experiment
from relais.experiments.rules import drawn, starts_of
from relais.leads.actions.rebuild import drifts
from relais.leads.events import State
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import mismatches
from relais.notifications.models import Notification
from relais.people.models import Organization
from relais.prospecting.models import OwnProspecting, Prospect
from relais.prospecting.rules import Status
from relais.simulation.build import build_world
from relais.simulation.desks import LEFT
from relais.simulation.forget import forget_world
from relais.simulation.queries import answer_of, inventory_of, logins_of, slug_of
from relais.simulation.rules import SCENARIOS, Size
from relais.steering.models import ReviewMeeting

AT = datetime(2026, 9, 22, 8, 0, tzinfo=UTC)  # a Tuesday, 10 h in Paris
SHORT = ["41", "47", "52"]  # seconds
TINY = Size(reps_per_region=2, telemarketers=3, months=3, leads_per_rep=18.0)


@pytest.fixture(autouse=True)
def _quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def build(name: str, *, seed: int = 1, size: Size = TINY) -> Organization:
    scenario = SCENARIOS[name].of_size(size)
    slug = slug_of(scenario, seed=seed)
    built = build_world(scenario, seed=seed, slug=slug, at=AT, told=lambda done, weeks: None)
    return Organization.objects.get(id=built.organization_id)


def booked(world: Organization) -> list[tuple[Any, ...]]:
    """Give when which company is visited, by whom."""
    rows = Appointment.objects.of(world.id)
    return sorted(rows.values_list("starts_at", "lead__account__name", "rep__last_name"))


@pytest.mark.once  # the world of the article is built beside both databases
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["two_of_three", "spread"])
def test_a_built_world_answers_with_its_truth(name: str) -> None:
    found = answer_of(build(name).id, at=AT)

    assert found.diagnosis.verdict.value == SCENARIOS[name].verdict
    assert found.diagnosis.due > 60
    assert found.challenge is None


@pytest.mark.django_db
def test_the_world_of_the_article() -> None:
    world = build("tribune")
    found = answer_of(world.id, at=AT)

    assert found.diagnosis.verdict.value == "polarised"
    assert found.diagnosis.without_silent.value == "polarised"
    assert found.diagnosis.reps_at_zero == TINY.reps // 3
    assert 0.2 < 1 - found.diagnosis.honoured / found.diagnosis.due < 0.45
    assert found.unvisited > 0
    assert found.waste.lines["not_honoured"].count > 0
    _check_log(world)
    _check_something_to_do(world)


def _check_log(world: Organization) -> None:
    """The rows are what the log says; every deed came from somebody.

    All came by the same door, but for what is left on desks: those leads alone were told of.
    """
    assert list(mismatches(world.id)) == []
    assert drifts(world.id, told=lambda events: None) == []
    events = LeadEvent.objects.of(world.id)
    left = events.filter(door="web").values_list("lead_id", flat=True).distinct()
    assert len(left) == sum(each.how_many for each in LEFT)
    assert set(events.exclude(door="web").values_list("door", flat=True)) == {"simulation"}
    told = Notification.objects.of(world.id).exclude(lead=None).values_list("lead_id", flat=True)
    assert set(told) <= set(left)
    assert not events.filter(inferred=True).exists()
    by_nobody = events.filter(person=None).values_list("kind", flat=True)
    assert set(by_nobody) <= {"lead.take_up_expired", "lead.assigned", "appointment.cancelled"}
    assert events.filter(kind="lead.contested").exists()


def _check_something_to_do(world: Organization) -> None:
    """A demo is alive: leads to take up, visits to come, outcomes that nobody has told."""
    states = set(Lead.objects.of(world.id).values_list("state", flat=True))

    assert {State.TRANSMITTED.value, State.WON.value, State.LOST.value} <= states
    assert to_come(world.id, at=AT).exists()
    assert sum(row.silent for row in due_counts(chosen(world.id), at=AT)) > 0
    assert set(logins_of(world.id)) == {
        "telemarketer", "supervisor", "relay", "rep", "manager", "director", "admin",
        "privacy_officer",
    }  # fmt: skip
    assert Prospect.objects.filter(organization=world, status=Status.TO_CALL.value).count() == 60


@pytest.mark.once
@pytest.mark.django_db
def test_who_leads_meets_coaches_and_tries_things() -> None:
    world = build("two_of_three", size=Size(2, 3, telemarketers=2, months=5, leads_per_rep=14.0))
    acts = Act.objects.of(world.id)

    assert set(states(ReviewMeeting, world)) == {"closed", "planned"}
    assert set(states(Observation, world)) == {"shared"}
    assert {"running", "measured", "proposed"} & set(states(CoachingPlan, world))
    assert {"contest", "answer"} <= set(Remark.objects.of(world.id).values_list("kind", flat=True))
    assert {"agreed", "done"} <= set(states(Act, world))
    assert {"meeting", "coaching"} <= set(acts.values_list("source", flat=True))
    assert Grid.objects.of(world.id).count() == 2
    assert OwnProspecting.objects.of(world.id).values("person").distinct().count() > 3
    played = list(Challenge.objects.of(world.id).order_by("since").values_list("pack", "ended_at"))
    assert [pack for pack, _ in played] == ["cinema"] * 2
    assert [bool(ended) for _, ended in played] == [True, False]
    assert len(Draw.objects.of(world.id).get().tickets.split()) > 0
    assert Entry.objects.of(world.id).filter(challenge__ended_at=None).exists()
    points = FairPoint.objects.of(world.id).filter(check_name="short_calls")
    assert [(p.k, p.answer, [s for _, s in p.cases]) for p in points] == [(3, "", SHORT)]
    assert answer_of(world.id, at=AT).effect is None
    assert list(mismatches(world.id)) == []
    assert drifts(world.id, told=lambda events: None) == []


def states(model: Any, world: Organization) -> list[str]:
    return list(model.objects.of(world.id).values_list("state", flat=True))


@pytest.mark.once
@pytest.mark.django_db
def test_a_challenge_moves_take_up_and_leaves_honouring_alike() -> None:
    size = Size(reps_per_region=2, telemarketers=3, months=4, leads_per_rep=24.0)
    world = build("challenge", size=size)
    found = answer_of(world.id, at=AT)

    assert found.diagnosis.verdict.value in ("uniform", "not_enough_data")
    assert found.challenge is not None
    before, after = found.challenge.before.rate or 1, found.challenge.after.rate or 0
    assert before < 0.4 < 0.6 < after
    played = Challenge.objects.of(world.id).get()
    assert played.started_at
    assert (played.since, played.ended_at) == (found.challenge.began_on, None)
    entrants = Entrant.objects.of(world.id)
    assert entrants.count() == size.reps
    assert all(one.agreed_at.date() < played.since for one in entrants)
    assert Entry.objects.of(world.id).exists()


@pytest.mark.once
@pytest.mark.django_db
def test_countries_begin_in_waves_that_were_drawn_and_join_before_their_deeds() -> None:
    world = build("ge", size=Size(6, 1, telemarketers=2, months=6, leads_per_rep=16.0))
    found = answer_of(world.id, at=AT).effect

    assert found
    assert found.waves
    experiment = Experiment.objects.get(id=found.waves.experiment_id)
    members = {unit for wave in found.waves.waves for unit in wave.units}
    again = drawn(members, waves=3, seed=found.waves.seed)
    days = {wave.since for wave in found.waves.waves}
    told = {unit: wave.since for wave in found.waves.waves for unit in wave.units}
    assert (len(members), len(days), found.teams, found.waiting) == (6, 3, 6, 0)
    assert {unit: starts_of(experiment.plan, wave) for unit, wave in again.items()} == told
    entrants = Entrant.objects.of(world.id).values_list("agreed_at", "challenge__since")
    assert len(entrants) == 6
    assert all(agreed.date() < since for agreed, since in entrants)


@pytest.mark.django_db
def test_a_world_can_be_taken_away_and_built_again() -> None:
    size = Size(reps_per_region=1, telemarketers=1, months=1, leads_per_rep=3.0)
    before = build("small", size=size)
    assert answer_of(before.id, at=AT).diagnosis.verdict.value == "not_enough_data"
    told, when = inventory_of(before.id), booked(before)
    assert LeadEvent.objects.filter(kind="appointment.moved").exists()
    forget_world(before)

    assert not Organization.objects.exists()
    assert not LeadEvent.objects.exists()
    again = build("small", size=size)
    assert inventory_of(again.id) == told
    assert booked(again) == when


@pytest.mark.django_db
def test_only_a_demo_can_be_taken_away() -> None:
    with pytest.raises(ValueError, match="no demo"):
        forget_world(Organization.objects.create(name="Maison", slug="maison"))
