"""Approach, signature, loss, and the way back from each."""

from datetime import date

import pytest

from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import (
    cancel_win,
    lose_lead,
    reopen_lead,
    start_approach,
    undo_approach,
    win_lead,
)
from relais.leads.actions.close import AmountMissing, MarginAboveAmount
from relais.leads.events import Approach, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.leads.rules.guards import NotYours, OfferedToAnother
from relais.leads.tests.conftest import At
from relais.lib.money import Currency
from tests.persons import World

DAY = date(2026, 3, 10)


def win(world: World, lead: Lead, by: str = "remy", amount: int = 125_000) -> Lead:
    return win_lead(
        lead.id,
        amount=amount,
        margin=40_000,
        currency=Currency("EUR"),
        signed_on=DAY,
        by=world.by(by),
        at=world.at,
    )


def lose(world: World, lead: Lead, by: str = "remy") -> Lead:
    reason_id = world.reason(ReasonKind.LOSE, "price")
    return lose_lead(lead.id, reason_id=reason_id, words="Trop cher", by=world.by(by), at=world.at)


def test_the_approach_starts_once_and_can_be_undone(world: World, lead_at: At) -> None:
    lead = lead_at("taken_up")
    lead = start_approach(lead.id, means=Approach.MAIL, by=world.by("remy"), at=world.at)
    assert (lead.state, lead.approach_at) == (State.IN_APPROACH, world.at)
    with pytest.raises(NotAllowed):
        start_approach(lead.id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    lead = undo_approach(lead.id, by=world.by("remy"), at=world.later(minutes=1))
    assert (lead.state, lead.approach_at) == (State.TAKEN_UP, None)


def test_another_rep_does_not_approach(world: World, lead_at: At) -> None:
    lead = lead_at("taken_up")
    with pytest.raises(OfferedToAnother):
        start_approach(lead.id, means=Approach.CALL, by=world.by("olga"), at=world.at)
    with pytest.raises(OfferedToAnother):
        undo_approach(lead.id, by=world.by("maya"), at=world.at)


def test_winning_from_taken_up_starts_the_approach_on_the_way(world: World, lead_at: At) -> None:
    lead = win(world, lead_at("taken_up"))
    assert [row.kind for row in history_of(lead)][-2:] == ["lead.approach_started", "lead.won"]
    assert (lead.state, lead.amount, lead.margin, lead.currency) == (
        State.WON,
        125_000,
        40_000,
        "EUR",
    )
    assert list(mismatches()) == []


def test_signed_twice_is_refused_and_logged_once(world: World, lead_at: At) -> None:
    lead = win(world, lead_at("in_approach"))
    with pytest.raises(NotAllowed):
        win(world, lead)
    assert history_of(lead).filter(kind="lead.won").count() == 1


def test_a_lead_not_taken_up_is_not_signed(world: World, lead_at: At) -> None:
    with pytest.raises(NotAllowed):
        win(world, lead_at("transmitted"))


def test_his_manager_signs_for_him_and_nobody_else_does(world: World, lead_at: At) -> None:
    lead = lead_at("in_approach")
    for name in ("olga", "milo", "tina", "victor"):
        with pytest.raises(NotYours):
            win(world, lead, by=name)
    assert win(world, lead, by="maya").state == State.WON


def test_an_amount_is_told_and_a_margin_is_part_of_it(world: World, lead_at: At) -> None:
    lead = lead_at("in_approach")
    with pytest.raises(AmountMissing):
        win(world, lead, amount=-1)
    with pytest.raises(MarginAboveAmount):
        win(world, lead, amount=100)


def test_a_signature_that_did_not_stand_leaves_no_amount(world: World, lead_at: At) -> None:
    lead = win(world, lead_at("in_approach"))
    lead = cancel_win(lead.id, words="Rétractation", by=world.by("remy"), at=world.later(days=1))
    assert (lead.state, lead.amount, lead.won_at, lead.closed_at) == (
        State.IN_APPROACH,
        None,
        None,
        None,
    )
    with pytest.raises(NotAllowed):
        cancel_win(lead.id, words="", by=world.by("remy"), at=world.at)


def test_a_loss_counts_its_reason_and_can_be_reopened(world: World, lead_at: At) -> None:
    lead = lose(world, lead_at("in_approach"))
    assert (lead.state, lead.reason_id) == (State.LOST, world.reason(ReasonKind.LOSE, "price"))
    with pytest.raises(NotAllowed):
        lose(world, lead)
    with pytest.raises(NotYours):
        reopen_lead(lead.id, by=world.by("olga"), at=world.at)
    lead = reopen_lead(lead.id, by=world.by("remy"), at=world.later(days=3))
    assert (lead.state, lead.reason_id, lead.closed_at) == (State.IN_APPROACH, None, None)


def test_a_lead_that_waits_for_a_rep_is_closed_by_a_manager_alone(
    world: World, lead_at: At
) -> None:
    lead = lead_at("validated")
    with pytest.raises(NotYours):
        lose(world, lead, by="remy")
    assert lose(world, lead, by="maya").state == State.LOST


def test_a_transmitted_lead_is_taken_up_before_it_is_lost(world: World, lead_at: At) -> None:
    with pytest.raises(NotAllowed):
        lose(world, lead_at("transmitted"))
