"""What became of an appointment: done, refused by state, by person, done twice; corrected."""

from uuid import UUID

import pytest

from relais.appointments.actions import correct_outcome, report_outcome, say_prospect_version
from relais.appointments.models import Appointment
from relais.appointments.queries import Outcome, Status, disagreements
from relais.appointments.rules.outcomes import (
    AlreadyReported,
    NotBooked,
    NothingToCorrect,
    NotStarted,
    NotYourAppointment,
    ReasonNeeded,
)
from relais.appointments.tests.steps import HOUR, THURSDAY, access, book, fresh, met, transmit
from relais.campaigns.rules.access import WrongReason
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import start_approach, take_up_lead
from relais.leads.events import Approach, AssignmentReason, LeadReassigned, State
from relais.leads.log import append
from relais.leads.queries import history_of, locked, mismatches
from relais.leads.rules.guards import NotYours
from relais.lib.errors import NotVisible
from tests.persons import World


def report(
    world: World,
    slot: Appointment,
    outcome: Outcome = Outcome.HELD,
    *,
    by: str = "remy",
    reason_id: UUID | None = None,
) -> Appointment:
    return report_outcome(
        slot.id, outcome=outcome, reason_id=reason_id, by=world.by(by), at=world.at
    )


def correct(
    world: World, slot: Appointment, outcome: Outcome, *, by: str = "maya", code: str = ""
) -> Appointment:
    reason_id = world.reason(ReasonKind.NOT_HONOURED, code) if code else None
    return correct_outcome(
        slot.id, outcome=outcome, reason_id=reason_id, by=world.by(by), at=world.at
    )


def kinds(slot: Appointment) -> list[str]:
    return [row.kind for row in history_of(slot.lead)]


@pytest.mark.parametrize("who", ["remy", "maya"])
def test_held_takes_the_lead_up_and_starts_the_approach(world: World, who: str) -> None:
    slot = report(world, met(world), by=who)
    assert (slot.outcome, slot.status, slot.occupying) == (Outcome.HELD, Status.BOOKED, False)
    assert (slot.reported_by_id, slot.reported_at) == (world.id(who), world.at)
    assert kinds(slot)[-3:] == [
        "appointment.outcome_reported",
        "lead.taken_up",
        "lead.approach_started",
    ]
    assert fresh(slot.lead).state == State.IN_APPROACH
    assert list(mismatches()) == []


def test_held_by_who_had_taken_it_up_starts_the_approach_only(world: World) -> None:
    slot = met(world)
    take_up_lead(slot.lead_id, by=world.by("remy"), at=world.at)
    assert kinds(report(world, slot)).count("lead.taken_up") == 1
    assert fresh(slot.lead).state == State.IN_APPROACH


def test_held_in_the_midst_of_an_approach_changes_nothing_else(world: World) -> None:
    slot = met(world)
    take_up_lead(slot.lead_id, by=world.by("remy"), at=world.at)
    start_approach(slot.lead_id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    assert kinds(report(world, slot))[-1] == "appointment.outcome_reported"


def test_who_was_there_speaks_for_himself_when_the_lead_has_gone_on(world: World) -> None:
    slot = met(world)
    with locked(slot.lead_id, organization_id=slot.organization_id) as lead:
        handed = LeadReassigned(world.id("olga"), AssignmentReason.MANAGER)
        append(lead, handed, by=world.system, at=world.at)
    with pytest.raises(NotYourAppointment):
        report(world, slot, by="olga")
    assert report(world, slot).outcome == Outcome.HELD
    assert fresh(slot.lead).state == State.TRANSMITTED


@pytest.mark.once
@pytest.mark.parametrize("who", ["olga", "tina", "milo", "victor"])
def test_nobody_else_says_what_became_of_it(world: World, who: str) -> None:
    slot = met(world)
    with pytest.raises(NotYourAppointment):
        report(world, slot, by=who)
    assert "appointment.outcome_reported" not in kinds(slot)


def test_said_twice_is_refused_and_logged_once(world: World) -> None:
    slot = report(world, met(world))
    with pytest.raises(AlreadyReported):
        report(world, slot)
    assert kinds(slot).count("appointment.outcome_reported") == 1


def test_nothing_is_said_of_what_is_merely_reserved_or_to_come(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    world.at = THURSDAY + HOUR
    with pytest.raises(NotBooked):
        report(world, slot)
    later = book(world, transmit(world, world.open_lead()), start=THURSDAY + 24 * HOUR)
    with pytest.raises(NotStarted):
        report(world, later)


def test_not_going_needs_a_reason_of_that_list(world: World) -> None:
    slot = met(world)
    with pytest.raises(ReasonNeeded):
        report(world, slot, Outcome.REP_ABSENT)
    for wrong in (world.reason(ReasonKind.LOSE, "price"), UUID(int=7)):
        with pytest.raises(WrongReason):
            report(world, slot, Outcome.REP_ABSENT, reason_id=wrong)
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "overload")
    slot = report(world, slot, Outcome.REP_ABSENT, reason_id=reason_id)
    assert (slot.outcome, slot.reason_id) == (Outcome.REP_ABSENT, reason_id)
    assert fresh(slot.lead).state == State.TRANSMITTED


def test_a_rep_who_cancels_beforehand_frees_the_slot_and_answers_for_it(world: World) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "illness")
    slot = report(world, slot, Outcome.REP_CANCELLED, reason_id=reason_id)
    assert (slot.occupying, slot.status) == (False, Status.BOOKED)
    book(world, world.open_lead())


