"""Who is told of what: those whom it concerns, once, and nobody of his own deeds."""

from datetime import date, timedelta

import pytest

from relais.appointments.actions import book_appointment, cancel_appointment, report_outcome
from relais.appointments.models import Appointment
from relais.campaigns.models import Campaign
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import (
    dismiss_contest,
    refuse_lead,
    return_lead,
    take_up_lead,
    uphold_contest,
    win_lead,
    withdraw_lead,
)
from relais.leads.events import CancelCause, Mode, Outcome, WithdrawalCause
from relais.leads.lifecycle import CHANGES
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.notifications.adapters.mail import MANY
from relais.notifications.models import Notification
from relais.notifications.rules.telling import DIARY, TELLS
from relais.notifications.tests.steps import clock, contested, mailed, submitted, told, transmitted
from relais.outbox.models import OutboxRow
from relais.outbox.queries import templates
from relais.people.models import CallCenter
from relais.people.rules.access import Actor, Door
from relais.routing.actions import (
    assign_lead,
    declare_absence,
    expire_turn,
    route_waiting,
    submit_lead,
    validate_lead,
)
from tests.persons import World


def test_a_submission_is_told_to_the_relays_of_the_unit(world: World) -> None:
    submitted(world)
    assert told(world) == {("lead_submitted", "victor")}
    assert mailed(world) == [("lead_submitted", "victor")]


def test_without_a_relay_nobody_is_asked_to_review(world: World) -> None:
    Campaign.objects.update(relay_required=False)
    submitted(world)
    assert told(world) == {("lead_assigned", "remy")}


def test_what_the_relay_decides_is_told_to_who_found_the_lead(world: World) -> None:
    returned, refused = submitted(world), submitted(world)
    since = world.at
    by, at = world.by("victor"), world.later(minutes=5)
    return_lead(returned.id, reason_id=None, missing=(SheetField.PROMISES,), words="", by=by, at=at)
    reason_id = world.reason(ReasonKind.REFUSE, "no_project")
    refuse_lead(refused.id, reason_id=reason_id, words="", by=by, at=at)
    assert told(world, since=since) == {("lead_returned", "tina"), ("lead_refused", "tina")}


def test_the_new_rep_and_the_former_one_are_told(world: World) -> None:
    lead, since = transmitted(world), world.at
    by = world.by("maya")
    at = world.later(minutes=5)
    assign_lead(lead.id, rep_id=world.id("olga"), words="", by=by, at=at)
    assert told(world, since=since) == {("lead_assigned", "olga"), ("lead_moved_on", "remy")}


def test_the_end_of_a_turn_is_told_to_the_rep_his_manager_and_the_next(world: World) -> None:
    lead, since = transmitted(world), world.at
    expire_turn(lead.id, by=clock(world), at=world.later(days=5))
    assert told(world, since=since) == {
        ("turn_ended", "remy"),
        ("turn_ended_told", "maya"),
        ("lead_assigned", "olga"),
    }


def test_a_dispute_is_told_to_its_judge_and_the_verdict_to_both_sides(world: World) -> None:
    lead = contested(world)
    assert ("lead_contested", "maya") in told(world)

    since = world.at
    dismiss_contest(lead.id, words="", by=world.by("maya"), at=world.later(hours=1))
    assert told(world, since=since) == {
        ("contest_dismissed", "remy"),
        ("contest_dismissed", "tina"),
    }


def test_the_rep_who_loses_the_lead_by_the_verdict_is_told_as_well(world: World) -> None:
    lead, since = contested(world), world.at
    by, at = world.by("maya"), world.later(hours=1)
    uphold_contest(lead.id, reason_id=None, words="", by=by, at=at)
    assert told(world, since=since) == {("contest_upheld", "remy"), ("contest_upheld", "tina")}


def won(world: World) -> Lead:
    lead = transmitted(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.later(hours=1))
    return win_lead(
        lead.id,
        amount=120_000,
        margin=None,
        currency=Currency("EUR"),
        signed_on=date(2026, 3, 10),
        by=world.by("remy"),
        at=world.later(hours=1),
    )


def test_a_signature_is_told_to_who_found_and_who_validated_the_lead(world: World) -> None:
    won(world)
    assert {("lead_won", "tina"), ("lead_won", "victor")} <= told(world)
    assert ("lead_won", "remy") not in told(world)


