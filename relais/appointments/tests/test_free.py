"""Giving slots back: cancelled, lapsed, freed by the end of a lead, carried to another rep."""

from datetime import timedelta

import pytest

from relais.appointments.actions import (
    cancel_appointment,
    carry_appointments,
    lapse_appointment,
    report_outcome,
)
from relais.appointments.models import Appointment
from relais.appointments.queries import CancelCause, Outcome, Status, appointments_of, lapsing
from relais.appointments.rules.booking import NotByHand
from relais.appointments.rules.outcomes import (
    AlreadyReported,
    AlreadyStarted,
    NotBooked,
    NotStarted,
)
from relais.appointments.tests.steps import HOUR, THURSDAY, book, fresh, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import contest_lead, drop_lead, refuse_lead, undo_batch, uphold_contest
from relais.leads.events import (
    AssignmentReason,
    Event,
    LeadAssigned,
    LeadReassigned,
    LeadReleased,
    LeadSubmitted,
    LeadTakeUpExpired,
    ReleaseReason,
)
from relais.leads.log import append
from relais.leads.models import Lead
from relais.leads.queries import history_of, locked
from relais.leads.rules.guards import NotYours
from tests.persons import World

FROM_TINA = CancelCause.TELEMARKETER


def add(world: World, lead: Lead, *events: Event) -> None:
    """Append what routing would, and let appointments follow."""
    with locked(lead.id, organization_id=lead.organization_id) as found:
        for event in events:
            append(found, event, by=world.system, at=world.at)
        carry_appointments([found], by=world.system, at=world.at)


def again(slot: Appointment) -> Appointment:
    slot.refresh_from_db()
    return slot


def reassigned(world: World, to: str) -> LeadReassigned:
    return LeadReassigned(rep_id=world.id(to), reason=AssignmentReason.MANAGER)


@pytest.mark.parametrize("who", ["tina", "sam"])
def test_the_telemarketer_cancels_and_the_slot_is_free(world: World, who: str) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    cancelled = cancel_appointment(slot.id, cause=FROM_TINA, by=world.by(who), at=world.at)
    assert (cancelled.status, cancelled.cancel_cause) == (Status.CANCELLED, FROM_TINA)
    assert (cancelled.occupying, cancelled.freed_at) == (False, world.at)
    book(world, world.open_lead())
    book(world, lead, start=THURSDAY + 24 * HOUR)


@pytest.mark.parametrize("who", ["remy", "maya", "theo", "olga"])
def test_who_is_to_go_does_not_cancel_but_says_why_he_does_not(world: World, who: str) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    with pytest.raises(NotYours):
        cancel_appointment(slot.id, cause=CancelCause.PROSPECT, by=world.by(who), at=world.at)
    assert again(slot).status == Status.BOOKED


