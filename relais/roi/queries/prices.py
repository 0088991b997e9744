"""What campaigns pay, as the books reckon with it, and as a closed month keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from relais.campaigns.models import Cost
from relais.campaigns.queries import price_of
from relais.campaigns.rules.terms import CostKind
from relais.roi.rules.books import Price
from relais.roi.rules.costs import CostLine


@dataclass(frozen=True, slots=True)
class Unrated:
    """A cost left out of the books: nothing tells what its currency was worth."""

    campaign_id: UUID
    kind: CostKind
    amount: int
    currency: str


@dataclass(frozen=True)
class Tariff:
    """What is paid, each in the currency of its campaign, and what is left out."""

    prices: list[Price]
    unrated: list[Unrated]


def prices_of(organization_id: UUID) -> Tariff:
    """Give what is paid now, as the return reckons with it: at the rate kept with each cost."""
    rows = Cost.objects.of(organization_id).select_related("campaign").order_by("since", "id")
    tariff = Tariff([], [])
    for row in rows:
        kind = CostKind(row.kind)
        amount = price_of(row, currency=row.campaign.currency)
        if amount is None:
            tariff.unrated.append(Unrated(row.campaign_id, kind, row.amount, row.currency))
            continue
        center = row.call_center_id
        line = CostLine(kind, amount, row.since, row.until, row.hours, row.minutes, center)
        tariff.prices.append(Price(row.campaign_id, center, line))
    return tariff


def written(tariff: Tariff) -> list[dict[str, Any]]:
    """Write down what is paid, and what is left out, as a closed month keeps it."""
    paid = [
        {
            "campaign": str(price.campaign_id),
            "call_center": str(price.call_center_id) if price.call_center_id else None,
            "kind": price.line.kind.value,
            "amount": price.line.amount,
            "since": price.line.since.isoformat(),
            "until": price.line.until.isoformat() if price.line.until else None,
            "hours": str(price.line.hours) if price.line.hours is not None else None,
            "minutes": price.line.minutes,
        }
        for price in tariff.prices
    ]
    left_out = [
        {
            "campaign": str(cost.campaign_id),
            "kind": cost.kind.value,
            "amount": cost.amount,
            "unrated": cost.currency,
        }
        for cost in tariff.unrated
    ]
    return paid + left_out


def read(rows: Iterable[Mapping[str, Any]]) -> Tariff:
    """Read back what a closed month kept."""
    tariff = Tariff([], [])
    for row in rows:
        if "unrated" in row:
            tariff.unrated.append(
                Unrated(UUID(row["campaign"]), CostKind(row["kind"]), row["amount"], row["unrated"])
            )
        else:
            tariff.prices.append(_price(row))
    return tariff


def _price(row: Mapping[str, Any]) -> Price:
    center = UUID(row["call_center"]) if row["call_center"] else None
    line = CostLine(
        CostKind(row["kind"]),
        row["amount"],
        date.fromisoformat(row["since"]),
        date.fromisoformat(row["until"]) if row["until"] else None,
        Decimal(row["hours"]) if row["hours"] is not None else None,
        row.get("minutes"),
        center,
    )
    return Price(UUID(row["campaign"]), center, line)
