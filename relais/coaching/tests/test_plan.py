"""Plans: done, refused by state, refused by person, done twice; measured by the clock."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from relais.acts.actions import do_act, reopen_act
from relais.acts.models import Act
from relais.acts.queries import acts_visible_to
from relais.acts.rules import DueBefore, NotYours, WhyMissing
from relais.coaching.actions import (
    accept_plan,
    add_to_plan,
    counter_plan,
    drop_plan,
    forget_coaching,
    measure_plan,
    measure_plans,
    put_off_measure,
)
from relais.coaching.models import CoachingPlan
from relais.coaching.queries import counts_by_unit, held_of_person, plans_visible_to, team_of
from relais.coaching.queries.agreement import agreement_of
from relais.coaching.rules import planning as r
from relais.coaching.rules.observing import ChecklistFirst
from relais.coaching.tests.steps import allow, observed, proposed, scored, shared, terms, visit
from relais.coaching.tests.test_observe import access_of, who
from relais.lib.errors import NotVisible
from relais.outbox.actions import answer_once
from relais.outbox.models import Receipt
from relais.people.actions import add_person, end_role, give_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.routing.actions import person_leaves
from tests.persons import SINCE, World


def running(world: World, **more: Any) -> CoachingPlan:
    return accept_plan(proposed(world, **more).id, **who(world, "remy"))


def test_a_plan_begins_when_the_rep_accepts_it_and_its_acts_are_agreed(world: World) -> None:
    plan = proposed(allow(world))
    assert (plan.state, Act.objects.count()) == ("proposed", 0)
    with pytest.raises(r.NotYourTurn):
        accept_plan(plan.id, **who(world, "maya"))
    begun = accept_plan(plan.id, **who(world, "remy"))
    assert (begun.state, begun.accepted_at) == ("running", world.at)
    told = Act.objects.order_by("due_on").values_list("what", "owner", "agreed_by", "person")
    remy, maya = world.id("remy"), world.id("maya")
    assert list(told) == [
        ("Préparer trois questions", remy, remy, remy),
        ("L’accompagner deux fois", maya, maya, remy),
    ]
    with pytest.raises(r.PlanNotProposed):
        accept_plan(plan.id, **who(world, "remy"))
    with pytest.raises(r.PlanOpen):
        proposed(world)


def test_the_rep_may_propose_another_and_then_it_is_for_his_manager(world: World) -> None:
    plan = proposed(allow(world))
    another = terms(world, goal="Préparer la visite", criteria=("preparation",), acts=())
    with pytest.raises(r.NotYourTurn):
        counter_plan(plan.id, another, **who(world, "maya"))
    told = counter_plan(plan.id, another, **who(world, "remy"))
    assert (told.goal, told.criteria, told.awaits_manager) == (
        "Préparer la visite", ["preparation"], True,
    )  # fmt: skip
    with pytest.raises(r.NotYourTurn):
        accept_plan(plan.id, **who(world, "remy"))
    assert accept_plan(plan.id, **who(world, "maya")).state == "running"
    with pytest.raises(r.PlanNotProposed):
        counter_plan(plan.id, another, **who(world, "remy"))


def test_a_plan_says_what_for_and_when(world: World) -> None:
    with pytest.raises(ChecklistFirst):
        proposed(world)
    allow(world)
    today = world.at.date()
    late = r.PlannedAct("Trop tard", r.Owner.REP, today + timedelta(days=90))
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (r.PlanUnreadable, {"goal": " "}),
        (r.PlanUnreadable, {"criteria": ()}),
        (r.PlanUnreadable, {"criteria": ("charm",)}),
        (r.MeasureDay, {"measure_on": today, "acts": ()}),
        (r.MeasureDay, {"measure_on": today + timedelta(days=400)}),
        (r.ActAfter, {"acts": (late,)}),
    ]
    for refusal, told in wrong:
        with pytest.raises(refusal):
            proposed(world, **told)


@pytest.mark.once
@pytest.mark.parametrize("name", ["milo", "dora", "ada", "olga", "victor"])
def test_a_plan_does_not_exist_for_others(world: World, name: str) -> None:
    plan = proposed(allow(world))
    other = terms(world)
    deeds: list[Any] = [
        lambda: accept_plan(plan.id, **who(world, name)),
        lambda: counter_plan(plan.id, other, **who(world, name)),
        lambda: drop_plan(plan.id, words="Non", **who(world, name)),
        lambda: put_off_measure(plan.id, measure_on=other.measure_on, **who(world, name)),
        lambda: add_to_plan(plan.id, other.acts[0], **who(world, name)),
    ]
    for deed in deeds:
        with pytest.raises(NotVisible):
            deed()
    assert not plans_visible_to(access_of(world, name), on=world.at.date()).exists()


def test_acts_are_added_while_it_runs_and_dropped_with_it(world: World) -> None:
    plan = proposed(allow(world), acts=())
    own = r.PlannedAct("Relire mes notes", r.Owner.REP, world.at.date())
    with pytest.raises(r.PlanNotRunning):
        add_to_plan(plan.id, own, **who(world, "remy"))
    accept_plan(plan.id, **who(world, "remy"))
    add_to_plan(plan.id, own, **who(world, "remy"))
    his = r.PlannedAct("Venir", r.Owner.MANAGER, world.at.date())
    past = r.PlannedAct("Hier", r.Owner.REP, world.at.date() - timedelta(days=1))
    with pytest.raises(NotYours):
        add_to_plan(plan.id, his, **who(world, "remy"))
    with pytest.raises(r.ActAfter):
        add_to_plan(plan.id, past, **who(world, "remy"))
    with pytest.raises(WhyMissing):
        drop_plan(plan.id, words=" ", **who(world, "maya"))
    drop_plan(plan.id, words="Change de poste", **who(world, "maya"))
    assert list(Act.objects.values_list("state", "note")) == [("dropped", "Change de poste")]
    with pytest.raises(r.PlanOver):
        drop_plan(plan.id, words="Encore", **who(world, "maya"))
    with pytest.raises(r.PlanNotRunning):
        put_off_measure(plan.id, measure_on=plan.measure_on, **who(world, "maya"))


def test_what_waited_too_long_cannot_be_accepted_as_it_is(world: World) -> None:
    plan = proposed(allow(world))
    world.later(days=8)
    with pytest.raises((r.ActAfter, DueBefore)):
        accept_plan(plan.id, **who(world, "remy"))
    assert counter_plan(plan.id, terms(world), **who(world, "remy")).awaits_manager


def test_the_clock_measures_once_on_the_day_and_says_what_lacks(world: World) -> None:
    shared(allow(world), observer=1)
    world.later(days=1)
    plan = running(world)
    assert plan.baseline["criteria"]["need"] == {"seen": 1, "mean": 1.0, "low": 1.0, "high": 1.0}
    world.later(days=20)
    found = observed(world)
    scored(world, found, "maya", 3)
    scored(world, found, "remy", 4)
    assert measure_plans(by=world.system, at=world.at) == 0
    world.later(days=40)
    assert measure_plans(by=world.system, at=world.at) == 1
    assert measure_plans(by=world.system, at=world.at) == 0
    plan.refresh_from_db()
    assert (plan.state, plan.measured_at) == ("measured", world.at)
    need = plan.found["criteria"]["need"]
    assert (need["before"]["mean"], need["after"]["mean"]) == (1.0, 3.0)
    assert (need["lacking_before"], need["lacking_after"], need["difference"]) == (2, 2, None)
    assert plan.found["honour"]["lacking_after"] == 10
    with pytest.raises(r.PlanNotRunning):
        measure_plan(plan.id, by=world.system, at=world.at)


def test_a_measure_is_put_off_and_what_was_measured_goes_on(world: World) -> None:
    plan = running(allow(world))
    today = world.at.date()
    put_off_measure(plan.id, measure_on=today + timedelta(days=90), **who(world, "maya"))
    with pytest.raises(r.MeasureDay):
        put_off_measure(plan.id, measure_on=today, **who(world, "maya"))
    world.later(days=90)
    measure_plans(by=world.system, at=world.at)
    later = world.at.date() + timedelta(days=30)
    assert put_off_measure(plan.id, measure_on=later, **who(world, "maya")).state == "running"
    world.later(days=30)
    measure_plans(by=world.system, at=world.at)
    proposed(world)
    later = world.at.date() + timedelta(days=30)
    with pytest.raises(r.PlanOpen):
        put_off_measure(plan.id, measure_on=later, **who(world, "maya"))


def test_the_team_stands_by_name_with_what_is_next(world: World) -> None:
    allow(world)
    maya, on = access_of(world, "maya"), world.at.date()
    assert [line.rep.last_name for line in team_of(maya, on=on)] == ["Olga", "Remy"]
    running(world)
    shared(world)
    booked = visit(world)
    observed(world, appointment_id=booked.id)
    olga, remy = team_of(maya, on=on)
    assert (olga.plan, olga.last_on, olga.next_on) == (None, None, None)
    assert remy.plan
    assert (remy.last_on, remy.next_on) == (on, booked.starts_at.date())
    assert team_of(access_of(world, "dora"), on=on) == []


def test_directors_see_counts_of_units_with_five_reps_only(world: World) -> None:
    shared(allow(world))
    running(world)
    dora, on = access_of(world, "dora"), world.at.date()
    assert counts_by_unit(dora, on=on) == []  # three reps in all
    for number in range(4):
        person = add_person(f"Rep {number}", by=world.system)
        give_role(person.id, Role.REP, since=SINCE, by=world.system, unit_id=world.north.id)
    (north,) = counts_by_unit(dora, on=on)
    assert (north.name, north.reps, north.plans, north.observations) == ("Nord", 6, 1, 1)


def test_two_observers_agree_or_too_little_is_known(world: World) -> None:
    allow(world)
    maya, on = access_of(world, "maya"), world.at.date()

    def together(level: int, other: int) -> None:
        found = observed(world, invited=[world.id("victor")])
        for name, given in (("maya", level), ("victor", other), ("remy", 4)):
            scored(world, found, name, given)

    for level in range(4):
        together(level, level)
    (few,) = agreement_of(maya, on=on)
    assert (few.names, few.visits, few.lacking, few.found) == (("Maya", "Victor"), 4, 1, None)
    together(4, 3)
    (found,) = agreement_of(maya, on=on)
    assert (found.visits, found.levels, found.alike, found.lacking) == (5, 30, 24, 0)
    assert found.found
    assert 0.9 < found.found.kappa < 1
    assert agreement_of(access_of(world, "milo"), on=on) == []


def test_after_a_year_words_and_levels_go_and_counts_stay(world: World) -> None:
    found = shared(allow(world))
    plan = running(world)
    first = Act.objects.filter(source_id=plan.id).order_by("due_on")[0]
    do_act(first.id, note="Il hésite", **who(world, "remy"))
    for number, row_id in enumerate((found.id, plan.id, first.id, world.north.id)):
        answered(world, f"{number}", row_id)
    world.later(days=60)
    measure_plans(by=world.system, at=world.at)
    home, today = world.organization.id, world.at.date()
    told = held_of_person(home, world.id("remy"))
    assert {name: rows.count() for name, rows in told.items()} == {
        "observations": 1, "sheets": 2, "remarks": 0, "plans": 1,
        "observations_made": 0, "plans_led": 0, "grids_published": 0,
    }  # fmt: skip
    of_maya = held_of_person(home, world.id("maya"))
    assert (of_maya["observations_made"].count(), of_maya["plans_led"].count()) == (1, 1)
    before = today - timedelta(days=59)
    assert forget_coaching(home, before=before, at=world.at) == {"observations": 1, "plans": 0}
    assert [sheet.scores | sheet.notes for sheet in found.sheets.all()] == [{}, {}]
    tomorrow = today + timedelta(days=1)
    assert forget_coaching(home, before=tomorrow, at=world.at) == {"observations": 0, "plans": 1}
    assert (CoachingPlan.objects.get().goal, CoachingPlan.objects.get().found) == ("", {})
    assert set(Act.objects.values_list("what", "note")) == {("–", "")}
    kept = Receipt.objects.order_by("key").values_list("answer", flat=True)
    assert list(kept) == [{}, {}, {}, {"id": f"{world.north.id}"}]
    for deed in (reopen_act, lambda act_id, **by: do_act(act_id, note="Encore un mot", **by)):
        deed(first.id, **who(world, "remy"))
    assert set(Act.objects.values_list("what", "note")) == {("–", "")}
    assert not plans_visible_to(access_of(world, "remy"), on=today).exists()


def test_plans_and_their_acts_go_with_a_rep_who_changes_unit(world: World) -> None:
    before = running(allow(world))
    first = Act.objects.filter(source_id=before.id).order_by("due_on")[0]
    drop_plan(before.id, words="Change de région", **who(world, "maya"))
    waiting = proposed(world)
    moves_south(world)
    assert first not in acts_visible_to(access_of(world, "maya"))
    assert first in acts_visible_to(access_of(world, "milo"))
    reopen_act(first.id, **who(world, "milo"))

    accept_plan(waiting.id, **who(world, "remy"))
    add_to_plan(waiting.id, terms(world).acts[1], **who(world, "milo"))
    acts = Act.objects.filter(source_id=waiting.id).order_by("id")
    remy, milo = world.id("remy"), world.id("milo")
    assert list(acts.values_list("owner", "unit")) == [
        (remy, world.south.id), (milo, world.south.id), (milo, world.south.id),
    ]  # fmt: skip
    assert set(acts) <= set(acts_visible_to(access_of(world, "milo")))
    assert not acts_visible_to(access_of(world, "maya")).filter(source_id=waiting.id).exists()


def moves_south(world: World) -> None:
    """Let Remy be a rep of the south from tomorrow on, and it be tomorrow."""
    post = Membership.objects.get(person_id=world.id("remy"))
    end_role(post.id, on=world.at.date(), by=world.system)
    world.later(days=1)
    since, unit_id = world.at.date(), world.south.id
    give_role(world.id("remy"), Role.REP, since=since, by=world.system, unit_id=unit_id)


def answered(world: World, key: str, row_id: UUID) -> None:
    """Keep the answer of a deed on a row."""
    answer_once(
        key, fingerprint="f", deed=lambda: (200, {"id": f"{row_id}"}), **who(world, "maya")
    )  # fmt: skip


def test_a_rep_who_has_left_is_his_manager_s_no_more(world: World) -> None:
    shared(allow(world))
    person_leaves(world.id("remy"), on=world.at.date(), by=world.system, at=world.at)
    world.later(days=1)
    with pytest.raises(NotVisible):
        observed(world)
