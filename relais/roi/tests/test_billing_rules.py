"""What is taken back of a lead whose dispute is upheld (pure)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from relais.campaigns.rules.terms import CostKind
from relais.leads import events as e
from relais.leads.events import State
from relais.leads.lifecycle import Recorded
from relais.people.rules.access import Door
from relais.roi.rules.books import Change, Key, Price
from relais.roi.rules.costs import CostLine
from relais.roi.rules.standing import Measure
from relais.roi.rules.statements import Bill, What, billing_of, lines_of

MARCH, APRIL, JULY, AUGUST = (date(2026, month, 1) for month in (3, 4, 7, 8))
LEAD, CAMPAIGN, CENTER = UUID(int=1), UUID(int=2), UUID(int=3)


def changes() -> Iterator[Change]:
    """A lead and its appointment are billed, both taken back, then the appointment was not due."""
    told = [
        (1, Measure.LEADS_PAID, MARCH, MARCH, 1),
        (1, Measure.APPOINTMENTS_PAID, APRIL, APRIL, 1),
        (2, Measure.UPHELD, APRIL, JULY, 1),
        (3, Measure.APPOINTMENTS_PAID, APRIL, AUGUST, -1),
    ]
    at = datetime(2026, 3, 9, tzinfo=UTC)
    for number, measure, day, booked, amount in told:
        recorded = Recorded(
            UUID(int=number), LEAD, LEAD, CAMPAIGN, LEAD, LEAD, None, CENTER, None, None, number,
            at, e.LeadContestUpheld(LEAD), State.CONTESTED_NEW, State.REFUSED, Door.CLI, None, at,
            at, False,
        )  # fmt: skip
        yield Change(booked, Key(CAMPAIGN, CENTER, None), measure, day, amount, recorded)


@pytest.mark.once
def test_what_was_taken_back_is_not_taken_back_twice() -> None:
    billing = billing_of(changes())
    prices = [
        Price(CAMPAIGN, None, CostLine(CostKind.PER_LEAD, 40, MARCH)),
        Price(CAMPAIGN, CENTER, CostLine(CostKind.PER_APPOINTMENT, 60, MARCH)),
        Price(CAMPAIGN, UUID(int=4), CostLine(CostKind.PER_LEAD, 7, MARCH)),
    ]
    lines = {
        month: [
            (line.what, line.about, line.amount)
            for line in lines_of(billing, Bill(CENTER, month, MARCH), prices=prices, before=prices)
        ]
        for month in (MARCH, APRIL, JULY, AUGUST)
    }
    assert lines == {
        MARCH: [(What.LEADS, MARCH, 40)],
        APRIL: [(What.APPOINTMENTS, APRIL, 60)],
        JULY: [(What.CREDIT_LEADS, MARCH, -40), (What.CREDIT_APPOINTMENTS, APRIL, -60)],
        AUGUST: [(What.APPOINTMENTS, APRIL, -60), (What.CREDIT_APPOINTMENTS, APRIL, 60)],
    }
