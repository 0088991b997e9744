"""Who waits for somebody in a coaching is told so, and never of what was scored or said."""

import pytest

from relais.coaching.actions import (
    accept_plan,
    answer_contest,
    close_observation,
    contest_scores,
    counter_plan,
    drop_plan,
    invite_observer,
    measure_plan,
)
from relais.coaching.rules.observing import ContestedAlready, OnlyTheRep
from relais.coaching.tests.steps import allow, observed, proposed, scored, shared, terms
from relais.notifications.models import Notification
from relais.outbox.models import OutboxRow
from relais.people.rules.access import Actor, Door
from tests.persons import World


def told(world: World) -> list[tuple[str, str]]:
    """Give who was told what, in its order."""
    names = {world.id(name): name for name in world.people}
    rows = Notification.objects.order_by("id").values_list("person_id", "kind")
    return [(names[person_id], kind) for person_id, kind in rows]


def test_the_rep_hears_of_an_observation_and_each_of_shared_scores(world: World) -> None:
    found = observed(allow(world))
    assert told(world) == [("remy", "visit_observed")]
    scored(world, found, "maya", 2)
    scored(world, found, "remy", 3)
    assert told(world)[1:] == [("maya", "scores_shared")]


def test_scores_shared_without_waiting_are_told_to_the_rep(world: World) -> None:
    found = observed(allow(world))
    scored(world, found, "maya", 2)
    close_observation(found.id, by=world.by("maya"), at=world.at)
    assert told(world)[1:] == [("remy", "scores_shared")]


def test_who_is_invited_to_score_hears_of_it_once(world: World) -> None:
    found = observed(allow(world))
    for _ in range(2):
        invite_observer(
            found.id, person_id=world.id("victor"), by=world.by("maya"), at=world.at
        )  # fmt: skip
    assert told(world)[1:] == [("victor", "visit_to_score")]


def test_a_contest_asks_the_manager_and_its_answer_reaches_the_rep(world: World) -> None:
    found = shared(allow(world))
    before = len(told(world))
    remy, maya, at = world.by("remy"), world.by("maya"), world.at
    with pytest.raises(OnlyTheRep):
        contest_scores(found.id, words="Non", by=maya, at=at)
    contest_scores(found.id, words="La fiche était lue", by=remy, at=at)
    with pytest.raises(ContestedAlready):
        contest_scores(found.id, words="Encore", by=remy, at=at)
    answer_contest(found.id, words="Parlons-en", by=maya, at=at)
    assert told(world)[before:] == [("maya", "scores_contested"), ("remy", "contest_answered")]


def test_each_step_of_a_plan_is_told_to_the_other(world: World) -> None:
    plan = proposed(allow(world))
    remy, maya, at = world.by("remy"), world.by("maya"), world.at
    counter_plan(plan.id, terms(world, goal="Autre but"), by=remy, at=at)
    accept_plan(plan.id, by=maya, at=at)
    drop_plan(plan.id, words="Il change d’équipe", by=remy, at=at)
    assert told(world) == [
        ("remy", "plan_proposed"),
        ("maya", "plan_proposed"),
        ("remy", "plan_accepted"),
        ("maya", "plan_dropped"),
    ]


def test_a_plan_that_is_measured_is_told_to_both(world: World) -> None:
    plan = proposed(allow(world))
    accept_plan(plan.id, by=world.by("remy"), at=world.at)
    before = len(told(world))
    clock = Actor(world.organization.id, Door.CLOCK)
    measure_plan(plan.id, by=clock, at=world.later(days=61))
    assert sorted(told(world)[before:]) == [("maya", "plan_measured"), ("remy", "plan_measured")]


def test_a_mail_leads_to_its_page_and_tells_nothing_of_it(world: World) -> None:
    found = shared(allow(world))
    contest_scores(found.id, words="La fiche était lue", by=world.by("remy"), at=world.at)
    row = OutboxRow.objects.get(template="scores_contested")
    assert row.data == {"path": f"/coaching/observations/{found.id}/"}
    assert row.to_person_id == world.id("maya")


def test_what_is_simulated_is_told_to_nobody(world: World) -> None:
    plan = proposed(allow(world))
    before = told(world)
    drop_plan(plan.id, words="Essai", by=world.by("maya", Door.SIMULATION), at=world.at)
    assert told(world) == before
