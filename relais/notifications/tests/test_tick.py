"""One round of the clock: each thing at its time, once; a failure stops nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from relais.appointments.actions import book_appointment, report_outcome
from relais.appointments.models import Appointment
from relais.calls.actions import ask_callback
from relais.calls.rules import CallbackWhy
from relais.leads.actions import take_up_lead
from relais.leads.events import (
    AssignmentReason,
    LeadAssigned,
    LeadSubmitted,
    LeadValidated,
    Mode,
    Outcome,
    State,
)
from relais.leads.log import append
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import history_of, mismatches
from relais.notifications.actions import remind, tick
from relais.notifications.tests.steps import clock, contested, submitted, told, transmitted
from relais.outbox.queries import last_beat
from relais.people.actions import close_day
from relais.people.rules.access import Actor, Door
from relais.privacy.actions import record_objection
from relais.routing.actions import declare_absence, expire_turn
from tests.persons import World


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a moment of March 2026 by the clock of Paris, in winter time."""
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def kinds_after(world: World, moments: list[datetime]) -> list[set[tuple[str, str]]]:
    """Let the clock remind at each moment, and give what was new each time."""
    seen = told(world)
    fresh = []
    for moment in moments:
        remind(by=clock(world), at=moment)
        fresh.append(told(world) - seen)
        seen |= fresh[-1]
    return fresh


def test_the_review_clock(world: World) -> None:
    submitted(world)  # Tuesday 10 h, due at 15 h
    moments = [at(10, 14, 59), at(10, 15), at(10, 15, 1), at(11, 9, 59), at(11, 10), at(12, 10)]
    assert kinds_after(world, moments) == [
        set(),
        {("review_due", "victor")},
        set(),
        set(),
        {("review_late", "maya")},
        set(),
    ]


def test_the_take_up_clock(world: World) -> None:
    transmitted(world)  # Tuesday 10 h to Thursday 10 h: 16 hours of work
    moments = [at(11, 9, 59), at(11, 10), at(11, 14, 59), at(11, 15), at(11, 15, 1)]
    assert kinds_after(world, moments) == [
        set(),
        {("take_up_half", "remy")},
        set(),
        {("take_up_late", "maya")},
        set(),
    ]


def test_a_closing_day_stops_the_clock(world: World) -> None:
    close_day(at(11, 9).date(), country="FR", name="Pont", by=world.system)
    transmitted(world)  # to Friday 10 h
    assert kinds_after(world, [at(11, 15), at(12, 10)]) == [set(), {("take_up_half", "remy")}]


def test_the_judgment_clock(world: World) -> None:
    contested(world)  # due on Friday 10 h
    assert kinds_after(world, [at(13, 9, 59), at(13, 10), at(18, 10), at(18, 11)]) == [
        set(),
        {("judgment_due", "maya")},
        {("judgment_late", "dora")},
        set(),
    ]


