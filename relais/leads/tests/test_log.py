"""The log: its single door, its keys, and the database that refuses to rewrite it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from relais.database.triggers import standing
from relais.leads.events import LeadSubmitted, LeadValidated, State
from relais.leads.lifecycle import NotAllowed, Recorded
from relais.leads.log import Entry, Listener, append, append_many, listen, listening
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import history_of, mismatches, recorded_events
from relais.people.models import Organization
from tests.persons import World, opened

TABLE = LeadEvent._meta.db_table


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let one listener stand in the place of the house's own for a while."""
    usual = listening()
    listen([listener])
    try:
        yield
    finally:
        listen(usual)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_the_guards_stand_after_migrate() -> None:
    wanted = {f"{TABLE}_no_update", f"{TABLE}_no_delete"}
    assert wanted <= standing()


def test_the_database_refuses_to_change_history(world: World) -> None:
    world.open_lead()
    refused(f"UPDATE {TABLE} SET kind = 'lead.won'")
    refused(f"DELETE FROM {TABLE}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LeadEvent.objects.update(inferred=True)


def test_the_database_refuses_to_empty_the_log(world: World) -> None:
    world.open_lead()
    connection.check_constraints()
    emptying = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    refused(f"{emptying} {TABLE}")


def test_only_an_organization_being_purged_lets_go_of_its_log(world: World) -> None:
    world.open_lead()
    Organization.objects.filter(id=world.organization.id).update(purging=True)
    refused(f"UPDATE {TABLE} SET kind = 'lead.won'")
    assert LeadEvent.objects.of(world.organization.id).delete()[0] == 1


def test_an_event_under_a_known_key_is_passed_over(world: World) -> None:
    lead = world.open_lead()
    for _ in range(2):
        append(lead, LeadSubmitted(), by=world.system, at=world.at, key="once")
    assert [row.kind for row in history_of(lead)] == ["lead.opened", "lead.submitted"]


def test_a_batch_is_written_wholly_or_not_at_all(world: World) -> None:
    one, other = world.open_lead(), world.open_lead()
    entries = [
        Entry(one, LeadSubmitted(), world.system, world.at),
        Entry(other, LeadValidated(), world.system, world.at),
    ]
    with pytest.raises(NotAllowed), transaction.atomic():
        append_many(entries)
    assert LeadEvent.objects.of(world.organization.id).count() == 2
    assert set(Lead.objects.values_list("state", flat=True)) == {State.QUALIFYING}


def test_a_batch_says_the_same_as_one_by_one(world: World) -> None:
    one, other = world.open_lead(), world.open_lead()
    for event in (LeadSubmitted(unit_id=world.north.id), LeadValidated()):
        append(one, event, by=world.system, at=world.at)
    append_many(
        [
            Entry(other, event, world.system, world.at)
            for event in (LeadSubmitted(unit_id=world.north.id), LeadValidated())
        ]
    )
    first, second = (Lead.objects.get(id=lead.id) for lead in (one, other))
    assert (first.state, first.sequence, first.unit_id) == (
        second.state,
        second.sequence,
        second.unit_id,
    )
    assert list(mismatches()) == []


def test_a_listener_that_fails_takes_the_event_back(world: World) -> None:
    lead = world.open_lead()

    def fail(recorded: object) -> None:
        raise ZeroDivisionError

    with heard_by(fail), pytest.raises(ZeroDivisionError), transaction.atomic():
        append(lead, LeadSubmitted(), by=world.system, at=world.at)
    assert history_of(lead).count() == 1


def test_listeners_are_told_what_a_rebuild_tells_them(world: World) -> None:
    told: list[Recorded] = []
    with heard_by(told.extend):
        lead = opened(world, owner=None, by="tina")
        append(lead, LeadSubmitted(unit_id=world.north.id), by=world.by("tina"), at=world.at)
    assert [r for recorded in recorded_events() for r in recorded] == told


def test_a_row_that_was_tampered_with_is_found(world: World) -> None:
    lead = world.open_lead()
    Lead.objects.filter(id=lead.id).update(state=State.WON.value)
    assert [(m.column, m.row, m.log) for m in mismatches()] == [
        ("state", State.WON, State.QUALIFYING)
    ]
