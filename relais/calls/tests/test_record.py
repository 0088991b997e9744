"""A call is written down and moves its prospect: done, refused by state, by person, and twice."""

from datetime import timedelta
from typing import Any

import pytest

from relais.calls.actions import ask_callback
from relais.calls.models import Call, Callback
from relais.calls.queries import (
    callbacks_due,
    calls_of_contact,
    calls_of_person,
    calls_of_prospect,
    number_to_dial,
    outcomes_of,
)
from relais.calls.rules import (
    CallbackInVain,
    CallbackMissing,
    CallbackPast,
    CallbackWhy,
    CallEnd,
    CallOutcome,
    NoteTooLong,
    WrongOutcome,
    WrongTimes,
)
from relais.calls.tests.steps import NUMBER, bring, call, second_campaign
from relais.campaigns.actions import engage_call_center
from relais.campaigns.rules.access import NotEngaged
from relais.database.models import uuid7
from relais.lib.errors import NotVisible, Refusal
from relais.people.rules.access import Access
from relais.privacy.actions import record_objection
from relais.privacy.queries import check_may_contact
from relais.privacy.rules import Objected
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect
from relais.prospecting.rules import ClosedAs, HeldByAnother, NotATelemarketer, Status
from tests.persons import NOON, SINCE, World


def access_of(world: World, name: str) -> Access:
    access = world.by(name).access
    assert access is not None
    return access


def claimed_by(world: World, name: str) -> Prospect | None:
    return claim_next(world.campaign.id, by=world.by(name), at=world.at)


def test_a_call_is_kept_and_ends_the_claim(world: World) -> None:
    prospect = bring(world)
    claimed_by(world, "tina")
    made = call(world, prospect, note=" répondeur plein ")
    prospect.refresh_from_db()
    assert (made.end, made.outcome, made.note) == ("no_answer", "unreachable", "répondeur plein")
    assert (made.person_id, made.call_center_id) == (world.id("tina"), world.center.id)
    assert (prospect.attempts, prospect.claimed_by_id) == (1, None)
    assert prospect.next_call_at == world.at + timedelta(hours=3)


def test_nobody_is_given_him_before_he_may_be_called_again(world: World) -> None:
    prospect = bring(world)
    call(world, prospect, end=CallEnd.BUSY)
    assert claimed_by(world, "theo") is None
    world.later(minutes=30)
    assert claimed_by(world, "theo") == prospect


def test_after_six_calls_in_a_row_he_is_closed_as_unreachable(world: World) -> None:
    prospect = bring(world)
    for number in range(6):
        assert Prospect.objects.get().status == Status.TO_CALL, number
        call(world, prospect)
        world.later(hours=3)
    prospect.refresh_from_db()
    assert (prospect.status, prospect.closed_outcome) == (Status.CLOSED, ClosedAs.UNREACHABLE)
    assert (prospect.attempts, claimed_by(world, "tina")) == (6, None)


def test_being_reached_starts_the_count_anew(world: World) -> None:
    prospect = bring(world)
    for outcome in (CallOutcome.UNREACHABLE, CallOutcome.INFORMATION_SENT, CallOutcome.UNREACHABLE):
        call(world, prospect, outcome)
        world.later(days=3)
    prospect.refresh_from_db()
    assert (prospect.attempts, prospect.missed) == (3, 1)


def test_a_campaign_has_a_cap_of_its_own(world: World) -> None:
    world.campaign.attempt_cap = 1
    world.campaign.save()
    call(world, bring(world))
    assert Prospect.objects.get().closed_outcome == ClosedAs.UNREACHABLE


def test_who_asks_to_be_called_back_is_given_to_his_caller_then(world: World) -> None:
    prospect = bring(world)
    due_at = world.at + timedelta(days=1)
    call(world, prospect, CallOutcome.CALLBACK, callback_at=due_at)
    callback = Callback.objects.get()
    assert (callback.why, callback.due_at) == (CallbackWhy.ASKED, due_at)
    assert callback.for_person_id == world.id("tina")
    world.later(days=1)
    assert claimed_by(world, "theo") is None
    assert claimed_by(world, "tina") == prospect