def test_a_correction_says_what_is_right_and_the_log_keeps_both(world: World) -> None:
    slot = report(world, met(world), Outcome.PROSPECT_ABSENT)
    slot = correct(world, slot, Outcome.HELD, by="remy")
    assert (slot.outcome, slot.corrected_at) == (Outcome.HELD, world.at)
    assert slot.reported_by_id == world.id("remy")
    assert fresh(slot.lead).state == State.IN_APPROACH
    assert kinds(slot).count("appointment.outcome_reported") == 1


def test_an_approach_that_never_was_is_undone_with_the_meeting(world: World) -> None:
    slot = report(world, met(world))
    slot = correct(world, slot, Outcome.REP_ABSENT, code="travel")
    assert (slot.outcome, kinds(slot)[-1]) == (Outcome.REP_ABSENT, "lead.approach_undone")
    assert fresh(slot.lead).state == State.TAKEN_UP
    assert list(mismatches()) == []


def test_an_approach_by_other_means_stands(world: World) -> None:
    slot = met(world)
    take_up_lead(slot.lead_id, by=world.by("remy"), at=world.at)
    start_approach(slot.lead_id, means=Approach.CALL, by=world.by("remy"), at=world.at)
    correct(world, report(world, slot), Outcome.PROSPECT_ABSENT)
    assert fresh(slot.lead).state == State.IN_APPROACH


def test_a_correction_needs_something_to_correct(world: World) -> None:
    slot = met(world)
    with pytest.raises(NothingToCorrect):
        correct(world, slot, Outcome.HELD)
    report(world, slot)
    with pytest.raises(NothingToCorrect):
        correct(world, slot, Outcome.HELD)
    with pytest.raises(NotYourAppointment):
        correct(world, slot, Outcome.PROSPECT_ABSENT, by="olga")
    assert "appointment.outcome_corrected" not in kinds(slot)


def test_a_correction_is_made_though_somebody_else_has_the_slot_now(world: World) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    reason_id = world.reason(ReasonKind.NOT_HONOURED, "illness")
    report(world, slot, Outcome.REP_CANCELLED, reason_id=reason_id)
    book(world, world.open_lead())
    world.at = THURSDAY + HOUR
    assert correct(world, slot, Outcome.HELD).outcome == Outcome.HELD


@pytest.mark.parametrize("who", ["tina", "sam"])
def test_the_prospect_has_his_own_version(world: World, who: str) -> None:
    slot = met(world)
    by = world.by(who)
    said = say_prospect_version(slot.id, outcome=Outcome.REP_ABSENT, by=by, at=world.at)
    assert (said.prospect_said, said.outcome, said.disagreed) == (Outcome.REP_ABSENT, None, False)
    assert report(world, slot).disagreed
    assert disagreements(access(world, "dora")).get() == slot
    say_prospect_version(slot.id, outcome=Outcome.HELD, by=by, at=world.at)
    assert not disagreements(access(world, "dora")).exists()


def test_the_prospects_version_is_for_the_telemarketer_to_write_down_once(world: World) -> None:
    slot = met(world)
    for who in ("remy", "theo", "maya"):
        with pytest.raises(NotYours):
            say_prospect_version(slot.id, outcome=Outcome.HELD, by=world.by(who), at=world.at)
    say_prospect_version(slot.id, outcome=Outcome.HELD, by=world.by("tina"), at=world.at)
    with pytest.raises(NothingToCorrect):
        say_prospect_version(slot.id, outcome=Outcome.HELD, by=world.by("tina"), at=world.at)
    assert kinds(slot).count("appointment.prospect_said") == 1


def test_there_is_no_version_of_what_was_not_to_be_or_is_to_come(world: World) -> None:
    slot = book(world, world.open_lead())
    with pytest.raises(NotBooked):
        say_prospect_version(slot.id, outcome=Outcome.HELD, by=world.by("tina"), at=world.at)
    transmit(world, slot.lead)
    with pytest.raises(NotStarted):
        say_prospect_version(slot.id, outcome=Outcome.HELD, by=world.by("tina"), at=world.at)


def test_another_organizations_appointment_is_not_visible(world: World) -> None:
    with pytest.raises(NotVisible):
        report_outcome(
            UUID(int=1), outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=world.at
        )
