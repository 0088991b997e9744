"""The rows are what the log says: built at once or built again, they are the same."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from relais.accounts.models import Contact
from relais.appointments import projections
from relais.appointments.actions import (
    cancel_appointment,
    carry_appointments,
    correct_outcome,
    lapse_appointment,
    move_appointment,
    report_outcome,
    say_prospect_version,
)
from relais.appointments.models import Appointment
from relais.appointments.queries import (
    CancelCause,
    DueCounts,
    Outcome,
    chosen,
    due_counts,
    learn_unbooked,
    unbooked,
)
from relais.appointments.tests.steps import HOUR, THURSDAY, book, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.database.behind import writing_behind
from relais.database.models import uuid7
from relais.leads.actions import History, Step, drop_lead, replay_leads, take_up_lead, undo_batch
from relais.leads.events import (
    AppointmentBooked,
    AppointmentOutcomeReported,
    AssignmentReason,
    LeadAssigned,
    LeadOpened,
    LeadReassigned,
    LeadReleased,
    LeadSubmitted,
    LeadValidated,
    ReleaseReason,
)
from relais.leads.log import append
from relais.leads.queries import locked, recorded_events
from relais.people.rules.access import Actor, Door
from tests.persons import World

DAY = timedelta(days=1)


def rows(organization_id: UUID) -> list[dict[str, Any]]:
    return [dict(row) for row in Appointment.objects.of(organization_id).order_by("id").values()]


def rebuilt(organization_id: UUID) -> list[dict[str, Any]]:
    projections.clear(organization_id)
    assert rows(organization_id) == []
    for recorded in recorded_events(organization_id):
        projections.apply(recorded)
    return rows(organization_id)


def live(world: World) -> None:
    """Let everything happen that can happen to appointments."""
    tina = world.by("tina")
    lapsed = book(world, world.open_lead())
    free_some(world)
    hand_over_some(world)
    missed = met(world, start=THURSDAY + HOUR * 5)
    lapse_appointment(lapsed.id, by=world.system, at=world.at)
    say_prospect_version(missed.id, outcome=Outcome.REP_ABSENT, by=tina, at=world.at)
    by = world.by("remy")
    report_outcome(missed.id, outcome=Outcome.HELD, reason_id=None, by=by, at=world.at)
    correct_outcome(
        missed.id,
        outcome=Outcome.REP_ABSENT,
        reason_id=world.reason(ReasonKind.NOT_HONOURED, "travel"),
        by=world.by("maya"),
        at=world.later(hours=1),
    )


def free_some(world: World) -> None:
    """Drop a lead, cancel an appointment, move another to the slot that both left."""
    by, at, start = world.by("tina"), world.at, THURSDAY + DAY
    dropped = world.open_lead()
    book(world, dropped, start=start)
    drop_lead(dropped.id, reason_id=world.reason(ReasonKind.DROP, "unreachable"), by=by, at=at)
    cancelled = book(world, world.open_lead(), start=start)
    cancel_appointment(cancelled.id, cause=CancelCause.PROSPECT, by=by, at=at)
    moved = book(world, world.open_lead(), start=start + 3 * DAY)
    olga = world.id("olga")
    move_appointment(moved.id, rep_id=olga, starts_at=start, ends_at=None, by=by, at=at)


def hand_over_some(world: World) -> None:
    """Carry one appointment to another rep, give one back, and take the lead of a third away."""
    olga, start = world.id("olga"), THURSDAY + 5 * DAY
    book(world, world.open_lead(), rep="olga", start=start)
    for number, event in enumerate(
        (
            LeadReassigned(olga, AssignmentReason.MANAGER),
            LeadReassigned(olga, AssignmentReason.MANAGER),
            LeadReleased(ReleaseReason.ABSENCE),
        )
    ):
        lead = transmit(world, world.open_lead())
        book(world, lead, start=start + number * DAY)
        with locked(lead.id, organization_id=lead.organization_id) as found:
            append(found, event, by=world.system, at=world.at)
            carry_appointments([found], by=world.system, at=world.at)


def test_built_again_from_the_log_the_rows_are_the_same(world: World) -> None:
    live(world)
    before = rows(world.organization.id)
    assert {row["status"] for row in before} == {"reserved", "booked", "cancelled", "lapsed"}
    assert rebuilt(world.organization.id) == before


def history(world: World, contact: Contact, outcome: Outcome | None) -> History:
    """Give a lead as a file tells it: an appointment of January, and perhaps what became of it."""
    appointment_id, remy, start = uuid7(), world.id("remy"), THURSDAY - 60 * DAY
    opened = LeadOpened(world.campaign.id, contact.account_id, contact.id)
    slot = AppointmentBooked(appointment_id, remy, start, start + HOUR, start + 3 * DAY)
    told = start - 7 * DAY
    steps = [
        Step(opened, told),
        Step(LeadSubmitted(unit_id=world.north.id), told, inferred=True),
        Step(LeadValidated(), told, inferred=True),
        Step(LeadAssigned(remy, AssignmentReason.IMPORTED), told, inferred=True),
        Step(slot, told),
    ]
    if outcome:
        steps.append(Step(AppointmentOutcomeReported(appointment_id, outcome), start + 2 * HOUR))
    return History(external_key=str(contact.id), steps=steps)


def test_history_from_elsewhere_may_overlap_and_counts_as_any_other(world: World) -> None:
    """Overlaps are among the reasons why people come to us: their files are full of them."""
    contacts = [Contact.objects.get(id=world.contact()) for _ in range(3)]
    outcomes = [Outcome.HELD, None, Outcome.PROSPECT_ABSENT]
    pairs = zip(contacts, outcomes, strict=True)
    batch, by = uuid7(), Actor(world.organization.id, Door.IMPORT)
    replay_leads([history(world, *pair) for pair in pairs], batch_id=batch, by=by)
    before = rows(world.organization.id)
    assert [(row["status"], row["occupying"]) for row in before] == [("booked", False)] * 3
    counted = due_counts(chosen(world.organization.id), at=world.at)
    assert counted == [DueCounts(world.id("remy"), due=3, honoured=2, held=1, silent=1)]
    assert rebuilt(world.organization.id) == before
    undo_batch(batch, by=by, at=world.at)
    assert rows(world.organization.id) == []
    assert rebuilt(world.organization.id) == []


def test_most_steps_of_a_lead_cost_its_appointments_nothing(world: World) -> None:
    slot = met(world)
    with CaptureQueriesContext(connection) as queries:
        take_up_lead(slot.lead_id, by=world.by("remy"), at=world.at)
    touched = [query for query in queries if "appointments_appointment" in query["sql"]]
    assert touched == []


def test_who_is_booked_meanwhile_is_no_longer_known_to_have_no_appointment(world: World) -> None:
    of, lead, other = world.organization.id, world.open_lead(), world.open_lead()
    booked = book(world, other, start=THURSDAY + DAY)
    with transaction.atomic(), writing_behind():
        learn_unbooked([lead.id, other.id], organization_id=of)
        assert unbooked(of) == {lead.id}
        slot = book(world, lead)
        assert unbooked(of) == set()
        for each in (slot, booked):
            by = world.by("tina")
            cancel_appointment(each.id, cause=CancelCause.PROSPECT, by=by, at=world.at)
    learn_unbooked([lead.id], organization_id=of)
    assert unbooked(of) == set(), "nothing is remembered where nothing is written behind"
    assert {row["status"] for row in rows(of)} == {"cancelled"}
    assert rebuilt(of) == rows(of)


def test_only_the_organization_asked_for_is_cleared(world: World) -> None:
    book(world, world.open_lead())
    projections.clear(uuid7())
    assert Appointment.objects.count() == 1
