"""Appointments read once: counted by rep, by unit, by what they had, and the same as one by one."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from relais.appointments.models import Appointment
from relais.database.moments import Moved
from relais.diagnosis.queries.associations import FACTORS
from relais.diagnosis.queries.facts import facts_among
from relais.diagnosis.rules import RepCounts
from relais.diagnosis.rules.associations import Factor, associations
from relais.diagnosis.rules.facts import BITS, Facts
from relais.web.reports.tests.conftest import polarise
from tests.persons import World, template

REMY, OLGA, NORTH = (UUID(int=number) for number in (1, 2, 3))
SHEET, CLOSE = BITS[Factor.SHEET], BITS[Factor.CLOSE]
ROWS = [
    (REMY, NORTH, SHEET, 4, 3, 0),
    (REMY, NORTH, SHEET | CLOSE, 2, 1, 1),
    (REMY, None, 0, 1, 1, 0),
    (OLGA, NORTH, CLOSE, 5, 0, 0),
]


@pytest.fixture
def polarised(db: None) -> World:
    """Give a world in which three of eight reps honour nothing."""
    return template(polarise).lay()


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
    polarised: World, django_assert_num_queries: CaptureQueriesContext
) -> None:
    rows = Appointment.objects.of(polarised.organization.id)
    with django_assert_num_queries(2):  # the campaigns' sheets, and the appointments
        facts = facts_among(polarised.organization.id, rows, at=polarised.at)
    assert sum(facts.due) == 46
    for factor, has in FACTORS.items():
        having = facts.splits(factor)[:, 0].sum()
        assert having == rows.filter(has(polarised.organization.id)).count(), factor


def test_a_moved_moment_compares_to_the_microsecond(polarised: World) -> None:
    day = timedelta(days=1)
    rows = Appointment.objects.of(polarised.organization.id)
    met = rows.earliest("starts_at")
    for apart in (timedelta(0), timedelta(microseconds=1), timedelta(milliseconds=-1)):
        rows.filter(id=met.id).update(booked_at=met.starts_at - day + apart)
        same = rows.filter(id=met.id, booked_at=Moved("starts_at", by=-day)).exists()
        later = rows.filter(id=met.id, booked_at__gt=Moved(F("starts_at"), by=-day)).exists()
        assert (same, later) == (not apart, apart > timedelta(0))
