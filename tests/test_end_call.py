"""After "never again" nothing of the contact lives: done, refused by state and person, twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.appointments.actions import book_appointment
from relais.appointments.models import Appointment
from relais.calls.models import Call
from relais.calls.rules import CallEnd, CallOutcome, CallStands, NotYourCall
from relais.leads.actions import correct_ended_call, end_call
from relais.leads.events import Mode, State, WithdrawalCause
from relais.leads.models import Lead
from relais.leads.queries import history_of, mismatches
from relais.lib.errors import NotVisible, Refusal
from relais.notifications.tests.steps import contested, submitted, told, transmitted
from relais.privacy.queries import check_may_call
from relais.privacy.rules import Objected
from relais.prospecting.actions import join_campaign
from relais.prospecting.models import Prospect
from relais.prospecting.rules import ClosedAs, NotATelemarketer, Status
from relais.routing.actions import submit_lead, validate_lead
from tests.persons import World

NEVER = CallOutcome.DO_NOT_CALL


def called(world: World, lead: Lead, outcome: CallOutcome = NEVER, by: str = "tina") -> Call:
    prospect = join_campaign(
        lead.contact_id,
        campaign_id=lead.campaign_id,
        status=Status.QUALIFIED,
        by=world.system,
        at=world.at,
    )
    return end_call(
        prospect.id,
        end=CallEnd.ANSWERED,
        outcome=outcome,
        started_at=world.at - timedelta(minutes=5),
        ended_at=world.at,
        callback_at=None,
        note="",
        by=world.by(by),
        at=world.at,
    )


def booked(world: World, lead: Lead) -> Lead:
    starts_at = world.at.replace(day=17)
    book_appointment(
        lead.id,
        rep_id=world.id("remy"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        mode=Mode.VISIT,
        by=world.by("tina"),
        at=world.at,
    )
    return lead


@pytest.mark.parametrize("step", [World.open_lead, submitted, transmitted, contested])
def test_the_open_lead_is_withdrawn_and_its_slot_is_free(
    world: World, step: Callable[[World], Lead]
) -> None:
    lead = step(world)
    if lead.state != State.CONTESTED_NEW:
        booked(world, lead)
    called(world, lead)
    lead.refresh_from_db()
    assert lead.state == State.WITHDRAWN
    last = history_of(lead).order_by("-sequence")[0]
    assert last.payload["cause"] == WithdrawalCause.OBJECTION
    assert not Appointment.objects.filter(lead=lead, occupying=True).exists()
    assert Prospect.objects.get().closed_outcome == ClosedAs.DO_NOT_CALL
    assert list(mismatches()) == []


def test_a_withdrawn_lead_goes_no_further(world: World) -> None:
    lead = submitted(world)
    called(world, lead)
    with pytest.raises(Refusal):
        validate_lead(lead.id, by=world.by("victor"), at=world.at)
    with pytest.raises(Refusal):
        submit_lead(lead.id, by=world.by("tina"), at=world.at)


def test_who_had_the_lead_is_told(world: World) -> None:
    lead = transmitted(world)
    since = world.at
    world.later(minutes=10)
    called(world, lead)
    assert told(world, since=since) == {("lead_withdrawn", "victor"), ("lead_withdrawn", "remy")}


def test_other_ends_of_a_call_leave_the_lead_alone(world: World) -> None:
    lead = submitted(world)
    called(world, lead, CallOutcome.NOT_INTERESTED)
    lead.refresh_from_db()
    assert lead.state == State.SUBMITTED
    check_may_call(lead.contact, at=world.at)


def test_who_does_not_telephone_ends_nothing(world: World) -> None:
    lead = submitted(world)
    with pytest.raises(NotATelemarketer):
        called(world, lead, by="remy")
    lead.refresh_from_db()
    assert lead.state == State.SUBMITTED
    assert not Call.objects.exists()


def test_the_same_call_told_twice_ends_the_lead_once(world: World) -> None:
    lead = submitted(world)
    assert called(world, lead) == called(world, lead)
    assert history_of(lead).filter(kind="lead.withdrawn").count() == 1
    with pytest.raises(Objected):
        check_may_call(lead.contact, at=world.at)


def corrected(world: World, call: Call, outcome: CallOutcome = NEVER, by: str = "tina") -> Call:
    return correct_ended_call(
        call.id,
        end=CallEnd.ANSWERED,
        outcome=outcome,
        callback_at=None,
        by=world.by(by),
        at=world.at,
    )


def test_a_call_corrected_to_never_again_withdraws_what_lives_once(world: World) -> None:
    lead = submitted(world)
    call = called(world, lead, CallOutcome.NOT_INTERESTED)
    assert corrected(world, call) == corrected(world, call)
    lead.refresh_from_db()
    assert lead.state == State.WITHDRAWN
    assert history_of(lead).filter(kind="lead.withdrawn").count() == 1
    assert call.corrections.count() == 1
    with pytest.raises(Objected):
        check_may_call(lead.contact, at=world.at)
    assert list(mismatches()) == []


def test_a_correction_to_anything_else_leaves_the_lead_alone(world: World) -> None:
    lead = submitted(world)
    corrected(world, called(world, lead, CallOutcome.NOT_INTERESTED), CallOutcome.NOT_NOW)
    lead.refresh_from_db()
    assert lead.state == State.SUBMITTED
    check_may_call(lead.contact, at=world.at)


def test_an_objection_stands_and_what_was_withdrawn_stays_so(world: World) -> None:
    lead = submitted(world)
    call = called(world, lead)
    with pytest.raises(CallStands):
        corrected(world, call, CallOutcome.NOT_INTERESTED)
    lead.refresh_from_db()
    assert lead.state == State.WITHDRAWN


@pytest.mark.parametrize(("name", "refusal"), [("theo", NotYourCall), ("remy", NotATelemarketer)])
def test_nobody_else_ends_a_lead_by_correcting_a_call(
    world: World, name: str, refusal: type[Refusal]
) -> None:
    lead = submitted(world)
    call = called(world, lead, CallOutcome.NOT_INTERESTED)
    with pytest.raises(refusal):
        corrected(world, call, by=name)
    lead.refresh_from_db()
    assert (lead.state, call.corrections.count()) == (State.SUBMITTED, 0)


def test_a_call_that_the_organization_does_not_have_is_not_corrected(world: World) -> None:
    with pytest.raises(NotVisible):
        corrected(world, Call(id=world.id("tina")))
