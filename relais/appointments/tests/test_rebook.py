"""Where nobody came, or will come, the telemarketer owes a call: once, and not to who objects."""

import pytest

from relais.accounts.models import Contact
from relais.appointments.actions import (
    carry_appointments,
    correct_outcome,
    lapse_appointment,
    report_outcome,
)
from relais.appointments.models import Appointment
from relais.appointments.queries import Outcome
from relais.appointments.tests.steps import THURSDAY, access, book, fresh, met, transmit
from relais.calls.models import Callback
from relais.calls.queries import CallbackWhy, callbacks_due
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import contest_lead, uphold_contest
from relais.leads.events import AssignmentReason, LeadReassigned
from relais.leads.log import append
from relais.leads.queries import locked
from relais.privacy.actions import record_objection
from tests.persons import World


def not_honoured(world: World, slot: Appointment, outcome: Outcome) -> None:
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "overload")
    report_outcome(slot.id, outcome=outcome, reason_id=reason_id, by=world.by("remy"), at=world.at)


@pytest.mark.parametrize("outcome", [Outcome.REP_ABSENT, Outcome.REP_CANCELLED])
def test_the_telemarketer_calls_to_apologise_where_the_rep_did_not_go(
    world: World, outcome: Outcome
) -> None:
    slot = met(world)
    not_honoured(world, slot, outcome)
    callback = callbacks_due(access(world, "tina"), at=world.at).get()
    assert (callback.why, callback.lead_id) == (CallbackWhy.APOLOGY, slot.lead_id)
    assert callback.for_person_id == world.id("tina")
    assert not callbacks_due(access(world, "remy"), at=world.at).exists()


@pytest.mark.parametrize("outcome", [Outcome.HELD, Outcome.PROSPECT_ABSENT])
def test_nobody_apologises_where_the_rep_went(world: World, outcome: Outcome) -> None:
    slot = met(world)
    by = world.by("remy")
    report_outcome(slot.id, outcome=outcome, reason_id=None, by=by, at=world.at)
    assert not Callback.objects.exists()


def test_what_is_corrected_to_an_absence_is_apologised_for_once(world: World) -> None:
    slot = met(world)
    not_honoured(world, slot, Outcome.REP_CANCELLED)
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "travel")
    correct_outcome(
        slot.id,
        outcome=Outcome.REP_ABSENT,
        reason_id=reason_id,
        by=world.by("maya"),
        at=world.at,
    )
    assert Callback.objects.count() == 1


def test_a_prospect_who_waited_in_vain_for_the_review_is_called(world: World) -> None:
    slot = book(world, world.open_lead())
    lapse_appointment(slot.id, by=world.system, at=THURSDAY)
    callback = Callback.objects.get()
    assert (callback.why, callback.due_at) == (CallbackWhy.APOLOGY, THURSDAY)


def test_a_slot_that_could_not_be_carried_along_is_booked_anew_by_call(world: World) -> None:
    lead = transmit(world, world.open_lead())
    book(world, lead)
    book(world, world.open_lead(), rep="olga")
    with locked(lead.id, organization_id=lead.organization_id) as found:
        handed = LeadReassigned(world.id("olga"), AssignmentReason.MANAGER)
        append(found, handed, by=world.system, at=world.at)
        carry_appointments([found], by=world.by("maya"), at=world.at)
    callback = Callback.objects.get()
    assert (callback.why, callback.lead_id) == (CallbackWhy.REBOOK, lead.id)
    assert callback.for_person_id == world.id("tina")


def test_who_objects_is_not_called_and_the_outcome_is_told_all_the_same(world: World) -> None:
    slot = met(world)
    contact = Contact.objects.get(id=slot.lead.contact_id)
    record_objection(contact.phone, contact.email, by=world.system, at=world.at)
    not_honoured(world, slot, Outcome.REP_ABSENT)
    slot.refresh_from_db()
    assert slot.outcome == Outcome.REP_ABSENT
    assert not Callback.objects.exists()


def test_a_lead_at_its_end_is_left_in_peace(world: World) -> None:
    slot = met(world)
    contest_lead(
        slot.lead_id,
        reason_id=world.reason(ReasonKind.CONTEST, "duplicate"),
        evidence=(),
        words="Already mine",
        by=world.by("remy"),
        at=world.at,
    )
    uphold_contest(slot.lead_id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    not_honoured(world, slot, Outcome.REP_ABSENT)
    assert fresh(slot.lead).closed_at == world.at
    assert not Callback.objects.exists()
