"""Who sees which appointment, what is free, what waits for a word."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from relais.appointments.actions import carry_appointments, move_appointment, report_outcome
from relais.appointments.models import Appointment
from relais.appointments.queries import (
    Outcome,
    appointments_visible_to,
    diary_of,
    free_slots,
    get_visible_appointment,
    outcomes_awaited,
    outcomes_due,
    reminders_due,
    silent,
)
from relais.appointments.tests.steps import HOUR, THURSDAY, access, book, met, transmit
from relais.leads.events import AssignmentReason, LeadReassigned, Mode
from relais.leads.log import append
from relais.leads.queries import locked
from relais.lib.errors import NotVisible
from relais.lib.periods import Period
from relais.people.models import Absence
from tests.persons import World

MINUTES = timedelta(minutes=1)
MORNING = THURSDAY.replace(hour=0)
NIGHT = MORNING + 24 * HOUR


def seen_by(world: World, name: str) -> list[Appointment]:
    return list(appointments_visible_to(access(world, name)))


def free(world: World, rep: str, *, mode: Mode = Mode.VISIT) -> list[str]:
    slots = free_slots(
        world.id(rep), start=MORNING, end=NIGHT, campaign=world.campaign, mode=mode, at=world.at
    )
    paris = ZoneInfo("Europe/Paris")
    return [f"{slot.start.astimezone(paris):%H:%M}" for slot in slots]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("tina", 1, 1),
        ("theo", 0, 0),
        ("sam", 1, 1),
        ("remy", 0, 1),
        ("olga", 0, 0),
        ("maya", 0, 1),
        ("milo", 0, 0),
        ("dora", 1, 1),
        ("ada", 0, 0),
        ("paul", 0, 0),
    ],
)
def test_everybody_sees_his_own_and_the_rep_nothing_before_transmission(
    world: World, name: str, before: int, after: int
) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    assert len(seen_by(world, name)) == before
    transmit(world, lead)
    assert len(seen_by(world, name)) == after
    if after:
        assert get_visible_appointment(slot.id, access=access(world, name)) == slot
    else:
        with pytest.raises(NotVisible):
            get_visible_appointment(slot.id, access=access(world, name))


def test_what_was_his_stays_his_to_see_when_the_lead_has_gone_on(world: World) -> None:
    slot = met(world)
    with locked(slot.lead_id, organization_id=slot.organization_id) as lead:
        handed = LeadReassigned(world.id("sara"), AssignmentReason.MANAGER, unit_id=world.south.id)
        append(lead, handed, by=world.system, at=world.at)
        carry_appointments([lead], by=world.system, at=world.at)
    for name in ("remy", "sara", "maya", "milo"):
        assert seen_by(world, name) == [slot]
    assert seen_by(world, "olga") == []


def test_a_diary_says_reserved_until_the_lead_is_transmitted(world: World) -> None:
    lead = world.open_lead()
    slot = book(world, lead)
    day = {"start": MORNING, "end": NIGHT}
    [entry] = diary_of(world.id("remy"), **day, access=access(world, "remy"))
    assert entry == (THURSDAY, THURSDAY + HOUR, None)
    transmit(world, lead)
    [entry] = diary_of(world.id("remy"), **day, access=access(world, "remy"))
    assert entry.appointment == slot
    assert diary_of(world.id("olga"), **day, access=access(world, "olga")) == []
    assert (
        diary_of(world.id("remy"), start=NIGHT, end=NIGHT + HOUR, access=access(world, "remy"))
        == []
    )


@pytest.mark.parametrize("name", ["olga", "milo", "tina"])
def test_a_diary_is_not_for_everybody(world: World, name: str) -> None:
    with pytest.raises(NotVisible):
        diary_of(world.id("remy"), start=MORNING, end=NIGHT, access=access(world, name))


def test_free_slots_leave_room_for_what_is_held_and_for_the_way(world: World) -> None:
    whole = free(world, "remy")
    assert (whole[0], whole[-1]) == ("09:00", "17:00")
    book(world, world.open_lead())  # 10 to 11, half an hour of way on both sides
    assert [slot for slot in whole if slot not in free(world, "remy")] == [
        "09:00", "09:30", "10:00", "10:30", "11:00", "11:30",
    ]  # fmt: skip
    assert free(world, "remy", mode=Mode.PHONE)[0] == "11:30"
    assert free(world, "olga") == whole


def test_free_slots_know_absences_and_the_notice(world: World) -> None:
    Absence.objects.create(
        organization=world.organization,
        person=world.person("remy"),
        starts_at=MORNING,
        ends_at=THURSDAY + 4 * HOUR,
    )
    assert free(world, "remy")[0] == "14:00"
    world.at = THURSDAY
    assert free(world, "olga")[0] == "15:00"


def test_every_free_slot_may_be_booked(world: World) -> None:
    book(world, world.open_lead())
    window = {"start": MORNING, "end": NIGHT}
    slots: list[Period] = free_slots(
        world.id("remy"), **window, campaign=world.campaign, mode=Mode.VISIT, at=world.at
    )
    for slot in (slots[0], slots[-1]):
        book(world, world.open_lead(), start=slot.start, end=slot.end)


def test_no_slot_of_a_stranger_is_free(world: World) -> None:
    with pytest.raises(NotVisible):
        free_slots(
            UUID(int=1),
            start=MORNING,
            end=NIGHT,
            campaign=world.campaign,
            mode=Mode.VISIT,
            at=world.at,
        )


def test_what_nobody_told_stays_listed_whatever_its_age(world: World) -> None:
    slot = met(world)
    assert outcomes_due(access(world, "remy"), at=world.at).get() == slot
    assert not silent(access(world, "remy"), at=world.at).exists()
    years_later = world.at + timedelta(days=800)
    assert outcomes_due(access(world, "remy"), at=years_later).get() == slot
    assert silent(access(world, "maya"), at=years_later).get() == slot
    assert not outcomes_due(access(world, "olga"), at=years_later).exists()
    report_outcome(slot.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=world.at)
    assert not outcomes_due(access(world, "remy"), at=years_later).exists()


def test_an_outcome_is_not_due_before_the_start(world: World) -> None:
    book(world, transmit(world, world.open_lead()))
    assert not outcomes_due(access(world, "remy"), at=THURSDAY - MINUTES).exists()
    assert outcomes_due(access(world, "remy"), at=THURSDAY).exists()


def test_the_clock_asks_once_it_is_over(world: World) -> None:
    slot = met(world)
    since = THURSDAY.date()
    assert not outcomes_awaited(THURSDAY + 59 * MINUTES, since=since).exists()
    assert outcomes_awaited(THURSDAY + HOUR, since=since).get() == slot
    assert not outcomes_awaited(THURSDAY + HOUR, since=since + timedelta(days=1)).exists()


def test_an_appointment_moved_closer_is_reminded_at_once(world: World) -> None:
    day = timedelta(days=1)
    slot = book(world, transmit(world, world.open_lead()))
    assert not reminders_due(world.at, ahead=day).exists()
    assert reminders_due(THURSDAY - day, ahead=day).get() == slot
    closer = datetime(2026, 3, 11, 8, tzinfo=UTC)
    move_appointment(
        slot.id, rep_id=None, starts_at=closer, ends_at=None, by=world.by("remy"), at=world.at
    )
    assert reminders_due(world.at, ahead=day).get() == slot
    assert not reminders_due(closer, ahead=day).exists()


def test_nobody_is_reminded_of_what_is_merely_reserved(world: World) -> None:
    book(world, world.open_lead())
    assert not reminders_due(THURSDAY - HOUR, ahead=timedelta(days=1)).exists()
