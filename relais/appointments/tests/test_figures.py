"""What appointments count for: in one statement, and the same as the pure rule says of each."""

from datetime import date, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.appointments.actions import move_appointment, report_outcome
from relais.appointments.models import Appointment
from relais.appointments.queries import (
    DueCounts,
    Outcome,
    Status,
    Unvisited,
    chosen,
    due_counts,
    dueness,
    facts_of,
    unvisited_per_week,
)
from relais.appointments.tests.steps import HOUR, THURSDAY, book, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.database.among import within
from relais.leads.events import Mode
from relais.people.models import Unit
from tests.persons import World

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
MUCH_LATER = THURSDAY + timedelta(days=30)


def told(world: World, outcome: Outcome | None, **where: object) -> Appointment:
    slot = met(world, **where)  # type: ignore[arg-type]  # rep and start
    if outcome:
        absent = outcome in (Outcome.REP_ABSENT, Outcome.REP_CANCELLED)
        reason_id = world.reason(ReasonKind.NOT_HONOURED, "other") if absent else None
        report_outcome(slot.id, outcome=outcome, reason_id=reason_id, by=world.system, at=world.at)
    return slot


def test_each_rep_has_his_due_his_honoured_his_held_and_his_silent(world: World) -> None:
    for days, outcome in zip((0, 1, 4, 5, 6, 7), (None, *Outcome), strict=True):
        told(world, outcome, start=THURSDAY + days * DAY)
    told(world, None, rep="olga", start=THURSDAY + 8 * DAY)
    rows = chosen(world.organization.id)
    assert set(due_counts(rows, at=MUCH_LATER)) == {
        DueCounts(world.id("remy"), due=5, honoured=2, held=1, silent=1),
        DueCounts(world.id("olga"), due=1, honoured=0, held=0, silent=1),
    }
    assert due_counts(rows, at=THURSDAY) == []


def test_a_move_carries_dueness_to_the_new_slot(world: World) -> None:
    slot = book(world, transmit(world, world.open_lead()))
    start = THURSDAY + 14 * DAY
    by = world.by("tina")
    move_appointment(slot.id, rep_id=None, starts_at=start, ends_at=None, by=by, at=world.at)
    rows = chosen(world.organization.id)
    assert due_counts(rows, at=THURSDAY + 7 * DAY) == []
    assert due_counts(rows, at=MUCH_LATER) == [DueCounts(world.id("remy"), 1, 0, 0, 1)]


def test_appointments_are_chosen_by_anything(world: World) -> None:
    told(world, None)
    told(world, None, rep="olga", start=THURSDAY + DAY)
    organization = world.organization.id

    def due(**by: object) -> int:
        rows = chosen(organization, **by)  # type: ignore[arg-type]
        return sum(counts.due for counts in due_counts(rows, at=MUCH_LATER))

    assert due() == due(unit_path=world.root.path) == due(unit_path=world.north.path) == 2
    assert due(unit_path=world.south.path) == 0
    assert due(campaign_id=world.campaign.id) == due(call_center_id=world.center.id) == 2
    assert due(campaign_id=world.center.id) == due(call_center_id=world.campaign.id) == 0
    assert due(rep_ids=[world.id("olga")]) == 1
    assert due(rep_ids=[]) == 0
    assert due(start=THURSDAY + HOUR) == due(end=THURSDAY + HOUR) == 1
    assert due(start=THURSDAY, end=THURSDAY + DAY) == 1


def test_the_statement_says_of_each_what_the_rule_says(world: World) -> None:
    """Over every pair of status and outcome, at moments around the start and the window's end."""
    lead = transmit(world, world.open_lead())
    closes = THURSDAY + 2 * DAY
    for status, outcome in product(Status, [None, *Outcome]):
        Appointment.objects.create(
            organization=world.organization, lead=lead, rep=world.person("remy"),
            starts_at=THURSDAY, ends_at=THURSDAY + HOUR, first_starts_at=THURSDAY,
            occupied_from=THURSDAY, occupied_until=THURSDAY + HOUR, occupying=False,
            outcome_due_at=closes, booked_at=world.at, mode=Mode.VISIT,
            status=status, outcome=outcome,
        )  # fmt: skip
    rows = chosen(world.organization.id)
    second = timedelta(seconds=1)
    for at in (THURSDAY - second, THURSDAY, closes - second, closes, MUCH_LATER):
        for row in rows:
            rule = dueness(facts_of(row), at=at)
            counted = due_counts(rows.filter(id=row.id), at=at)
            said = counted[0][1:] if counted else (0, 0, 0, 0)
            assert said == (rule.due, rule.honoured, rule.held, rule.silent), str(row)


def test_counting_takes_one_statement_whatever_the_number(world: World) -> None:
    told(world, None)
    told(world, Outcome.HELD, rep="olga", start=THURSDAY + DAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(due_counts(chosen(world.organization.id), at=MUCH_LATER)) == 2
    assert len(queries) == 1


def test_a_team_is_counted_from_the_index_that_finds_it(world: World) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL knows how many rows there are, and takes what suits them
    rows = chosen(world.organization.id).filter(within("unit_id", Unit.objects.values("id")))
    with CaptureQueriesContext(connection) as queries:
        due_counts(rows, at=MUCH_LATER)
    with connection.cursor() as cursor:
        plan = cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}").fetchall()
    assert "appointment_of_team (organization_id=? AND unit_id=?)" in plan[0][3]


def test_unvisited_prospects_are_counted_by_the_week_of_the_date_first_promised(
    world: World,
) -> None:
    told(world, Outcome.HELD)
    told(world, Outcome.PROSPECT_ABSENT, start=THURSDAY + DAY)
    told(world, None, start=THURSDAY + 7 * DAY)
    rows = chosen(world.organization.id)
    first, second = date(2026, 3, 9), date(2026, 3, 16)
    assert unvisited_per_week(rows, zone=PARIS, at=THURSDAY + 13 * DAY) == []
    assert unvisited_per_week(rows, zone=PARIS, at=THURSDAY + 15 * DAY) == [Unvisited(first, 1, 2)]
    assert unvisited_per_week(rows, zone=PARIS, at=MUCH_LATER) == [
        Unvisited(first, 1, 2),
        Unvisited(second, 1, 1),
    ]


@pytest.mark.parametrize(("days", "unvisited"), [(7, 0), (14, 0), (15, 1)])
def test_a_prospect_rebooked_and_met_in_time_was_visited(
    world: World, days: int, unvisited: int
) -> None:
    slot = told(world, Outcome.REP_ABSENT)
    start = THURSDAY + days * DAY
    again = book(world, slot.lead, start=start, mode=Mode.PHONE)
    report_outcome(
        again.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=start + HOUR
    )
    found = unvisited_per_week(chosen(world.organization.id), zone=PARIS, at=MUCH_LATER)
    assert found == [Unvisited(date(2026, 3, 9), unvisited, 1)]
