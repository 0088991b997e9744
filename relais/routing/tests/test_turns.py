"""Turns end: by the clock, by absence, by leaving, by the manager's decision, by a judgment."""

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import contest_lead, dismiss_contest, take_up_lead
from relais.leads.events import AssignmentReason, Evidence, ReleaseReason, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.leads.rules.guards import NotTheJudge, NotYours
from relais.people.rules.access import Actor, Door
from relais.people.rules.offices import ForAdministrators
from relais.routing.actions import (
    assign_lead,
    cancel_absence,
    declare_absence,
    expire_turn,
    person_leaves,
    release_lead,
    release_unavailable,
    reroute_contested,
    route_waiting,
)
from relais.routing.models import Turn, WaitingLead
from relais.routing.rules import Waiting
from relais.routing.rules.presence import EndsBeforeItStarts, HasLeft, NotYourPerson
from relais.routing.rules.submission import NotARep, StillRunning
from relais.routing.tests.conftest import Walk
from tests.persons import World


def clock(world: World) -> Actor:
    return Actor(world.organization.id, Door.CLOCK)


def kinds(lead: Lead) -> list[str]:
    return [row.kind for row in history_of(lead)]


def test_a_turn_that_lapses_goes_to_the_other_rep(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    lead = expire_turn(lead.id, by=clock(world), at=world.later(days=2, hours=1))
    assert (lead.state, lead.rep_id, lead.lapsed_turns) == (
        State.TRANSMITTED,
        world.id("olga"),
        1,
    )
    ended = Turn.objects.get(lead=lead, rep_id=world.id("remy"))
    assert (ended.ended_by, ended.taken_up_at) == (Turn.End.EXPIRED, None)


def test_after_two_lapsed_turns_the_manager_assigns(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    for _ in range(2):
        lead = expire_turn(lead.id, by=clock(world), at=world.later(days=5))
    assert lead.state == State.VALIDATED
    assert WaitingLead.objects.get(lead=lead).reason == Waiting.TURNS_LAPSED
    assert route_waiting(world.organization.id, by=clock(world), at=world.at) == 0
    lead = assign_lead(lead.id, rep_id=world.id("remy"), words="", by=world.by("maya"), at=world.at)
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("remy"))
    assert not WaitingLead.objects.filter(lead=lead).exists()


def test_a_turn_does_not_end_before_its_clock(world: World, transmitted: Walk) -> None:
    lead = transmitted()
    with pytest.raises(StillRunning):
        expire_turn(lead.id, by=clock(world), at=world.later(hours=1))


def test_a_lead_taken_up_does_not_lapse(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    with pytest.raises(NotAllowed):
        expire_turn(lead.id, by=clock(world), at=world.later(days=9))


def test_routing_again_gives_no_lead_twice(world: World, transmitted: Walk) -> None:
    lead = transmitted()
    for _ in range(3):
        assert route_waiting(world.organization.id, by=clock(world), at=world.at) == 0
    assert kinds(lead).count("lead.assigned") == 1


def test_an_absence_sends_what_was_not_taken_up_to_others_at_once(
    world: World, transmitted: Walk
) -> None:
    waiting, taken = transmitted("remy"), transmitted("remy")
    take_up_lead(taken.id, by=world.by("remy"), at=world.at)
    declare_absence(
        world.id("remy"),
        starts_at=world.at,
        ends_at=world.at.replace(day=20),
        by=world.by("maya"),
        at=world.at,
    )
    for lead in (waiting, taken):
        lead.refresh_from_db()
    assert (waiting.rep_id, waiting.state) == (world.id("olga"), State.TRANSMITTED)
    assert (taken.rep_id, taken.state) == (world.id("remy"), State.TAKEN_UP)
    released = history_of(waiting).get(kind="lead.released")
    assert released.payload["reason"] == ReleaseReason.ABSENCE


def test_an_absence_to_come_acts_when_it_starts(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    tomorrow = world.at.replace(day=11)
    absence = declare_absence(
        world.id("remy"),
        starts_at=tomorrow,
        ends_at=tomorrow.replace(day=20),
        by=world.by("remy"),
        at=world.at,
    )
    assert release_unavailable(world.organization.id, by=clock(world), at=world.at) == 0
    assert release_unavailable(world.organization.id, by=clock(world), at=tomorrow) == 1
    lead.refresh_from_db()
    assert lead.rep_id == world.id("olga")
    cancel_absence(absence.id, by=world.by("remy"), at=tomorrow)
    lead.refresh_from_db()
    assert lead.rep_id == world.id("olga")


def test_only_who_leads_somebody_says_that_he_is_away(world: World) -> None:
    with pytest.raises(NotYourPerson):
        declare_absence(
            world.id("remy"),
            starts_at=world.at,
            ends_at=world.at.replace(day=20),
            by=world.by("milo"),
            at=world.at,
        )
    with pytest.raises(EndsBeforeItStarts):
        declare_absence(
            world.id("remy"), starts_at=world.at, ends_at=world.at, by=world.by("maya"), at=world.at
        )


def test_the_same_absence_said_twice_counts_once(world: World) -> None:
    same = [
        declare_absence(
            world.id("remy"),
            starts_at=world.at,
            ends_at=world.at.replace(day=20),
            by=world.by("remy"),
            at=world.at,
        ).id
        for _ in range(2)
    ]
    assert same[0] == same[1]


def test_a_leaver_gives_up_everything_at_once(world: World, transmitted: Walk) -> None:
    leads = [transmitted("remy") for _ in range(3)]
    take_up_lead(leads[0].id, by=world.by("remy"), at=world.at)
    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    for lead in leads:
        lead.refresh_from_db()
        assert (lead.rep_id, lead.state) == (world.id("olga"), State.TRANSMITTED)
    with pytest.raises(HasLeft):
        person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    assert list(mismatches()) == []


def test_a_manager_does_not_make_people_leave(world: World) -> None:
    with pytest.raises(ForAdministrators):
        person_leaves(world.id("remy"), on=world.at.date(), by=world.by("maya"), at=world.at)


def test_what_a_leaver_contested_is_judged_first_then_released(
    world: World, transmitted: Walk
) -> None:
    lead = transmitted("remy")
    contest(world, lead)
    person_leaves(world.id("remy"), on=world.at.date(), by=world.by("ada"), at=world.at)
    lead.refresh_from_db()
    assert lead.state == State.CONTESTED_NEW
    dismiss_contest(lead.id, words="Elle est bonne", by=world.by("maya"), at=world.at)
    release_unavailable(world.organization.id, by=clock(world), at=world.at)
    lead.refresh_from_db()
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))


def test_the_manager_gives_a_lead_to_another_rep(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    lead = assign_lead(
        lead.id, rep_id=world.id("olga"), words="Plus près", by=world.by("maya"), at=world.at
    )
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))
    event = history_of(lead).get(kind="lead.reassigned")
    assert event.payload["reason"] == AssignmentReason.MANAGER
    assert [turn.ended_by for turn in Turn.objects.filter(lead=lead).order_by("sequence")] == [
        Turn.End.REASSIGNED,
        "",
    ]


