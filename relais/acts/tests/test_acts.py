"""Acts: done, refused by state, refused by person, done twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from relais.acts.actions import (
    Wanted,
    agree_act,
    do_act,
    drop_act,
    forget_acts,
    keep_measure,
    plan_act,
    propose_act,
    put_off_act,
    reopen_act,
)
from relais.acts.models import Act
from relais.acts.queries import (
    acts_between,
    acts_due,
    acts_of_source,
    acts_to_measure,
    acts_visible_to,
    held_of_leads,
    held_of_person,
)
from relais.acts.rules import (
    ActKind,
    ActSource,
    ActState,
    DueBefore,
    NotClosed,
    NotOpen,
    NotProposed,
    NotYours,
    WhatMissing,
    WhyMissing,
)
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.people.rules.access import Access
from tests.persons import World

WEEK = timedelta(days=7)


def access_of(world: World, name: str) -> Access:
    access = world.by(name).access
    assert access
    return access


def wanted(world: World, **more: Any) -> Wanted:
    return replace(Wanted("Suivre les leads chaque semaine", world.north.id), **more)


def planned(world: World, *, owner: str = "maya", by: str = "maya", **more: Any) -> Act:
    due_on = world.at.date() + WEEK
    return plan_act(
        wanted(world, **more), owner_id=world.id(owner), due_on=due_on, by=world.by(by), at=world.at
    )


def seen(world: World, name: str) -> set[str]:
    return {act.what for act in acts_visible_to(access_of(world, name))}


def test_an_act_is_agreed_done_and_taken_back(world: World) -> None:
    act = planned(world)
    maya = access_of(world, "maya")
    assert list(acts_due(maya, until=world.at.date() + WEEK)) == [act]
    assert not acts_due(maya, until=world.at.date())
    done = do_act(act.id, by=world.by("maya"), at=world.at, note=" vu  ensemble ")
    assert (done.state, done.note, done.closed_by_id) == ("done", "vu ensemble", world.id("maya"))
    assert not acts_due(maya, until=world.at.date() + WEEK)
    with pytest.raises(NotOpen):
        do_act(act.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotOpen):
        put_off_act(act.id, due_on=world.at.date(), by=world.by("maya"), at=world.at)
    again = reopen_act(act.id, by=world.by("maya"), at=world.at)
    assert (again.state, again.note, again.closed_at) == ("agreed", "", None)
    with pytest.raises(NotClosed):
        reopen_act(act.id, by=world.by("maya"), at=world.at)


def test_what_is_proposed_is_agreed_by_who_leads_the_unit(world: World) -> None:
    idea = wanted(world, key="once", source=ActSource.DIAGNOSIS, measure_on=world.at.date())
    act = propose_act(idea, by=world.system, at=world.at)
    assert propose_act(idea, by=world.system, at=world.at) == act
    agreed: dict[str, Any] = {
        "owner_id": world.id("maya"),
        "due_on": world.at.date() + WEEK,
        "at": world.at,
    }
    with pytest.raises(NotOpen):
        do_act(act.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotVisible):
        agree_act(act.id, by=world.by("milo"), **agreed)
    with pytest.raises(DueBefore):
        agree_act(act.id, by=world.by("dora"), **agreed | {"due_on": world.at.date() - WEEK})
    assert agree_act(act.id, by=world.by("dora"), **agreed).state == ActState.AGREED
    with pytest.raises(NotProposed):
        agree_act(act.id, by=world.by("dora"), **agreed)
    assert not acts_to_measure(world.organization.id, on=world.at.date())
    do_act(act.id, by=world.by("maya"), at=world.at)
    assert list(acts_to_measure(world.organization.id, on=world.at.date())) == [act]
    for found in ({"rate": 1}, {"rate": 2}):
        keep_measure(act.id, found, by=world.system, at=world.at)
    act.refresh_from_db()
    assert act.found == {"rate": 1}
    again = reopen_act(act.id, by=world.by("maya"), at=world.at)
    assert (again.found, again.measured_at) == ({}, None)
    do_act(act.id, by=world.by("maya"), at=world.at)
    keep_measure(act.id, {"rate": 3}, by=world.system, at=world.at)
    assert not acts_to_measure(world.organization.id, on=world.at.date())


def test_an_act_is_dropped_with_its_reason(world: World) -> None:
    act = planned(world)
    with pytest.raises(WhyMissing):
        drop_act(act.id, words=" ", by=world.by("maya"), at=world.at)
    dropped = drop_act(act.id, words="l'équipe change", by=world.by("maya"), at=world.at)
    assert (dropped.state, dropped.note) == ("dropped", "l'équipe change")
    with pytest.raises(NotOpen):
        drop_act(act.id, words="encore", by=world.by("maya"), at=world.at)
    proposed = propose_act(wanted(world), by=world.system, at=world.at)
    drop_act(proposed.id, words="non", by=world.by("maya"), at=world.at)
    assert reopen_act(proposed.id, by=world.by("maya"), at=world.at).state == "proposed"


def test_an_act_is_put_off(world: World) -> None:
    act = planned(world)
    later = world.at.date() + 2 * WEEK
    for _ in range(2):
        assert put_off_act(act.id, due_on=later, by=world.by("maya"), at=world.at).due_on == later
    with pytest.raises(DueBefore):
        put_off_act(act.id, due_on=later - 5 * WEEK, by=world.by("maya"), at=world.at)


def test_a_day_is_past_by_the_clock_of_who_agrees(world: World) -> None:
    Person.objects.filter(id=world.id("maya")).update(timezone="America/Guadeloupe")
    world.at = world.at.replace(hour=2)  # the evening before, where Maya is
    yesterday = world.at.date() - timedelta(days=1)
    agreed = plan_act(
        wanted(world), owner_id=world.id("maya"), due_on=yesterday, by=world.by("maya"), at=world.at
    )
    assert agreed.due_on == yesterday


def test_nothing_is_agreed_for_others_units(world: World) -> None:
    with pytest.raises(NotYours):
        planned(world, by="remy")  # for his manager
    assert planned(world, owner="remy", by="remy", what="Préparer").owner_id == world.id("remy")
    with pytest.raises(NotYours):
        planned(world, unit_id=world.south.id, owner="milo")
    with pytest.raises(NotYours):  # a unit in which he has no part
        planned(world, owner="remy", by="remy", unit_id=world.south.id)
    with pytest.raises(NotYours):  # about somebody whom he does not lead
        planned(world, owner="remy", by="remy", person_id=world.id("olga"))
    with pytest.raises(NotYours):
        planned(world, person_id=world.id("sara"))
    with pytest.raises(NotVisible):  # whom a call center sends
        planned(world, owner="tina")
    with pytest.raises(WhatMissing):
        planned(world, what=" ")
    with pytest.raises(WhatMissing):
        planned(world, what="x" * 401)


def test_what_is_about_a_rep_stays_with_him_and_his_manager(world: World) -> None:
    act = planned(world, what="À deux", person_id=world.id("remy"), kind=ActKind.ACCOMPANY)
    planned(world, what="Pour tous")
    assert seen(world, "maya") == {"À deux", "Pour tous"}
    assert seen(world, "remy") == {"À deux"}
    assert seen(world, "dora") == {"Pour tous"}
    for stranger in ("olga", "milo", "tina", "victor", "ada"):
        assert not seen(world, stranger)
        with pytest.raises(NotVisible):
            do_act(act.id, by=world.by(stranger), at=world.at)
    with pytest.raises(NotYours):  # he sees it, and it is not for him
        do_act(act.id, by=world.by("remy"), at=world.at)


def test_acts_are_found_by_period_source_and_person(world: World) -> None:
    meeting = world.north.id
    act = planned(world, source=ActSource.MEETING, source_id=meeting, person_id=world.id("remy"))
    maya, today = access_of(world, "maya"), world.at.date()
    assert list(acts_of_source(ActSource.MEETING, meeting, access=maya)) == [act]
    assert not acts_of_source(ActSource.COACHING, meeting, access=maya)
    week = acts_between(world.organization.id, since=today, until=today + WEEK)
    assert list(week) == [act]
    assert not acts_between(
        world.organization.id, since=today, until=today + WEEK, owner_id=world.id("dora")
    )
    held = held_of_person(world.organization.id, world.id("remy"))
    assert [len(held[name]) for name in ("acts_of_his", "acts_about_him")] == [0, 1]


def test_the_words_of_acts_about_a_lead_go_with_it(world: World) -> None:
    lead_id = world.north.id
    act = planned(world, what="Rappeler Mme Petit", lead_id=lead_id)
    do_act(act.id, by=world.by("maya"), at=world.at, note="elle est d’accord")
    kept = planned(world, what="Autre")
    assert held_of_leads(world.organization.id, [lead_id])["acts"].count() == 1
    assert forget_acts(world.organization.id, [lead_id]) == 1
    assert forget_acts(world.organization.id, [lead_id]) == 0
    reopen_act(act.id, by=world.by("maya"), at=world.at)
    again = do_act(act.id, by=world.by("maya"), at=world.at, note="encore elle")
    assert again.note == ""  # whose words were erased keeps no new ones
    assert forget_acts(world.organization.id, [lead_id]) == 0
    act.refresh_from_db()
    kept.refresh_from_db()
    assert (act.what, act.note, kept.what) == ("–", "", "Autre")
