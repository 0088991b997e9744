"""No two slots of a rep overlap: the database itself says so, however many ask at once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from relais.appointments import actions
from relais.appointments.models import SLOTS_APART, Appointment
from relais.appointments.rules import Status
from relais.appointments.rules.slots import SlotTaken
from relais.appointments.tests.steps import HOUR, THURSDAY, book
from relais.database.models import uuid7
from relais.database.triggers import standing
from relais.leads.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    CancelCause,
    Event,
    Mode,
)
from relais.leads.log import Entry, append, append_many
from relais.leads.models import Lead
from relais.leads.queries import locked, mismatches
from relais.lib.periods import Period, overlap
from tests.databases import CommittingDatabase
from tests.persons import World, build_world
from tests.processes import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
MINUTE = timedelta(minutes=1)


def booked(
    world: World, start: datetime, end: datetime, *, buffer: int = 0, rep: str = "remy"
) -> AppointmentBooked:
    return AppointmentBooked(
        appointment_id=uuid7(),
        rep_id=world.id(rep),
        starts_at=start,
        ends_at=end,
        outcome_due_at=end + 48 * HOUR,
        buffer_minutes=buffer,
    )


def tell(world: World, lead: Lead, event: Event) -> None:
    """Append without asking the diary, as a file from elsewhere might."""
    with locked(lead.id, organization_id=lead.organization_id) as found:
        append(found, event, by=world.system, at=world.at)


@pytest.mark.django_db
def test_the_guard_stands_after_migrating_once_more() -> None:
    names = {SLOTS_APART}
    if connection.vendor == "sqlite":
        names = {f"{SLOTS_APART}_insert", f"{SLOTS_APART}_update"}
    assert names <= standing()
    call_command("migrate", verbosity=0)
    assert names <= standing()


def test_the_database_refuses_an_overlap_that_nobody_checked(world: World) -> None:
    one, other = world.open_lead(), world.open_lead()
    tell(world, one, booked(world, THURSDAY, THURSDAY + HOUR))
    inside = booked(world, THURSDAY + 20 * MINUTE, THURSDAY + 40 * MINUTE)
    with pytest.raises(IntegrityError, match=SLOTS_APART):
        tell(world, other, inside)
    tell(world, other, booked(world, THURSDAY, THURSDAY + HOUR, rep="olga"))
    tell(world, other, booked(world, THURSDAY + HOUR, THURSDAY + 2 * HOUR))
    tell(world, one, booked(world, THURSDAY - HOUR, THURSDAY))
    assert Appointment.objects.count() == 4


def test_the_database_refuses_a_move_into_what_is_taken(world: World) -> None:
    lead = world.open_lead()
    event = booked(world, THURSDAY, THURSDAY + HOUR)
    tell(world, lead, event)
    tell(world, lead, booked(world, THURSDAY + 3 * HOUR, THURSDAY + 4 * HOUR))
    start = THURSDAY + 3 * HOUR + 59 * MINUTE
    moved = AppointmentMoved(event.appointment_id, event.rep_id, start, start + HOUR, start + HOUR)
    with pytest.raises(IntegrityError, match=SLOTS_APART):
        tell(world, lead, moved)
    assert Appointment.objects.filter(starts_at=THURSDAY).exists()


def test_its_refusal_reaches_the_person_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(world, world.open_lead())
    blind: Callable[..., list[Period]] = lambda *_, **__: []  # noqa: E731
    monkeypatch.setattr("relais.appointments.actions.diary.busy_of", blind)
    lead = world.open_lead()
    with pytest.raises(SlotTaken):
        book(world, lead)
    assert list(mismatches()) == []
    book(world, lead, start=THURSDAY + 24 * HOUR)


def test_two_appointments_change_places_in_one_batch(world: World) -> None:
    leads = [world.open_lead(), world.open_lead()]
    slots = [Period(THURSDAY, THURSDAY + HOUR), Period(THURSDAY + HOUR, THURSDAY + 2 * HOUR)]
    events = [booked(world, *slot) for slot in slots]
    by, at = world.system, world.at
    append_many([Entry(*pair, by, at) for pair in zip(leads, events, strict=True)])
    moves = [
        AppointmentMoved(event.appointment_id, event.rep_id, *slot, slot.end)
        for event, slot in zip(events, reversed(slots), strict=True)
    ]
    append_many([Entry(*pair, by, at) for pair in zip(leads, moves, strict=True)])
    rows = Appointment.objects.order_by("starts_at").values_list("lead_id", flat=True)
    assert list(rows) == [leads[1].id, leads[0].id]


def test_what_one_batch_frees_it_may_take_again(world: World) -> None:
    leads = [world.open_lead(), world.open_lead()]
    first, second = (booked(world, THURSDAY, THURSDAY + HOUR) for _ in leads)
    freed = AppointmentCancelled(first.appointment_id, CancelCause.PROSPECT)
    by, at = world.system, world.at
    append_many([Entry(leads[0], first, by, at)])
    append_many([Entry(leads[0], freed, by, at), Entry(leads[1], second, by, at)])
    assert Appointment.objects.get(occupying=True).id == second.appointment_id


starts_and_lengths = st.lists(
    st.tuples(st.integers(0, 480), st.integers(1, 120), st.sampled_from([0, 0, 15, 30])),
    min_size=2,
    max_size=12,
)


@settings(max_examples=25)
@given(wanted=starts_and_lengths)
def test_whatever_is_asked_what_stands_never_overlaps(
    world: World, wanted: list[tuple[int, int, int]]
) -> None:
    """The database refuses exactly what the pure rule of overlap refuses."""
    with transaction.atomic():
        lead = world.open_lead()
        standing_slots: list[Period] = []
        for minute, length, buffer in wanted:
            start, way = THURSDAY + minute * MINUTE, buffer * MINUTE
            event = booked(world, start, start + length * MINUTE, buffer=buffer)
            slot = Period(start - way, event.ends_at + way)
            if any(overlap(slot, other) for other in standing_slots):
                with pytest.raises(IntegrityError, match=SLOTS_APART):
                    tell(world, lead, event)
            else:
                tell(world, lead, event)
                standing_slots.append(slot)
        assert Appointment.objects.filter(occupying=True).count() == len(standing_slots)
        transaction.set_rollback(True)


def test_of_twenty_who_book_one_slot_exactly_one_wins(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    leads = [world.open_lead() for _ in range(20)]

    said = committing_db.at_once(20, lambda number: book(world, leads[number]))

    assert sorted(type(each).__name__ for each in said) == ["Appointment"] + ["SlotTaken"] * 19
    assert Appointment.objects.get().status == Status.RESERVED
    assert list(mismatches()) == []


def test_of_twenty_who_book_slots_that_touch_the_middle_nobody_overlaps(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    leads = [world.open_lead() for _ in range(20)]

    def attempt(number: int) -> Any:
        start = THURSDAY - HOUR + number * 5 * MINUTE
        rep = "remy" if number % 2 else "olga"
        return book(world, leads[number], rep=rep, start=start, mode=Mode.PHONE)

    said = committing_db.at_once(20, attempt)

    assert {type(each) for each in said} == {Appointment, SlotTaken}
    for rep in ("remy", "olga"):
        rows = list(Appointment.objects.filter(rep_id=world.id(rep)).order_by("starts_at"))
        assert rows
        for one, next_one in pairwise(rows):
            assert one.ends_at <= next_one.starts_at


def test_of_many_who_move_into_one_slot_exactly_one_wins(
    committing_db: CommittingDatabase,
) -> None:
    """Half come from another rep's diary, so that each holds two: nobody waits in a circle."""
    world = build_world()
    slots = [
        book(world, world.open_lead(), rep=rep, start=THURSDAY + days * 24 * HOUR)
        for days in (1, 4, 5, 6)
        for rep in ("remy", "olga")
    ]

    def attempt(number: int) -> Appointment:
        return actions.move_appointment(
            slots[number].id,
            rep_id=world.id("remy"),
            starts_at=THURSDAY,
            ends_at=None,
            by=world.by("tina"),
            at=world.at,
        )

    said = committing_db.at_once(8, attempt)

    assert sorted(type(each).__name__ for each in said) == ["Appointment"] + ["SlotTaken"] * 7


