"""What campaigns pay, as the books reckon with it, and as a closed month keeps it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from relais.campaigns.models import Cost
from relais.campaigns.rules.terms import CostKind
from relais.roi.rules.books import Price
from relais.roi.rules.costs import CostLine


def prices_of(organization_id: UUID) -> list[Price]:
    """Give what is paid now, in the currency of each campaign."""
    rows = Cost.objects.of(organization_id).order_by("since", "id")
    return [
        Price(
            row.campaign_id,
            row.call_center_id,
            CostLine(CostKind(row.kind), row.amount, row.since, row.until, row.hours),
        )
        for row in rows
    ]


def written(prices: Iterable[Price]) -> list[dict[str, Any]]:
    """Write prices down as a closed month keeps them."""
    return [
        {
            "campaign": str(price.campaign_id),
            "call_center": str(price.call_center_id) if price.call_center_id else None,
            "kind": price.line.kind.value,
            "amount": price.line.amount,
            "since": price.line.since.isoformat(),
            "until": price.line.until.isoformat() if price.line.until else None,
            "hours": str(price.line.hours) if price.line.hours is not None else None,
        }
        for price in prices
    ]


def read(rows: Iterable[Mapping[str, Any]]) -> list[Price]:
    """Read prices back that a closed month kept."""
    return [
        Price(
            UUID(row["campaign"]),
            UUID(row["call_center"]) if row["call_center"] else None,
            CostLine(
                CostKind(row["kind"]),
                row["amount"],
                date.fromisoformat(row["since"]),
                date.fromisoformat(row["until"]) if row["until"] else None,
                Decimal(row["hours"]) if row["hours"] is not None else None,
            ),
        )
        for row in rows
    ]
