"""Disputes: who contests, when, before whom, and what the verdict does."""

import pytest

from relais.campaigns.rules.access import WrongReason
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import (
    contest_lead,
    dismiss_contest,
    send_back_contested,
    uphold_contest,
)
from relais.leads.actions.sheet import NothingSaid
from relais.leads.events import DueFor, Evidence, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches, thread_of
from relais.leads.rules.guards import NotTheJudge, OfferedToAnother, WindowClosed
from relais.leads.tests.conftest import At
from relais.people.actions import give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World


def contest(world: World, lead: Lead, by: str = "remy", words: str = "Pas de projet") -> Lead:
    return contest_lead(
        lead.id,
        reason_id=world.reason(ReasonKind.CONTEST, "not_qualified"),
        evidence=(Evidence.SHEET, Evidence.PROSPECT),
        words=words,
        by=world.by(by),
        at=world.at,
    )


@pytest.mark.parametrize(
    ("state", "contested"),
    [
        ("transmitted", State.CONTESTED_NEW),
        ("taken_up", State.CONTESTED_TAKEN),
        ("in_approach", State.CONTESTED_APPROACH),
    ],
)
def test_a_lead_is_contested_where_it_is_and_goes_back_there(
    world: World, lead_at: At, state: str, contested: State
) -> None:
    lead = contest(world, lead_at(state))
    assert (lead.state, lead.due_for) == (contested, DueFor.JUDGMENT)
    assert thread_of(lead).get().text == "Pas de projet"
    lead = dismiss_contest(lead.id, words="Il y en a un", by=world.by("maya"), at=world.at)
    assert lead.state == state
    assert lead.due_for == (DueFor.TAKE_UP if state == "transmitted" else None)
    assert list(mismatches()) == []


def test_a_contest_stops_the_take_up_clock(world: World, lead_at: At) -> None:
    lead = contest(world, lead_at("transmitted"))
    assert lead.due_for is not DueFor.TAKE_UP


def test_another_rep_does_not_contest(world: World, lead_at: At) -> None:
    lead = lead_at("transmitted")
    for name in ("olga", "maya", "tina"):
        with pytest.raises(OfferedToAnother):
            contest(world, lead, by=name)
    assert history_of(lead).count() == 4


def test_contested_twice_is_refused(world: World, lead_at: At) -> None:
    lead = contest(world, lead_at("taken_up"))
    with pytest.raises(NotAllowed):
        contest(world, lead)


def test_after_contact_the_window_closes(world: World, lead_at: At) -> None:
    before, late = lead_at("taken_up"), lead_at("in_approach")
    world.later(days=8)
    with pytest.raises(WindowClosed):
        contest(world, late)
    assert contest(world, before).state == State.CONTESTED_TAKEN


def test_a_contest_needs_words_and_a_reason_of_its_list(world: World, lead_at: At) -> None:
    lead = lead_at("transmitted")
    with pytest.raises(NothingSaid):
        contest(world, lead, words="  ")
    with pytest.raises(WrongReason):
        contest_lead(
            lead.id,
            reason_id=world.reason(ReasonKind.LOSE, "price"),
            evidence=(),
            words="Trop cher",
            by=world.by("remy"),
            at=world.at,
        )
    lead.refresh_from_db()
    assert lead.state == State.TRANSMITTED


def test_upheld_the_reason_is_counted_and_the_rep_is_free(world: World, lead_at: At) -> None:
    lead = contest(world, lead_at("taken_up"))
    lead = uphold_contest(lead.id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    assert (lead.state, lead.rep_id) == (State.REFUSED, None)
    assert lead.reason_id == world.reason(ReasonKind.CONTEST, "not_qualified")


def test_sent_back_the_telemarketer_completes_it(world: World, lead_at: At) -> None:
    lead = contest(world, lead_at("transmitted"))
    lead = send_back_contested(lead.id, words="Précisez", by=world.by("maya"), at=world.at)
    assert (lead.state, lead.rep_id) == (State.RETURNED, None)


def test_the_judge_had_no_part_in_the_lead(world: World, lead_at: At) -> None:
    give_role(
        world.id("victor"), Role.MANAGER, since=SINCE, unit_id=world.north.id, by=world.system
    )
    lead = contest(world, lead_at("taken_up"))
    for name in ("victor", "remy", "tina", "milo", "olga"):
        with pytest.raises(NotTheJudge):
            dismiss_contest(lead.id, words="", by=world.by(name), at=world.at)
    assert dismiss_contest(lead.id, words="", by=world.by("dora"), at=world.at).state == (
        State.TAKEN_UP
    )


def test_judged_twice_is_refused(world: World, lead_at: At) -> None:
    lead = contest(world, lead_at("taken_up"))
    dismiss_contest(lead.id, words="", by=world.by("maya"), at=world.at)
    with pytest.raises(NotAllowed):
        dismiss_contest(lead.id, words="", by=world.by("maya"), at=world.at)