def visited(world: World) -> Appointment:
    """Give an appointment on Thursday from 10 to 11 h, its outcome due on Monday 11 h."""
    lead = transmitted(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    return book_appointment(
        lead.id,
        rep_id=world.id("remy"),
        starts_at=at(12, 10),
        ends_at=at(12, 11),
        mode=Mode.VISIT,
        by=world.by("tina"),
        at=world.at,
    )


def test_the_outcome_clock(world: World) -> None:
    visited(world)
    moments = [at(13, 10, 59), at(13, 11), at(16, 10, 59), at(16, 11), at(17, 11)]
    assert kinds_after(world, moments) == [
        set(),
        {("outcome_asked", "remy")},
        set(),
        {("outcome_late", "maya")},
        set(),
    ]


def test_who_has_said_how_it_went_is_not_asked(world: World) -> None:
    appointment = visited(world)
    report_outcome(
        appointment.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=at(12, 12)
    )
    assert kinds_after(world, [at(13, 11), at(16, 11)]) == [set(), set()]


def test_after_a_missed_day_only_the_last_step_is_told(world: World) -> None:
    submitted(world)
    assert kinds_after(world, [at(13, 10)]) == [{("review_late", "maya")}]


def test_a_round_ends_the_turn_routes_the_lead_tells_and_sends(world: World) -> None:
    lead = transmitted(world)

    done = tick(at(12, 10))

    assert (done.expired, done.failed) == (1, 0)
    lead.refresh_from_db()
    assert (lead.state, lead.rep_id) == (State.TRANSMITTED, world.id("olga"))
    event = LeadEvent.objects.get(kind="lead.take_up_expired")
    assert (event.door, event.person_id) == ("clock", None)
    assert done.sent == len(mail.outbox) > 0
    assert last_beat("tick") == at(12, 10)
    assert list(mismatches()) == []


def test_a_round_done_twice_does_nothing_twice(world: World) -> None:
    lead = transmitted(world)
    tick(at(12, 10))
    events, mails = history_of(lead).count(), len(mail.outbox)

    done = tick(at(12, 10))

    assert (done.expired, done.routed, done.told, done.sent) == (0, 0, 0, 0)
    assert (history_of(lead).count(), len(mail.outbox)) == (events, mails)


def test_before_its_deadline_a_turn_goes_on(world: World) -> None:
    transmitted(world)
    assert tick(at(12, 9, 59)).expired == 0


def test_a_round_lapses_what_started_unreviewed(world: World) -> None:
    lead = submitted(world)
    book_appointment(
        lead.id,
        rep_id=world.id("remy"),
        starts_at=at(12, 10),
        ends_at=None,
        mode=Mode.VISIT,
        by=world.by("tina"),
        at=world.at,
    )
    assert [tick(moment).lapsed for moment in (at(12, 9), at(12, 10), at(12, 11))] == [0, 1, 0]


def test_a_round_gives_on_the_leads_of_who_is_away_by_now(world: World) -> None:
    lead = transmitted(world)
    declare_absence(
        world.id("remy"),
        starts_at=at(11, 9),
        ends_at=at(11, 18),
        by=world.by("remy"),
        at=world.at,
    )
    assert [tick(moment).released for moment in (at(11, 8), at(11, 9))] == [0, 1]
    lead.refresh_from_db()
    assert lead.rep_id == world.id("olga")


def promised(world: World) -> Lead:
    """Let Remy have Tina call the prospect of his lead back within the hour."""
    lead = transmitted(world)
    ask_callback(
        lead.contact_id,
        campaign_id=lead.campaign_id,
        due_at=world.at + timedelta(hours=1),
        why=CallbackWhy.APOLOGY,
        for_person_id=world.id("tina"),
        lead_id=lead.id,
        source="",
        by=world.by("remy"),
        at=world.at,
    )
    return lead


def test_a_callback_that_is_due_is_told_once(world: World) -> None:
    promised(world)
    moments = [at(10, 10, 59), at(10, 11), at(10, 11, 1)]
    assert kinds_after(world, moments) == [set(), {("callback_due", "tina")}, set()]


def test_nobody_is_told_to_call_back_who_has_objected_since(world: World) -> None:
    lead = promised(world)
    record_objection(lead.contact.email, by=world.system, at=world.at)
    assert kinds_after(world, [at(10, 11)]) == [set()]


def test_a_simulated_lead_reminds_nobody(world: World) -> None:
    lead, by = world.open_lead(), Actor(world.organization.id, Door.SIMULATION)
    due_at = at(12, 10)
    for event in (
        LeadSubmitted(unit_id=world.north.id),
        LeadValidated(),
        LeadAssigned(rep_id=world.id("remy"), reason=AssignmentReason.OWNER, due_at=due_at),
    ):
        append(lead, event, by=by, at=world.at)
    assert kinds_after(world, [at(11, 15)]) == [set()]


def test_one_lead_that_fails_does_not_stop_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = transmitted(world), transmitted(world)

    def expire(lead_id: object, *, by: Actor, at: datetime) -> Lead:
        if lead_id == first.id:
            raise RuntimeError("not this one")
        return expire_turn(second.id, by=by, at=at)

    monkeypatch.setattr("relais.notifications.actions.clock.expire_turn", expire)

    done = tick(at(12, 10))

    assert (done.expired, done.failed) == (1, 1)
    second.refresh_from_db()
    assert second.lapsed_turns == 1
    assert tick(at(12, 10) + timedelta(minutes=1)).failed == 1
