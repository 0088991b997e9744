"""Observations: done, refused by state, refused by person, done twice; each scores alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from relais.calls.tests.steps import bring, call
from relais.coaching.actions import (
    annotate_scores,
    answer_contest,
    cancel_observation,
    close_observation,
    contest_scores,
    invite_observer,
    publish_grid,
)
from relais.coaching.models import Grid, Observation, Remark
from relais.coaching.queries import (
    grid_of,
    observations_visible_to,
    seen_observation,
    to_answer,
    to_score,
    view_of,
    visits_to_observe,
)
from relais.coaching.rules import observing as r
from relais.coaching.rules.first_grid import FIRST_GRID
from relais.coaching.rules.grid import GridUnreadable, NotForGrid
from relais.coaching.tests.steps import allow, levels, observed, scored, shared, visit
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.people.rules.access import Access
from tests.persons import World


def access_of(world: World, name: str) -> Access:
    access = world.by(name).access
    assert access
    return access


def who(world: World, name: str) -> dict[str, Any]:
    return {"by": world.by(name), "at": world.at}


def scorers(world: World, found: Observation, name: str) -> set[UUID]:
    """Give whose scores somebody sees."""
    seen = seen_observation(found.id, access=access_of(world, name), on=world.at.date())
    return {sheet.scorer_id for sheet in seen.sheets if sheet.scores}


def test_nobody_is_observed_before_the_checklist_nor_far_off_nor_unawares(world: World) -> None:
    with pytest.raises(r.ChecklistFirst):
        observed(world)
    allow(world)
    for days in (-31, 91):
        with pytest.raises(r.DayOutside):
            observed(world, on=world.at.date() + timedelta(days=days))
    with pytest.raises(r.NoticeMissing):
        observed(world, kind=r.Kind.CALL)
    assert observed(world, kind=r.Kind.CALL, told=True).kind == "call"


@pytest.mark.once
@pytest.mark.parametrize("name", ["milo", "dora", "ada", "victor", "olga", "remy", "tina"])
def test_only_who_leads_him_directly_begins(world: World, name: str) -> None:
    with pytest.raises(NotVisible):
        observed(allow(world), by=name)


def test_a_visit_is_observed_once_and_is_of_its_own_day(world: World) -> None:
    booked = visit(allow(world))
    rows = visits_to_observe(
        world.id("remy"), organization_id=world.organization.id, on=world.at.date()
    )
    assert list(rows) == [booked]
    found = observed(world, appointment_id=booked.id)
    assert found.happened_on == booked.starts_at.date()
    assert not rows.all().exists()
    with pytest.raises(r.ObservedAlready):
        observed(world, appointment_id=booked.id)
    with pytest.raises(r.NotYet):
        scored(world, found, "maya", 2)
    cancel_observation(found.id, **who(world, "maya"))
    assert observed(world, appointment_id=booked.id).id != found.id
    with pytest.raises(NotVisible):
        observed(world, rep_id=world.id("olga"), appointment_id=booked.id)


def test_the_day_of_a_visit_is_that_of_where_the_rep_is(world: World) -> None:
    Person.objects.filter(id=world.id("remy")).update(timezone="Pacific/Noumea")
    tomorrow = world.at.date() + timedelta(days=1)
    found = observed(allow(world), on=tomorrow)
    world.at = world.at.replace(hour=12)  # 23 h there
    with pytest.raises(r.NotYet):
        scored(world, found, "maya", 2)
    world.at = world.at.replace(hour=22)  # 9 h of the next day
    scored(world, found, "maya", 2)
    assert found.sheets.get(scorer_id=world.id("maya")).scored_at == world.at


def test_a_call_is_not_observed_as_a_visit_nor_is_somebody_else_s(world: World) -> None:
    booked = visit(allow(world))
    listened = call(world, bring(world))
    for wrong in (
        {"call_id": listened.id},
        {"call_id": listened.id, "appointment_id": booked.id},
        {"kind": r.Kind.CALL, "told": True, "appointment_id": booked.id},
    ):
        with pytest.raises(r.LinkedOther):
            observed(world, **wrong)
    with pytest.raises(NotVisible):  # Tina's
        observed(world, kind=r.Kind.CALL, told=True, call_id=listened.id)


def test_neither_sees_the_other_s_scores_before_both_have_scored(world: World) -> None:
    found = observed(allow(world))
    maya, remy = world.id("maya"), world.id("remy")
    scored(world, found, "maya", 1)
    assert scorers(world, found, "maya") == {maya}
    assert scorers(world, found, "remy") == set()
    scored(world, found, "maya", 2)  # again, until all is shared
    with pytest.raises(r.NotShared):
        annotate_scores(found.id, words="Déjà", **who(world, "remy"))
    assert list(to_score(access_of(world, "remy"), on=world.at.date())) == [found]
    scored(world, found, "remy", 3, decision=None)
    assert scorers(world, found, "maya") == scorers(world, found, "remy") == {maya, remy}
    assert not to_score(access_of(world, "remy"), on=world.at.date()).exists()
    for name in ("maya", "remy"):
        with pytest.raises(r.NotOpenAnyMore):
            scored(world, found, name, 4)


def test_closing_shares_without_the_rep_once_the_observer_has_scored(world: World) -> None:
    found = observed(allow(world))
    with pytest.raises(r.ScoreFirst):
        close_observation(found.id, **who(world, "maya"))
    scored(world, found, "maya", 2)
    with pytest.raises(r.NotItsObserver):
        close_observation(found.id, **who(world, "remy"))
    close_observation(found.id, **who(world, "maya"))
    assert scorers(world, found, "remy") == {world.id("maya")}
    with pytest.raises(r.NotOpenAnyMore):
        close_observation(found.id, **who(world, "maya"))
    with pytest.raises(r.NotOpenAnyMore):
        scored(world, found, "remy", 3)


def test_an_invited_observer_sees_his_own_scores_alone(world: World) -> None:
    found = observed(allow(world))
    for _ in "12":
        invite_observer(found.id, person_id=world.id("victor"), **who(world, "maya"))
    assert found.sheets.count() == 3
    for stranger in ("olga", "tina", "dora"):
        with pytest.raises(r.CannotObserve):
            invite_observer(found.id, person_id=world.id(stranger), **who(world, "maya"))
    with pytest.raises(r.NotItsObserver):
        invite_observer(found.id, person_id=world.id("milo"), **who(world, "victor"))
    for name in ("remy", "maya", "victor"):
        scored(world, found, name, 2)
    assert scorers(world, found, "victor") == {world.id("victor")}
    assert len(scorers(world, found, "remy")) == 3
    with pytest.raises(r.NotOpenAnyMore):
        invite_observer(found.id, person_id=world.id("milo"), **who(world, "maya"))


def test_scores_speak_of_each_criterion(world: World) -> None:
    found = observed(allow(world))
    for wrong in (5, -1, None):
        with pytest.raises(r.ScoresIncomplete):
            scored(world, found, "maya", wrong)
    with pytest.raises(r.ScoresIncomplete):
        r.check_scores({"need": 3}, codes=["need", "opening"])
    for name in ("olga", "dora", "milo", "sara"):
        with pytest.raises(NotVisible):
            scored(world, found, name, 2)
    other = observed(world, rep_id=world.id("olga"))
    other.sheets.filter(scorer_id=world.id("maya")).delete()
    with pytest.raises(r.NotScorer):
        scored(world, other, "maya", 2)


def test_what_the_rep_says_stands_beside_and_a_contest_asks_for_an_answer(world: World) -> None:
    found = shared(allow(world))
    maya = access_of(world, "maya")
    with pytest.raises(r.NothingContested):
        answer_contest(found.id, words="Vu", **who(world, "maya"))
    annotate_scores(found.id, words="Le client était pressé", **who(world, "remy"))
    contest_scores(found.id, words=" J’ai posé cinq questions ", **who(world, "remy"))
    assert list(to_answer(maya, on=world.at.date())) == [found]
    with pytest.raises(r.ContestedAlready):
        contest_scores(found.id, words="Encore", **who(world, "remy"))
    with pytest.raises(r.OnlyTheManager):
        answer_contest(found.id, words="Non", **who(world, "remy"))
    for deed in (annotate_scores, contest_scores):
        with pytest.raises(r.OnlyTheRep):
            deed(found.id, words="Pour lui", **who(world, "maya"))
        with pytest.raises(r.RemarkMissing):
            deed(found.id, words=" ", **who(world, "remy"))
        with pytest.raises(NotVisible):
            deed(found.id, words="Moi", **who(world, "olga"))
    answer_contest(found.id, words="On en parle lundi", **who(world, "maya"))
    assert not to_answer(maya, on=world.at.date()).exists()
    said = Remark.objects.order_by("id").values_list("kind", "text")
    assert list(said) == [
        ("annotation", "Le client était pressé"),
        ("contest", "J’ai posé cinq questions"),
        ("answer", "On en parle lundi"),
    ]
    assert found.sheets.get(scorer_id=world.id("maya")).scores == levels(2)


def test_a_cancelled_observation_is_gone_with_its_scores(world: World) -> None:
    found = observed(allow(world))
    scored(world, found, "maya", 2)
    with pytest.raises(r.NotItsObserver):
        cancel_observation(found.id, **who(world, "remy"))
    cancel_observation(found.id, **who(world, "maya"))
    assert not observations_visible_to(access_of(world, "maya"), on=world.at.date()).exists()
    assert [sheet.scores for sheet in found.sheets.all()] == [{}, {}]
    with pytest.raises(NotVisible):
        cancel_observation(found.id, **who(world, "maya"))


def test_a_new_grid_does_not_change_what_was_scored_with_an_older_one(world: World) -> None:
    home = world.organization.id
    assert (grid_of(home).version, Grid.objects.count()) == (1, 0)
    before = shared(allow(world))
    assert grid_of(home).criteria == FIRST_GRID
    fewer = FIRST_GRID[:5]
    for _ in "12":
        publish_grid(fewer, **who(world, "dora"))
    assert list(Grid.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert view_of(Observation.objects.get(id=before.id).grid).criteria == FIRST_GRID
    after = observed(world)
    assert len(after.grid.criteria) == 5
    for name in ("maya", "remy", "victor"):
        with pytest.raises(NotForGrid):
            publish_grid(FIRST_GRID, **who(world, name))
    for wrong in ((), (*fewer, fewer[0])):
        with pytest.raises(GridUnreadable):
            publish_grid(wrong, **who(world, "ada"))
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE coaching_grid SET version = 9")
