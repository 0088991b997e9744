"""Statements: lines that add up, credits on the next one, frozen once closed."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from relais.campaigns.actions import add_cost
from relais.campaigns.rules.terms import CostKind
from relais.leads.events import Outcome
from relais.leads.queries import recorded_events
from relais.lib.errors import NotVisible, Refusal
from relais.people.actions import add_call_center, set_mandate
from relais.people.models import CallCenter
from relais.people.queries import Access
from relais.roi.actions import close_month, close_statement
from relais.roi.models import Statement
from relais.roi.queries.months import held_of_person, lines_of
from relais.roi.queries.statements import (
    Billed,
    billed,
    line_behind,
    statement_mismatches,
    statements_visible_to,
    written_lines,
)
from relais.roi.rules.books import Price
from relais.roi.rules.costs import CostLine
from relais.roi.rules.standing import Measure
from relais.roi.rules.statements import Bill, Billing, Piece
from relais.roi.rules.statements import lines_of as bill_lines
from relais.roi.tests.steps import met, transmitted
from relais.roi.tests.test_queries import contest, priced, upheld
from tests.persons import World

__all__ = ["priced"]

MARCH, APRIL, JULY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 7, 1)
IN_JUNE = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
IN_JULY = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
IN_AUGUST = datetime(2026, 8, 5, 9, 0, tzinfo=UTC)


def access_of(world: World, name: str) -> Access:
    found = world.by(name).access
    assert found is not None
    return found


def told(world: World, month: date, at: datetime, center: CallCenter | None = None) -> Billed:
    one = center or world.center
    return billed(one.id, month, access=access_of(world, "dora"), at=at)


def shape(of: Billed) -> list[tuple[Any, ...]]:
    return [(one.what.value, one.about, one.quantity, one.each, one.amount) for one in of.lines]


def behind(of: Billed, number: int) -> list[tuple[UUID, int, int]]:
    """Give the leads behind a line, and check that they add up to it."""
    found = line_behind(of, number, at=IN_AUGUST)
    assert sum(one.amount for one in found.leads) + found.beside == of.lines[number - 1].amount
    if of.lines[number - 1].quantity is not None:
        assert sum(one.quantity for one in found.leads) == of.lines[number - 1].quantity
        assert found.beside == 0
    return [(one.lead_id, one.quantity, one.amount) for one in found.leads]


def test_lines_add_up_to_what_the_month_came_to(priced: World) -> None:
    world, day = priced, priced.at.date()
    own: dict[str, Any] = {"since": day, "by": world.system, "call_center_id": world.center.id}
    add_cost(world.campaign.id, kind=CostKind.HOURLY, amount=2_857, hours=Decimal("7.5"), **own)
    add_cost(world.campaign.id, kind=CostKind.PER_LEAD, amount=303, **own)
    one = met(world, Outcome.HELD, hour=8)
    transmitted(world)
    draft = told(world, MARCH, IN_JUNE)
    assert (draft.closed, draft.closable) == (None, False)
    assert shape(draft) == [
        ("leads", MARCH, 2, 4_000, 8_000),
        ("leads", MARCH, 2, 303, 606),
        ("appointments", MARCH, 1, 6_000, 6_000),
        ("hours", MARCH, None, None, 21_428),
        ("fixed", MARCH, None, None, 100_000),
    ]
    world.at = IN_JUNE
    month = close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    costs = ("lead_cost", "appointment_cost", "other_cost")
    whole = sum(line.figures.get(name, 0) for line in lines_of(month) for name in costs)
    assert told(world, MARCH, IN_JUNE).totals == {"EUR": whole}
    assert draft.counts == {"leads": 2, "appointments": 1, "credited": 0}
    leads = [behind(draft, number) for number in (1, 2)]
    assert [sorted(counts) for _, *counts in leads[0]] == [[1, 4_000]] * 2
    assert [lead_id for lead_id, *_ in leads[0]] == [lead_id for lead_id, *_ in leads[1]]
    assert behind(draft, 3) == [(one.id, 1, 6_000)]
    for number in (0, 4, 5, 6):  # what is paid whatever happens, and no line at all
        with pytest.raises(NotVisible):
            line_behind(draft, number, at=IN_JUNE)


def test_what_is_upheld_later_is_credited_on_a_later_statement(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, home = priced, priced.organization.id
    lead = transmitted(world)
    other = upheld(world)  # at once: billed, and taken back on the same statement
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    closed = close_statement(MARCH, world.center.id, by=world.by("dora"), at=IN_JUNE)
    assert shape(told(world, MARCH, IN_JUNE)) == [
        ("leads", MARCH, 2, 4_000, 8_000),
        ("fixed", MARCH, None, None, 100_000),
        ("credit_leads", MARCH, -1, 4_000, -4_000),
    ]
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JULY)
    contest(world, lead)
    for number in range(4, 8):
        close_month(date(2026, number, 1), by=world.by("dora"), at=IN_AUGUST)
    add_cost(world.campaign.id, kind=CostKind.PER_LEAD, amount=100, since=MARCH, by=world.system)
    july, august = told(world, JULY, IN_AUGUST), told(world, date(2026, 8, 1), IN_AUGUST)
    assert shape(july) == [("credit_leads", MARCH, -1, 4_000, -4_000)]
    assert july.counts == {"leads": 0, "appointments": 0, "credited": 1}
    assert behind(july, 1) == [(lead.id, -1, -4_000)]
    march = told(world, MARCH, IN_AUGUST)
    assert len(behind(march, 1)) == 2  # closed since, and read as it was then
    assert behind(march, 3) == [(other.id, -1, -4_000)]
    # Of two leads billed both are taken back: dearer leads change nothing for them.
    assert august.lines == []
    assert told(world, MARCH, IN_AUGUST).closed == closed
    assert statement_mismatches(home) == []
    following = close_statement(JULY, world.center.id, by=world.by("dora"), at=IN_AUGUST)
    assert (closed.number, following.number) == (1, 2)


def test_prices_changed_later_are_billed_for_the_months_before(priced: World) -> None:
    world = priced
    lead = transmitted(world)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    before = told(world, MARCH, IN_JUNE)
    add_cost(world.campaign.id, kind=CostKind.PER_LEAD, amount=100, since=MARCH, by=world.system)
    assert told(world, MARCH, IN_JUNE).lines == before.lines
    assert shape(told(world, APRIL, IN_JUNE)) == [("prices", MARCH, None, None, 100)]
    assert behind(told(world, APRIL, IN_JUNE), 1) == [(lead.id, 1, 100)]
    add_cost(world.campaign.id, kind=CostKind.FIXED, amount=50, since=MARCH, by=world.system)
    april = told(world, APRIL, IN_JUNE)
    assert shape(april) == [("prices", MARCH, None, None, 150)]
    assert line_behind(april, 1, at=IN_JUNE).beside == 50
    assert told(world, date(2026, 5, 1), IN_JUNE).lines == []


def test_a_draft_reads_the_log_of_the_leads_that_it_touches(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, read = priced, list[int]()
    met(world, Outcome.HELD, hour=8)

    def counted(home: UUID, *, leads: Collection[UUID] | None = None) -> Any:
        assert leads is not None
        read.append(len(leads))
        return recorded_events(home, leads=leads)

    monkeypatch.setattr("relais.roi.queries.months.recorded_events", counted)
    assert shape(told(world, MARCH, IN_JUNE))[0] == ("leads", MARCH, 1, 4_000, 4_000)
    assert told(world, APRIL, IN_JUNE).lines == []
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    assert told(world, MARCH, IN_JUNE, other).lines == []
    assert read == [1, 1]  # of another call center too: what is fixed is shared with its leads


def test_a_statement_is_closed_once_by_a_director_after_its_month(priced: World) -> None:
    world, home, center = priced, priced.organization.id, priced.center.id
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)

    def refused(by: str, center_id: UUID = center) -> str:
        with pytest.raises(Refusal) as caught:
            close_statement(MARCH, center_id, by=world.by(by), at=IN_JUNE)
        return caught.value.code

    transmitted(world)
    assert refused("dora") == "month_open"
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    for name in ("sam", "maya", "ada"):
        assert refused(name) == "not_director"
    assert refused("dora", other.id) == "nothing_billed"
    with pytest.raises(NotVisible):
        close_statement(MARCH, world.campaign.id, by=world.by("dora"), at=IN_JUNE)
    row = close_statement(MARCH, center, by=world.by("dora"), at=IN_JUNE)
    assert refused("dora") == "statement_closed"
    assert row.lines == written_lines(told(world, MARCH, IN_JUNE).lines)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save(force_update=True)
    assert list(held_of_person(home, world.id("dora"))["statements_closed"]) == [
        {"number": 1, "closed_at": IN_JUNE}
    ]
    Statement.objects.create(
        organization_id=home, month=row.month, call_center=other, number=9, closed_at=IN_JUNE,
        lines=row.lines, counts={},
    )  # fmt: skip
    assert statement_mismatches(home) == ["statement 9: its lines are not what the log gives"]


def test_who_sees_the_statements_of_a_call_center(priced: World) -> None:
    world, center = priced, priced.center
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    transmitted(world)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    close_statement(MARCH, center.id, by=world.by("dora"), at=IN_JUNE)

    def sees(name: str, of: CallCenter) -> bool:
        try:
            billed(of.id, MARCH, access=access_of(world, name), at=IN_JUNE)
        except NotVisible:
            return False
        return True

    assert [sees(name, center) for name in ("dora", "sam", "tina", "maya", "ada")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert (sees("dora", other), sees("sam", other)) == (True, False)
    assert statements_visible_to(access_of(world, "sam")).count() == 1
    assert statements_visible_to(access_of(world, "maya")).count() == 0
    set_mandate(center.id, since=None, until=MARCH, by=world.by("ada"))
    assert not sees("sam", center)
    assert statements_visible_to(access_of(world, "sam")).count() == 0


@pytest.mark.once
def test_what_names_no_call_center_is_shared_to_the_cent() -> None:
    campaign, centers = UUID(int=9), [UUID(int=1), UUID(int=2), UUID(int=3)]
    line = CostLine(CostKind.FIXED, 100, MARCH)
    billing = Billing()
    for center in (*centers, None):
        piece = Piece(MARCH, campaign, center, Measure.LEADS_PAID, MARCH)
        billing.pieces[piece] = 1 if center else 4
    prices = [Price(campaign, None, line)]
    parts = [
        one.amount
        for center in centers
        for one in bill_lines(billing, Bill(center, MARCH, MARCH), prices=prices, before=prices)
    ]
    assert parts == [14, 14, 15]  # the house bears the 57 that are left for its four leads of seven
