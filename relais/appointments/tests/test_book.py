"""Booking into a rep's diary: done, refused by state, by person, by the diary, done twice."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from relais.appointments.actions import book_appointment
from relais.appointments.models import Appointment
from relais.appointments.queries import Status, appointments_of
from relais.appointments.rules.booking import AlreadyBooked, EndsBeforeStart, NobodyToGo, NotARep
from relais.appointments.rules.slots import OutsideWorkingTime, SlotTaken, TooSoon
from relais.appointments.tests.steps import HOUR, THURSDAY, book, fresh, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import drop_lead
from relais.leads.events import Mode
from relais.leads.queries import NotAllowed, history_of, mismatches
from relais.leads.rules.guards import NotYours, OfferedToAnother
from relais.lib.errors import NotVisible, Refusal
from relais.people.actions import set_working_week
from relais.people.models import Absence
from tests.persons import World

MINUTES = timedelta(minutes=1)


def test_the_telemarketer_holds_a_slot_before_the_review(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    assert (slot.status, slot.transmitted, slot.occupying) == (Status.RESERVED, False, True)
    assert (slot.starts_at, slot.ends_at) == (THURSDAY, THURSDAY + HOUR)
    assert (slot.occupied_from, slot.occupied_until) == (
        THURSDAY - 30 * MINUTES,
        THURSDAY + 90 * MINUTES,
    )
    assert fresh(lead).promised_rep_id == world.id("remy")
    assert [row.kind for row in history_of(lead)][-1] == "appointment.booked"
    assert list(mismatches()) == []


def test_transmission_makes_the_slot_his_to_know(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    transmit(world, lead)
    slot.refresh_from_db()
    assert (slot.status, slot.transmitted, slot.unit_id) == (Status.BOOKED, True, world.north.id)


@pytest.mark.parametrize("who", ["remy", "maya", "tina", "sam"])
def test_whoever_has_a_part_books_with_the_rep_who_has_the_lead(world: World, who: str) -> None:
    lead = transmit(world, world.open_lead())
    slot = book(world, lead, by=who, rep=None)
    assert (slot.rep_id, slot.status) == (world.id("remy"), Status.BOOKED)


@pytest.mark.once
@pytest.mark.parametrize("who", ["olga", "theo", "milo", "victor"])
def test_nobody_else_books(world: World, who: str) -> None:
    lead = transmit(world, world.open_lead())
    with pytest.raises(NotYours):
        book(world, lead, by=who)
    assert not Appointment.objects.exists()


def test_the_slot_of_a_lead_is_in_the_diary_of_its_rep(world: World) -> None:
    lead = transmit(world, world.open_lead())
    with pytest.raises(OfferedToAnother):
        book(world, lead, rep="olga")


def test_somebody_has_to_be_named_before_routing(world: World) -> None:
    with pytest.raises(NobodyToGo):
        book(world, world.open_lead(), rep=None)


@pytest.mark.parametrize("who", ["maya", "tina"])
def test_only_a_rep_takes_appointments(world: World, who: str) -> None:
    with pytest.raises(NotARep):
        book(world, world.open_lead(), rep=who)


def test_a_leaver_takes_none_after_his_last_day(world: World) -> None:
    world.person("remy").left_on = date(2026, 3, 12)
    world.person("remy").save()
    with pytest.raises(NotARep):
        book(world, world.open_lead())
    book(world, world.open_lead(), start=THURSDAY - timedelta(days=1))


def test_a_stranger_is_not_visible(world: World) -> None:
    lead = world.open_lead()
    with pytest.raises(NotVisible):
        book_appointment(
            lead.id,
            rep_id=UUID(int=1),
            starts_at=THURSDAY,
            ends_at=None,
            mode=Mode.VISIT,
            by=world.by("tina"),
            at=world.at,
        )


def test_a_lead_at_its_end_gets_no_appointment(world: World) -> None:
    lead = world.open_lead()
    reason = world.reason(ReasonKind.DROP, "unreachable")
    drop_lead(lead.id, reason_id=reason, by=world.by("tina"), at=world.at)
    with pytest.raises(NotAllowed):
        book(world, lead)


def test_booked_twice_is_refused_and_logged_once(world: World) -> None:
    lead = world.open_lead()
    book(world, lead)
    with pytest.raises(AlreadyBooked):
        book(world, lead)
    with pytest.raises(AlreadyBooked):
        book(world, lead, start=THURSDAY + 24 * HOUR)
    assert appointments_of(lead).count() == 1
    assert history_of(lead).filter(kind="appointment.booked").count() == 1


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (THURSDAY - 72 * HOUR, None, TooSoon),
        (datetime(2026, 3, 10, 12, 59, tzinfo=UTC), None, TooSoon),
        (THURSDAY + 2 * HOUR, None, OutsideWorkingTime),
        (THURSDAY + 11 * HOUR, None, OutsideWorkingTime),
        (datetime(2026, 3, 14, 9, tzinfo=UTC), None, OutsideWorkingTime),
        (THURSDAY, THURSDAY, EndsBeforeStart),
        (THURSDAY, THURSDAY - HOUR, EndsBeforeStart),
        (THURSDAY, THURSDAY + 25 * HOUR, EndsBeforeStart),
    ],
)
def test_a_slot_that_cannot_be_kept_is_refused(
    world: World, start: datetime, end: datetime | None, refusal: type[Refusal]
) -> None:
    lead = world.open_lead()
    with pytest.raises(refusal):
        book(world, lead, start=start, end=end)
    assert not appointments_of(lead).exists()
    assert fresh(lead).sequence == 1


def test_a_rep_needs_no_notice_in_his_own_diary(world: World) -> None:
    lead = transmit(world, world.open_lead())
    with pytest.raises(TooSoon):
        book(world, lead, by="tina", start=world.at + HOUR, end=world.at + 2 * HOUR)
    slot = book(world, lead, by="remy", start=world.at + HOUR, end=world.at + 2 * HOUR)
    assert slot.ends_at - slot.starts_at == HOUR


def test_nobody_is_booked_while_absent(world: World) -> None:
    Absence.objects.create(
        organization=world.organization,
        person=world.person("remy"),
        starts_at=THURSDAY + 30 * MINUTES,
        ends_at=THURSDAY + 48 * HOUR,
    )
    with pytest.raises(OutsideWorkingTime):
        book(world, world.open_lead())
    book(world, world.open_lead(), rep="olga")


def test_slots_held_before_the_review_occupy(world: World) -> None:
    book(world, world.open_lead())
    for start in (THURSDAY, THURSDAY + 30 * MINUTES, THURSDAY - 30 * MINUTES):
        with pytest.raises(SlotTaken):
            book(world, world.open_lead(), start=start)
    book(world, world.open_lead(), rep="olga")


def test_the_way_there_and_back_of_both_keeps_visits_apart(world: World) -> None:
    book(world, world.open_lead(), start=THURSDAY - HOUR)
    with pytest.raises(SlotTaken):
        book(world, world.open_lead(), start=THURSDAY + 59 * MINUTES)
    book(world, world.open_lead(), start=THURSDAY + 60 * MINUTES)


def test_calls_may_follow_one_another_at_once(world: World) -> None:
    first = book(world, world.open_lead(), start=THURSDAY - HOUR, mode=Mode.PHONE)
    second = book(world, world.open_lead(), start=THURSDAY, mode=Mode.VIDEO)
    assert first.occupied_until == second.occupied_from == THURSDAY
    short = THURSDAY + 20 * MINUTES
    with pytest.raises(SlotTaken):
        book(world, world.open_lead(), start=short, end=short + 10 * MINUTES, mode=Mode.PHONE)


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(world: World) -> None:
    friday = datetime(2026, 3, 27, 8, tzinfo=UTC)  # 9 h in Paris
    monday = datetime(2026, 3, 30, 7, tzinfo=UTC)  # 9 h there, an hour earlier here
    before = book(world, world.open_lead(), start=friday)
    assert before.outcome_due_at == datetime(2026, 3, 31, 8, tzinfo=UTC)  # Tuesday at 10 h
    book(world, world.open_lead(), start=monday)
    with pytest.raises(OutsideWorkingTime):
        book(world, world.open_lead(), start=monday - HOUR)
    with pytest.raises(OutsideWorkingTime):
        book(world, world.open_lead(), start=datetime(2026, 3, 30, 15, 30, tzinfo=UTC))


def test_everybody_works_in_his_own_zone(world: World) -> None:
    world.person("remy").timezone = "America/Guadeloupe"
    world.person("remy").save()
    with pytest.raises(OutsideWorkingTime):
        book(world, world.open_lead())
    slot = book(world, world.open_lead(), start=datetime(2026, 3, 12, 20, tzinfo=UTC))
    assert slot.outcome_due_at == datetime(2026, 3, 16, 21, tzinfo=UTC)  # Monday at 17 h there


def test_his_own_week_counts_before_the_office(world: World) -> None:
    hours = [(day, time(5), time(9)) for day in range(7)]
    set_working_week(hours, person_id=world.id("remy"), by=world.system)
    book(world, world.open_lead(), start=datetime(2026, 3, 12, 4, tzinfo=UTC))
    with pytest.raises(OutsideWorkingTime):
        book(world, world.open_lead())
