"""Moving an appointment: done, refused by state, by person, by the diary, done twice."""

from datetime import timedelta
from uuid import UUID

import pytest

from relais.appointments.actions import cancel_appointment, move_appointment
from relais.appointments.models import Appointment
from relais.appointments.queries import CancelCause, Status
from relais.appointments.rules.outcomes import AlreadyStarted, NotBooked
from relais.appointments.rules.slots import SlotTaken
from relais.appointments.tests.steps import HOUR, THURSDAY, book, fresh, met, transmit
from relais.leads.queries import mismatches
from relais.leads.rules.guards import NotYours, OfferedToAnother
from relais.lib.errors import NotVisible
from tests.persons import World

FRIDAY = THURSDAY + 24 * HOUR


def move(
    world: World, slot: Appointment, *, by: str = "tina", rep: str | None = None
) -> Appointment:
    rep_id = world.id(rep) if rep else None
    return move_appointment(
        slot.id, rep_id=rep_id, starts_at=FRIDAY, ends_at=None, by=world.by(by), at=world.at
    )


@pytest.mark.parametrize("who", ["tina", "sam", "remy", "maya"])
def test_a_move_frees_and_takes_and_keeps_the_rep(world: World, who: str) -> None:
    lead = transmit(world, world.open_lead())
    old = book(world, lead, end=THURSDAY + timedelta(minutes=45))
    slot = move(world, old, by=who)
    assert (slot.id, slot.rep_id, slot.status) == (old.id, old.rep_id, Status.BOOKED)
    assert (slot.starts_at, slot.ends_at) == (FRIDAY, FRIDAY + timedelta(minutes=45))
    assert (slot.first_starts_at, slot.moves) == (THURSDAY, 1)
    assert slot.outcome_due_at > old.outcome_due_at
    book(world, world.open_lead())
    with pytest.raises(SlotTaken):
        book(world, world.open_lead(), start=FRIDAY)


def test_a_slot_may_be_moved_by_less_than_its_length(world: World) -> None:
    slot = book(world, world.open_lead())
    later = THURSDAY + timedelta(minutes=15)
    moved = move_appointment(
        slot.id, rep_id=None, starts_at=later, ends_at=None, by=world.by("tina"), at=world.at
    )
    assert moved.starts_at == later


def test_before_transmission_it_may_go_to_another_rep_who_is_promised_then(world: World) -> None:
    lead = world.open_lead()
    slot = move(world, book(world, lead), rep="olga")
    assert (slot.rep_id, slot.status) == (world.id("olga"), Status.RESERVED)
    assert fresh(lead).promised_rep_id == world.id("olga")
    assert list(mismatches()) == []
    book(world, world.open_lead())


def test_afterwards_it_stays_with_the_rep_who_has_the_lead(world: World) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    with pytest.raises(OfferedToAnother):
        move(world, slot, rep="olga")


@pytest.mark.once
@pytest.mark.parametrize("who", ["olga", "theo", "milo"])
def test_nobody_else_moves_it(world: World, who: str) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    with pytest.raises(NotYours):
        move(world, slot, by=who)


def test_what_is_taken_is_not_moved_into_and_the_old_slot_stays(world: World) -> None:
    slot = book(world, world.open_lead())
    book(world, world.open_lead(), start=FRIDAY)
    with pytest.raises(SlotTaken):
        move(world, slot)
    slot.refresh_from_db()
    assert (slot.starts_at, slot.moves, slot.occupying) == (THURSDAY, 0, True)


def test_what_has_started_is_not_moved(world: World) -> None:
    slot = met(world)
    with pytest.raises(AlreadyStarted):
        move(world, slot)


def test_what_was_cancelled_is_not_moved(world: World) -> None:
    slot = book(world, world.open_lead())
    cancel_appointment(slot.id, cause=CancelCause.PROSPECT, by=world.by("tina"), at=world.at)
    with pytest.raises(NotBooked):
        move(world, slot)


def test_moved_twice_to_the_same_time_keeps_it_there(world: World) -> None:
    slot = book(world, world.open_lead())
    assert move(world, move(world, slot)).starts_at == FRIDAY


def test_no_appointment_is_not_visible(world: World) -> None:
    with pytest.raises(NotVisible):
        move_appointment(
            UUID(int=1),
            rep_id=None,
            starts_at=FRIDAY,
            ends_at=None,
            by=world.by("tina"),
            at=world.at,
        )