def test_another_regions_manager_and_a_telemarketer_do_not_assign(
    world: World, transmitted: Walk
) -> None:
    lead = transmitted("remy")
    for name in ("milo", "tina", "remy"):
        with pytest.raises(NotYours):
            assign_lead(lead.id, rep_id=world.id("olga"), words="", by=world.by(name), at=world.at)
    with pytest.raises(NotARep):
        assign_lead(lead.id, rep_id=world.id("tina"), words="", by=world.by("maya"), at=world.at)


def test_the_manager_takes_a_lead_back(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    lead = release_lead(lead.id, words="", by=world.by("maya"), at=world.at)
    assert kinds(lead)[-2:] == ["lead.released", "lead.assigned"]


def contest(world: World, lead: Lead) -> None:
    reason_id = world.reason(ReasonKind.CONTEST, "not_my_account")
    contest_lead(
        lead.id,
        reason_id=reason_id,
        evidence=(Evidence.SHEET,),
        words="Ce compte est suivi par Olga",
        by=world.by("remy"),
        at=world.at,
    )


def test_a_lead_judged_good_for_another_does_not_come_back(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    contest(world, lead)
    lead = reroute_contested(lead.id, words="", by=world.by("maya"), at=world.at)
    assert (lead.state, lead.rep_id, lead.lapsed_turns) == (
        State.TRANSMITTED,
        world.id("olga"),
        0,
    )


def test_who_validated_or_contested_does_not_judge(world: World, transmitted: Walk) -> None:
    lead = transmitted("remy")
    contest(world, lead)
    for name in ("victor", "remy", "tina", "milo"):
        with pytest.raises(NotTheJudge):
            reroute_contested(lead.id, words="", by=world.by(name), at=world.at)