BOOK = """
import sys
import django
django.setup()
from datetime import datetime
from uuid import UUID
from relais.appointments.actions import book_appointment
from relais.leads.events import Mode
from relais.lib.errors import Refusal
from relais.people.queries import Actor, Door
organization_id, lead_id, rep_id = map(UUID, sys.argv[1:4])
start, at = map(datetime.fromisoformat, sys.argv[4:6])
sys.stdin.readline()
try:
    book_appointment(lead_id, rep_id=rep_id, starts_at=start, ends_at=None, mode=Mode.VISIT,
                     by=Actor(organization_id, Door.CLI), at=at)
    print("booked")
except Refusal as refusal:
    print(refusal.code)
"""


def test_of_two_processes_that_book_one_slot_one_is_told_so(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    settings_module = {"DJANGO_SETTINGS_MODULE": "relais.config.settings"}
    processes = []
    for _ in range(2):
        ids = [str(world.organization.id), str(world.open_lead().id), str(world.id("remy"))]
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", BOOK, *ids, THURSDAY.isoformat(), world.at.isoformat()],
                cwd=ROOT,
                env=committing_db.environment | settings_module,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()

    said = [process.communicate(timeout=PATIENCE)[0].strip() for process in processes]

    assert sorted(said) == ["booked", "slot_taken"]
    assert Appointment.objects.count() == 1