def test_a_callback_that_is_not_answered_is_tried_again_and_one_that_is_ends(world: World) -> None:
    prospect = bring(world)
    call(world, prospect, CallOutcome.CALLBACK, callback_at=world.at + timedelta(hours=1))
    world.later(hours=1)
    call(world, prospect, end=CallEnd.BUSY)
    prospect.refresh_from_db()
    assert prospect.callback_at == world.at + timedelta(minutes=30)
    assert Callback.objects.get().done_at is None
    world.later(minutes=30)
    call(world, prospect, CallOutcome.NOT_INTERESTED)
    prospect.refresh_from_db()
    assert prospect.callback_at is None
    assert Callback.objects.get().done_at == world.at
    assert not callbacks_due(access_of(world, "tina"), at=world.later(days=1))


def test_do_not_call_is_an_objection_at_once_in_every_campaign(world: World) -> None:
    other = second_campaign(world)
    prospect, elsewhere = bring(world), bring(world, other)
    promised = world.at + timedelta(hours=1)
    call(world, elsewhere, CallOutcome.CALLBACK, callback_at=promised)
    call(world, prospect, CallOutcome.DO_NOT_CALL, end=CallEnd.DROPPED)
    with pytest.raises(Objected):
        check_may_contact(world.organization.id, NUMBER)
    with pytest.raises(Objected):
        number_to_dial(elsewhere.id, access=access_of(world, "tina"), at=world.at)
    world.later(hours=1)
    assert claim_next(other.id, by=world.by("tina"), at=world.at) is None
    assert not callbacks_due(access_of(world, "tina"), at=world.at)
    outcomes = set(Prospect.objects.values_list("status", "closed_outcome"))
    assert outcomes == {(Status.CLOSED, ClosedAs.DO_NOT_CALL)}


@pytest.mark.parametrize("outcome", [CallOutcome.QUALIFIED, CallOutcome.CALLBACK])
def test_what_a_later_call_says_never_overwrites_do_not_call(
    world: World, outcome: CallOutcome
) -> None:
    prospect = bring(world)
    call(world, prospect, CallOutcome.DO_NOT_CALL)
    world.later(hours=1)
    callback_at = world.at + timedelta(days=1) if outcome is CallOutcome.CALLBACK else None
    call(world, prospect, outcome, by="theo", callback_at=callback_at)
    prospect.refresh_from_db()
    assert (prospect.status, prospect.closed_outcome) == (Status.CLOSED, ClosedAs.DO_NOT_CALL)
    assert (prospect.attempts, prospect.callback_at) == (2, None)


def test_an_objection_that_came_during_the_call_closes_him_too(world: World) -> None:
    prospect = bring(world)
    record_objection(NUMBER, by=world.system, at=world.at)
    call(world, prospect, CallOutcome.INFORMATION_SENT)
    assert Prospect.objects.get().closed_outcome == ClosedAs.DO_NOT_CALL


