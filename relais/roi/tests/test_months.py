"""Closed months: what is in them stays, what comes later stands in the month of its recording."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from relais.campaigns.actions import (
    Terms,
    add_cost,
    change_campaign,
    create_campaign,
    store_rates,
)
from relais.campaigns.rules.access import NotADirector
from relais.campaigns.rules.terms import CostKind
from relais.leads.actions import take_up_lead, win_lead
from relais.leads.events import Outcome
from relais.leads.queries import recorded_events
from relais.lib.errors import NotVisible, Refusal
from relais.lib.money import Currency
from relais.measures.queries import View
from relais.people.actions import add_call_center
from relais.roi.actions import close_month
from relais.roi.models import ClosedMonth, FrozenFigure
from relais.roi.queries import costs_until, proof_of, returns_of, scope_of, wastes_of
from relais.roi.queries.months import (
    adjustments_in,
    behind,
    book_mismatches,
    closed_month,
    held_of_person,
    lines_of,
    sums_of,
    turn,
)
from relais.roi.rules.books import COSTS, Figures, Part, together
from relais.roi.rules.costs import WHATEVER_HAPPENS
from relais.roi.rules.months import CurrencyClosed
from relais.roi.rules.standing import Measure
from relais.roi.tests.steps import met, transmitted
from relais.roi.tests.test_queries import priced, upheld
from tests.databases import CommittingDatabase
from tests.persons import World, build_world

__all__ = ["priced"]

MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)
IN_JUNE = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)  # after the morning of all tests
IN_JULY = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
IN_AUGUST = datetime(2026, 8, 5, 9, 0, tzinfo=UTC)


def close_until(world: World, last: date, *, at: datetime) -> None:
    while (next_one := turn(world.organization.id, at=at)) and next_one.month <= last:
        close_month(next_one.month, by=world.by("dora"), at=at)


def totals(*parts: Part) -> Figures:
    rows = FrozenFigure.objects.filter(part__in=parts or tuple(Part))
    return together(rows.values_list("figures", flat=True))


def of(month: date) -> Figures:
    return sums_of([ClosedMonth.objects.get(month=month)])[
        ClosedMonth.objects.get(month=month).id
    ].get("EUR", {})


def test_a_closed_month_holds_what_stands_when_it_is_closed(priced: World) -> None:
    world, home = priced, priced.organization.id
    lead = met(world, Outcome.HELD, hour=8)
    met(world, Outcome.REP_ABSENT, hour=10)
    met(world, None, hour=13)
    upheld(world)
    transmitted(world)
    world.at = lead.opened_at.replace(day=28)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    told = totals()
    gave = returns_of([world.campaign], at=IN_JUNE)[world.campaign.id]
    waste = wastes_of([world.campaign], at=IN_JUNE)[world.campaign.id]
    assert {name: told.get(name, 0) for name in gave.counts} == gave.counts
    assert sum(told.get(name, 0) for name in COSTS) == gave.cost == 100_000 + 5 * 4_000 + 3 * 6_000
    lines = tuple(waste.lines[one].count for one in ("never_taken_up", "not_honoured", "upheld"))
    assert (told["never_taken_up"], told["not_honoured"], told["upheld"]) == lines == (1, 2, 1)
    assert book_mismatches(home) == []


def test_what_is_recorded_later_adjusts_the_month_of_its_recording(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, home = priced, priced.organization.id
    lead, late = met(world, Outcome.HELD, hour=8), transmitted(world)
    world.at = lead.opened_at.replace(day=28)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JULY)
    before = of(MARCH)
    take_up_lead(late.id, by=world.by("remy"), at=world.at)
    win_lead(
        lead.id, amount=900_000, margin=200_000, currency=Currency("EUR"),
        signed_on=world.at.date(), by=world.by("remy"), at=world.at,
    )  # fmt: skip
    found = adjustments_in(home, JULY)
    assert {(change.recorded.lead_id, str(change.measure), change.amount) for change in found} == {
        (late.id, "taken_up", 1),
        (late.id, "never_taken_up", -1),
        (lead.id, "won", 1),
        (lead.id, "told", 1),
        (lead.id, "signed_for", 900_000),
        (lead.id, "margin", 200_000),
    }
    assert adjustments_in(home, MARCH) == []
    close_until(world, JULY, at=IN_AUGUST)
    assert of(MARCH) == before
    assert totals(Part.ADJUSTMENT) == of(JULY)
    assert of(JULY) == {
        "taken_up": 1, "never_taken_up": -1, "won": 1, "told": 1, "signed_for": 900_000,
        "margin": 200_000,
    }  # fmt: skip
    gave = returns_of([world.campaign], at=IN_AUGUST)[world.campaign.id]
    assert {name: totals()[name] for name in gave.counts} == gave.counts
    assert len(adjustments_in(home, JULY)) == 6
    assert book_mismatches(home) == []


def test_the_currency_of_a_closed_month_stays_and_everything_else_may_change(
    priced: World,
) -> None:
    world = priced
    met(world, Outcome.HELD, hour=8)
    terms = Terms("Printemps", world.at.date(), world.id("dora"))
    for currency in ("USD", "EUR"):  # nothing is closed yet
        change_campaign(world.campaign.id, replace(terms, currency=currency), by=world.by("dora"))
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    other = replace(terms, currency="USD")
    for _ in range(2):
        with pytest.raises(CurrencyClosed) as refused:
            change_campaign(world.campaign.id, other, by=world.by("dora"))
    assert refused.value.params == {"month": "2026-03", "name": "Printemps", "currency": "EUR"}
    with pytest.raises(NotADirector):
        change_campaign(world.campaign.id, other, by=world.by("remy"))
    renamed = change_campaign(world.campaign.id, replace(terms, name="Été"), by=world.by("dora"))
    assert (renamed.name, renamed.currency) == ("Été", "EUR")
    fresh = create_campaign(terms, by=world.system, at=world.at)
    assert change_campaign(fresh.id, other, by=world.by("dora")).currency == "USD"


def test_prices_that_change_later_leave_a_closed_month_as_it_is(priced: World) -> None:
    world, home = priced, priced.organization.id
    met(world, Outcome.HELD, hour=8)
    close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    before = of(MARCH)
    for kind, hours in ((CostKind.PER_LEAD, None), (CostKind.HOURLY, Decimal(7))):
        add_cost(
            world.campaign.id, kind=kind, amount=100, hours=hours, since=MARCH, by=world.system
        )
    close_until(world, date(2026, 4, 1), at=IN_JUNE)
    assert of(MARCH) == before
    assert totals(Part.PRICES) == {"lead_cost": 100, "other_cost": 700}
    assert (
        sum(totals().get(name, 0) for name in COSTS)
        == costs_until([world.campaign], at=IN_JUNE)[world.campaign.id]
    )
    assert book_mismatches(home) == []


def test_a_closed_month_counts_the_same_money_as_the_proof(priced: World) -> None:
    world, home, day = priced, priced.organization.id, priced.at.date()
    store_rates(b"Date,USD,\n2026-03-09,1.1,\n", by=world.by("dora"))
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    costs: list[tuple[CostKind, int, dict[str, Any]]] = [
        (CostKind.HOURLY, 2_857, {"hours": Decimal("7.5"), "until": day + timedelta(days=1)}),
        (CostKind.REWARD, 5_003, {"currency": "USD", "until": day}),
        (CostKind.REP_TIME, 4_500, {"minutes": 77}),
        (CostKind.TRAVEL, 1_213, {"currency": "USD"}),
        (CostKind.PER_LEAD, 333, {"currency": "USD", "call_center_id": world.center.id}),
        (CostKind.PER_LEAD, 777, {"call_center_id": other.id}),
        (CostKind.PER_APPOINTMENT, 99, {"currency": "GBP"}),
    ]
    for kind, amount, more in costs:
        add_cost(
            world.campaign.id, kind=kind, amount=amount, by=world.system, **({"since": day} | more)
        )
    for hour, outcome in ((8, Outcome.HELD), (10, Outcome.PROSPECT_ABSENT), (13, None)):
        met(world, outcome, hour=hour)
    world.at = IN_JUNE
    month = close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    scope = scope_of(View(home), [world.campaign], at=IN_JUNE)
    proof, told = proof_of(scope).proof, totals()
    assert month.costs_left_out == 1
    assert {name: told[name] for name in COSTS} == {
        "lead_cost": proof.costs[CostKind.PER_LEAD],
        "appointment_cost": proof.costs[CostKind.PER_APPOINTMENT],
        "visit_cost": proof.costs[CostKind.REP_TIME] + proof.costs[CostKind.TRAVEL],
        "other_cost": sum(proof.costs[kind] for kind in WHATEVER_HAPPENS),
    }
    whole = costs_until([world.campaign], at=IN_JUNE)[world.campaign.id]
    assert sum(told[name] for name in COSTS) == proof.cost == whole
    assert told["lead_cost"] == 3 * (4_000 + 303)  # 333 dollars' cents at 1.1
    assert told["visit_cost"] == 2 * (5_775 + 1_103)
    assert book_mismatches(home) == []


def test_a_month_is_closed_once_in_order_after_its_end_by_a_director(world: World) -> None:
    home = world.organization.id

    def refused(month: date, by: str, at: datetime) -> str:
        with pytest.raises(Refusal) as caught:
            close_month(month, by=world.by(by), at=at)
        return caught.value.code

    assert refused(MARCH, "dora", IN_JUNE) == "nothing_to_close"
    assert turn(home, at=IN_JUNE) is None
    world.open_lead()
    assert refused(MARCH, "maya", IN_JUNE) == "not_director"
    assert refused(date(2026, 4, 1), "dora", IN_JUNE) == "month_not_next"
    assert refused(MARCH, "dora", datetime(2026, 3, 31, 22, 0, tzinfo=UTC)) == "month_not_over"
    assert close_month(date(2026, 3, 9), by=world.by("dora"), at=IN_JUNE).month == MARCH
    assert refused(MARCH, "dora", IN_JUNE) == "month_closed"
    month = closed_month(MARCH, access=world.by("dora").access)  # type: ignore[arg-type]
    assert lines_of(month) == []
    assert list(held_of_person(home, world.id("dora"))["months_closed"]) == [
        {"month": MARCH, "closed_at": IN_JUNE}
    ]
    with pytest.raises(NotVisible):
        closed_month(MARCH, access=world.by("maya").access)  # type: ignore[arg-type]


def test_verify_tells_of_a_month_that_is_not_what_the_log_gives(priced: World) -> None:
    home = priced.organization.id
    transmitted(priced)
    month = close_month(MARCH, by=priced.by("dora"), at=IN_JUNE)
    for row in (month, FrozenFigure.objects.first()):
        assert row is not None
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.save(force_update=True)
    FrozenFigure.objects.create(
        organization_id=home, month=month, part=Part.ADJUSTMENT, campaign=priced.campaign,
        figures={"won": 1},
    )  # fmt: skip
    assert [words.split(": ")[-1] for words in book_mismatches(home)] == [
        "won is 1, the log says 0"
    ]


def test_of_several_who_close_a_month_at_once_one_does(committing_db: CommittingDatabase) -> None:
    world = build_world()
    transmitted(world)

    def close(_: int) -> str:
        return str(close_month(MARCH, by=world.by("dora"), at=IN_JUNE).month)

    answers = committing_db.at_once(6, close)
    told = sorted(str(getattr(answer, "code", answer)) for answer in answers)
    assert told == ["2026-03-01", *["month_closed"] * 5]
    assert book_mismatches(world.organization.id) == []


def test_the_leads_behind_a_closed_figure_stay_whatever_becomes_of_them(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, read = priced, list[int]()
    waits = transmitted(world)
    met(world, Outcome.HELD, hour=8)
    met(world, None, hour=13)
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.at)
    world.at = IN_JUNE
    close_until(world, MARCH, at=IN_JUNE)
    month = ClosedMonth.objects.get()
    world.later(hours=1)
    take_up_lead(waits.id, by=world.by("remy"), at=world.at)
    transmitted(world)  # of June, and of no figure of March

    def counted(home: UUID, *, leads: Collection[UUID] | None = None) -> Any:
        assert leads is not None
        read.append(len(leads))
        return recorded_events(home, leads=leads)

    monkeypatch.setattr("relais.roi.queries.months.recorded_events", counted)
    frozen = of(MARCH)
    assert frozen["never_taken_up"] == 1
    for measure in Measure:
        assert sum(one.amount for one in behind(month, measure)) == frozen.get(measure, 0), measure
    assert {one.recorded.lead_id for one in behind(month, Measure.NEVER_TAKEN_UP)} == {waits.id}
    assert set(read) == {4}  # what was recorded since is looked at as well