def test_cancelled_twice_is_refused_and_logged_once(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    cancel_appointment(slot.id, cause=FROM_TINA, by=world.by("tina"), at=world.at)
    with pytest.raises(NotBooked):
        cancel_appointment(slot.id, cause=FROM_TINA, by=world.by("tina"), at=world.at)
    assert history_of(lead).filter(kind="appointment.cancelled").count() == 1


def test_what_has_started_or_was_told_is_not_cancelled(world: World) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    reason = world.reason(ReasonKind.NOT_HONOURED, "illness")
    outcome = Outcome.REP_CANCELLED
    report_outcome(slot.id, outcome=outcome, reason_id=reason, by=world.by("remy"), at=world.at)
    with pytest.raises(AlreadyReported):
        cancel_appointment(slot.id, cause=FROM_TINA, by=world.by("tina"), at=world.at)
    started = met(world)
    with pytest.raises(AlreadyStarted):
        cancel_appointment(started.id, cause=FROM_TINA, by=world.by("tina"), at=world.at)


def test_a_reassignment_is_no_cause_to_choose(world: World) -> None:
    slot = book(world, world.open_lead())
    with pytest.raises(NotByHand):
        cancel_appointment(slot.id, cause=CancelCause.REASSIGNED, by=world.by("tina"), at=world.at)


def test_a_start_that_passes_before_the_review_lapses(world: World) -> None:
    slot = book(world, world.open_lead())
    assert not lapsing(THURSDAY - HOUR).exists()
    assert lapsing(THURSDAY).get() == slot
    lapsed = lapse_appointment(slot.id, by=world.system, at=THURSDAY)
    assert (lapsed.status, lapsed.occupying, lapsed.transmitted) == (Status.LAPSED, False, False)
    assert not lapsing(THURSDAY).exists()
    with pytest.raises(NotBooked):
        lapse_appointment(slot.id, by=world.system, at=THURSDAY)


def test_only_the_clock_lapses_and_only_after_the_start(world: World) -> None:
    slot = book(world, world.open_lead())
    with pytest.raises(NotByHand):
        lapse_appointment(slot.id, by=world.by("tina"), at=THURSDAY)
    with pytest.raises(NotStarted):
        lapse_appointment(slot.id, by=world.system, at=THURSDAY - HOUR)


def test_what_the_rep_knew_of_does_not_lapse(world: World) -> None:
    slot = met(world)
    assert not lapsing(world.at).exists()
    with pytest.raises(NotBooked):
        lapse_appointment(slot.id, by=world.system, at=world.at)


def test_giving_a_lead_up_frees_its_slot(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    reason = world.reason(ReasonKind.DROP, "unreachable")
    drop_lead(lead.id, reason_id=reason, by=world.by("tina"), at=world.at)
    assert (again(slot).status, slot.occupying, slot.cancel_cause) == ("cancelled", False, None)
    book(world, world.open_lead())


def test_a_refusal_frees_its_slot(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    add(world, lead, LeadSubmitted(unit_id=world.north.id))
    reason = world.reason(ReasonKind.REFUSE, "no_project")
    refuse_lead(lead.id, reason_id=reason, words="", by=world.by("victor"), at=world.at)
    assert (again(slot).status, slot.freed_at) == (Status.CANCELLED, world.at)


def test_a_dispute_keeps_the_slot_and_only_its_verdict_frees_it(world: World) -> None:
    lead = transmit(world, world.open_lead())
    slot = book(world, lead)
    contest_lead(
        lead.id,
        reason_id=world.reason(ReasonKind.CONTEST, "duplicate"),
        evidence=(),
        words="Already mine",
        by=world.by("remy"),
        at=world.at,
    )
    assert again(slot).status == Status.BOOKED
    uphold_contest(lead.id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    assert again(slot).status == Status.CANCELLED


def test_the_end_of_a_lead_leaves_its_past_as_it_was(world: World) -> None:
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
    assert again(slot).status == Status.BOOKED


@pytest.mark.parametrize("event", [LeadReleased(ReleaseReason.ABSENCE), None])
def test_a_lead_to_be_routed_again_keeps_a_slot_that_nobody_sees(
    world: World, event: Event | None
) -> None:
    lead = transmit(world, world.open_lead())
    slot = book(world, lead)
    add(world, lead, event or LeadTakeUpExpired(world.id("remy")))
    assert (again(slot).status, slot.transmitted, slot.occupying) == ("reserved", False, True)
    add(world, lead, LeadAssigned(world.id("remy"), AssignmentReason.OWNER))
    assert (again(slot).status, slot.transmitted) == (Status.BOOKED, True)


def test_a_turn_that_ends_after_the_start_leaves_the_appointment_to_who_had_it(
    world: World,
) -> None:
    slot = met(world)
    add(world, fresh_lead(slot), LeadTakeUpExpired(world.id("remy")))
    assert (again(slot).status, slot.rep_id) == (Status.BOOKED, world.id("remy"))


def test_a_reassignment_carries_the_appointment_along(world: World) -> None:
    lead = transmit(world, world.open_lead())
    slot = book(world, lead)
    add(world, lead, reassigned(world, "olga"))
    assert (again(slot).rep_id, slot.status) == (world.id("olga"), Status.BOOKED)
    assert (slot.starts_at, slot.moves, slot.transmitted) == (THURSDAY, 1, True)
    book(world, world.open_lead())


def test_where_the_new_rep_is_not_free_the_slot_is_given_back(world: World) -> None:
    book(world, world.open_lead(), rep="olga", start=THURSDAY + timedelta(minutes=30))
    lead = transmit(world, world.open_lead())
    slot = book(world, lead)
    add(world, lead, reassigned(world, "olga"))
    assert (again(slot).status, slot.cancel_cause) == ("cancelled", CancelCause.REASSIGNED)
    assert fresh(lead).rep_id == world.id("olga")


def test_two_leads_that_change_hands_at_once_follow_both(world: World) -> None:
    leads = [transmit(world, world.open_lead()) for _ in range(2)]
    slots = [
        book(world, lead, start=THURSDAY + 24 * number * HOUR) for number, lead in enumerate(leads)
    ]
    for lead in leads:
        add(world, lead, reassigned(world, "olga"))
    carry_appointments([fresh(lead) for lead in leads], by=world.system, at=world.at)
    assert {again(slot).rep_id for slot in slots} == {world.id("olga")}
    assert {slot.moves for slot in slots} == {1}


def test_what_is_over_is_not_carried(world: World) -> None:
    slot = met(world)
    add(world, fresh_lead(slot), reassigned(world, "olga"))
    assert (again(slot).rep_id, slot.status) == (world.id("remy"), Status.BOOKED)


def test_an_import_that_is_undone_takes_its_appointments_with_it(world: World) -> None:
    lead = world.open_lead()
    book(world, lead)
    batch = lead.campaign_id  # any id will do
    Lead.objects.filter(id=lead.id).update(batch_id=batch)
    undo_batch(batch, by=world.system, at=world.at)
    assert not appointments_of(lead).exists()
    book(world, world.open_lead())


def fresh_lead(slot: Appointment) -> Lead:
    return fresh(slot.lead)
