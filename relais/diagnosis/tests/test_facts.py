"""Appointments read once: counted by rep, by unit, by what they had, and the same as one by one."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.appointments.tests.steps import HOUR, THURSDAY, book, transmit
from relais.database.moments import Moved
from relais.diagnosis.queries.associations import FACTORS
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.rules import RepCounts
from relais.diagnosis.rules.associations import Factor, associations
from relais.diagnosis.rules.facts import BITS, Facts
from relais.leads.events import Mode, Outcome
from tests.persons import World

REMY, OLGA, NORTH = (UUID(int=number) for number in (1, 2, 3))
SHEET, CLOSE = BITS[Factor.SHEET], BITS[Factor.CLOSE]
ROWS = [
    (REMY, NORTH, SHEET, 4, 3, 0),
    (REMY, NORTH, SHEET | CLOSE, 2, 1, 1),
    (REMY, None, 0, 1, 1, 0),
    (OLGA, NORTH, CLOSE, 5, 0, 0),
]


@pytest.fixture
def met(world: World) -> World:
    """Let three appointments be due, a month later: of one nobody has said what happened."""
    for number, days in enumerate((0, 1, 4)):
        start = THURSDAY + timedelta(days=days)
        lead = transmit(world, world.open_lead())
        one = book(world, lead, start=start, end=start + HOUR, mode=Mode.PHONE)
        if number:
            by, at = world.by("remy"), start + HOUR
            report_outcome(one.id, outcome=Outcome.HELD, reason_id=None, by=by, at=at)
    world.at = THURSDAY + timedelta(days=30)
    return world


@pytest.mark.once
def test_rows_are_added_up_by_rep_and_by_unit() -> None:
    facts = Facts.of(ROWS)
    assert facts.splits(Factor.SHEET).tolist() == [[6, 4, 1, 1], [0, 0, 5, 0]]
    assert facts.splits(Factor.CLOSE).tolist() == [[2, 1, 5, 4], [5, 0, 0, 0]]
    assert facts.by_unit(Factor.CLOSE) == {NORTH: (7, 4), None: (0, 1)}
    assert facts.cells() == {NORTH: [RepCounts(REMY.hex, 6, 4, 1), RepCounts(OLGA.hex, 5, 0, 0)]}


@pytest.mark.once
def test_of_nobody_nothing_is_added_up() -> None:
    facts = Facts.of([])
    assert facts.cells() == {}
    assert facts.by_unit(Factor.SHEET) == {}
    [found] = associations({Factor.SHEET: facts.splits(Factor.SHEET)})
    assert (found.having.due, found.lacking.due) == (0, 0)


def test_what_is_read_at_once_is_what_each_factor_says_alone(
    met: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = Appointment.objects.of(met.organization.id)
    with django_assert_num_queries(2):  # the campaigns' sheets, and the appointments
        facts = facts_among(met.organization.id, rows, at=met.at)
    assert (facts.due.sum(), facts.honoured.sum(), facts.silent.sum()) == (3, 2, 1)
    for factor, has in FACTORS.items():
        having = facts.splits(factor)[:, 0].sum()
        assert having == rows.filter(has(met.organization.id)).count(), factor


def test_a_moved_moment_compares_to_the_microsecond(met: World) -> None:
    day = timedelta(days=1)
    rows = Appointment.objects.of(met.organization.id)
    one = rows.earliest("starts_at")
    for apart in (timedelta(0), timedelta(microseconds=1), timedelta(milliseconds=-1)):
        rows.filter(id=one.id).update(booked_at=one.starts_at - day + apart)
        same = rows.filter(id=one.id, booked_at=Moved("starts_at", by=-day)).exists()
        later = rows.filter(id=one.id, booked_at__gt=Moved(F("starts_at"), by=-day)).exists()
        assert (same, later) == (not apart, apart > timedelta(0))