def test_who_worked_on_a_withdrawn_lead_is_told_to_stop(world: World) -> None:
    lead, since = transmitted(world), world.at
    by, at = world.by("paul"), world.later(hours=1)
    withdraw_lead(lead.id, cause=WithdrawalCause.OBJECTION, by=by, at=at)
    assert told(world, since=since) == {
        ("lead_withdrawn", name) for name in ("tina", "victor", "remy")
    }


def test_who_was_to_judge_a_withdrawn_lead_is_told_that_he_need_not(world: World) -> None:
    lead, since = contested(world), world.at
    by, at = world.by("tina"), world.later(hours=1)
    withdraw_lead(lead.id, cause=WithdrawalCause.OBJECTION, by=by, at=at)
    assert told(world, since=since) == {
        *(("lead_withdrawn", name) for name in ("victor", "remy")),
        ("dispute_ended", "maya"),
    }


def book(world: World, lead: Lead) -> Appointment:
    return book_appointment(
        lead.id,
        rep_id=world.id("remy"),
        starts_at=world.at + timedelta(days=2),
        ends_at=None,
        mode=Mode.VISIT,
        by=world.by("tina"),
        at=world.at,
    )


def test_an_appointment_is_told_to_the_rep_once_he_has_the_lead(world: World) -> None:
    before = world.open_lead(owner="remy")
    book(world, before)
    assert told(world) == set()

    lead = transmitted(world)
    since = world.at
    world.later(days=1)
    appointment = book(world, lead)
    cancel_appointment(
        appointment.id,
        cause=CancelCause.PROSPECT,
        by=world.by("tina"),
        at=world.later(hours=1),
    )
    assert told(world, since=since) == {
        ("appointment_booked", "remy"),
        ("appointment_cancelled", "remy"),
    }


def test_an_appointment_that_was_not_honoured_is_told_to_who_booked_it(world: World) -> None:
    appointment = book(world, transmitted(world))
    since = world.at
    report_outcome(
        appointment.id,
        outcome=Outcome.REP_ABSENT,
        reason_id=world.reason(ReasonKind.NOT_HONOURED, "overload"),
        by=world.by("remy"),
        at=world.later(days=3),
    )
    assert told(world, since=since) == {("appointment_not_honoured", "tina")}


@pytest.mark.parametrize("door", [Door.IMPORT, Door.SIMULATION])
def test_what_was_imported_or_simulated_is_told_to_nobody(world: World, door: Door) -> None:
    by = Actor(world.organization.id, door)
    lead = world.open_lead(owner="remy")
    Campaign.objects.update(sheet_required=[])
    submit_lead(lead.id, by=by, at=world.at)
    validate_lead(lead.id, by=by, at=world.at)
    assert told(world) == set()
    assert mailed(world) == []


def test_a_call_center_whose_mandate_is_over_is_told_nothing(world: World) -> None:
    lead = submitted(world)
    CallCenter.objects.update(mandate_until=world.at.date() - timedelta(days=1))
    since, by = world.at, world.by("victor")
    at = world.later(minutes=5)
    return_lead(lead.id, reason_id=None, missing=(SheetField.PROMISES,), words="", by=by, at=at)
    assert told(world, since=since) == set()


def test_a_mail_names_the_company_and_a_link_and_nobody(world: World) -> None:
    lead = submitted(world)
    row = OutboxRow.objects.get()
    assert row.data.keys() == {"company", "due_at"}
    assert row.lead_id == lead.id


def test_every_text_that_is_told_exists() -> None:
    kinds = {each.kind for several in TELLS.values() for each in several} | {*DIARY.values()}
    assert kinds <= templates("en").keys()
    assert TELLS.keys() <= {*CHANGES}


def test_many_leads_at_once_are_one_mail_a_person(world: World) -> None:
    until = world.at + timedelta(hours=1)
    for name in ("remy", "olga"):
        by = world.by(name)
        declare_absence(world.id(name), starts_at=world.at, ends_at=until, by=by, at=world.at)
    for _ in range(2 * MANY):
        transmitted(world, owner=None)
    written, since = len(mailed(world)), world.at

    route_waiting(world.organization.id, by=clock(world), at=world.later(hours=2))

    assert sorted(mailed(world)[written:]) == [("several", "olga"), ("several", "remy")]
    assert told(world, since=since) == {("lead_assigned", "olga"), ("lead_assigned", "remy")}
    assert Notification.objects.filter(at__gt=since).count() == 2 * MANY
    said = OutboxRow.objects.filter(template="several").values_list("data", flat=True)
    assert list(said) == [{"count": str(MANY)}] * 2
