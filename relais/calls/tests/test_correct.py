"""A call is told anew: done, refused by state and by person, done twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from relais.calls.actions import ask_callback, correct_call
from relais.calls.models import Call, Callback, CallCorrection
from relais.calls.rules import (
    CallbackMissing,
    CallbackWhy,
    CalledSince,
    CallEnd,
    CallOutcome,
    CallStands,
    NotYourCall,
    QualifyInstead,
    WrongOutcome,
)
from relais.calls.tests.steps import bring, call
from relais.lib.errors import NotVisible, Refusal
from relais.people.actions import found_organization
from relais.people.rules.access import Actor, Door
from relais.privacy.actions import record_objection
from relais.privacy.rules import Objected
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect
from relais.prospecting.rules import ClosedAs, HeldByAnother, NotATelemarketer, Status
from tests.persons import World


def correct(
    world: World,
    made: Call,
    outcome: CallOutcome = CallOutcome.UNREACHABLE,
    end: CallEnd | None = None,
    *,
    by: str = "tina",
    callback_at: datetime | None = None,
) -> Call:
    usual = CallEnd.NO_ANSWER if outcome is CallOutcome.UNREACHABLE else CallEnd.ANSWERED
    return correct_call(
        made.id,
        end=end or usual,
        outcome=outcome,
        callback_at=callback_at,
        by=world.by(by),
        at=world.at,
    )


def standing(prospect: Prospect) -> dict[str, Any]:
    row = Prospect.objects.values().get(id=prospect.id)
    return {name: value for name, value in row.items() if name != "id"}


def test_a_prospect_stands_as_if_it_had_been_told_so_at_once(world: World) -> None:
    prospect = bring(world)
    call(world, prospect)
    told = standing(prospect)
    Call.objects.all().delete()
    Prospect.objects.update(attempts=0, missed=0, next_call_at=None)
    made = call(world, prospect, CallOutcome.NOT_INTERESTED)
    assert standing(prospect)["closed_outcome"] == ClosedAs.NOT_INTERESTED
    world.later(minutes=5)
    fixed = correct(world, made)
    assert (fixed.end, fixed.outcome) == (CallEnd.NO_ANSWER, CallOutcome.UNREACHABLE)
    assert standing(prospect) == told
    [kept] = CallCorrection.objects.all()
    assert (kept.end, kept.outcome, kept.person_id, kept.corrected_at) == (
        CallEnd.ANSWERED,
        CallOutcome.NOT_INTERESTED,
        world.id("tina"),
        world.at,
    )
    world.later(hours=3)
    assert claim_next(world.campaign.id, by=world.by("theo"), at=world.at) == prospect


def test_told_twice_it_is_corrected_once(world: World) -> None:
    prospect = bring(world)
    made = call(world, prospect, CallOutcome.NOT_INTERESTED)
    for _ in "12":
        correct(world, made, CallOutcome.NOT_NOW)
    assert (CallCorrection.objects.count(), standing(prospect)["attempts"]) == (1, 1)
    assert standing(prospect)["closed_outcome"] == ClosedAs.NOT_NOW


def pending() -> list[Callback]:
    return list(Callback.objects.filter(done_at=None))


def test_a_promise_that_the_call_ended_lives_again_and_its_own_ends(world: World) -> None:
    prospect = bring(world)
    apology = ask_callback(
        prospect.contact_id, campaign_id=world.campaign.id, due_at=world.at,
        why=CallbackWhy.APOLOGY, for_person_id=world.id("tina"), lead_id=None, source="x",
        by=world.by("remy"), at=world.at,
    )  # fmt: skip
    world.later(minutes=10)
    soon = world.at + timedelta(days=1)
    made = call(world, prospect, CallOutcome.CALLBACK, callback_at=soon)
    assert [one.due_at for one in pending()] == [soon]
    correct(world, made)
    assert pending() == [apology]
    later = world.at + timedelta(days=2)
    correct(world, made, CallOutcome.CALLBACK, callback_at=later)
    assert [one.due_at for one in pending()] == [later]
    assert standing(prospect)["callback_at"] == later
    assert (Callback.objects.count(), CallCorrection.objects.count()) == (2, 2)


def test_a_wrong_key_may_have_hidden_an_objection(world: World) -> None:
    prospect = bring(world)
    made = call(world, prospect, CallOutcome.NOT_NOW)
    correct(world, made, CallOutcome.DO_NOT_CALL)
    assert standing(prospect)["closed_outcome"] == ClosedAs.DO_NOT_CALL
    with pytest.raises(CallStands):
        correct(world, made, CallOutcome.NOT_NOW)


@pytest.mark.parametrize("outcome", [CallOutcome.QUALIFIED, CallOutcome.DO_NOT_CALL])
def test_what_has_opened_a_lead_or_was_an_objection_stands(
    world: World, outcome: CallOutcome
) -> None:
    made = call(world, bring(world), outcome)
    refused(world, made, CallStands)


def test_a_lead_is_opened_by_a_call_and_not_by_a_correction(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    refused(world, made, QualifyInstead, CallOutcome.QUALIFIED)


def test_only_the_last_call_of_a_prospect_is_corrected(world: World) -> None:
    prospect = bring(world)
    made = call(world, prospect, CallOutcome.INFORMATION_SENT)
    world.later(hours=1)
    call(world, prospect)
    refused(world, made, CalledSince, CallOutcome.NOT_NOW)


def test_who_objects_since_is_left_in_peace(world: World) -> None:
    prospect = bring(world)
    made = call(world, prospect, CallOutcome.NOT_INTERESTED)
    Prospect.objects.update(status=Status.CLOSED, closed_outcome=ClosedAs.DO_NOT_CALL)
    record_objection(prospect.contact.email, by=world.system, at=world.at)
    refused(world, made, Objected)


def test_a_prospect_whom_another_is_calling_waits(world: World) -> None:
    prospect = bring(world)
    made = call(world, prospect)
    world.later(hours=3)
    claim_next(world.campaign.id, by=world.by("theo"), at=world.at)
    refused(world, made, HeldByAnother, CallOutcome.NOT_NOW)


def test_what_cannot_be_is_not_told_anew(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    refused(world, made, CallbackMissing, CallOutcome.CALLBACK)
    with pytest.raises(WrongOutcome):
        correct(world, made, CallOutcome.NOT_NOW, CallEnd.BUSY)


def test_a_call_of_which_nothing_else_is_known_stands(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    Call.objects.update(found=None)
    refused(world, made, CallStands)


def test_who_made_the_call_corrects_it_or_his_supervisor_and_nobody_else(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    with pytest.raises(NotYourCall):
        correct(world, made, by="theo")
    with pytest.raises(NotATelemarketer):
        correct(world, made, by="victor")
    assert not CallCorrection.objects.exists()
    assert correct(world, made, by="sam").outcome == CallOutcome.UNREACHABLE


def test_a_call_of_another_organization_is_not_found(world: World) -> None:
    made = call(world, bring(world), CallOutcome.NOT_NOW)
    other = found_organization(
        "Ailleurs", slug="ailleurs", country="FR", timezone="Europe/Paris", language="fr",
        currency="EUR",
    )  # fmt: skip
    with pytest.raises(NotVisible):
        correct_call(
            made.id, end=CallEnd.BUSY, outcome=CallOutcome.UNREACHABLE, callback_at=None,
            by=Actor(other.id, Door.CLI), at=world.at,
        )  # fmt: skip


def refused(
    world: World,
    made: Call,
    why: type[Refusal],
    outcome: CallOutcome = CallOutcome.INFORMATION_SENT,
) -> None:
    before = Call.objects.values().get(id=made.id), list(Prospect.objects.values())
    with pytest.raises(why):
        correct(world, made, outcome)
    assert (Call.objects.values().get(id=made.id), list(Prospect.objects.values())) == before
    assert not CallCorrection.objects.exists()