@pytest.mark.parametrize(
    ("outcome", "told", "refusal"),
    [
        (CallOutcome.QUALIFIED, {"end": CallEnd.BUSY}, WrongOutcome),
        (CallOutcome.UNREACHABLE, {"ended_at": NOON + timedelta(minutes=1)}, WrongTimes),
        (CallOutcome.UNREACHABLE, {"started_at": NOON + timedelta(minutes=1)}, WrongTimes),
        (CallOutcome.CALLBACK, {}, CallbackMissing),
        (CallOutcome.CALLBACK, {"callback_at": NOON}, CallbackPast),
        (CallOutcome.NOT_INTERESTED, {"callback_at": NOON + timedelta(1)}, CallbackInVain),
        (CallOutcome.UNREACHABLE, {"note": "x" * 20_001}, NoteTooLong),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    world: World, outcome: CallOutcome, told: dict[str, Any], refusal: type[Refusal]
) -> None:
    prospect = bring(world)
    with pytest.raises(refusal):
        call(world, prospect, outcome, **told)
    prospect.refresh_from_db()
    assert (Call.objects.count(), prospect.attempts) == (0, 0)


def test_who_is_held_by_another_is_not_called(world: World) -> None:
    prospect = bring(world)
    claimed_by(world, "theo")
    with pytest.raises(HeldByAnother):
        call(world, prospect)
    world.later(minutes=30)
    call(world, prospect)
    assert Call.objects.get().person_id == world.id("tina")


@pytest.mark.once
@pytest.mark.parametrize("person", ["victor", "remy", "maya", "dora", "ada", "paul"])
def test_who_does_not_telephone_writes_no_call_down(world: World, person: str) -> None:
    prospect = bring(world)
    with pytest.raises(NotATelemarketer):
        call(world, prospect, by=person)
    assert not Call.objects.exists()


def test_a_call_center_whose_engagement_is_over_calls_nobody(world: World) -> None:
    prospect = bring(world)
    yesterday = world.at.date() - timedelta(days=1)
    engage_call_center(
        world.campaign.id, call_center_id=world.center.id, since=SINCE, until=yesterday,
        by=world.system,
    )  # fmt: skip
    with pytest.raises(NotEngaged):
        call(world, prospect)
    tina = access_of(world, "tina")
    with pytest.raises(NotVisible):
        number_to_dial(prospect.id, access=tina, at=world.at)


def test_the_same_call_told_twice_is_counted_once(world: World) -> None:
    prospect = bring(world)
    due_at = world.at + timedelta(days=1)
    first = call(world, prospect, CallOutcome.CALLBACK, callback_at=due_at)
    again = call(world, prospect, CallOutcome.CALLBACK, callback_at=due_at)
    prospect.refresh_from_db()
    assert again == first
    assert (prospect.attempts, Call.objects.count(), Callback.objects.count()) == (1, 1, 1)


def test_the_history_of_a_contact_spans_campaigns_as_far_as_one_may_see(world: World) -> None:
    other = second_campaign(world)
    here, there = bring(world), bring(world, other)
    first = call(world, here)
    world.later(days=1)
    second = call(world, there, by="theo")
    on = world.at.date()
    tina, remy = access_of(world, "tina"), access_of(world, "remy")
    assert list(calls_of_contact(here.contact_id, access=tina, on=on)) == [second, first]
    assert list(calls_of_prospect(here.id, access=tina, on=on)) == [first]
    assert list(calls_of_person(world.id("theo"), access=tina, on=on)) == [second]
    assert not calls_of_contact(here.contact_id, access=remy, on=on)
    engage_call_center(
        other.id, call_center_id=world.center.id, since=SINCE, until=SINCE, by=world.system
    )
    assert list(calls_of_contact(here.contact_id, access=tina, on=on)) == [first]
    dora = access_of(world, "dora")
    assert list(calls_of_contact(here.contact_id, access=dora, on=on)) == [second, first]


def test_outcomes_of_a_campaign_are_counted_each_in_its_place(world: World) -> None:
    prospect = bring(world)
    for _ in range(2):
        call(world, prospect)
        world.later(hours=3)
    call(world, prospect, CallOutcome.NOT_NOW)
    counted = outcomes_of(
        world.campaign.id,
        access=access_of(world, "sam"),
        since=world.at - timedelta(days=1),
        until=world.at + timedelta(days=1),
    )
    assert list(counted) == list(CallOutcome)
    assert {outcome: found for outcome, found in counted.items() if found} == {
        CallOutcome.UNREACHABLE: 2,
        CallOutcome.NOT_NOW: 1,
    }


def test_a_call_about_a_promise_is_a_call_about_its_lead(world: World) -> None:
    prospect, lead_id = bring(world), uuid7()
    ask_callback(
        prospect.contact_id, campaign_id=world.campaign.id, due_at=world.at,
        why=CallbackWhy.APOLOGY, for_person_id=None, lead_id=lead_id, source="", by=world.system,
        at=world.at,
    )  # fmt: skip
    assert call(world, prospect, CallOutcome.NOT_NOW).lead_id == lead_id
